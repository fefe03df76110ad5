from __future__ import annotations

import pytest

from patiented.errors import RefusedError
from patiented.reading import read_bytes

HEAD = "---\ntitle: What is Alphadrug?\n---\n\n"


def _read(text):
    return read_bytes((HEAD + text).encode(), path="alphadrug.md")


@pytest.mark.parametrize("said", ["[see Boxed Warning]", "(see the boxed warnings)"])
def test_text_that_sends_to_a_boxed_warning_it_lost_is_refused(said):
    with pytest.raises(RefusedError, match=r"alphadrug\.md:7:\d+: the text says to see a boxed"):
        _read(f"## Warnings\n\nAlphadrug can cause death {said}.\n")


def test_text_with_its_boxed_warning_is_read():
    text = "## Boxed warning\n\nAlphadrug can cause death.\n\n## Warnings\n\nSee Boxed Warning.\n"
    assert _read(text).sections


@pytest.mark.parametrize("dose", ["10 mg kg", "0.5 g kg", "75 mg m2", "100 units kg"])
def test_dose_without_its_division_sign_is_refused(dose):
    with pytest.raises(RefusedError, match="division sign"):
        _read(f"## Dosage\n\nTake {dose} per day.\n")


@pytest.mark.parametrize(
    "text",
    ["Take 10 mg/kg per day.", "Take 5 mg day 1.", "For 10 mg, kg of weight count.", "60 kg."],
)
def test_sound_dose_is_read(text):
    assert _read(f"## Dosage\n\n{text}\n").sections
