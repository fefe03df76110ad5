"""An edition as data: the one shape of `render --format json`, the `.json` pages and the API.

The keys and their order are a contract (DESIGN 7); a test compares them with a written list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from patiented.model import (
        Edition,
        EditionBlock,
        EditionSection,
        EditionStatement,
        Finding,
        LedgerRow,
        LeftOut,
        Scores,
        SentenceScore,
        TaughtTerm,
    )


class Reviewed(Protocol):
    """A review, of which only the status is told."""

    @property
    def status(self) -> str:
        """`draft`, `submitted`, `under_review`, `changes_requested` or `approved`."""


class Reviewable(Protocol):
    """An edition with its review; `publishing.Published` is one."""

    @property
    def edition(self) -> Edition:
        """The edition."""

    @property
    def review(self) -> Reviewed:
        """Its review today."""

    @property
    def publishable(self) -> bool:
        """False when a `must` fact is lost or open, or a fact is changed."""


Data = dict[str, Any]


def edition_to_json(published: Reviewable) -> Data:
    """Return the edition as plain data, ready for `json.dumps`."""
    edition = published.edition
    return {
        "monograph": edition.monograph,
        "audience": edition.audience,
        "lang": edition.lang,
        "fingerprint": edition.fingerprint,
        "status": str(published.review.status),
        "sections": [_section(section) for section in edition.sections],
        "ledger": [_ledger_row(row) for row in edition.ledger],
        "left_out": [_left_out(left) for left in edition.left_out],
        "scores": scores_to_json(edition.scores),
        "taught": [_taught(term) for term in edition.taught],
    }


def scores_to_json(scores: Scores) -> Data:
    """Return scores in the shape of the `score` command."""
    return {
        "counts": dict(scores.counts),
        "formulas": dict(scores.formulas),
        "adjusted": dict(scores.adjusted),
        "difficulty": scores.difficulty,
        "hard_words": list(scores.hard_words),
        "sentences": [_sentence(one) for one in scores.sentences],
    }


def finding_to_json(finding: Finding) -> Data:
    """Return a finding as `guard` and `rewrite` print it."""
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "fact": finding.fact,
        "found": finding.found,
        "expected": finding.expected,
        "message": finding.message,
    }


def _section(section: EditionSection) -> Data:
    return {
        "id": section.id,
        "role": section.role.value,
        "heading": section.heading,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: EditionBlock) -> Data:
    return {
        "kind": block.kind.value,
        "statements": [_statement(statement) for statement in block.statements],
    }


def _statement(statement: EditionStatement) -> Data:
    return {
        "id": statement.id,
        "source": statement.source,
        "text": statement.text,
        "origin": statement.origin.value,
        "needs_writer": statement.needs_writer,
        "citations": list(statement.citations),
        "changes": [
            {"rule": change.rule, "before": change.before, "after": change.after}
            for change in statement.changes
        ],
        "findings": [finding_to_json(finding) for finding in statement.findings],
    }


def _ledger_row(row: LedgerRow) -> Data:
    return {
        "fact": row.fact.text,
        "kind": row.fact.kind.value,
        "statement": row.statement,
        "obligation": row.obligation.value,
        "fate": row.fate.value,
        "proof": row.proof.value,
        "where": list(row.where) if row.where else None,
    }


def _left_out(left: LeftOut) -> Data:
    return {
        "statement": left.statement,
        "role": left.role.value,
        "source": left.source,
        "reason": left.reason,
        "facts": list(left.facts),
    }


def _sentence(one: SentenceScore) -> Data:
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "grade": one.grade,
        "difficulty": one.difficulty,
        "reasons": list(one.reasons),
    }


def _taught(term: TaughtTerm) -> Data:
    return {"term": term.term, "gloss": term.gloss}
