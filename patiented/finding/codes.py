"""Codes as they are compared: written alike, and followed upwards, never downwards.

A code that is asked for finds the page that names it, or that names a code above it: `E11.9` finds
a page on `E11`. The reverse would give a page on one kind of a disease for all of its kinds.
"""

from __future__ import annotations

import re

_ICD = {"icd10": 3, "icd9": 3}
"""How long a category is, without its dot: no shorter code stands above it."""
_EXTERNAL_CAUSE = 4
"""In ICD-9-CM the categories of external causes are longer: E850."""

_DIGITS = re.compile(r"[0-9]+")
_NDC_SHAPES = {(4, 4), (4, 4, 2), (5, 3), (5, 3, 2), (5, 4), (5, 4, 1), (5, 4, 2)}
_LABELER, _PRODUCT = 5, 4
_WHOLE, _SHORT = 11, 10
"""An NDC of 11 digits has one reading (5-4-2); one of 10 has three (4-4-2, 5-3-2, 5-4-1)."""


def kept_form(system: str, code: str) -> str:
    """Return a code of front matter as it is compared; empty where it cannot be read."""
    if system == "ndc":
        products = _products(code)
        return products[0] if len(products) == 1 else ""
    return _plain(system, code)


def asked_forms(system: str, code: str) -> tuple[tuple[str, ...], ...]:
    """Return the forms that a code may be kept in, in steps: the code itself, then its parents.

    Several forms in one step are several readings; they count only where they do not disagree.
    """
    if system == "ndc":
        products = _products(code)
        return (products,) if products else ()
    plain = _plain(system, code)
    if not plain:
        return ()
    least = _category(system, plain)
    return tuple((plain[:end],) for end in range(len(plain), least - 1, -1)) or ((plain,),)


def _category(system: str, plain: str) -> int:
    if system not in _ICD:
        return len(plain)
    return _EXTERNAL_CAUSE if system == "icd9" and plain.startswith("E") else _ICD[system]


def _plain(system: str, code: str) -> str:
    text = code.strip().upper()
    if system in _ICD:
        return text.replace(".", "")
    if system == "rxnorm":
        return text.lstrip("0") if _DIGITS.fullmatch(text) else ""
    return text


def _products(code: str) -> tuple[str, ...]:
    """Return labeler and product of an NDC as nine digits (5-4), for each way to read it.

    The package at the end does not count: the page is about the product in every package.
    """
    parts = code.strip().split("-")
    if not all(_DIGITS.fullmatch(part) for part in parts):
        return ()
    if tuple(map(len, parts)) in _NDC_SHAPES:
        return (parts[0].zfill(_LABELER) + parts[1].zfill(_PRODUCT),)
    if len(parts) > 1:
        return ()
    digits = parts[0]
    if len(digits) == _WHOLE:
        return (digits[: _LABELER + _PRODUCT],)
    if len(digits) == _SHORT:
        return (f"0{digits[:8]}", f"{digits[:5]}0{digits[5:8]}", digits[:9])
    return ()
