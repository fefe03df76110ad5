"""The sections of a document: what must be known first, the text of the edition, what stands below.

The order is that of the page: cautions, the boxed warning, where to get help, the text, what is
left out, words, sources, the disclaimer. A section without anything to read is not written (R5,
cmp-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.export.fhir.codes import section_code
from patiented.export.fhir.narrative import (
    Setter,
    Voice,
    escaped,
    is_web,
    languages,
    linked,
    listed,
    paragraph,
)
from patiented.model import Fate, Obligation, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from patiented.audience import Audience
    from patiented.export.data import Data
    from patiented.model import Edition, EditionSection, LeftOut, Reference

BOXED = "boxed warning"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document says beside its edition.

    `audience` and `say` speak the language of the edition. `review` are the sentences about its
    review, the caution among them; `lapsed` the statements that are to be checked again.
    """

    audience: Audience
    say: Voice
    review: tuple[str, ...]
    lapsed: AbstractSet[str] = frozenset()
    publishable: bool = True


def sections(edition: Edition, frame: Frame) -> list[Data]:
    """Return the sections in reading order."""
    setter = Setter(frame.say, tag(edition.lang), frame.lapsed)
    warned = [one for one in edition.sections if one.role is Role.BOXED_WARNING]
    others = [one for one in edition.sections if one not in warned]
    head = [_about(edition, frame, setter)]
    body = _Body(edition, setter)
    tail = [
        _left_out(edition, setter),
        _words(edition, frame, setter),
        _sources(edition, frame, setter),
        _section(setter.say("Please note"), setter, _lines(frame.audience.disclaimer)),
    ]
    help_now = _section(
        setter.say("In an emergency:").rstrip(":"),
        setter,
        _lines(_stopped(frame.audience.help.now)),
    )
    whole = [*head, *body.warnings(warned), help_now, *body.nested(others), *tail]
    return [one for one in whole if one]


def tag(lang: str) -> str:
    """Return a language as BCP 47 writes it."""
    return lang.replace("_", "-")


@dataclass(frozen=True, slots=True)
class _Body:
    """Sets the sections of the edition itself."""

    edition: Edition
    setter: Setter

    def warnings(self, found: Sequence[EditionSection]) -> list[Data]:
        """Return the boxed warning; its title says that it is one."""
        boxed = self.setter.say("Boxed warning")
        made = self.nested(found)
        for one in made:
            if one["title"].casefold() not in {BOXED, boxed.casefold()}:
                one["title"] = f"{boxed}: {one['title']}"
        return made

    def nested(self, found: Sequence[EditionSection], above: Role | None = None) -> list[Data]:
        """Put deeper sections into the one above; what has nothing to read is left off.

        A section repeats the code of the one above it only where it has a role of its own.
        """
        made: list[Data] = []
        index = 0
        while index < len(found):
            first, end = found[index], index + 1
            while end < len(found) and found[end].level > first.level:
                end += 1
            code = section_code(first.role, self.edition.meta.kind) if first.role != above else {}
            text = self.setter.narrative(self.setter.blocks(first.blocks))
            below = self.nested(found[index + 1 : end], first.role)
            if text or below:
                made.append({"title": first.heading, "code": code, "text": text, "section": below})
            index = end
        return made


def _about(edition: Edition, frame: Frame, setter: Setter) -> Data:
    """Return the section that goes first: whether the text may be relied on, and whose it is."""
    meta, say = edition.meta, setter.say
    lines = [
        meta.summary,
        *_unsafe(edition, frame),
        " ".join(frame.review),
        *_unfinished(edition, frame),
        frame.audience.standing,
    ]
    facts = (
        (
            say("Version"),
            escaped(f"{edition.audience}, {tag(edition.lang)}, {edition.fingerprint[:8]}"),
        ),
        (say("Board"), escaped(meta.board)),
        (say("Last updated"), escaped(meta.updated)),
        (say("Editorial policy"), _address(meta.editorial_policy)),
    )
    items = [f"{escaped(name)}: {html}" for name, html in facts if html]
    return _section(say("About this version"), setter, [*_lines(*lines), listed(items)])


def _address(url: str) -> str:
    return linked(url, url) if is_web(url) else ""


def _unsafe(edition: Edition, frame: Frame) -> tuple[str, ...]:
    if frame.publishable:
        return ()
    unsafe = {Fate.OPEN, Fate.LOST}
    missing = sum(r.obligation is Obligation.MUST and r.fate in unsafe for r in edition.ledger)
    told = frame.say.many(
        "%(n)s fact that every reader must have is missing or not proved.",
        "%(n)s facts that every reader must have are missing or not proved.",
        max(1, missing),
    )
    return (f"{frame.say('Do not use this version yet.')} {told % {'n': max(1, missing)}}",)


def _unfinished(edition: Edition, frame: Frame) -> tuple[str, ...]:
    raw = sum(one.needs_writer for one in edition.statements())
    if not raw:
        return ()
    told = frame.say.many(
        "%(n)s sentence is still in clinician words. It is marked.",
        "%(n)s sentences are still in clinician words. Each one is marked.",
        raw,
    )
    return (f"{frame.say('This version is not finished.')} {told % {'n': raw}}",)


def _left_out(edition: Edition, setter: Setter) -> Data:
    """Return what the edition leaves out, in the words of the clinician text."""
    items = [_omission(one, edition, setter.say) for one in edition.left_out]
    html = [listed(items)] if items else _lines(setter.say("It leaves out no sentence."))
    return _section(setter.say("What this version leaves out"), setter, html)


def _omission(left: LeftOut, edition: Edition, say: Voice) -> str:
    source = escaped(left.source)
    if edition.meta.lang != edition.lang:
        source = f"<span {languages(tag(edition.meta.lang))}>{source}</span>"
    if left.facts:
        why = say("Here, but without these words: %(words)s. Why:")
        why %= {"words": ", ".join(left.facts)}
    else:
        why = say("Left out. Why:")
    return f"{source} <i>({escaped(why)} {escaped(left.reason)})</i>"


def _words(edition: Edition, frame: Frame, setter: Setter) -> Data:
    taught = () if frame.audience.canonical else edition.taught
    items = [f"<b>{escaped(one.term)}</b>: {escaped(one.gloss)}" for one in taught]
    return _section(setter.say("Words on this page"), setter, [listed(items)] if items else [])


def _sources(edition: Edition, frame: Frame, setter: Setter) -> Data:
    meta = edition.meta
    heading = frame.audience.plan_for(Role.REFERENCES).heading_for(meta.name, meta.kind)
    lines = [_source(one) for one in edition.references]
    made = _section(heading or setter.say("Sources"), setter, lines)
    if not made:
        return {}
    code = section_code(Role.REFERENCES, meta.kind)
    return {"title": made["title"], "code": code, "text": made["text"]}


def _source(one: Reference) -> str:
    url = one.url or ""
    if url and url in one.text and is_web(url):
        before, _, after = one.text.partition(url)
        said = f"{escaped(before)}{linked(url, url)}{escaped(after)}"
    else:
        said = escaped(one.text) + (f" {linked(url, url)}" if is_web(url) else "")
    return paragraph(f"[{one.number}] {said}")


def _section(title: str, setter: Setter, html: Sequence[str]) -> Data:
    """Return a section; nothing where there is nothing to read."""
    return {"title": title, "text": setter.narrative(html)} if html else {}


def _lines(*texts: str) -> list[str]:
    return [paragraph(escaped(text)) for text in texts if text.strip()]


def _stopped(line: str) -> str:
    line = line.strip().rstrip(".")
    return f"{line}." if line else ""
