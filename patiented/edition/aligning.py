"""Pairs the parts of two texts: equal ones first, then the most alike, told in page order."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from patiented.proposing.catalogue_work import pair_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

_Thing = TypeVar("_Thing")


def aligned(
    old: Sequence[_Thing],
    new: Sequence[_Thing],
    keys: Sequence[Callable[[_Thing], Hashable]],
    text: Callable[[_Thing], str],
) -> list[tuple[_Thing | None, _Thing | None]]:
    """Pair things by equal keys, key by key, then by the likeness of their `text`.

    In the order of `new`; what is gone follows what it followed before.
    """
    pairs = matched(old, new, keys)
    taken = set(pairs.values())
    fresh = [index for index in range(len(new)) if index not in pairs]
    former = [index for index in range(len(old)) if index not in taken]
    alike = pair_alike([text(new[index]) for index in fresh], [text(old[one]) for one in former])
    pairs |= {fresh[one]: former[two] for one, two in alike}
    return list(_in_page_order(old, new, pairs))


def matched(
    old: Sequence[_Thing], new: Sequence[_Thing], keys: Sequence[Callable[[_Thing], Hashable]]
) -> dict[int, int]:
    """Pair the things with equal keys in order, key by key: index in `new` to index in `old`."""
    pairs: dict[int, int] = {}
    for key in keys:
        taken = set(pairs.values())
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in reversed(range(len(old))):
            if index not in taken:
                waiting[key(old[index])].append(index)
        for index, one in enumerate(new):
            if index not in pairs and (there := waiting.get(key(one))):
                pairs[index] = there.pop()
    return pairs


def _in_page_order(
    old: Sequence[_Thing], new: Sequence[_Thing], pairs: Mapping[int, int]
) -> Iterator[tuple[_Thing | None, _Thing | None]]:
    partner = {place: index for index, place in pairs.items()}
    gone: defaultdict[int, list[_Thing]] = defaultdict(list)
    last = -1
    for place, one in enumerate(old):
        last = partner.get(place, last)
        if place not in partner:
            gone[last].append(one)
    yield from ((one, None) for one in gone[-1])
    for index, two in enumerate(new):
        yield (old[pairs[index]] if index in pairs else None), two
        yield from ((one, None) for one in gone[index])
