"""Plants errors in the shipped Spanish wording: no planted text may be proved or shown."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest

from patiented.guard.crossing import Comparer
from patiented.guard.crossing_reading import UNKNOWN, read_items
from patiented.guard.crossing_tables import load_crossing, norms
from patiented.model import Level
from patiented.proposing import Catalogue
from patiented.reading import read
from tests.engines import shipped_engine
from tests.guarding import COMMON

NAMES = ("Opzelura", "ruxolitinib", "Jakafi")
SWAPS = (
    (r"\bgramos\b", "miligramos"),
    (r"\bsemanas?\b", "días"),
    (r"\bsemanas?\b", "meses"),
    (r"\baños\b", "meses"),
    (r"\bo más\b", "o menos"),
    (r"\bo más\b", ""),
    (r"\bmás del?\b", "menos de"),
    (r"\bmás\b", "menos"),
    (r"\bmenos\b", "más"),
    (r"\bcomo máximo\b", "como mínimo"),
    (r"\bcomo máximo\b", ""),
    (r"\bal menos\b", "hasta"),
    (r"\bal menos\b", ""),
    (r"\bhasta\b", "más de"),
    (r"\bhasta\b", "al menos"),
    (r"\bdos veces al día\b", "una vez al día"),
    (r"\bdos veces al día\b", "dos veces a la semana"),
    (r"\bdos veces al día\b", "tres veces al día"),
    (r"\bpor semana\b", "por día"),
    (r"\b[Nn]o\b", ""),
    (r"\b[Nn]o debe", "Debe"),
    (r"\bsin\b", "con"),
    (r"\bsi\b", "a menos que"),
    (r"\bsi\b", "aunque"),
    (r"\bSi\b", "Salvo que"),
    (r"\bEvite\b", "Puede"),
    (r"\bpuede\b", "debe"),
    (r"\bdebería\b", "puede"),
    (r"\bOpzelura\b", "Jakafi"),
    (r"\bruxolitinib\b", "Jakafi"),
    (r"\bmejor\b", "peor"),
    (r"\breduce\b", "aumenta"),
    (r"\bgraves\b", "leves"),
    (r"\bgraves\b", "intensas"),
    (r"\bleve a moderada\b", "moderada a severa"),
    (r"\bmuerte\b|\bMuerte\b", "Fiebre"),
    (r"\bboca\b", "piel"),
    (r"\bdía (?=\d)", "semana "),
    (r" %", ""),
    (r"\bpocos\b", "muchos"),
    (r"\by\b", "o"),
    (r"\bsegún fue necesario\b", ""),
    (r"\btodo\b", ""),
)
NUMBER = re.compile(r"(?<!\w)\d+(?:,\d+)?")
INSERTED = ("no", "nunca", "solo", "hasta", "sin", "si", "menos", "más", "siempre", "60", "debe")


@pytest.fixture(scope="module")
def comparer():
    return Comparer(load_crossing((COMMON,), "es"), NAMES)


@pytest.fixture(scope="module")
def pairs(root):
    """Pair each shipped Spanish text with the English text that it is proved against."""
    folder = root / "monographs" / "opzelura" / "wording"
    english = Catalogue.load(folder / "patient.en.po")
    worded = {(one.context, one.source): one.wording for one in english.entries}
    spanish = Catalogue.load(folder / "patient.es.po").entries
    return [
        (worded.get((one.context, one.source)) or one.source, one.wording)
        for one in spanish
        if one.wording
    ]


def _numbers(text):
    for match in NUMBER.finditer(text):
        number = float(match[0].replace(",", "."))
        others = {number * 10, number + 1, number / 10}
        for other in {f"{one:g}".replace(".", ",") for one in others} | {match[0][::-1]}:
            if other != match[0]:
                yield text[: match.start()] + other + text[match.end() :]
    for one, other in combinations(NUMBER.finditer(text), 2):
        if one[0] != other[0]:
            between = text[one.end() : other.start()]
            yield text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def _swaps(text):
    for pattern, target in SWAPS:
        for match in re.finditer(pattern, text):
            yield text[: match.start()] + target + text[match.end() :]


def _insertions(text):
    places = [match.start() for match in re.finditer(r"(?<= )\w", text)]
    for place in places:
        for word in INSERTED:
            yield f"{text[:place]}{word} {text[place:]}"


def _mutations(text):
    yield from _numbers(text)
    yield from _swaps(text)
    yield from _insertions(text)


def test_every_shipped_text_is_proved_word_by_word(pairs, comparer):
    assert len(pairs) > 60
    assert [
        spanish for english, spanish in pairs if not comparer.compare(english, spanish).proved
    ] == []


def test_planted_errors_are_never_proved_and_always_told(pairs, comparer):
    planted = [(english, one) for english, text in pairs for one in _mutations(text) if one != text]
    compared = [(one, comparer.compare(english, one)) for english, one in planted]
    assert len(planted) > 8000
    assert [text for text, one in compared if one.proved] == []
    assert [text for text, one in compared if not one.findings] == []


def test_a_changed_or_crossed_number_is_an_error_and_not_an_open_point(pairs, comparer):
    planted = [(english, one) for english, text in pairs for one in _numbers(text)]
    assert len(planted) > 70
    assert [
        text
        for english, text in planted
        if all(one.level is not Level.ERROR for one in comparer.compare(english, text).findings)
    ] == []


def test_no_word_that_carries_a_claim_can_be_dropped(pairs, comparer):
    glue = load_crossing((COMMON,), "es").target.glue
    dropped = 0
    for english, text in pairs:
        for match in re.finditer(r"[\w%]+(?:[,.]\d+)?", text):
            if norms(match[0])[0] in glue:
                continue
            dropped += 1
            without = text[: match.start()] + text[match.end() :]
            assert not comparer.compare(english, without).proved, without
    assert dropped > 350


def test_no_two_claims_of_a_text_can_be_exchanged(pairs, comparer):
    tables = load_crossing((COMMON,), "es")
    exchanged = 0
    for english, text in pairs:
        items = read_items(text, tables.target, comparer.pair, {})
        for one, other in combinations(items, 2):
            beside = abs(items.index(one) - items.index(other)) == 1
            if one.key == other.key or beside or UNKNOWN in {one.kind, other.kind}:
                continue
            exchanged += 1
            between = text[one.end : other.start]
            first, second = text[one.start : one.end], text[other.start : other.end]
            planted = f"{text[: one.start]}{second}{between}{first}{text[other.end :]}"
            assert not comparer.compare(english, planted).proved, planted
    assert exchanged > 800


def test_the_street_shows_no_planted_text(root, comparer):
    """A sample goes the whole way: what is not proved is not on the page.

    A word that only the English wording adds ("all of these") may go: the source does not say it.
    """
    engine = shipped_engine()
    folder = root / "monographs" / "opzelura"
    monograph = read(folder / "monograph.md")
    english = Catalogue.load(folder / "wording" / "patient.en.po")
    spanish = Catalogue.load(folder / "wording" / "patient.es.po").over(english)
    planted = [
        (place, text)
        for place, entry in enumerate(spanish.entries)
        if entry.wording and not entry.context
        for text in (*_numbers(entry.wording), *_swaps(entry.wording))
        if not comparer.compare(entry.source, text).proved
    ]
    shown = []
    for place, text in planted[::3]:
        entries = list(spanish.entries)
        entries[place] = replace(entries[place], wording=text)
        source = entries[place].source
        small = replace(monograph, sections=_only(monograph.sections, source))
        edition = engine.edition(
            small, "patient", lang="es", catalogue=replace(spanish, entries=tuple(entries))
        )
        shown += [one.text for one in edition.statements() if one.text == text]
    assert shown == []


def _only(sections, source):
    return tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, statements=kept)
                for block in section.blocks
                if (kept := tuple(one for one in block.statements if one.text == source))
            ),
        )
        for section in sections
    )
