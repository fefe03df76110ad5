"""What a check says of one edition: small, frozen, and fit to go from one process to another.

No text of the edition is in here but what its findings quote, so that thousands can pass by.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from patiented.edition import Measured

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
TARGET_MISSED = "target-missed"


@dataclass(frozen=True, slots=True)
class CheckedEdition:
    """One edition and what was found in it.

    `monograph` is as it was asked for, an id or a path; `is_translation` whether `lang` is another
    language than the source's. `formulas` and `adjusted` are pairs of name and value, `fates` of a
    fate and how many facts have it. `source_ids` are the ids of the statements of the source,
    sorted; `left_out` pairs the id of each that the edition does not show with its text.
    """

    monograph: str
    audience: str
    lang: str
    is_translation: bool
    status: str
    path: str
    findings: tuple[Finding, ...]
    levels: tuple[Measured, ...] = ()
    formulas: tuple[tuple[str, float], ...] = ()
    adjusted: tuple[tuple[str, float], ...] = ()
    fates: tuple[tuple[str, int], ...] = ()
    source_ids: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    is_canonical: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether there is no such edition any more; then `path` is the baseline that has it."""
        return not self.source_ids

    @property
    def errors(self) -> int:
        """How many findings stop the edition."""
        return self.count(Level.ERROR)

    @property
    def name(self) -> str:
        """The edition as people call it: monograph, audience, language."""
        return f"{self.monograph} {self.audience}.{self.lang}"

    @property
    def shown(self) -> int:
        """How many statements of the source the edition shows."""
        return len(self.source_ids) - len(self.left_out)

    @property
    def facts(self) -> int:
        """How many facts reach the reader, as they are or made general."""
        fates = dict(self.fates)
        return fates.get("kept", 0) + fates.get("general", 0)

    def count(self, level: Level) -> int:
        """Count the findings of a level."""
        return sum(one.level is level for one in self.findings)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """An edition, or a whole monograph (`audience` empty), that could not be checked.

    `message` is the one clear line of the error, its place included; `path`, `line` and `column`
    are that place, or empty. `ends_all`: nothing else can be checked either.
    """

    monograph: str
    message: str
    audience: str = ""
    lang: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    ends_all: bool = False


def words_of(finding: Finding) -> str:
    """Quote what the source has and what stands in its place, where the message does not."""
    if not finding.line:  # it is about the whole edition
        return ""
    said = (("source", finding.expected), ("here", finding.found))
    parts = [
        f'{name}: "{" ".join(words.split())}"'
        for name, words in said
        if words and words not in finding.message
    ]
    return f" ({', '.join(parts)})" if parts else ""


def said_of(finding: Finding) -> str:
    """Return what a finding is about, the same wherever it stands and however far off it is.

    The figures of a missed target are left out: another try at the same sentence is no new finding.
    """
    message = finding.message
    if finding.rule == TARGET_MISSED:
        message = _FIGURE.sub("N", message)
    return f"{finding.rule}: {message}"


def fingerprints(edition: CheckedEdition) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a name that outlives moved lines (SHA-256, 64 hex digits).

    Equal findings of one edition are told apart by their order.
    """
    seen: Counter[str] = Counter()
    for finding in edition.findings:
        quoted = () if finding.rule == TARGET_MISSED else (finding.found, finding.expected)
        parts = (edition.name, said_of(finding), finding.fact, *quoted)
        whole = "\0".join(parts)
        seen[whole] += 1
        named = f"{whole}\0{seen[whole]}"
        yield finding, hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


def by_rule(findings: Iterable[Finding]) -> Counter[str]:
    """Count findings by rule, notes left out: they ask for nothing."""
    return Counter(one.rule for one in findings if one.level is not Level.NOTE)
