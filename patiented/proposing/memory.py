"""The memory: approved wording of other monographs, for statements that say the same.

An approved wording is remembered with its facts as slots, so that it serves the same statement
with other numbers or another medicine. It is a proposal like a pattern: shown only when the guard
proves every fact of the text that was filled in. What is only near is in `near.py`.

Sentences match sentences, list items match items under the same lead; rows of tables are never
remembered.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patiented.model import Change, FactKind, Origin, Proposal, Statement, StatementKind
from patiented.proposing.masking import base_name, check_masked, escape, mask, match
from patiented.proposing.refilling import refill
from patiented.proposing.slots import load_slot_types
from patiented.proposing.views import parse_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from patiented.audience import Lexicon
    from patiented.guard import Guard
    from patiented.model import Fact
    from patiented.proposing.masking import Masked, MaskedSlot
    from patiented.proposing.setting import Setting
    from patiented.proposing.slots import SlotTypes
    from patiented.proposing.views import Template

_NUMBERED = re.compile(r"\{([a-z_]+?)\d+\}")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Approved:
    """A statement and its wording as a person approved them.

    `names` are the names of the medicine of its page; `at` is when it was approved (ISO 8601).
    """

    monograph: str
    statement: Statement
    wording: str
    names: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An approved wording with its slots; `template` is the masked source."""

    template: Template = field(repr=False)
    source: str
    wording: str
    monograph: str
    statement: str
    at: str = ""

    @property
    def rule(self) -> str:
        """Say where the wording comes from, for the writer."""
        return f"memory:{self.monograph}:{self.statement}"


_Key = tuple[str, str, str, str]


class Memory:
    """What was approved, by masked statement; the latest approval of the same words wins."""

    def __init__(self, entries: Mapping[_Key, Sequence[Remembered]]) -> None:
        self._entries = {key: tuple(found) for key, found in sorted(entries.items())}

    def __bool__(self) -> bool:
        return bool(self._entries)

    @property
    def fingerprint(self) -> str:
        """Return a SHA-256 over all that can reach a reader."""
        parts = (
            f"{key}\1{one.source}\1{one.wording}\1{one.rule}"
            for key, found in self._entries.items()
            for one in found
        )
        return hashlib.sha256("\2".join(parts).encode()).hexdigest()

    def find(
        self, statement: Statement, masked: Masked
    ) -> tuple[Remembered, tuple[tuple[str, MaskedSlot], ...]] | None:
        """Return the wording of the same statement and what fills its slots."""
        for one in self._entries.get(_key(statement, masked), ()):
            slots = match(one.template, masked)
            if slots is not None:
                return one, tuple(slots.items())
        return None

    def entries(self) -> tuple[Remembered, ...]:
        """Return all that is remembered."""
        return tuple(one for found in self._entries.values() for one in found)

    def only(self, wanted: Iterable[_Key]) -> Memory:
        """Return the part of the memory that can speak for the statements with these keys."""
        keys = set(wanted)
        return Memory({key: found for key, found in self._entries.items() if key in keys})


class Rememberer:
    """Turns approved wording into memory, and narrows it to what a monograph can use."""

    def __init__(self, guard: Guard, lexicon: Lexicon) -> None:
        self._guard = guard
        self._types = load_slot_types(lexicon.dirs)

    def memory(self, approved: Iterable[Approved]) -> Memory:
        """Return the memory of all that was approved."""
        entries: dict[_Key, dict[tuple[str, str], Remembered]] = {}
        latest = sorted(approved, key=lambda one: (one.at, one.monograph), reverse=True)
        for one in latest:
            for key, remembered in self._remembered(one):
                same = entries.setdefault(key, {})
                same.setdefault((remembered.source, remembered.wording), remembered)
        return Memory({key: tuple(found.values()) for key, found in entries.items()})

    def narrow(
        self, memory: Memory, statements: Iterable[Statement], names: tuple[str, ...]
    ) -> Memory:
        """Return what of `memory` can speak for one of these statements."""
        return memory.only(
            _key(one, self.mask(one, names)) for one in statements if _may_match(one)
        )

    def mask(self, statement: Statement, names: tuple[str, ...]) -> Masked:
        """Return the statement with its facts as slots."""
        return mask(statement.text, self._guard.facts(statement), names)

    def _remembered(self, approved: Approved) -> Iterator[tuple[_Key, Remembered]]:
        statement = approved.statement
        if not _may_match(statement) or not approved.wording.strip():
            return
        facts = self._guard.facts(statement)
        full = mask(statement.text, facts, approved.names)
        for source, wording in self._templates(approved, full, facts):
            template = parse_template(source)
            slots = match(template, full)
            if slots is None or check_masked(source, wording) or _repeats(wording, slots):
                continue
            told = refill(wording, slots.items(), approved.names, self._types)
            if told == approved.wording:
                one = Remembered(
                    template, source, wording, approved.monograph, statement.id, approved.at
                )
                yield _key(statement, full), one
                return

    def _templates(
        self, approved: Approved, full: Masked, facts: Sequence[Fact]
    ) -> Iterator[tuple[str, str]]:
        """Yield masked pairs of source and wording, the most general first.

        A number of the wording that stands for no number of the source (a rounded share, a sum)
        hangs on the very numbers of this source: then only names become slots.
        """
        shown = Statement("wording", approved.wording)
        told = self._guard.facts(shown)
        told_masked = mask(approved.wording, told, approved.names)
        meant = _meanings(full, facts)
        said = _meanings(told_masked, told)
        own = {slot.name: _partner(slot, said, full, meant) for slot in told_masked.slots}
        partnerless = any(
            not partner
            for slot, partner in zip(told_masked.slots, own.values(), strict=True)
            if slot.kind is not FactKind.DRUG
        )
        loose = partnerless or _digits(told_masked) - _digits(full)
        used = {partner for partner in own.values() if partner}
        shared = [slot for slot in full.slots if slot.name in used]
        levels = [[slot for slot in shared if slot.kind is FactKind.DRUG], []]
        for level in levels if loose else (shared, *levels):
            kept = {slot.name for slot in level}
            source = _rewritten(full, {name: name for name in kept})
            for view in ("", ".raw"):
                names = {
                    name: f"{partner}{view}" for name, partner in own.items() if partner in kept
                }
                yield source, _rewritten(told_masked, names)


