"""The review of an edition in plain words: three steps, an answer and a caution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.rendering.contexts import ReviewView, StepView
from patiented.rendering.typography import short_date, written_date

if TYPE_CHECKING:
    from patiented.audience.profile import Audience
    from patiented.model import Meta
    from patiented.rendering.shown import Review

STREET = ("submitted", "under_review", "approved")

LABELS = {
    "draft": "Not reviewed yet",
    "submitted": "Submitted",
    "under_review": "Under review",
    "changes_requested": "Changes requested",
    "approved": "Approved",
}
TONES = {
    "draft": "wait",
    "submitted": "wait",
    "under_review": "wait",
    "changes_requested": "stop",
    "approved": "ok",
}
_REACHED = {"draft": -1, "submitted": 0, "under_review": 1, "changes_requested": 1, "approved": 2}


def review_view(review: Review, audience: Audience, meta: Meta, lang: str) -> ReviewView:
    """Say where the review stands; the caution stands until the edition is approved."""
    status = str(review.status)
    answer, sentence = _words(review, meta, lang)
    return ReviewView(
        steps=_steps(review, lang),
        answer=answer,
        sentence=sentence,
        caution=_caution(review, audience),
        short=LABELS[status],
        tone=TONES[status],
    )


def _steps(review: Review, lang: str) -> tuple[StepView, ...]:
    status = str(review.status)
    reached = _REACHED[status]
    again = bool(review.lapsed or review.removed) and status == "under_review"
    views = []
    for place, name in enumerate(STREET):
        state = "now" if place == reached else "done" if place < reached else "next"
        asked = (name, status) == ("under_review", "changes_requested")
        shown = status if asked else name
        date = "not yet" if state == "next" else _last_date(review, shown, lang)
        views.append(StepView(LABELS[shown], state, "again" if again and state == "now" else date))
    return tuple(views)


def _last_date(review: Review, status: str, lang: str) -> str:
    dates = [step.at for step in review.steps if str(step.status) == status]
    return short_date(dates[-1], lang) if dates else ""


def _words(review: Review, meta: Meta, lang: str) -> tuple[str, str]:
    """Return the answer to "Has this page been checked?" and the sentence after it."""
    status = str(review.status)
    # A sentence that changed has lapsed under its new words and is gone under its old ones.
    changed = max(len(review.lapsed), len(review.removed))
    if status == "approved":
        last = [step for step in review.steps if str(step.status) == "approved"][-1]
        return "Yes.", f"{last.by} approved this version on {written_date(last.at, lang)}."
    if status == "under_review" and changed:
        one = "1 sentence has" if changed == 1 else f"{changed} sentences have"
        return "Not fully yet.", f"{one} changed since the approval and must be checked again."
    if status == "under_review":
        who = f"The {meta.board.removeprefix('The ')}" if meta.board else "A reviewer"
        return "Not yet.", f"{who} is checking this version now."
    if status == "changes_requested":
        return "Not yet.", "A reviewer has asked for changes to this version."
    if status == "submitted":
        return "Not yet.", "This version is waiting for its review."
    return "Not yet.", "This version has not been sent to reviewers."


def _caution(review: Review, audience: Audience) -> str:
    if str(review.status) == "approved":
        return ""
    if review.lapsed or review.removed:
        return "No health professional has checked the changed sentences yet."
    return audience.unreviewed or "No health professional has checked this version yet."
