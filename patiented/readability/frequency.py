"""How common a word is: the one door to `wordfreq` (Zipf scale, 3 rare to 7 very common).

Only its small English list is used (29,000 words; a measured gain of .004 in rank correlation did
not pay for the 34 MB of the large one). The file is read in its documented "cBpack" form and the
package is not imported, which would cost 16 MB and a tenth of a second for tokenizers that nothing
here needs.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgpack  # ships no types; the header is checked below

from patiented.errors import UsageError

RAREST = 2.5
"""What words get that the list does not have; its rarest words have 3."""
_TOP_CENTIBELS = 900
_CENTIBELS = 100


@lru_cache(maxsize=32768)
def zipf(lower: str) -> float:
    """Return how common a lower-case word is; a hyphenated word is as rare as its rarest part."""
    known = _frequencies()
    word = lower.replace("\u2019", "'")
    if word in known:
        return known[word]
    if "-" in word:
        return min((zipf(part) for part in word.split("-") if part), default=RAREST)
    bare = word
    while bare.endswith("'s"):
        bare = bare[:-2]  # however many: a text may be anything
    return zipf(bare) if bare != word else RAREST


@cache
def _frequencies() -> dict[str, float]:
    content = msgpack.unpackb(gzip.decompress(_path().read_bytes()))
    header, *bins = content
    if header != {"format": "cB", "version": 1}:
        raise UsageError(f"the word list of wordfreq has an unknown form: {header!r}")
    table: dict[str, float] = {}
    for centibels, words in enumerate(bins):
        table.update(dict.fromkeys(words, (_TOP_CENTIBELS - centibels) / _CENTIBELS))
    return table


def _path() -> Path:
    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("wordfreq is not installed; install patiented with its dependencies")
    return Path(spec.submodule_search_locations[0]) / "data" / "small_en.msgpack.gz"
