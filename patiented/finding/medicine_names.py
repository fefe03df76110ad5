"""Names of medicines as a record system writes them, down to the names that a page may have.

    ruxolitinib 15 MG/ML Topical Cream [Opzelura]    the brand in brackets, and no other name
    24 HR metformin hydrochloride 500 MG Oral Tablet the name before strength and form
    amlodipine 5 MG / benazepril 10 MG Oral Capsule  both names: a page on one of them is no answer

The patterns are those of RxNorm's normal form (RxNorm Technical Documentation, section 5). Nothing
is guessed from letters that look alike: two medicines may differ by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from patiented.finding.words import fold

_BRAND = re.compile(r"\[([^\[\]]+)\]\s*\Z")
_LEADING = re.compile(r"\A\s*\d[\d.,]*\s*(?:HR|ML|ACTUAT|MG)\s+", re.IGNORECASE)
_BETWEEN = " / "
_WORD = re.compile(r"[^\W\d_]+")

ROUTES = MappingProxyType(
    {
        word: route
        for route, words in {
            "mouth": "oral orally mouth tablet tablets capsule capsules chewable lozenge syrup",
            "skin": "topical topically skin cream ointment lotion transdermal patch shampoo",
            "needle": "injection injections injectable injected infusion syringe pen intravenous "
            "subcutaneous intramuscular",
            "eye": "ophthalmic",
            "ear": "otic",
            "nose": "nasal",
            "lungs": "inhalation inhalant inhaler inhaled nebulizer",
            "rectum": "rectal enema",
            "vagina": "vaginal",
        }.items()
        for word in words.split()
    }
)
"""Words of a dose form, each with the way into the body that it names."""

_OTHER_FORMS = (
    "solution", "suspension", "gel", "foam", "spray", "powder", "granules", "liquid", "drops",
    "kit", "pack", "product", "pill", "film", "extended", "delayed", "release", "disintegrating",
    "metered", "dose", "prefilled", "implant", "suppository",
)  # fmt: skip
FORMS = frozenset((*ROUTES, *_OTHER_FORMS))

SALTS = frozenset({
    "hydrochloride", "hydrobromide", "sodium", "potassium", "phosphate", "sulfate", "maleate",
    "mesylate", "besylate", "tartrate", "succinate", "fumarate",
})  # fmt: skip
"""Endings that a page on a medicine seldom names: "metformin hydrochloride" is metformin."""


@dataclass(frozen=True, slots=True)
class MedicineName:
    """What a text names: all of `names` (each a folded name and its shorter forms), and routes."""

    names: tuple[tuple[str, ...], ...]
    routes: frozenset[str]


def medicine_of(text: str) -> MedicineName:
    """Return the names in `text` that a page must have, and the ways in that it speaks of."""
    routes = routes_in(text)
    if brand := _BRAND.search(text):
        return MedicineName(((plain(brand[1]),),), routes)
    pieces = text.split(_BETWEEN)
    return MedicineName(tuple(_forms(piece) for piece in pieces), routes)


def routes_in(text: str) -> frozenset[str]:
    """Return the ways into the body that the words of `text` name."""
    words = (fold(word) for word in _WORD.findall(text))
    return frozenset(ROUTES[word] for word in words if word in ROUTES)


def plain(text: str) -> str:
    """Return a name as names are compared: without case, accents and double spaces."""
    return " ".join(fold(text).split())


def _forms(piece: str) -> tuple[str, ...]:
    """Return the name in front of strength and form, then the same without its salt."""
    words: list[str] = []
    for word in plain(_LEADING.sub("", piece)).split():
        if word[0].isdigit() or word in FORMS:
            break
        words.append(word)
    forms = [" ".join(words)]
    while len(words) > 1 and words[-1] in SALTS:
        words.pop()
        forms.append(" ".join(words))
    return tuple(one for one in forms if one)
