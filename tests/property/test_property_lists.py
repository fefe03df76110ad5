"""A text that is set out as points is still the text that was judged."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from patiented.audience import load_audiences
from patiented.audience.list_words import load_list_words
from patiented.edition import Engine
from patiented.edition.lists import Lists
from patiented.model import Statement
from patiented.model.layout import running, stretches
from patiented.reading import read
from patiented.settings import shipped_root
from tests.guarding import shipped_guard

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
PAIRS = BENCHMARKS / "guard_pairs"
AUTHORS = "abcef"


LISTS = Lists(load_list_words(load_audiences([shipped_root() / "audiences"]).lexicon))
WORDS = ["fever", "rash", ",", "and ", "or", "have ", "(", ")", ".", " is ", "no "]


def _sentences():
    for path in sorted(BENCHMARKS.glob("monographs/*/monograph.md")):
        yield from (one.text for one in read(path).statements())
    for author in AUTHORS:
        lines = (PAIRS / f"author_{author}.jsonl").read_text(encoding="utf-8").splitlines()
        for line in lines:
            pair = json.loads(line)
            yield from (pair["source"], pair["rewrite"])


def test_the_guard_proves_every_sentence_that_is_set_out():
    guard = shipped_guard()
    found = 0
    for text in dict.fromkeys(_sentences()):
        laid = LISTS.set_out(text)
        if laid is not None:
            found += 1
            judgement = guard.judge(Statement("one", text), laid.text)
            assert judgement.proved, (text, laid.text, judgement.findings)
            assert guard.judge(Statement("two", laid.text), text).proved
    assert found > 10


@given(st.text(alphabet="ab ,.:-\n", max_size=60))
def test_any_text_reads_aloud_and_keeps_its_words(text):
    said = running(text)
    for part in stretches(text):
        for start, end in (*([part.lead] if part.lead else []), *part.points):
            assert 0 <= start <= end <= len(text)
    for letter in "ab":
        assert said.text.count(letter) >= text.count(letter)


@given(st.lists(st.sampled_from(WORDS)), st.booleans())
def test_setting_out_survives_any_text(words, is_item):
    text = " ".join(words)
    laid = LISTS.set_out(text, is_item=is_item)
    if laid is not None:
        for start in range(len(text)):
            first, last = laid.place((start, start + 1))
            assert 0 <= first <= last <= len(laid.text)


def test_what_the_guard_found_is_found_again_among_the_points():
    data = load_audiences([shipped_root() / "audiences"])
    path = BENCHMARKS / "monographs" / "colonoscopy" / "monograph.md"
    edition = Engine(data).edition(read(path), "patient")
    laid = [one for one in edition.statements() if "\n- " in one.text]
    assert len(laid) > 3
    for one in laid:
        for row in one.facts:
            if row.rewrite_span:
                found = one.text[slice(*row.rewrite_span)]
                assert found.strip()
                if row.fact.text[:1].isdigit():
                    assert row.fact.text.split()[0] in found
