"""A hundred kills while a source is saved: files stay whole, and what was acknowledged is there."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import signal
import time

import pytest

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.proposing.catalogue import Catalogue
from patiented.reading import read
from patiented.settings import Settings, shipped_root
from patiented.store import schema
from patiented.writing import open_desk, source_files
from tests.desking import write_library
from tests.unit.test_writing import SOURCE

pytestmark = pytest.mark.soak

KILLS = 100
LONGEST_S = 0.8
DOSE, WORDING = "Take 5 mg twice daily.", "Take 5 mg twice a day."


def dose(number):
    return SOURCE.replace(DOSE, f"Take {number} mg twice daily.")


def save(desk, number):
    opened, text = desk.open("alphadrug"), dose(number)
    token = desk.check("alphadrug", text).token
    desk.save("alphadrug", text, base=opened.base, token=token, by="Ana Writer")


def keep_saving(settings, engine, first, told):
    """Save one dose after the other, and tell each one that is saved, until somebody kills us."""
    desk = open_desk(settings, engine).source
    desk.check("alphadrug", dose(first))
    told.send(0)
    for number in range(first, first + 10_000):
        save(desk, number)
        told.send(number)


def number_in(file):
    """The dose that a whole file says; a file that is cut or mixed says none."""
    text = file.read_text(encoding="utf-8")
    number = int(re.search(r"Take (\d+) mg twice daily\.", text)[1])
    assert text == dose(number)
    return number


def test_a_kill_at_any_moment_leaves_a_whole_library(tmp_path):
    engine = Engine(load_audiences([shipped_root() / "audiences"]))
    write_library(tmp_path)
    settings = Settings(library=tmp_path, database_url=f"sqlite:///{tmp_path}/reviews.db")
    schema.upgrade(settings.database_url)
    folder = tmp_path / "monographs" / "alphadrug"
    file, po = folder / "monograph.md", folder / "wording" / "patient.en.po"
    start, chance = multiprocessing.get_context("fork"), random.Random(6)  # noqa: S311
    saved, in_between, left_over = 5, 0, 0
    for _ in range(KILLS):
        theirs, ours = start.Pipe(duplex=False)
        writer = start.Process(target=keep_saving, args=(settings, engine, saved + 1, ours))
        writer.start()
        assert theirs.recv() == 0
        time.sleep(chance.uniform(0, LONGEST_S))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        ours.close()
        while theirs.poll():
            try:
                saved = theirs.recv() or saved
            except EOFError:
                break
        there = number_in(file)
        assert saved <= there <= saved + 1
        assert read(file).meta.name == "Alphadrug"
        catalogue = Catalogue.load(po)
        assert WORDING in {one.wording for one in (*catalogue.entries, *catalogue.obsolete)}
        in_between += f"Take {there} mg twice daily." not in {
            one.source for one in catalogue.entries
        }
        left_over += (folder / source_files.STAGE).exists()
        saved = there
    desk = open_desk(settings, engine)
    save(desk.source, saved + 1)
    (entry,) = [one for one in Catalogue.load(po).entries if one.wording == WORDING]
    assert (entry.source, entry.is_fuzzy) == (f"Take {saved + 1} mg twice daily.", True)
    assert sorted(one.name for one in folder.iterdir()) == ["monograph.md", "wording"]
    recorded = [one.fingerprint for one in desk.publisher._store.audit.entries("alphadrug")]
    assert source_files.digest(dose(saved).encode()) in recorded
    told = f"{saved} saves, {in_between} kills between two files, {left_over} folders left"
    print(f"\n{told}")  # noqa: T201  (what a soak run is read for)
    assert left_over
