"""Writes the reference pages that are generated from the code: `make docs`."""

from __future__ import annotations

from pathlib import Path

from patiented.settings import settings_page

PAGES = {"docs/settings.md": settings_page}
"""Each generated page and what writes it."""


def main() -> None:
    """Write every page anew."""
    root = Path(__file__).parents[1]
    for name, write in PAGES.items():
        (root / name).write_text(write(), encoding="utf-8")
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
