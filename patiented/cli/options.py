"""Options that several commands share, and what they are turned into."""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


library = click.option(
    "--library",
    "library_path",
    type=click.Path(path_type=Path),
    default=None,
    help="Library folder; else the nearest parent with monographs/, else the shipped one.",
)
audience = click.option("--audience", "audience_id", required=True, help="Audience id.")
lang = click.option("--lang", default="en", show_default=True, help="Language of the edition.")
name = click.option("--by", required=True, help="Name of the person who does this.")
own_name = click.option("--by", help="Name of the person who does this; else the system's user.")


def user_name() -> str:
    """Return the name of the system's user: the whole one where it is known, else the login."""
    try:
        known = pwd.getpwuid(os.getuid())
    except KeyError:  # a container may run as a number that nobody has
        return os.environ.get("USER") or f"user {os.getuid()}"
    return known.pw_gecos.partition(",")[0].strip() or known.pw_name


def output_format(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the `--format` option with `names`, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="Form of the output.",
    )
