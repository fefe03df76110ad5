"""The queue of the review desk, shaped for its page and for the list beside an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.rendering.desks.review_contexts import QueueEntry, QueueGroup, QueuePage
from patiented.rendering.page import name_of
from patiented.rendering.typography import short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from patiented.audience.profile import Audience
    from patiented.publishing.review_queue import Queue, QueueLine
    from patiented.rendering.contexts import Link, Site
    from patiented.rendering.speaking import Speaker

    SheetUrl = Callable[[str, str, str], str]

BESIDE = 12
"""How many editions of a group stand beside a sheet; the queue has them all."""


def queue_page(
    queue: Queue,
    audiences: Iterable[Audience],
    site: Site,
    sheet_url: SheetUrl,
    trails: tuple[Link, ...],
    person: str,
) -> QueuePage:
    """Shape the whole queue."""
    say = site.say
    shaper = _Shaper(audiences, say, sheet_url)
    return QueuePage(
        site=site,
        title=say("Review desk"),
        person=person,
        groups=(
            *shaper.open_groups(queue),
            shaper.group("approved", say("Approved"), queue.approved, say("Nothing yet.")),
        ),
        drafts=shaper.group("drafts", say("Not handed in yet"), queue.drafts, ""),
        trails=trails,
    )


def queue_beside(
    queue: Queue,
    audiences: Iterable[Audience],
    say: Speaker,
    sheet_url: SheetUrl,
    current: tuple[str, str, str],
) -> tuple[QueueGroup, ...]:
    """Shape the start of the queue, for beside the sheet of `current`."""
    shaper = _Shaper(audiences, say, sheet_url, current=current, most=BESIDE)
    return tuple(shaper.open_groups(queue))


class _Shaper:
    def __init__(
        self,
        audiences: Iterable[Audience],
        say: Speaker,
        sheet_url: SheetUrl,
        *,
        current: tuple[str, str, str] | None = None,
        most: int | None = None,
    ) -> None:
        self._names: Mapping[str, str] = {one.id: say(name_of(one)) for one in audiences}
        self._say = say
        self._url = sheet_url
        self._current = current
        self._most = most

    def open_groups(self, queue: Queue) -> Iterator[QueueGroup]:
        """Yield what waits for reviewers, and what is with the writers."""
        say = self._say
        yield self.group(
            "waiting", say("Waiting for you"), queue.waiting, say("Nothing waits for a review.")
        )
        yield self.group(
            "writer", say("With the writer"), queue.with_writer, say("No changes are asked for.")
        )

    def group(
        self, identity: str, heading: str, lines: Sequence[QueueLine], empty: str
    ) -> QueueGroup:
        """Shape one group."""
        entries = tuple(map(self._entry, lines[: self._most]))
        return QueueGroup(identity, heading, entries, empty, len(lines) - len(entries))

    def _entry(self, line: QueueLine) -> QueueEntry:
        key, say = line.key, self._say
        place = (key.monograph, key.audience, key.lang)
        return QueueEntry(
            name=named(line.title),
            reader=f"{self._names.get(key.audience, key.audience)}, {say.name_of(key.lang)}",
            note=self._note(line),
            since=say("since {date}", date=short_date(line.since, say.lang)) if line.since else "",
            url="" if line.problem else self._url(*place),
            current=place == self._current,
            problem=line.problem,
        )

    def _note(self, line: QueueLine) -> str:
        say, status = self._say, line.status.value
        if status == "changes_requested":
            asked = say.many("{n} change asked for", "{n} changes asked for", line.asked)
            return asked if line.asked else say("Changes asked for")
        if status in {"approved", "draft"}:
            return ""
        counts = [
            say.many("{n} lapsed", "{n} lapsed", line.lapsed) if line.lapsed else "",
            say.many("{n} to decide", "{n} to decide", line.undecided) if line.undecided else "",
            say("changes made, look again") if line.again else "",
        ]
        return ", ".join(filter(None, counts)) or say("all decided")


def named(title: str) -> str:
    """Return a name as the desk heads a line with it."""
    return f"{title[:1].upper()}{title[1:]}"
