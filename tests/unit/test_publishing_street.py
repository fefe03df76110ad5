"""The whole street from a library folder to approved editions, with the real reader and engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from patiented.publishing.opening import open_publisher
from patiented.review import Status
from patiented.settings import Settings
from patiented.store import codec
from tests.store_fixtures import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from patiented.publishing import Publisher

SOURCE = """---
title: "Testomab cream"
name: Testomab
kind: drug
---

## Dosage and administration

Apply a thin layer twice daily for up to 8 weeks.
Do not use more than 60 g per week.

## Contraindications

Testomab should not be used in patients younger than 12 years.
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library" / "monographs" / "testomab"
    folder.mkdir(parents=True)
    (folder / "monograph.md").write_text(SOURCE)
    return tmp_path / "library"


@pytest.fixture
def publisher(library: Path) -> Iterator[Publisher]:
    settings = Settings(library=library, database_url=f"sqlite:///{library}/var/kept.db")
    opened = open_publisher(settings, clock=lambda: NOW)
    yield opened
    opened.close()


def _change(library: Path, old: str, new: str) -> None:
    path = library / "monographs" / "testomab" / "monograph.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_library_offers_the_shipped_audiences(publisher: Publisher) -> None:
    (card,) = publisher.library()
    assert card.title == "Testomab cream"
    assert [one.audience for one in card.states] == ["patient", "caregiver", "clinician"]


@pytest.mark.parametrize("audience", ["patient", "caregiver", "clinician"])
def test_one_changed_sentence_alone_goes_back_to_under_review(
    publisher: Publisher, library: Path, audience: str
) -> None:
    publisher.submit("testomab", audience, by="Wes")
    publisher.start("testomab", audience, by="Ada")
    before = publisher.approve("testomab", audience, by="Ada").review.approved
    _change(library, "60 g", "50 g")
    after = publisher.published("testomab", audience)
    assert after.review.status is Status.UNDER_REVIEW
    (lapsed,) = after.review.lapsed
    assert "50 g" in next(one for one in after.edition.statements() if one.id == lapsed).source
    assert len(before - after.review.approved) == 1


def test_a_kept_edition_is_byte_for_byte_the_one_that_would_be_made_anew(library: Path) -> None:
    seen = []
    for name in ("first.db", "first.db", "second.db"):
        settings = Settings(library=library, database_url=f"sqlite:///{library}/{name}")
        publisher = open_publisher(settings, clock=lambda: NOW)
        seen.append(codec.dumps(publisher.published("testomab", "patient").edition))
        publisher.close()
    assert seen[0] == seen[1] == seen[2]
