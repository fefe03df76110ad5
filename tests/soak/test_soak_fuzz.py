"""Damaged files by the thousand: a sound result or one clear line, never a traceback."""

from __future__ import annotations

import random
import shutil

import pytest

from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.errors import PatientedError
from patiented.model import Role
from patiented.proposing import Catalogue
from patiented.reading import read_bytes
from tests.street import PATIENT_PO

SCRAPS = (
    b"\0", b"\xff", b'"', b"\\", b"\n", b"\r", b"{", b"}", b"[", b"]", b"#", b"#~ ", b"\t",
    b"---\n", b"msgid ", b"msgstr ", b'msgctxt "a"\n', b"#, fuzzy\n", b"#. omit:",
    b"#. confirmed: x by \n", b"\xe2\x80\xae", b"[^a]", b"[^a]: x\n", b"| a |\n", b"> ", b"- ",
    b"## ", b"<b>", b"](javascript:x)", b"&a *a", b"\xef\xbb\xbf",
)  # fmt: skip


def _damaged(data, chance):
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data) + 1)
        kind = chance.random()
        if kind < 0.4:
            data[place:place] = chance.choice(SCRAPS)
        elif kind < 0.7:
            del data[place : place + chance.randint(1, 20)]
        else:
            data[place : place + 1] = bytes([chance.randrange(256)])
    return bytes(data)


def _one_line(error):
    assert "\n" not in str(error)


@pytest.mark.soak
def test_damaged_catalogues_are_read_or_refused(tmp_path):
    chance = random.Random(1)  # noqa: S311  # repeatable, nothing secret
    path = tmp_path / "patient.en.po"
    refused = 0
    for _ in range(10_000):
        path.write_bytes(_damaged(PATIENT_PO.encode(), chance))
        try:
            Catalogue.load(path)
        except PatientedError as error:
            refused += 1
            _one_line(error)
    assert 0 < refused < 10_000


@pytest.mark.soak
def test_damaged_monographs_are_read_or_refused(root):
    chance = random.Random(2)  # noqa: S311  # repeatable, nothing secret
    sources = [path.read_bytes() for path in sorted(root.glob("monographs/*/monograph.md"))]
    refused = 0
    for _ in range(3_000):
        try:
            read_bytes(_damaged(chance.choice(sources), chance), path="x/monograph.md")
        except PatientedError as error:
            refused += 1
            _one_line(error)
    assert 0 < refused < 3_000


@pytest.mark.soak
def test_damaged_audience_data_is_used_or_refused(root, tmp_path):
    chance = random.Random(3)  # noqa: S311  # repeatable, nothing secret
    shipped, copy = root / "audiences", tmp_path / "audiences"
    shutil.copytree(shipped, copy)
    files = sorted(path for path in copy.rglob("*") if path.suffix in {".toml", ".tsv", ".txt"})
    refused = 0
    for _ in range(600):
        path = chance.choice(files)
        sound = path.read_bytes()
        path.write_bytes(_damaged(sound, chance))
        try:
            engine = Engine(load_audiences([copy]))
            for audience in engine.data.audiences:
                engine.rewrite("Take 5 mg daily.", audience, Role.DOSAGE)
        except PatientedError as error:
            refused += 1
            _one_line(error)
        path.write_bytes(sound)
    assert 0 < refused < 600
