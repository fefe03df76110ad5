"""The settings: a field each, with its help, its rule and its default side by side.

`docs/settings.md` is written from here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, cast

from patiented.settings.desk_fields import DeskSettings
from patiented.settings.places import MONOGRAPHS, is_temporary, shipped_root
from patiented.settings.rules import RATE, about, ancestors, matching, origins, whole

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = "PATIENTED_"
FILE_NAME = "patiented.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(DeskSettings):
    """What one run goes by."""

    library: Path = field(
        metadata=about(
            "The library: a folder with `monographs/`, optionally its own `audiences/` and "
            "`templates/` laid over the shipped ones, and `patiented.toml`.",
            matching(r"(?s:.+)"),
            "a folder",
            "the nearest parent folder with `monographs/`, else the shipped library",
        )
    )
    # The address may hold a password, so it is kept out of every repr.
    database_url: str = field(
        repr=False,
        metadata=about(
            "Where editions, reviews and withdrawals are kept: `sqlite:///…` or `postgresql://…`. "
            "In the file, a relative SQLite path starts at the library.",
            matching(r"(?:sqlite|postgresql)(?:\+\w+)?://[^\x00-\x1f]*"),
            "an address that starts with sqlite:// or postgresql://",
            "`var/patiented.db` in the library; where that is read-only, `patiented/` in the "
            "user's state folder (`XDG_STATE_HOME`); for a user without a home, a temporary "
            "folder, in which no review and no withdrawal is taken",
        ),
    )
    host: str = field(
        default="127.0.0.1",
        metadata=about(
            "The address that `serve` listens on.",
            matching(r"[\w.:%-]{1,253}"),
            "a host name or address",
            "`127.0.0.1`",
        ),
    )
    port: int = field(
        default=8000,
        metadata=about(
            "The port that `serve` listens on; 0 takes a free one.",
            whole(0, 65535),
            "a whole number from 0 to 65535",
            "`8000`",
        ),
    )
    workers: int = field(
        default=2,
        metadata=about(
            "How many server processes `serve` starts.",
            whole(1, 64),
            "a whole number from 1 to 64",
            "`2`",
        ),
    )
    pdf_limit_s: int = field(
        default=8,
        metadata=about(
            "How many seconds the making of one PDF may take before it is stopped.",
            whole(1, 25),
            "a whole number from 1 to 25",
            "`8`",
        ),
    )
    page_cache_mb: int = field(
        default=64,
        metadata=about(
            "How much memory each server process may use for finished pages, in megabytes; 0 "
            "makes every page anew. A kept page is never older than the last review, withdrawal "
            "or edited file.",
            whole(0, 65536),
            "a whole number from 0 to 65536",
            "`64`",
        ),
    )
    emergency_number: str = field(
        default="",
        metadata=about(
            "The number that an answer to an urgent question says to call; it goes before the "
            "number of the country.",
            matching(r"(?:[0-9][0-9 +-]{0,19})?"),
            "a telephone number",
            "that of `emergency_country` in `audiences/common/asking/countries.tsv`",
        ),
    )
    emergency_country: str = field(
        default="US",
        metadata=about(
            "The country (ISO 3166, or EU) whose numbers for help are given; they are in "
            "`audiences/common/asking/countries.tsv`.",
            matching(r"[A-Z]{2}"),
            "a two-letter country code such as US",
            "`US`",
        ),
    )
    questions_file: str = field(
        default="",
        metadata=about(
            "A file in which the questions that readers ask are kept, a line each: day, "
            "monograph, audience, outcome, question; never an address or a time of day. A "
            "relative path starts at the library.",
            matching(r"[^\x00-\x1f]{0,4000}"),
            "the path of a file",
            "none: questions are not kept",
        ),
    )
    review_due_months: int = field(
        default=0,
        metadata=about(
            "How many months after its last approval an edition is due to be reviewed again; 0 "
            "sets no date. `review_due` in the front matter of a monograph goes before it.",
            whole(0, 120),
            "a whole number from 0 to 120",
            "`0`",
        ),
    )
    frame_ancestors_pages: str = field(
        default="'self'",
        metadata=about(
            "Which sites may show the pages in a frame (CSP `frame-ancestors`).",
            ancestors,
            "frame-ancestors sources such as 'self' or a site",
            "`'self'`",
        ),
    )
    frame_ancestors_widgets: str = field(
        default="*",
        metadata=about(
            "Which sites may show the widgets in a frame (CSP `frame-ancestors`).",
            ancestors,
            "frame-ancestors sources such as * or a site",
            "`*`",
        ),
    )

    public_url: str = field(
        default="",
        metadata=about(
            "The address that readers know the site by, for canonical links, the map of the site "
            "and the code on handouts. Without it, the host of each request is used.",
            matching(r"(?:https?://[\w.-]{1,253}(?::[0-9]{1,5})?)?"),
            "a scheme and a host, as https://health.example.org",
            "the host of the request",
        ),
    )

    report_limit: str = field(
        default="10 per hour",
        metadata=about(
            "How many reports of a mistake one internet address may send.",
            matching(RATE),
            "a number and a time, as 10 per hour",
            "`10 per hour`",
        ),
    )
    api_read_limit: str = field(
        default="300 per minute",
        metadata=about(
            "How often one internet address may read from `/api/`.",
            matching(RATE),
            "a number and a time, as 300 per minute",
            "`300 per minute`",
        ),
    )
    api_work_limit: str = field(
        default="30 per minute",
        metadata=about(
            "How many texts one internet address may send to `/api/` to be scored, judged, "
            "rewritten or answered; each may take a server process a second or two.",
            matching(RATE),
            "a number and a time, as 30 per minute",
            "`30 per minute`",
        ),
    )
    api_body_kb: int = field(
        default=400,
        metadata=about(
            "How much may be sent to `/api/` at once, in kilobytes. In 400 fits every text that is "
            "not too long, however it is escaped.",
            whole(1, 1024),
            "a whole number from 1 to 1024",
            "`400`",
        ),
    )
    api_cors_origins: str = field(
        default="",
        metadata=about(
            "The sites whose scripts may use `/api/` in a browser (CORS): `*`, or origins with a "
            "space between them. Cookies and logins are never part of it.",
            origins,
            "* or origins such as https://ehr.example.org",
            "none",
        ),
    )
    # The address may hold a password, as that of the database.
    limits_storage_url: str = field(
        default="memory://",
        repr=False,
        metadata=about(
            "Where such counts are held: `memory://` (each server process counts by itself) or a "
            "place that all share, as `redis://…` (its client must be installed).",
            matching(r"memory://|(?:redis|rediss|memcached|mongodb)://[^\x00-\x1f]+"),
            "memory:// or an address that starts with redis://, memcached:// or mongodb://",
            "`memory://`",
        ),
    )
    trusted_proxies: int = field(
        default=0,
        metadata=about(
            "How many proxies of your own stand before the server; only then are their "
            "`X-Forwarded-For`, `-Proto` and `-Host` believed.",
            whole(0, 9),
            "a whole number from 0 to 9",
            "`0`",
        ),
    )

    @property
    def keeps_for_good(self) -> bool:
        """Whether the database outlives a restart of the machine."""
        return not is_temporary(self.database_url)

    @property
    def monographs(self) -> Path:
        """The folder with one folder per monograph."""
        return self.library / MONOGRAPHS

    @property
    def brands(self) -> Path:
        """The folder with one folder per brand of a widget; it need not be there."""
        return self.library / "brands"

    @property
    def audience_roots(self) -> tuple[Path, ...]:
        """The `audiences/` folders, the shipped one first: later ones are laid over it."""
        return _existing(shipped_root() / "audiences", self.library / "audiences")

    @property
    def template_roots(self) -> tuple[Path, ...]:
        """The `templates/` folders in search order: the library's own first."""
        return _existing(self.library / "templates", shipped_root() / "templates")


