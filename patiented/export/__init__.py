"""An edition in other forms than a page: data, plain text, Markdown."""
