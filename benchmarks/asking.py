"""How well questions are answered: right statements found, near misses declined, emergencies seen.

    .venv/bin/python -m benchmarks.asking [--wrong] [--audience ID] [FILE...]

Reads `questions/*.jsonl` beside this file, one author a file: {"id", "monograph", "kind",
"question", "right"}, where kind is answerable, unanswerable or urgent and `right` lists the ids of
statements.
`--wrong` lists what went wrong, and how each question was read.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from patiented.asking import Asker
from patiented.audience import load_audiences
from patiented.edition import Engine
from patiented.reading import read
from patiented.settings import shipped_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from patiented.asking import Reply
    from patiented.model import Edition

HERE = Path(__file__).parent
KINDS = ("answerable", "unanswerable", "urgent")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the statements that are right, and what came of it."""

    id: str
    monograph: str
    kind: str
    question: str
    right: tuple[str, ...]
    reply: Reply
    seconds: float
    reading: str

    @property
    def good(self) -> bool:
        """Whether the reply is what the author wanted."""
        if self.kind == "urgent":
            return bool(self.reply.urgent)
        if self.kind == "unanswerable":
            return not self.reply.answers
        return any(one.statement in self.right for one in self.reply.answers)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one block for each author."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    parser.add_argument("--audience", default="patient")
    options = parser.parse_args(arguments)
    engine = Engine(load_audiences([shipped_root() / "audiences"]))
    started = time.perf_counter()
    asker = Asker(engine.data.lexicon)
    print(f"tables read in {time.perf_counter() - started:.2f} s")
    editions: dict[str, Edition] = {}
    for path in options.files or sorted((HERE / "questions").glob("*.jsonl")):
        asked = list(_ask_all(path, engine, asker, editions, options.audience))
        print_author(path.stem, asked)
        if options.wrong:
            print_wrong(asked)


def _ask_all(
    path: Path, engine: Engine, asker: Asker, editions: dict[str, Edition], audience: str
) -> Iterable[Asked]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row["monograph"]
        if name not in editions:
            editions[name] = engine.edition(read(_source(name)), audience)
            asker.ask(editions[name], "")
        started = time.perf_counter()
        reply = asker.ask(editions[name], row["question"])
        seconds = time.perf_counter() - started
        right = tuple(row["right"])
        reading = _reading(asker, editions[name], row["question"])
        yield Asked(row["id"], name, row["kind"], row["question"], right, reply, seconds, reading)


def _reading(asker: Asker, edition: Edition, question: str) -> str:
    """Return what a question was taken to be after, and about."""
    read, _ = asker.explain(edition, question)
    topics = ", ".join(one.name for one in read.topics) or "nothing"
    return f"after {topics}; about {', '.join(' '.join(one.words) for one in read.units)}"


def _source(name: str) -> Path:
    """Return the source of a monograph: a path, a benchmark text, or a shipped one."""
    folders = (HERE / "monographs", shipped_root() / "monographs")
    places = [Path(name), *(folder / name / "monograph.md" for folder in folders)]
    return next(place for place in places if place.is_file())


def print_author(name: str, asked: Sequence[Asked]) -> None:
    """Print how many of each kind went well, false alarms, and the time of a question."""
    print(f"{name}: {len(asked)} questions")
    for kind, said in zip(
        KINDS, ("right in the first three", "declined", "recognized"), strict=True
    ):
        of_kind = [one for one in asked if one.kind == kind]
        good = sum(one.good for one in of_kind)
        share = good / len(of_kind) if of_kind else 0.0
        print(f"  {kind:13} {said:25} {good:4} of {len(of_kind):4}  {share:4.0%}")
    others = [one for one in asked if one.kind != "urgent"]
    alarms = sum(bool(one.reply.urgent) for one in others)
    print(f"  {'not urgent':13} {'false alarms':25} {alarms:4} of {len(others):4}")
    times = sorted(one.seconds * 1000 for one in asked)
    print(f"  time: median {times[len(times) // 2]:.1f} ms, longest {times[-1]:.1f} ms")
    print(f"  wrong by monograph: {dict(Counter(o.monograph for o in asked if not o.good))}")


def print_wrong(asked: Iterable[Asked]) -> None:
    """List the questions that went wrong, and what was said."""
    for one in asked:
        alarm = one.kind != "urgent" and one.reply.urgent
        if one.good and not alarm:
            continue
        said = one.reply.urgent or ("declined" if one.reply.declined else "answered")
        print(f"  {one.id} {one.kind}: {one.question}\n    -> {said}; right: {one.right}")
        print(f"    read as: {one.reading}")
        for answer in one.reply.answers:
            print(f"       {answer.statement} {answer.text[:100]!r}")


if __name__ == "__main__":
    main()