_DESKS = {one.name for one in fields(DeskSettings)}
FIELDS = {
    # What is for readers first, as few need the rest.
    one.name: one
    for one in sorted(fields(Settings), key=lambda one: one.name in _DESKS)
}
NAMES = tuple(FIELDS)
SECRET = frozenset(name for name, one in FIELDS.items() if not one.repr)
FILE_KEYS = tuple(name for name in NAMES if name != "library")  # the file lies in the library


def checked(name: str, value: object) -> str | int:
    """Return the value as the setting `name` keeps it; a ValueError says what was expected."""
    about = FIELDS[name].metadata
    try:
        return cast("str | int", about["check"](value))
    except ValueError:
        # An address may hold a password: never repeat it.
        hidden = "no such address" if name.endswith("_url") else "not usable"
        found = hidden if name in SECRET else repr(value)
        raise ValueError(f"is {found}, expected {about['expected']}") from None


def variable(name: str) -> str:
    """Return the environment variable of the setting `name`."""
    return PREFIX + name.upper()


def settings_page() -> str:
    """Return `docs/settings.md`, written from the help text of the fields."""
    lines = [
        "# Settings",
        "",
        "This page is written from the help text in `patiented/settings/`; change that instead.",
        "",
        f"A setting comes from its default, from `{FILE_NAME}` in the library, from the",
        "environment, or from an option on the command line; the later one wins. An unknown key in",
        "the file is an error with its line and column.",
        "",
        f"| key in `{FILE_NAME}` | environment | what it sets | default |",
        "|---|---|---|---|",
    ]
    for name, one in FIELDS.items():
        key = f"`{name}`" if name in FILE_KEYS else "none"
        about = f"{one.metadata['help']} Expected: {one.metadata['expected']}."
        lines.append(f"| {key} | `{variable(name)}` | {about} | {one.metadata['default']} |")
    return "\n".join(lines) + "\n"


def _existing(*folders: Path) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))
