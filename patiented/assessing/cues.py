"""Finds sentences to look at by the words in `data/cues.toml`: orders, numbers, reasons, risks.

A cue is a hint. It says where a person should look, and nothing about what the place is worth.
English only: in another language a person looks without.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "cues.toml"
LANGS = frozenset({"en"})
_WORD = re.compile(r"[A-Za-z']+")
_AFTER_COMMA = re.compile(r"[,:;]\s+")
_CONDITION = re.compile(r"(?:if|when|once|before|after|until|while|to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language."""

    orders: frozenset[str]
    openers: frozenset[str]
    third_person: frozenset[str]
    duty: frozenset[str]
    phrases: dict[str, re.Pattern[str]]
    patterns: dict[str, re.Pattern[str]]

    def has(self, name: str, text: str) -> bool:
        """Tell whether a text has one of the phrases of a group."""
        return bool(self.phrases[name].search(text))

    def is_order(self, text: str) -> bool:
        """Tell whether a sentence orders its reader: "Call ...", "If it hurts, stop ..."."""
        if self._opens_order(text):
            return True
        if not _CONDITION.match(text):
            return False
        return any(self._opens_order(text[cut.end() :]) for cut in _AFTER_COMMA.finditer(text))

    def _opens_order(self, text: str) -> bool:
        words = [word.lower() for word in _WORD.findall(text[:80])]
        while words and words[0] in self.openers:
            words.pop(0)
        if words[:1] == ["don't"] or words[:2] == ["do", "not"]:
            return True
        return len(words) > 1 and words[0] in self.orders and words[1] != "of"

    def is_about_others(self, text: str) -> bool:
        """Tell whether an action is said of others: "Patients should ..."."""
        words = [word.lower() for word in _WORD.findall(text)]
        others = [i for i, word in enumerate(words) if word in self.third_person]
        return any(self.duty & set(words[place + 1 : place + 8]) for place in others)

    def numbers(self, text: str) -> tuple[str, ...]:
        """Return the numbers that a text counts with, in figures or words; no names ("type 2")."""
        rest = self.patterns["named_number"].sub(" ", text)
        figures = self.patterns["number"].findall(rest)
        return (*figures, *self.patterns["number_word"].findall(rest))


@cache
def cues(lang: str) -> Cues | None:
    """Return the cues of a language, or None where there are none."""
    base = re.split("[-_]", lang)[0]
    if base not in LANGS:
        return None
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))
    words = {name: frozenset(text.split()) for name, text in raw["words"].items()}
    return Cues(
        orders=words["order"],
        openers=words["order_opener"],
        third_person=words["third_person"],
        duty=words["duty"],
        phrases={name: _phrases(text) for name, text in raw["phrases"].items()},
        patterns={name: re.compile(text, re.IGNORECASE) for name, text in raw["patterns"].items()},
    )


def _phrases(text: str) -> re.Pattern[str]:
    # Folded lines end in "|" or stand alone: both are one list.
    parts = [part.strip() for part in text.replace("\n", "|").split("|")]
    longest_first = sorted({part for part in parts if part}, key=lambda part: (-len(part), part))
    joined = "|".join(re.escape(part).replace(r"\ ", r"\s+") for part in longest_first)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)
