"""Rules for the values of settings: each returns the value as kept, or raises ValueError."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = r"[1-9][0-9]{0,5} per (?:minute|hour|day)"
"""How often, as `10 per hour`."""

_PAIR = re.compile(r"[^,]+=\s*(?:writer|reviewer|admin)\s*")

_SOURCE = re.compile(r"'(?:self|none)'|\*|(?:https?://)?[\w.*-]+(?::\d+)?|https?:")
"""One source of a `frame-ancestors` list: a keyword, anything, a site, a scheme."""
_ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,253}(?::[0-9]{1,5})?", re.ASCII)
"""An origin as browsers write it (RFC 6454): scheme and host in small letters, perhaps a port."""


def about(
    help_text: str, check: Callable[[object], str | int], expected: str, default: str
) -> dict[str, Any]:
    """Describe a field: help, rule, what to say when it is broken, the default on the page."""
    return {"help": help_text, "check": check, "expected": expected, "default": default}


def whole(low: int, high: int) -> Callable[[object], int]:
    """Accept a whole number; the environment gives it as text."""

    def check(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError
        return value

    return check


def matching(pattern: str) -> Callable[[object], str]:
    """Accept text that is a whole match of `pattern`."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: object) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise ValueError
        return value

    return check


def ancestors(value: object) -> str:
    """Accept a `frame-ancestors` list; nothing that could open another directive or header."""
    words = value.split(" ") if isinstance(value, str) else []
    if not words or not all(_SOURCE.fullmatch(word) for word in words):
        raise ValueError
    if "'none'" in words and len(words) > 1:
        raise ValueError
    return " ".join(words)


def origins(value: object) -> str:
    """Accept nothing, `*`, or origins with one space between them."""
    words = value.split(" ") if isinstance(value, str) and value else []
    if not isinstance(value, str) or (value != "*" and not all(map(_ORIGIN.fullmatch, words))):
        raise ValueError
    return " ".join(words)


def role_pairs(value: object) -> str:
    """Accept what each value of a claim allows, as `a=writer, b=reviewer`, or nothing."""
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError
    if value.strip() and not all(_PAIR.fullmatch(part) for part in value.split(",")):
        raise ValueError
    return value.strip()
