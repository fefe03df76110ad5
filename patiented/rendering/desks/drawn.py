"""The level of an edition drawn: a gauge against its target, and the way it went.

Grades come as `writing.Levels` and `writing.Point`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from patiented.rendering.desks.contexts import Gauge, Trend
from patiented.rendering.typography import written_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.rendering.speaking import Speaker

TREND_WIDTH, TREND_HEIGHT = 300, 60
"""The box of the trend, in units of its own."""

EASIEST, HARDEST = 2.0, 14.0
"""The ends of the scale of grades."""


def gauge(levels: Any, target: float | None, say: Speaker) -> Gauge:
    """Return the gauge of an edition's level; the scale never ends at 100 of anything."""
    if levels.grade is None:
        ease = say("Reading ease {n}", n=f"{levels.ease:.0f}") if levels.ease is not None else ""
        return Gauge("", "", "", "", "", ease, met=True)
    rough = levels.sentences < 30  # noqa: PLR2004  (SMOG was made for 30 sentences)
    smog = say("SMOG {grade}", grade=f"{levels.smog:.1f}")
    return Gauge(
        grade=f"{levels.grade:.1f}",
        smog=say("{smog}, a rough guess under 30 sentences", smog=smog) if rough else smog,
        target=f"{target:g}" if target is not None else "",
        filled=place_of(levels.grade),
        target_at=place_of(target) if target is not None else "",
        note="",
        met=target is None or levels.grade <= target + 0.005,
    )


def trend(points: Sequence[Any], target: float | None, say: Speaker) -> Trend | None:
    """Draw the grades of an edition's versions; one version is no trend."""
    if len(points) < 2:  # noqa: PLR2004
        return None
    grades = [one.grade for one in points]
    ends = [*grades, *([target] if target is not None else [])]
    low, high = min(ends) - 0.5, max(ends) + 0.5
    step = TREND_WIDTH / (len(grades) - 1)

    def height(grade: float) -> str:
        return f"{TREND_HEIGHT - (grade - low) / (high - low) * TREND_HEIGHT:.1f}"

    dots = tuple((f"{place * step:.1f}", height(one)) for place, one in enumerate(grades))
    words = say(
        "From grade {first} to grade {last} in {n} versions",
        first=f"{grades[0]:.1f}",
        last=f"{grades[-1]:.1f}",
        n=len(grades),
    )
    return Trend(
        points=" ".join(",".join(dot) for dot in dots),
        dots=dots,
        target=height(target) if target is not None else "",
        first=written_date(points[0].at, say.lang),
        last=written_date(points[-1].at, say.lang),
        words=words,
    )


def grade_of(levels: Any) -> str:
    """Write the grade of a text; a language without grades has none."""
    return "" if levels.grade is None else f"{max(levels.grade, 0):.1f}"


def place_of(grade: float) -> str:
    """Return where a grade stands on the scale, in per cent of its length."""
    share = (min(max(grade, EASIEST), HARDEST) - EASIEST) / (HARDEST - EASIEST)
    return f"{share * 100:.1f}%"
