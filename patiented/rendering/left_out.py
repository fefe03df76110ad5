"""What a version leaves out, for its reader: the ledger as three numbers and a list.

"Every fact you must have is here" is said only when the ledger proves it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from patiented.model import Fate, Obligation
from patiented.rendering.contexts import LedgerView, Omission, OmissionGroup, Share
from patiented.rendering.typography import keep_together

if TYPE_CHECKING:
    from patiented.audience.profile import Audience
    from patiented.model import Edition, LeftOut, Role

_SHARE_OF = {
    Fate.KEPT: "kept",
    Fate.GENERAL: "general",
    Fate.LEFT_OUT: "left_out",
    Fate.OPEN: "unsure",
    Fate.LOST: "unsure",
}
SHARES = ("kept", "general", "left_out", "unsure")


def ledger_view(edition: Edition, audience: Audience, clinician_url: str) -> LedgerView:
    """Count the fates and group what is left out by the part of the text it comes from."""
    return LedgerView(
        total=len(edition.ledger),
        complete=has_every_must(edition),
        shares=_shares(edition),
        groups=_groups(edition, audience, clinician_url),
    )


def has_every_must(edition: Edition) -> bool:
    """Whether the ledger has `must` facts and each of them is in the edition."""
    fates = [row.fate for row in edition.ledger if row.obligation is Obligation.MUST]
    return bool(fates) and all(fate in {Fate.KEPT, Fate.GENERAL} for fate in fates)


def missing_musts(edition: Edition) -> int:
    """Count the `must` facts that are lost or that a person has to look at."""
    unsafe = {Fate.OPEN, Fate.LOST}
    return sum(r.obligation is Obligation.MUST and r.fate in unsafe for r in edition.ledger)


def _shares(edition: Edition) -> tuple[Share, ...]:
    counts = Counter(_SHARE_OF[row.fate] for row in edition.ledger)
    total = max(counts.total(), 1)
    shares = []
    before = 0
    for kind in SHARES:
        start, width = 100 * before / total, 100 * counts[kind] / total
        if counts[kind]:
            shares.append(Share(kind, counts[kind], f"{start:.2f}%", f"{width:.2f}%"))
        before += counts[kind]
    return tuple(shares)


def _groups(edition: Edition, audience: Audience, url: str) -> tuple[OmissionGroup, ...]:
    by_role: dict[Role, list[LeftOut]] = {}
    for left in edition.left_out:
        by_role.setdefault(left.role, []).append(left)
    return tuple(
        OmissionGroup(_heading(role, edition, audience), tuple(_omission(o, url) for o in rows))
        for role, rows in by_role.items()
    )


def _heading(role: Role, edition: Edition, audience: Audience) -> str:
    heading = audience.plan_for(role).heading_for(edition.meta.name, edition.meta.kind)
    return heading or role.value.replace("_", " ").capitalize()


def _omission(left: LeftOut, url: str) -> Omission:
    link = f"{url}#s-{left.statement}" if url else ""
    return Omission(keep_together(left.source), left.reason, left.facts, link)
