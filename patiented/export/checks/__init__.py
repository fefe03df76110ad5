"""The findings of `check` in the forms that other programs read: SARIF and GitHub's commands."""
