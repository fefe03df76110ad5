"""What files hold: never an old hash, and no reading where nothing can have changed."""

from __future__ import annotations

import os

import pytest

from patiented.publishing import prints
from patiented.publishing.prints import SETTLE_S, Prints


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def seen(clock):
    return Prints(clock)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "wording").mkdir()
    (tmp_path / "monograph.md").write_text("Use 60 g.")
    (tmp_path / "wording" / "patient.en.po").write_text("one")
    return tmp_path


def settle(seen, clock, look):
    """Look until everything is trusted."""
    look()
    clock.now += SETTLE_S
    return look()


def same_stamp(path, text):
    """Write a text of the same length in place and set its times back, as a coarse clock would."""
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def frozen(monkeypatch, path):
    """Let a path keep the stamp it has now: a change within the resolution of the file times."""
    stamp, real = prints._stamp(str(path)), prints._stamp
    monkeypatch.setattr(prints, "_stamp", lambda one: stamp if one == str(path) else real(one))


def test_a_change_that_leaves_the_stamp_as_it_was_is_seen_while_it_is_young(
    seen, clock, folder, monkeypatch
):
    path = folder / "monograph.md"
    frozen(monkeypatch, path)
    before, tree = seen.digest(path), seen.tree(str(folder))
    clock.now += SETTLE_S - 0.1
    path.write_text("Use 80 g.")
    assert seen.digest(path) != before
    assert seen.tree(str(folder)) != tree


def test_the_last_look_before_a_stamp_is_trusted_reads_once_more(seen, clock, folder, monkeypatch):
    path = folder / "monograph.md"
    frozen(monkeypatch, path)
    before = seen.digest(path)
    clock.now += SETTLE_S
    path.write_text("Use 80 g.")
    assert seen.digest(path) != before


def test_a_change_with_its_time_set_back_is_seen(seen, clock, folder):
    path = folder / "monograph.md"
    before = settle(seen, clock, lambda: seen.digest(path))
    same_stamp(path, "Use 80 g.")
    assert seen.digest(path) != before


def test_what_has_stood_long_enough_is_not_read_again(seen, clock, folder, monkeypatch):
    look = lambda: (seen.digest(folder / "monograph.md"), seen.tree(str(folder)))  # noqa: E731
    before = settle(seen, clock, look)

    def fail(*_):
        raise AssertionError("it was read again")

    monkeypatch.setattr(prints, "_digest", fail)
    monkeypatch.setattr(prints, "_names", fail)
    assert look() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "monograph.md").write_text("Use 80 g."),
        lambda root: (root / "wording" / "patient.en.po").write_text("two"),
        lambda root: (root / "wording" / "patient.es.po").write_text("uno"),
        lambda root: (root / "wording" / "patient.en.po").unlink(),
        lambda root: (root / "monograph.md").rename(root / "monograph.txt"),
        lambda root: (root / "monograph.md").unlink(),
    ],
    ids=["source", "wording", "another language", "wording gone", "renamed", "source gone"],
)
def test_any_change_below_a_folder_changes_its_print_and_back_again(seen, clock, folder, change):
    before = settle(seen, clock, lambda: seen.tree(str(folder)))
    change(folder)
    assert seen.tree(str(folder)) != before


def test_a_file_put_back_as_it_was_has_its_old_print(seen, clock, folder):
    path = folder / "monograph.md"
    before = settle(seen, clock, lambda: seen.tree(str(folder)))
    path.write_text("Use 80 g.")
    seen.tree(str(folder))
    path.write_text("Use 60 g.")
    assert seen.tree(str(folder)) == before


def test_a_folder_behind_a_link_that_is_turned_is_another_one(seen, clock, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    link = tmp_path / "link"
    link.symlink_to(folder / "wording")
    before = settle(seen, clock, lambda: seen.tree(str(link)))
    link.unlink()
    link.symlink_to(other)
    assert seen.tree(str(link)) != before


def test_links_in_a_circle_end(seen, folder):
    (folder / "again").symlink_to(folder)
    assert len(seen.tree(str(folder))) == 64


def test_a_folder_that_is_not_there_holds_no_names(seen, folder):
    assert seen.names(folder / "none") == ()
    with pytest.raises(OSError, match="No such file"):
        seen.digest(folder / "none.md")
