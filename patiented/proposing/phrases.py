"""The third proposer: swaps words and phrases by table, and splits where that is surely safe.

Facts are hidden behind typed slots before any word is touched. It never works on safety roles, on
text in quotation marks, or on orders to staff, and its lint refuses what came out garbled. It only
proposes: the guard judges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patiented.audience import Form
from patiented.audience.lexicon import read_plain_words
from patiented.guard import Context, obligation_of
from patiented.model import SAFETY_ROLES, Change, Origin, Proposal, StatementKind
from patiented.proposing.inflect import article, head_of, looks_plural, plural
from patiented.proposing.lint import lint
from patiented.proposing.phrase_context import fits, target_of
from patiented.proposing.phrase_index import Entry, PhraseIndex
from patiented.proposing.phrase_place import Place
from patiented.proposing.phrase_text import Piece, cut, join
from patiented.proposing.splitting import split
from patiented.proposing.word_classes import BE, OTHER_PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patiented.audience import Audience, Lexicon
    from patiented.guard import Guard
    from patiented.model import Statement
    from patiented.proposing.setting import Setting

STAFF_OPENERS_FILE = "staff_openers.txt"
SPLIT_RULE = "split"
_SENTENCE = StatementKind.SENTENCE
_QUOTES = frozenset('"\u201c\u201d\u2018')
_SHORT_WORD = 5  # letters: "often"
_SMALL = 3  # letters: "of", "the"
_NAMES_AGAIN = frozenset({"(", ")", "or", "and", "called", "as"})
_NO_SPACE_BEFORE = frozenset(",.;:)")


@dataclass(frozen=True, slots=True)
class _Swap:
    """An entry at its place in the sentence, and the words to put in."""

    start: int
    length: int
    entry: Entry
    target: tuple[str, ...]


class Phrases:
    """Proposes for one audience; everything is fixed when it is built."""

    def __init__(self, audience: Audience, lexicon: Lexicon, guard: Guard) -> None:
        self._guard = guard
        self._index = None if audience.canonical else PhraseIndex(audience.phrases, lexicon)
        self._staff_openers = _read_words(lexicon)

    def propose(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return plainer words for the statement, or None when nothing may or need be swapped.

        Swaps that the guard cannot prove in this sentence are left out, one by one.
        """
        if self._index is None or not self._may_touch(statement, setting):
            return None
        pieces = cut(statement.text, self._guard.facts(statement))
        swaps = _plan(self._index, pieces, setting)
        case = _Case(self._guard, statement, setting, pieces)
        return case.best(swaps) or case.best([swap for swap in swaps if case.stands(swap)])

    def _may_touch(self, statement: Statement, setting: Setting) -> bool:
        if statement.role in SAFETY_ROLES or setting.role in SAFETY_ROLES:
            return False
        if statement.kind is StatementKind.ROW or _QUOTES & set(statement.text):
            return False
        first = statement.text.split(maxsplit=1)[:1]
        return bool(first) and first[0].casefold().strip(",:") not in self._staff_openers


