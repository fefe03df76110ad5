"""Answers a question over an edition: emergencies first, then what the page says, if it does."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from patiented.asking.deciding import Decision
from patiented.asking.index import FullText
from patiented.asking.matching import Page, match
from patiented.asking.question import Subject, read_question
from patiented.asking.ranking import rank
from patiented.asking.records import MOST_ANSWERS, Answer, Reply
from patiented.asking.spelling import Speller, mend
from patiented.asking.statements import index_statements
from patiented.asking.tables import load_asking
from patiented.asking.urgent import find_emergency
from patiented.asking.words import LONGEST_QUESTION, split_words
from patiented.model import MonographKind
from patiented.publishing.recent import Recent

if TYPE_CHECKING:
    from patiented.asking.matching import Matches
    from patiented.asking.question import Question
    from patiented.asking.ranking import Ranked
    from patiented.asking.statements import Indexed
    from patiented.audience import Lexicon
    from patiented.model import Edition, Meta

HELD = 32
"""How many editions one process keeps ready to be asked."""

LEAST_SHARE = 0.45
"""A second or third statement is given when it earned at least this share of the first."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An edition, ready to be asked."""

    page: Page
    search: FullText
    speller: Speller
    subject: Subject


class Asker:
    """Answers questions over editions; safe between threads. Keeps no question."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tables = load_asking(lexicon)
        self._plain = lexicon.plain_words
        self._speller = Speller(self._tables.vocabulary | self._plain)
        self._ready: Recent[str, _Ready] = Recent(HELD)
        self._lock = Lock()

    def ask(self, edition: Edition, question: str) -> Reply:
        """Return the answer to a question; an empty one is declined."""
        ready = self._prepared(edition)
        typed = split_words(question[:LONGEST_QUESTION])
        words = self._tables.words.of(mend(typed, ready.speller, self._speller, self._plain))
        urgent = find_emergency(words, self._tables)
        asked = read_question(words, self._tables, ready.subject)
        answers = self._answers(asked, ready)
        return Reply(answers, not answers and not urgent, urgent)

    def explain(self, edition: Edition, question: str) -> tuple[Question, list[Ranked]]:
        """Return how a question was read and what each statement earned, for those who tune."""
        ready = self._prepared(edition)
        typed = split_words(question[:LONGEST_QUESTION])
        words = self._tables.words.of(mend(typed, ready.speller, self._speller, self._plain))
        asked = read_question(words, self._tables, ready.subject)
        return asked, self._ranked(match(asked, ready.page), ready)

    def _ranked(self, matches: Matches, ready: _Ready) -> list[Ranked]:
        asked = matches.question
        concepts = {one for unit in asked.units for one in (*unit.ids, *unit.wide)}
        stems = [stem for unit in asked.units for stem in unit.stems]
        found = ready.search.search(stems, concepts)
        return rank(matches, found, ready.search.search(asked.stems, ()))

    def _answers(self, asked: Question, ready: _Ready) -> tuple[Answer, ...]:
        matches = match(asked, ready.page)
        ranked = self._ranked(matches, ready)
        if not Decision(matches, ranked).is_answered():
            return ()
        least = ranked[0].score * LEAST_SHARE
        return tuple(_answer(one.statement) for one in ranked[:MOST_ANSWERS] if one.score >= least)

    def _prepared(self, edition: Edition) -> _Ready:
        with self._lock:
            ready = self._ready.get(edition.fingerprint)
            if ready is None:
                ready = self._prepare(edition)
                self._ready.put(edition.fingerprint, ready)
            return ready

    def _prepare(self, edition: Edition) -> _Ready:
        statements = index_statements(edition, self._tables)
        shown = (
            word
            for one in edition.statements()
            for text in (one.text, one.source)
            for word, _ in split_words(text)
        )
        return _Ready(
            Page(statements), FullText(statements), Speller(shown), self._subject(edition.meta)
        )

    def _subject(self, meta: Meta) -> Subject:
        # On the page of an illness, a medicine that is named says which of its medicines is meant.
        drugs = meta.drugs if meta.kind is MonographKind.DRUG else ()
        name, *others = [self._tables.words.stems(one) for one in (meta.name, *drugs)]
        names = [name, *(one for one in others if self._are_one(name, one))]
        if len(names) == 1:
            names += others[:1]
        ids = frozenset().union(*(self._tables.concepts.get(name) for name in names))
        kinds = (self._tables.kinds_of.get(one, frozenset()) for one in ids)
        stems = frozenset(stem for name in names for stem in name)
        return Subject(stems, ids, frozenset().union(*kinds))

    def _are_one(self, name: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether two names are of one medicine; a page may also list those it warns of."""
        get = self._tables.concepts.get
        return name == other or not get(name).isdisjoint(get(other))


def _answer(one: Indexed) -> Answer:
    place = one.place
    return Answer(one.id, one.text, one.citations, place.heading, place.lead, one.left_out)
