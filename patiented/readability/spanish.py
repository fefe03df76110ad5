"""Counts Spanish: numbers read aloud, syllables by the rules of the written language.

Spanish spelling tells the syllables, so there is no dictionary here: two strong vowels, or a weak
one with an accent beside a strong one, are two syllables (RAE, Ortografía, 2010, 3.3.1); all other
runs of vowels are one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from patiented.readability.tables import read_toml

WORD: Final = re.compile(r"[^\W\d_]+")

_STRONG: Final = frozenset("aeoáéóíú")
"""Vowels that are a syllable of their own beside another one of these; accented í and ú too."""
_RUN: Final = re.compile(r"[aeiouáéíóúü]+(?:h[aeiouáéíóúü]+)*")
_SILENT_U: Final = re.compile(r"(?<=[gq])u(?=[eiéí])")
_FINAL_Y: Final = re.compile(r"y(?![aeiouáéíóú])")
_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_SAID_AS_WORD: Final = re.compile(r"(?:[^AEIOU]?[AEIOU])+[^AEIOU]?")
_SHORTEST_SAID: Final = 3

_ONES: Final = (
    *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    *("once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho"),
    *("diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro"),
    *("veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"),
)
_TENS: Final = ("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta",
                "noventa")  # fmt: skip
_HUNDREDS: Final = ("", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos",
                    "seiscientos", "setecientos", "ochocientos", "novecientos")  # fmt: skip
_HUNDRED, _THOUSAND, _MILLION = 100, 1_000, 1_000_000


@cache
def _tables() -> dict[str, Any]:
    return read_toml("spanish.toml")


def said_out(text: str) -> str:
    """Write abbreviations out, so that their full stops end no sentence."""
    for short, long in _tables()["abbreviations"].items():
        text = text.replace(short, long)
    return text


def read_aloud(text: str) -> str:
    """Return a sentence as it is said: figures and the units after them in words."""
    units = _tables()["units"]
    forms = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    with_unit = re.compile(rf"({_NUMBER.pattern})[ \u00a0]?({forms})(?!\w)")
    text = with_unit.sub(lambda m: f"{number(m[1])} {units[m[2]][m[1] != '1']}", text)
    return _NUMBER.sub(lambda m: f" {number(m[0])} ", text)


def number(figures: str) -> str:
    """Say a number written in figures: "94,6" is "noventa y cuatro coma seis"."""
    whole, comma, part = figures.replace(".", "").partition(",")
    said = _cardinal(int(whole))
    return f"{said} coma {' '.join(_ONES[int(d)] for d in part)}" if comma else said


def _cardinal(value: int) -> str:
    if value >= _MILLION:
        millions, rest = divmod(value, _MILLION)
        head = "un millón" if millions == 1 else f"{_cardinal(millions)} millones"
        return f"{head} {_cardinal(rest)}" if rest else head
    if value >= _THOUSAND:
        thousands, rest = divmod(value, _THOUSAND)
        head = "mil" if thousands == 1 else f"{_cardinal(thousands)} mil"
        return f"{head} {_cardinal(rest)}" if rest else head
    if value == _HUNDRED:
        return "cien"
    hundreds, rest = divmod(value, _HUNDRED)
    words = [_HUNDREDS[hundreds]] if hundreds else []
    if rest or not words:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(value: int) -> str:
    if value < len(_ONES):
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return f"{_TENS[tens]} y {_ONES[ones]}" if ones else _TENS[tens]


@lru_cache(maxsize=16384)
def count_syllables(word: str) -> int:
    """Return the syllables of one word, at least 1; initials are spelled out."""
    is_said = len(word) >= _SHORTEST_SAID and _SAID_AS_WORD.fullmatch(word)
    if word.isupper() and len(word) > 1 and word.isascii() and not is_said:
        letters = _tables()["letters"]
        return sum(letters.get(letter, 1) for letter in word.lower())
    lower = unicodedata.normalize("NFC", word).lower()
    plain = _FINAL_Y.sub("i", _SILENT_U.sub("", lower))
    return max(1, sum(_nuclei(run.replace("h", "")) for run in _RUN.findall(plain)))


def _nuclei(run: str) -> int:
    """Count the syllables of a run of vowels: strong ones that meet are parted ("le-í-a")."""
    meeting = sum(left in _STRONG and right in _STRONG for left, right in pairwise(run))
    return 1 + meeting + _between(run)


def _between(run: str) -> int:
    """Count weak vowels between strong ones: they open a syllable ("pa-ra-noi-a")."""
    return sum(
        run[i - 1] in _STRONG and run[i] not in _STRONG and run[i + 1] in _STRONG
        for i in range(1, len(run) - 1)
    )