class _Case:
    """One sentence on trial: writes it with some swaps, and asks lint and guard."""

    def __init__(
        self, guard: Guard, statement: Statement, setting: Setting, pieces: Sequence[Piece]
    ) -> None:
        self._guard = guard
        self._statement = statement
        self._setting = setting
        self._pieces = pieces
        self._context = Context(
            subjects=setting.subjects, heading=setting.heading, taught=setting.meta.taught
        )

    def best(self, swaps: Sequence[_Swap]) -> Proposal | None:
        """Return the sentence with the swaps, split if it may be, as far as that is sound."""
        for may_split in (True, False):
            text, changes = self._write(swaps, may_split=may_split)
            if changes and self._is_sound(text):
                return Proposal(text, Origin.PHRASES, rule="phrases", changes=tuple(changes))
        return None

    def stands(self, swap: _Swap) -> bool:
        """Tell whether the sentence with this swap alone is sound."""
        return self._is_sound(self._write([swap], may_split=False)[0])

    def _is_sound(self, text: str) -> bool:
        is_item = self._statement.kind is StatementKind.ITEM
        if lint(text, self._statement.text, is_item=is_item):
            return False
        setting = self._setting
        judgement = self._guard.judge(
            self._statement,
            text,
            context=self._context,
            obligation=lambda fact: obligation_of(fact, setting.role, setting.obligation),
        )
        return judgement.proved

    def _write(self, swaps: Sequence[_Swap], *, may_split: bool) -> tuple[str, list[Change]]:
        written: list[Piece] = []
        changes: list[Change] = []
        at = 0
        for swap in swaps:
            written += self._pieces[at : swap.start]
            at = swap.start + swap.length
            matched = self._pieces[swap.start : at]
            _mend_article(written, swap.target)
            plain = _written(matched, swap.target)
            written += plain
            changes.append(Change(swap.entry.rule, join(matched), join(plain)))
        text = join([*written, *self._pieces[at:]])
        sentences = split(text) if may_split and self._statement.kind is _SENTENCE else (text,)
        if len(sentences) > 1:
            changes.append(Change(SPLIT_RULE, text, " ".join(sentences)))
        return " ".join(sentences), changes


def _plan(index: PhraseIndex, pieces: Sequence[Piece], setting: Setting) -> list[_Swap]:
    """Return the swaps that may be made, from left to right; none overlap."""
    keys = tuple(piece.key for piece in pieces)
    names = _names(setting)
    swaps: list[_Swap] = []
    at = 0
    while at < len(pieces):
        length = _name_at(keys, at, names)
        if not length:
            length, swap = _choose(index, pieces, keys, at, setting)
            swaps += [swap] if swap else []
        at += length
    hidden = {word for piece in pieces if piece.slot for word in piece.text.casefold().split()}
    return [swap for swap in swaps if _is_one_word_for_one_thing(swap, swaps, keys, hidden)]


def _is_one_word_for_one_thing(
    swap: _Swap, swaps: Sequence[_Swap], keys: Sequence[str], hidden: set[str]
) -> bool:
    """Tell whether a swap leaves each thing one name, and two things two names.

    Words that cannot be swapped everywhere, `hidden` ones behind slots included, stay as they are
    everywhere. Two names must not become one ("patients and healthy individuals"), and what a
    sentence defines must not be told by its own definition ("Edema is an accumulation of fluid").
    """
    length = swap.length
    words = tuple(keys[swap.start : swap.start + length])
    if words[-1] in hidden:
        return False
    changed = {index for one in swaps for index in range(one.start, one.start + one.length)}
    for start in range(len(keys) - length + 1):
        if tuple(keys[start : start + length]) == words and start not in changed:
            return False
    others = [one.target for one in swaps if one.entry.rule != swap.entry.rule]
    if swap.target in others or _is_told_by(swap, others):
        return False
    names = swap.entry.is_term or len(swap.target[-1]) > _SHORT_WORD
    if names and swap.entry.form is not Form.HEAD and _stands_beside(swap.target, keys, changed):
        return False
    left = [key for index, key in enumerate(keys) if index not in changed]
    if swap.entry.form is Form.HEAD:
        said = {word for target in others for word in target}.union(left)
        return not said & (set(swap.target) | OTHER_PEOPLE)
    defined = not swap.start and keys[swap.start + length : swap.start + length + 1]
    said_again = {word for word in swap.target if len(word) > _SMALL} & set(left)
    return not (said_again and defined and defined[0] in BE)


