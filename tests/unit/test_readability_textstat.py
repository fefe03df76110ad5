"""textstat is the reference: the same counts give the same formulas, and no network is used."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from patiented.errors import UsageError
from patiented.readability import FORMULAS, score_text, score_with_textstat
from patiented.readability.formulas import Counts, all_formulas
from patiented.readability.textstat_engine import METHODS

ROOT = Path(__file__).parents[2]
PLAIN = (
    """Wash your hands before you start. Put a thin layer of cream on the sore skin twice a day.
    Do not cover the skin with plastic unless your doctor tells you to do so. Most people begin to
    feel better after several weeks of treatment. Call the clinic right away if the redness spreads
    or if you feel very ill.""",
    """The committee reviewed the available evidence before it published the recommendation.
    Although the participants were generally satisfied, several investigators expressed serious
    doubts about the methodology. Independent laboratories repeated the original experiment and
    reported comparable results in every important category.""",
    """Her garden was small but it was full of bright flowers. Every morning she went outside with
    an old green can and gave them water. When the summer was hot and dry the whole street came to
    look at the roses. The children liked the yellow ones best of all.""",
)
SAME_COUNTS = ("words", "sentences", "syllables", "letters", "characters", "polysyllables")
OFFLINE = """
import socket
def refuse(*args, **kwargs):
    raise OSError("no network in this test")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from patiented.readability import score_text, score_with_textstat
print(score_with_textstat("He may need many different medicines every day.")["formulas"]["smog"])
print(score_text("He may need many different medicines every day.").formula("smog"))
"""


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_has_the_counts_that_textstat_gives(text):
    ours, theirs = dict(score_text(text).counts), score_with_textstat(text)["counts"]
    assert {key: ours[key] for key in SAME_COUNTS} == {key: theirs[key] for key in SAME_COUNTS}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_has_the_formulas_that_textstat_gives(text):
    """Those of difficult words differ where the papers' rules for endings and names do."""
    theirs = score_with_textstat(text)["formulas"]
    exact = ("flesch_kincaid", "flesch_ease", "smog", "coleman_liau", "ari")
    ours = dict(score_text(text).formulas)
    assert {k: ours[k] for k in exact} == pytest.approx({k: theirs[k] for k in exact})


@pytest.mark.parametrize("text", [*PLAIN, "Yes.", "Take 2.5 mg. Do not stop."])
@pytest.mark.parametrize("name", [name for name, _ in FORMULAS])
def test_the_counts_of_textstat_give_its_result_in_every_formula(text, name):
    theirs = score_with_textstat(text)
    ours = dict(all_formulas(Counts(**{k: int(v) for k, v in theirs["counts"].items()})))
    assert ours[name] == pytest.approx(theirs["formulas"][name])


def test_a_text_without_words_gives_zeros():
    assert set(score_with_textstat("")["formulas"].values()) == {0.0}


def test_another_language_has_its_own_formula():
    text = "El gato duerme en la casa. La casa es grande y bonita."
    english, spanish = score_with_textstat(text), score_with_textstat(text, lang="es")
    assert english["formulas"]["flesch_ease"] != spanish["formulas"]["flesch_ease"]


@pytest.mark.parametrize("lang", sorted(METHODS))
def test_every_language_that_is_offered_gives_finite_formulas(lang):
    formulas = score_with_textstat("Anna sitzt im Garten und liest ein Buch.", lang=lang)[
        "formulas"
    ]
    assert formulas
    assert all(math.isfinite(value) for value in formulas.values())


def test_a_language_without_formulas_is_refused():
    with pytest.raises(UsageError, match="'tlh'"):
        score_with_textstat("nuqneH", lang="tlh")


def test_a_language_of_one_call_does_not_leak_into_the_next():
    before = score_with_textstat(PLAIN[0])
    score_with_textstat("El gato duerme.", lang="es")
    assert score_with_textstat(PLAIN[0]) == before


def test_scoring_works_with_no_network_and_an_empty_home(tmp_path):
    environment = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", OFFLINE],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs, ours = map(float, done.stdout.split())
    assert theirs == pytest.approx(ours)
    assert list(tmp_path.iterdir()) == []


def test_importing_the_package_loads_neither_textstat_nor_the_word_lists():
    code = (
        "import sys, patiented.readability as r; from patiented.readability import tables;"
        "print([m for m in ('textstat', 'nltk', 'wordfreq') if m in sys.modules],"
        " tables.syllable_tables.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] 0"
