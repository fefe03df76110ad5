"""A judgement and a rewrite as data: the shapes of the `guard` and `rewrite` commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from patiented.export.data import finding_to_json

if TYPE_CHECKING:
    from patiented.edition import Rewritten
    from patiented.model import Change, FactVerdict, Judgement, Span


def judgement_to_json(judgement: Judgement) -> dict[str, Any]:
    """Return what the guard said; *made general* counts as kept, as it does for `proved`."""
    return {
        "ok": judgement.ok,
        "proved": judgement.proved,
        "facts": [_fact(verdict) for verdict in judgement.facts],
        "findings": [finding_to_json(finding) for finding in judgement.findings],
    }


def rewritten_to_json(rewritten: Rewritten) -> dict[str, Any]:
    """Return what the engine made of one loose sentence."""
    return {
        "output": rewritten.output,
        "origin": rewritten.origin,
        "changes": [_change(change) for change in rewritten.changes],
        "findings": [finding_to_json(finding) for finding in rewritten.findings],
    }


def _change(change: Change) -> dict[str, str]:
    return {"rule": change.rule, "before": change.before, "after": change.after}


def _fact(verdict: FactVerdict) -> dict[str, Any]:
    return {
        "fact": verdict.fact.text,
        "kind": verdict.fact.kind.value,
        "verdict": verdict.verdict.value,
        "source_span": _span(verdict.fact.span),
        "rewrite_span": _span(verdict.rewrite_span),
    }


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None
