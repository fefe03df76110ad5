"""Whether a client takes gzip, from its `Accept-Encoding` (RFC 9110, 12.5.3)."""

from __future__ import annotations

from functools import lru_cache

GZIP = frozenset({"gzip", "x-gzip"})
KNOWN = 256
"""How many different headers are remembered; browsers send a handful."""


@lru_cache(KNOWN)
def takes_gzip(header: str) -> bool:
    """Tell whether `gzip` may be sent, and is not liked less than plain bytes.

    A weight of 0 refuses; `*` stands for what is not named; one that cannot be read refuses.
    """
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    named = [weights[name] for name in GZIP if name in weights]
    gzip = max(named) if named else weights.get("*", 0.0)
    return gzip > 0 and gzip >= weights.get("identity", 0.0)


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if not name.strip():
        return 1.0
    try:
        weight = float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
