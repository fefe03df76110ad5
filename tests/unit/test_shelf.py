"""The shelf: what it reads, and how often."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from patiented.publishing.shelf import HELD, Shelf

MANY = HELD + 8


@pytest.fixture
def reads():
    return []


@pytest.fixture
def shelf(tmp_path, reads):
    for number in range(MANY):
        folder = tmp_path / f"m{number}"
        folder.mkdir()
        (folder / "monograph.md").write_text(f"Title {number}", encoding="utf-8")

    def read(path):
        reads.append(path)
        return SimpleNamespace(meta=path.read_text("utf-8"))

    return Shelf(tmp_path, read, lambda path: path)


def test_a_list_of_a_large_library_reads_each_source_once(shelf, reads):
    for _ in range(3):
        assert len({shelf.meta(one) for one in shelf.ids()}) == MANY
    assert len(reads) == MANY


def test_a_changed_front_matter_is_seen_at_once(shelf, tmp_path):
    assert shelf.meta("m1") == "Title 1"
    (tmp_path / "m1" / "monograph.md").write_text("Title X", encoding="utf-8")
    assert shelf.meta("m1") == "Title X"


def test_whether_there_is_a_monograph_is_told_without_reading(shelf, reads):
    assert shelf.has("m1")
    assert not any(map(shelf.has, ("nosuch", "", "../m1", "m1/monograph.md", "m\x00")))
    assert reads == []
