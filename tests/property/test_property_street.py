"""What holds for any text that goes down the street."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patiented.model import Fate, Obligation, Origin, Role
from patiented.reading import read_bytes
from tests.engines import shipped_engine
from tests.street import make_library

if TYPE_CHECKING:
    from patiented.edition import Engine

ENGINE: Engine = shipped_engine()
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
SENTENCES = (
    "Take 5 mg twice daily.",
    "Do not use more than 60 g per week.",
    "Alphadrug is contraindicated in patients with a history of angioedema.",
    "Store the tablets at 20°C to 25°C.",
    "Nausea was reported in 44% of patients on Alphadrug and 16% on placebo.",
    "Avoid Alphadrug in severe renal impairment unless no alternative exists.",
    "The elimination half-life is 12 hours.",
    "Patients should be monitored for jaundice before and during treatment.",
)
HEADINGS = ("Dosage", "Warnings", "Contraindications", "Adverse reactions", "Pharmacokinetics")
SECTIONS = st.lists(
    st.tuples(
        st.sampled_from(HEADINGS), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)
    ),
    min_size=1,
    max_size=4,
)
AUDIENCES = st.sampled_from(["patient", "caregiver", "clinician"])


def _source(sections):
    head = "---\ntitle: What is Alphadrug?\nname: Alphadrug\ndrugs: [Alphadrug]\n---\n"
    body = "".join(f"\n## {heading}\n\n" + "\n".join(text) + "\n" for heading, text in sections)
    return (head + body).encode()


def _monograph(data):
    return read_bytes(data, path="alphadrug/monograph.md", format="markdown")


@QUIET
@given(SECTIONS, AUDIENCES)
def test_no_must_fact_is_lost_unnoticed(sections, audience):
    edition = ENGINE.edition(_monograph(_source(sections)), audience)
    for row in edition.ledger:
        if row.obligation is Obligation.MUST:
            assert row.fate is Fate.KEPT


@QUIET
@given(SECTIONS, AUDIENCES)
def test_every_statement_is_shown_or_listed_as_left_out(sections, audience):
    monograph = _monograph(_source(sections))
    edition = ENGINE.edition(monograph, audience)
    shown = {one.id for one in edition.statements()}
    left = {one.statement for one in edition.left_out}
    assert {one.id for one in monograph.statements()} == shown | left


@QUIET
@given(SECTIONS, AUDIENCES)
def test_making_an_edition_twice_gives_equal_editions(sections, audience):
    monograph = _monograph(_source(sections))
    assert ENGINE.edition(monograph, audience) == ENGINE.edition(monograph, audience)


@QUIET
@given(st.sampled_from(SENTENCES), st.sampled_from(["patient", "caregiver"]))
def test_rewriting_the_engines_own_text_changes_nothing_more(sentence, audience):
    once = ENGINE.rewrite(sentence, audience, Role.OTHER)
    twice = ENGINE.rewrite(once.output, audience, Role.OTHER)
    if Origin.CANONICAL.value not in {once.origin, twice.origin}:
        assert twice.output == once.output


@QUIET
@given(st.text(max_size=200), st.sampled_from(list(Role)))
def test_any_text_can_be_rewritten_without_an_exception(text, role):
    result = ENGINE.rewrite(text, "patient", role)
    assert isinstance(result.output, str)


@pytest.mark.parametrize("form", ["json", "html"])
def test_processes_with_other_hash_seeds_give_the_same_bytes(tmp_path, form):
    printed = set()
    for seed in ("0", "4242"):
        library = make_library(tmp_path / seed)
        command = [
            sys.executable,
            "-m",
            "patiented",
            "render",
            "alphadrug",
            "--audience",
            "patient",
        ]
        done = subprocess.run(
            [*command, "--format", form, "--library", str(library)],
            env={"PYTHONHASHSEED": seed, "XDG_STATE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        )
        again = subprocess.run(
            [*command, "--format", form, "--library", str(library)],
            env={"PYTHONHASHSEED": seed, "XDG_STATE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        )
        assert done.stdout == again.stdout, "a kept edition must read as a fresh one"
        printed.add(done.stdout)
    assert len(printed) == 1


EVERY_SHIPPED_EDITION = """
import hashlib
from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.proposing import Catalogue
from patiented.reading import read
from patiented.settings import shipped_root

root = shipped_root()
engine = Engine(load_audiences([root / "audiences"]))
for path in sorted((root / "monographs").glob("*/monograph.md")):
    for audience in engine.data.audiences:
        wording = path.parent / "wording" / f"{audience}.en.po"
        catalogue = Catalogue.load(wording) if wording.is_file() else None
        edition = engine.edition(read(path), audience, catalogue=catalogue)
        print(path.parent.name, audience, hashlib.sha256(repr(edition).encode()).hexdigest())
"""


def test_every_shipped_edition_is_the_same_under_any_hash_seed_locale_and_time_zone(tmp_path):
    """The small library above has too few words for two of one length to stand in one term."""
    worlds = (
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "3", "LANG": "tr_TR.UTF-8", "TZ": "America/Los_Angeles"},
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", EVERY_SHIPPED_EDITION],
            env={**world, "PYTHONPATH": str(Path(__file__).parents[2])},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for world in worlds
    }
    assert len(printed) == 1, "\n".join(sorted(printed))
