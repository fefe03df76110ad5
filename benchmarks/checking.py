"""How long `check` takes over a library of a hundred monographs of 1,000 words, and its memory.

The library is made from `benchmarks/monographs/`, each text several times over with other numbers,
names and openings, so that no sentence stands twice and nothing can be remembered. Beside the time
stands the processor time of all processes, which other work on the machine disturbs less.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONOGRAPHS = 100
WORDS = 1_000
SOURCES = Path(__file__).parent / "monographs"
OPENINGS = (
    *("Generally", "Usually", "Often", "Commonly", "Typically", "Frequently", "Mostly"),
    *("Ordinarily", "Routinely", "Regularly", "Normally", "Customarily", "Habitually"),
)
_NUMBER = re.compile(r"(?<![\w.\[^-])\d+(?:\.\d+)?(?![\w\]])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|(?<=\])\s+(?=[A-Z])")
_ITEM = re.compile(r"(\s*[-*]\s+|\s*\d+\.\s+)?(.*)", re.DOTALL)


@dataclass(frozen=True)
class Measure:
    """One run of the command: seconds on the clock and of the processors, megabytes, exit code."""

    seconds: float
    cpu_s: float
    peak_mb: float
    code: int


def main() -> None:
    """Print one line a run."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        words, distinct = make_library(library, MONOGRAPHS)
        print(f"{MONOGRAPHS} monographs, {words} words each, {distinct:.1%} of lines distinct")
        for workers in sorted({1, cores}):
            _forget(library)
            _print(f"{MONOGRAPHS} monographs, {workers} workers", _run(library, workers))
        _print(f"the same again, {cores} workers (editions kept)", _run(library, cores))
        half = Path(folder) / "half"
        make_library(half, MONOGRAPHS // 2)
        _print(f"{MONOGRAPHS // 2} monographs, {cores} workers", _run(half, cores))


def make_library(folder: Path, monographs: int) -> tuple[int, float]:
    """Write a library; return the mean length of its texts and the share of lines that are one."""
    lines: list[str] = []
    words = 0
    for name, text in islice(_texts(), monographs):
        place = folder / "monographs" / name
        place.mkdir(parents=True)
        (place / "monograph.md").write_text(text, encoding="utf-8")
        body = text.partition("\n---\n")[2].partition("\n[^")[0]
        said = [one for one in body.split("\n") if one and one[0] not in "#|"]
        words += len(body.split())
        lines += said
    return words // monographs, len(set(lines)) / len(lines)


def _texts() -> Iterator[tuple[str, str]]:
    sources = sorted(SOURCES.iterdir())
    for variant in count():
        for source in sources:
            text = (source / "monograph.md").read_text("utf-8")
            yield f"{source.name}-{variant}", _varied(text, variant)


def _varied(text: str, variant: int) -> str:
    head, _, body = text.partition("\n---\n")
    notes = [line for line in body.split("\n") if line.startswith("[^")]
    name = re.search(r"^name: (.+)$", head, re.MULTILINE)
    subject = name[1] if name else ""
    other = f"{subject[:-1]}{'aeiou'[variant % 5]}{'lmnrs'[variant // 5 % 5]}in"
    kept: list[str] = []
    left = WORDS
    for line in body.split("\n"):
        if left <= 0:
            break
        if not line.startswith("[^"):
            kept.append(line if line.startswith("#") else _line(line, variant))
            left -= len(line.split())
    whole = "\n".join((head, "---", *kept, "", *notes, ""))
    return re.sub(rf"\b{re.escape(subject)}\b", other, whole, flags=re.IGNORECASE)


def _line(line: str, variant: int) -> str:
    if not line or line.startswith("|"):
        return _NUMBER.sub(lambda found: _number(found[0], variant), line)
    mark, rest = _ITEM.fullmatch(line).groups("")  # type: ignore[union-attr]  # it takes any line
    return mark + " ".join(_sentence(one, variant) for one in _SENTENCE.split(rest))


def _sentence(sentence: str, variant: int) -> str:
    changed = _NUMBER.sub(lambda found: _number(found[0], variant), sentence)
    if changed != sentence or not sentence[:1].isupper():
        return changed
    return f"{OPENINGS[variant % len(OPENINGS)]}, {sentence[0].lower()}{sentence[1:]}"


def _number(text: str, variant: int) -> str:
    whole, _, rest = text.partition(".")
    return f"{int(whole) + variant + 1}{'.' if rest else ''}{rest}"


def _forget(library: Path) -> None:
    for one in library.glob("var/*"):
        one.unlink()


def _run(library: Path, workers: int) -> Measure:
    command = [sys.executable, "-m", "patiented", "check", "--quiet", "--library", str(library)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with (library / "checked.txt").open("wb") as stream:
        done = subprocess.run(  # noqa: S603  # ours
            [*command, "--workers", str(workers)], stdout=stream, check=False
        )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measure(seconds, cpu, after.ru_maxrss / 1024, done.returncode)


def _print(name: str, one: Measure) -> None:
    print(
        f"{name:50} {one.seconds:6.1f} s  {one.cpu_s:6.1f} s of processors  "
        f"{one.peak_mb:5.0f} MB in the largest process so far  exit {one.code}"
    )


if __name__ == "__main__":
    main()
