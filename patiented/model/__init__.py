"""The frozen data that flows down the street; no behaviour beyond look-ups.

Every step takes one of these and returns another. Nothing here knows about files, databases or the
web. Spans are `(start, end)` in code points of the text they belong to.
"""

from __future__ import annotations

from patiented.model.codes import CODE_SYSTEMS, CodeSystem
from patiented.model.document import (
    SAFETY_ROLES,
    Block,
    BlockKind,
    Meta,
    Monograph,
    MonographKind,
    Reference,
    Role,
    Section,
    Statement,
    StatementKind,
    TaughtTerm,
)
from patiented.model.edition import (
    Change,
    Edition,
    EditionBlock,
    EditionSection,
    EditionStatement,
    Fate,
    LedgerRow,
    LeftOut,
    Origin,
    Proposal,
    Scores,
    SentenceScore,
)
from patiented.model.facts import (
    Fact,
    FactKind,
    FactVerdict,
    Judgement,
    Obligation,
    Proof,
    Verdict,
)
from patiented.model.findings import (
    Finding,
    Level,
    Span,
)

__all__ = [
    "CODE_SYSTEMS",
    "SAFETY_ROLES",
    "Block",
    "BlockKind",
    "Change",
    "CodeSystem",
    "Edition",
    "EditionBlock",
    "EditionSection",
    "EditionStatement",
    "Fact",
    "FactKind",
    "FactVerdict",
    "Fate",
    "Finding",
    "Judgement",
    "LedgerRow",
    "LeftOut",
    "Level",
    "Meta",
    "Monograph",
    "MonographKind",
    "Obligation",
    "Origin",
    "Proof",
    "Proposal",
    "Reference",
    "Role",
    "Scores",
    "Section",
    "SentenceScore",
    "Span",
    "Statement",
    "StatementKind",
    "TaughtTerm",
    "Verdict",
]
