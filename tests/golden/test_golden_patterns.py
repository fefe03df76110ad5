"""Every shape's first example as patient and caregiver read it: `patterns.md`, reviewed as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from patiented.audience import load_audiences
from patiented.guard import Guard
from patiented.model import Meta, Statement, StatementKind
from patiented.proposing import Setting, patterns
from patiented.proposing.shapes import load_shapes

FILE = Path(__file__).with_name("patterns.md")
AUDIENCES = Path(__file__).parents[2] / "audiences"
META = Meta(title="Velmarin", name="Velmarin", drugs=("velmarinib",))
INTRO = "Written by `make golden`; read the diff as the reader would. The source line is quoted.\n"


def rendered() -> str:
    data = load_audiences([AUDIENCES])
    guard = Guard(data.lexicon)
    proposers = {
        name: patterns.build(data.audiences[name], data.lexicon, guard)
        for name in ("patient", "caregiver")
    }
    cases = [INTRO]
    for shape in sorted(load_shapes([AUDIENCES / "common"]).shapes.values(), key=lambda s: s.id):
        source, role = shape.match[0], shape.roles[0]
        obligations = {name: data.audiences[name].plan_for(role).obligation for name in proposers}
        kind = StatementKind.ITEM if shape.is_bare else StatementKind.SENTENCE
        statement = Statement(id="s", text=source, role=role, kind=kind)
        lines = [
            f"{name}: {words(proposer, statement, obligations[name])}"
            for name, proposer in proposers.items()
        ]
        cases.append(f"## {role.value}: {shape.id}\n\n> {source}\n\n" + "\n\n".join(lines) + "\n")
    return "\n".join(cases)


def words(proposer, statement: Statement, obligation) -> str:
    setting = Setting(META, "", statement.role, ("Velmarin", "velmarinib"), obligation)
    proposal = proposer.propose(statement, setting)
    if proposal is None:
        return "(unchanged)"
    return proposal.text or f"(left out: {proposal.omit_reason})"


def test_patterns_read_as_they_were_reviewed(write_golden):
    text = rendered()
    if write_golden:
        FILE.write_text(text, encoding="utf-8")
        pytest.skip("written; read the diff")
    assert FILE.read_text(encoding="utf-8") == text
