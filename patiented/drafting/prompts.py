"""Builds what a model is asked: the house rules, the reader, and one statement as delimited data.

A text of the monograph stands between tags, and tags inside it are broken up first, so that it
cannot end its own quotation; the last line is ours. That keeps a model on its way; the guard is
what keeps the facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.audience.lexicon import Relation
from patiented.drafting.replies import longest_reply
from patiented.model import FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from patiented.audience import Audience, Lexicon
    from patiented.drafting.rules import HouseRules
    from patiented.drafting.tasks import Task
    from patiented.model import Finding, Meta

MAX_TEXTS, MAX_TERMS, MAX_FINDINGS = 24, 6, 6
"""How many facts, plain words and findings one prompt lists: small models read few words."""
LABELS = {
    "page": "Page",
    "section": "Section",
    "list": "The text stands in a list that begins",
    "columns": "The text is a row of a table with the columns",
    "names": "Names the reader knows",
    "keep": "Say as they are",
    "mean": "Say, in plain words if you can",
    "plain": "Plain words to use",
}
"""How each line of a prompt begins. What follows is of the document, and never starts a line."""
MAX_TERM_WORDS = 5

TERMS = frozenset(
    {FactKind.TERM, FactKind.ACTION, FactKind.CONDITION, FactKind.ORGAN, FactKind.FORM}
)
"""Facts that plain words may stand for; the others are said as they are."""

_TAG = re.compile(r"<(?=\s*/?\s*[a-z_]+\s*>)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # noqa: RUF001  the curly apostrophe is meant


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: the rules, the task, and after how many characters to stop listening."""

    system: str
    user: str
    max_chars: int


class Composer:
    """Builds the prompts of one edition; pure, the same task gives the same prompt."""

    def __init__(
        self, rules: HouseRules, audience: Audience, meta: Meta, lexicon: Lexicon, lang: str
    ) -> None:
        self._rules = rules
        self._meta = meta
        self._system = "\n".join(_system(rules, audience, "" if lang == meta.lang else lang))
        self._plain = _plain_words(lexicon) if lang == meta.lang else {}

    def first(self, task: Task) -> Prompt:
        """Return the first prompt for a statement."""
        source = _tagged("source", task.statement.text)
        lines = (*self._told(task), *source, self._rules.ask)
        return Prompt(self._system, "\n".join(lines), _most_chars(task))

    def second(self, task: Task, reply: str, findings: Sequence[Finding]) -> Prompt:
        """Return the prompt after a reply that was refused, with what was wrong with it."""
        faults = (f"- {_fault(one)}" for one in findings[:MAX_FINDINGS])
        lines = (
            *self._told(task),
            *_tagged("source", task.statement.text),
            *_tagged("refused", reply[: _most_chars(task)]),
            *_tagged("faults", *faults),
            self._rules.again,
        )
        return Prompt(self._system, "\n".join(lines), _most_chars(task))

    def _told(self, task: Task) -> Iterator[str]:
        """Yield a line for each thing that is told about the statement."""
        statement = task.statement
        taught = [one.term for one in self._meta.taught if _holds(statement.text, one.term)]
        facts = list(task.kept_facts())
        yield from _line("page", [self._meta.name or self._meta.title])
        yield from _line("section", [task.heading])
        yield from _line("list", [statement.lead])
        yield from _line("columns", statement.header if statement.cells else ())
        yield from _line("names", taught)
        yield from _line("keep", [one.text for one in facts if one.kind not in TERMS])
        yield from _line("mean", [one.text for one in facts if one.kind in TERMS])
        plain = _unique(self._plain_for(statement.text, taught))
        yield from _line("plain", plain[:MAX_TERMS])

    def _plain_for(self, text: str, taught: Iterable[str]) -> Iterator[str]:
        """Yield `term = plain` for terms of the text, the longest at each place.

        A name that the page teaches keeps its words.
        """
        for name in taught:
            text = re.sub(re.escape(name), " ; ", text, flags=re.IGNORECASE)
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            for length in range(min(MAX_TERM_WORDS, len(words) - index), 0, -1):
                term = text[words[index].start() : words[index + length - 1].end()]
                plain = self._plain.get(term.casefold())
                if plain:
                    yield f"{term} = {plain}"
                    index += length - 1
                    break
            index += 1


def _system(rules: HouseRules, audience: Audience, lang: str) -> Iterator[str]:
    """Yield the lines of the rules; `lang` is empty where nothing is translated."""
    yield rules.task.format(reader=audience.label)
    yield from (f"- {rule.format(words=rules.max_sentence_words)}" for rule in rules.rules)
    yield from (f"- {rule}" for rule in rules.address[audience.address.value])
    if audience.targets.flesch_kincaid is not None:
        yield f"- {rules.grade.format(grade=f'{audience.targets.flesch_kincaid:g}')}"
    if lang:
        yield f"- {rules.translate.format(lang=lang)}"
    yield rules.data
    yield rules.answer


def _plain_words(lexicon: Lexicon) -> dict[str, str]:
    """Return the first plain wording of each term that has one of the same meaning."""
    plain: dict[str, str] = {}
    for row in lexicon.terms:
        if row.relation is Relation.SAME and row.plain:
            plain.setdefault(row.term.casefold(), row.plain)
    return plain


def _line(label: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield different texts as one line under their label, or nothing where there is none."""
    different = _unique(texts)[:MAX_TEXTS]
    if different:
        yield f"{LABELS[label]}: {_flat('; '.join(different))}"


def _tagged(name: str, *lines: str) -> Iterator[str]:
    """Yield lines between tags."""
    yield f"<{name}>"
    yield from map(_flat, lines)
    yield f"</{name}>"


def _flat(text: str) -> str:
    """Return a text of a document as one line, with nothing in it that could be taken for a tag."""
    return _TAG.sub("< ", " ".join(text.split()))


def _fault(finding: Finding) -> str:
    """Say a finding as one line to the model."""
    parts = [finding.message]
    if finding.expected:
        parts.append(f'the source has "{finding.expected}"')
    if finding.found:
        parts.append(f'the refused text has "{finding.found}"')
    return " ".join("; ".join(parts).split())


def _most_chars(task: Task) -> int:
    return longest_reply(task.statement.text)


def _holds(text: str, term: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE))


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text.strip()))