def _is_told_by(swap: _Swap, others: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether a longer name ends on the same noun: "cancer of the lymph and cancers"."""
    if not swap.entry.is_term or len(swap.target) > 1:
        return False
    nouns = {other[head_of(other)] for other in others if len(other) > 1}
    return bool(nouns & {swap.target[0], swap.target[0].removesuffix("s"), plural(swap.target[0])})


def _stands_beside(target: tuple[str, ...], keys: Sequence[str], changed: set[int]) -> bool:
    """Tell whether the plain words are already there as another name: "(bedsores)"."""
    length = len(target)
    last = target[-1]
    names = {(*target[:-1], word) for word in (last, plural(last), last.removesuffix("s"))}
    for start in range(len(keys) - length + 1):
        if tuple(keys[start : start + length]) in names and start not in changed:
            around = {*keys[max(0, start - 1) : start], *keys[start + length : start + length + 1]}
            if around & _NAMES_AGAIN:
                return True
    return False


def _choose(
    index: PhraseIndex,
    pieces: Sequence[Piece],
    keys: tuple[str, ...],
    at: int,
    setting: Setting,
) -> tuple[int, _Swap | None]:
    """Return how many pieces to pass, and the swap; the longest that fits decides."""
    passed = 1
    for length, entry in index.candidates(keys, at):
        if entry.target is None:
            return length, None
        if length < passed:
            break  # a longer term stands here: its inside is not torn out
        if not entry.applies(setting.role, setting.obligation):
            continue
        if not _is_plain_case(pieces, at, length) or not _article_fits(pieces, at, entry):
            continue
        place = Place(pieces, at, at + length)
        if fits(entry, place):
            return length, _Swap(at, length, entry, target_of(entry, place))
        if entry.is_term and place.next == "(":
            passed = length
    return passed, None


def build(audience: Audience, lexicon: Lexicon, guard: Guard) -> Phrases:
    """Return the phrase proposer of an audience."""
    return Phrases(audience, lexicon, guard)


def _names(setting: Setting) -> frozenset[tuple[str, ...]]:
    """Return the names of the page and the terms that it teaches: they stay as they are."""
    names = (*setting.subjects, *(term.term for term in setting.meta.taught))
    return frozenset(tuple(piece.key for piece in cut(name, ())) for name in names if name)


def _name_at(keys: tuple[str, ...], at: int, names: frozenset[tuple[str, ...]]) -> int:
    """Return the length of the longest name that stands at `at`, or 0."""
    return max((len(name) for name in names if keys[at : at + len(name)] == name), default=0)


def _read_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the verbs that open an order to staff; such sentences need a pattern or a person."""
    path = lexicon.find(STAFF_OPENERS_FILE)
    return read_plain_words(path) if path else frozenset()


def _is_plain_case(pieces: Sequence[Piece], at: int, length: int) -> bool:
    """Tell whether no name can hide in the match: all lower case, but for a capital that opens.

    One opens the statement, or what a label leads ("Ears: Tympanic membranes are clear").
    """
    for index in range(at, at + length):
        text = pieces[index].text
        if index == 0 or pieces[index - 1].key == ":":
            text = text[:1].lower() + text[1:]
        if text != text.lower():
            return False
    return True


def _article_fits(pieces: Sequence[Piece], at: int, entry: Entry) -> bool:
    """Refuse "a" or "an" before words that take none."""
    if not at or pieces[at - 1].key not in ("a", "an") or not entry.target:
        return True
    return not (looks_plural(entry.target[-1]) and entry.changes_number)


def _mend_article(written: list[Piece], target: tuple[str, ...]) -> None:
    """Turn a written "a" into "an", or back, to suit the first plain word."""
    if not written or written[-1].slot or written[-1].key not in ("a", "an"):
        return
    old = written[-1]
    new = article(target[0])
    if new != old.key:
        text = new.capitalize() if old.text[0].isupper() else new
        written[-1] = replace(old, text=text, key=new)


def _written(matched: Sequence[Piece], target: tuple[str, ...]) -> list[Piece]:
    """Return the plain words as pieces, with the space and the capital of what they stand for."""
    plain: list[Piece] = []
    for index, word in enumerate(target):
        text = word
        if not index and matched[0].text[0].isupper():
            text = word[:1].upper() + word[1:]
        space = matched[0].space if not index else " "
        plain.append(Piece(text, text.casefold(), "" if word in _NO_SPACE_BEFORE else space))
    return plain
