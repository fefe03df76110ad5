"""Compares how many of a group are meant: "most people" must not become "all people".

A group without such a word is left alone: "patients" and "you" are no number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from patiented.model import Level

if TYPE_CHECKING:
    from patiented.guard.case import Case
    from patiented.guard.reading import Reading

_NEARLY: Final = frozenset({"nearly", "almost", "virtually", "practically"})
_ASKING: Final = frozenset({"how", "as", "so", "too", "that"})
_SHARES: Final = frozenset({"most", "many", "some", "few", "several", "nearly all"})
_NAMED: Final = frozenset({"all", "most", "many", "few"})
_IDIOMS: Final = frozenset({"at", "over", "the", "of", "these", "other", "day", "year", "week"})
_MOST_TOKENS = 4_000


def check_quantifiers(case: Case) -> None:
    """Report a share of a group that is gone, and one that only the rewrite has."""
    mine, theirs = _quantities(case, case.source), _quantities(case, case.rewrite)
    for value in sorted(mine & _SHARES - theirs):
        case.report(
            "quantity-open", Level.WARNING, "how many are meant is not found in the rewrite",
            expected=value,
        )  # fmt: skip
    new = theirs & _NAMED - mine
    if mine & {"all", "each"}:
        new |= theirs & _SHARES - mine
    if "down" in case.source.values("direction"):
        new -= {"few"}
    for value in sorted(new):
        case.report("quantity-new", Level.WARNING, "the source does not say how many", found=value)


def _quantities(case: Case, reading: Reading) -> frozenset[str]:
    """Return the shares a text names; "all at once" and "how many" name none."""
    found = set()
    inside = {
        k
        for m in reading.mentions
        if m.last - m.first > 1 and m.kind != "population"
        for k in range(m.first, m.last)
    }
    tokens = reading.tokens[:_MOST_TOKENS]
    for k, token in enumerate(tokens):
        value = case.tables.quantifiers.get(token.norm)
        if value is None or k in reading.spent or k in inside or k in reading.quiet:
            continue
        before = tokens[k - 1].norm if k else ""
        following = tokens[k + 1].norm if k + 1 < len(tokens) else ""
        if (before in _ASKING and value in _NAMED) or (
            value == "all" and following in _IDIOMS and before not in _NEARLY
        ):
            continue
        found.add(f"nearly {value}" if value == "all" and before in _NEARLY else value)
    return frozenset(found)
