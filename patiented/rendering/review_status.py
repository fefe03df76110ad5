"""The review of an edition in plain words: three steps, an answer and a caution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.rendering.contexts import ReviewView, StepView
from patiented.rendering.speaking import mark
from patiented.rendering.typography import short_date, written_date

if TYPE_CHECKING:
    from patiented.audience.profile import Audience
    from patiented.model import Meta
    from patiented.rendering.shown import Review
    from patiented.rendering.speaking import Speaker

STREET = ("submitted", "under_review", "approved")

LABELS = {
    "draft": mark("Not reviewed yet"),
    "submitted": mark("Submitted"),
    "under_review": mark("Under review"),
    "changes_requested": mark("Changes requested"),
    "approved": mark("Approved"),
}
TONES = {
    "draft": "wait",
    "submitted": "wait",
    "under_review": "wait",
    "changes_requested": "stop",
    "approved": "ok",
}
_REACHED = {"draft": -1, "submitted": 0, "under_review": 1, "changes_requested": 1, "approved": 2}


def review_view(review: Review, audience: Audience, meta: Meta, say: Speaker) -> ReviewView:
    """Say where the review stands; the caution stands until the edition is approved."""
    status = str(review.status)
    answer, sentence = _words(review, meta, say)
    return ReviewView(
        steps=_steps(review, say),
        answer=answer,
        sentence=sentence,
        caution=_caution(review, audience, say),
        short=say(LABELS[status]),
        tone=TONES[status],
    )


def _steps(review: Review, say: Speaker) -> tuple[StepView, ...]:
    status = str(review.status)
    reached = _REACHED[status]
    again = bool(review.lapsed or review.removed) and status == "under_review"
    views = []
    for place, name in enumerate(STREET):
        state = "now" if place == reached else "done" if place < reached else "next"
        asked = (name, status) == ("under_review", "changes_requested")
        shown = status if asked else name
        date = say("not yet") if state == "next" else _last_date(review, shown, say.lang)
        shown_date = say("again") if again and state == "now" else date
        views.append(StepView(say(LABELS[shown]), state, shown_date))
    return tuple(views)


def _last_date(review: Review, status: str, lang: str) -> str:
    """Return when it last came to `status`: decisions on single statements leave it there."""
    steps = [str(step.status) for step in review.steps]
    starts = [
        step.at
        for before, step in zip(["", *steps], review.steps, strict=False)
        if str(step.status) == status != before
    ]
    return short_date(starts[-1], lang) if starts else ""


def _words(review: Review, meta: Meta, say: Speaker) -> tuple[str, str]:
    """Return the answer to "Has this page been checked?" and the sentence after it."""
    status = str(review.status)
    # A sentence that changed has lapsed under its new words and is gone under its old ones.
    changed = max(len(review.lapsed), len(review.removed))
    if status == "approved":
        last = [step for step in review.steps if str(step.status) == "approved"][-1]
        date = written_date(last.at, say.lang)
        return say("Yes."), say("{name} approved this version on {date}.", name=last.by, date=date)
    if status == "under_review" and changed:
        return say("Not fully yet."), say.many(
            "{n} sentence has changed since the approval and must be checked again.",
            "{n} sentences have changed since the approval and must be checked again.",
            changed,
        )
    return say("Not yet."), _waiting(status, meta.board.removeprefix("The "), say)


def _waiting(status: str, board: str, say: Speaker) -> str:
    if status == "under_review" and board:
        return say("The {board} is checking this version now.", board=board)
    if status == "under_review":
        return say("A reviewer is checking this version now.")
    if status == "changes_requested":
        return say("A reviewer has asked for changes to this version.")
    if status == "submitted":
        return say("This version is waiting for its review.")
    return say("This version has not been sent to reviewers.")


def _caution(review: Review, audience: Audience, say: Speaker) -> str:
    if str(review.status) == "approved":
        return ""
    if review.lapsed or review.removed:
        return say("No health professional has checked the changed sentences yet.")
    return audience.unreviewed or say("No health professional has checked this version yet.")