class MemoryProposer:
    """Proposes what was approved elsewhere for the same statement."""

    def __init__(self, memory: Memory, rememberer: Rememberer, types: SlotTypes) -> None:
        self._memory = memory
        self._rememberer = rememberer
        self._types = types

    def propose(self, statement: Statement, setting: Setting) -> Proposal | None:
        """Return the remembered wording with this statement's facts in it."""
        if not _may_match(statement):
            return None
        names = names_of(setting.meta.drugs, setting.meta.name)
        found = self._memory.find(statement, self._rememberer.mask(statement, names))
        if found is None:
            return None
        one, slots = found
        text = refill(one.wording, slots, setting.subjects, self._types)
        if text is None:
            return None
        change = Change(one.rule, statement.text, text)
        return Proposal(text, Origin.MEMORY, rule=one.rule, changes=(change,))


def build(memory: Memory, guard: Guard, lexicon: Lexicon) -> MemoryProposer:
    """Return the proposer of a memory."""
    return MemoryProposer(memory, Rememberer(guard, lexicon), load_slot_types(lexicon.dirs))


def names_of(drugs: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the names of a page's medicine; none where the page is about no medicine."""
    return tuple(dict.fromkeys((name, *drugs))) if drugs else ()


def _may_match(statement: Statement) -> bool:
    return statement.kind in (StatementKind.SENTENCE, StatementKind.ITEM)


def _key(statement: Statement, masked: Masked) -> _Key:
    lead = " ".join(statement.lead.split()) if statement.kind is StatementKind.ITEM else ""
    shape = _NUMBERED.sub(r"{\1}", masked.template)
    return statement.role.value, statement.kind.value, lead, shape


def _meanings(masked: Masked, facts: Iterable[Fact]) -> dict[str, str]:
    """Return what each slot means: the value of its fact, or the name as it is."""
    values = {(fact.kind, fact.span): fact.value for fact in facts}
    return {
        slot.name: values.get((slot.kind, slot.span), slot.text)
        if slot.kind is not FactKind.DRUG
        else slot.text
        for slot in masked.slots
    }


def _partner(
    slot: MaskedSlot, said: Mapping[str, str], full: Masked, meant: Mapping[str, str]
) -> str:
    """Return the slot of the source that this slot of the wording repeats; empty for none."""
    for other in full.slots:
        if base_name(other.name) == base_name(slot.name) and meant[other.name] == said[slot.name]:
            return other.name
    return ""


def _digits(masked: Masked) -> set[str]:
    """Return the numbers that stand in no slot."""
    return set(_DIGITS.findall(_NUMBERED.sub("", masked.template)))


def _repeats(wording: str, slots: Mapping[str, MaskedSlot]) -> bool:
    """Tell whether what a slot holds stands in the wording a second time, as plain words."""
    words = " ".join("".join(parse_template(wording).texts).casefold().split())
    return any(slot.text.casefold() in words for slot in slots.values())


def _rewritten(masked: Masked, names: Mapping[str, str]) -> str:
    """Return the text with the slots in `names` renamed, and the others as the words they hold."""
    pieces: list[str] = []
    position = 0
    for slot in masked.slots:
        start, end = slot.span
        pieces.append(escape(masked.text[position:start]))
        kept = slot.name in names
        pieces.append(f"{{{names[slot.name]}}}" if kept else escape(masked.text[start:end]))
        position = end
    pieces.append(escape(masked.text[position:]))
    return "".join(pieces)
