"""What a library needs beside its texts: reviews that are due, reported mistakes, withdrawals."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from werkzeug.exceptions import Forbidden, NotFound

from patiented.errors import UsageError
from patiented.export import notice
from patiented.publishing.due import SOON_DAYS
from patiented.rendering import Link
from patiented.rendering.desks.tending import (
    Asked,
    Queue,
    ReportAddresses,
    Standing,
    WithdrawAddresses,
    due_page,
    reports_page,
    withdraw_page,
)
from patiented.review import EditionKey, checked_note
from patiented.web.desks.room import answer, is_admin, name_of_person, room
from patiented.web.desks.sourcing import frame, names
from patiented.web.desks.writing import writer_desk
from patiented.web.editions import edition_url
from patiented.web.service import desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from patiented.store import Report

A_PAGE = 50
"""Reports on one page of the queue."""
MOST_DIGITS = 5
MOST_SENT = 150_000
"""Bytes of a form: a note of ten thousand characters, each sent as twelve, and a few names."""
REFUSED = 422

blueprint = room("tending", MOST_SENT)


@blueprint.get("/write/due")
def due() -> Response:
    """List what is overdue, and what is due soon."""
    months = desk().settings.review_due_months
    found = writer_desk().publisher.due.list(months=months)
    home = url_for("writing.desks")
    return answer(due_page(found, months, SOON_DAYS, names(), home, frame()))


@blueprint.get("/write/reports")
def reports() -> Response:
    """Show the queue of reported mistakes; `?monograph=` narrows it."""
    return _queue(request.args.get("monograph", ""), request.args.get("page", "1"))


@blueprint.post("/write/reports/<int:number>/close")
def close(number: int) -> ResponseReturnValue:
    """End a report with a note, and erase the reader's words where that is asked for."""
    chosen = request.form.get("monograph", "")
    note, erase = request.form.get("note", ""), bool(request.form.get("erase"))
    try:
        desk_of_reports = writer_desk().publisher.reports
        desk_of_reports.close(number, by=name_of_person(), note=note, erase=erase)
    except UsageError as error:
        return _queue(chosen, "1", problem=error.message)
    return redirect(url_for("tending.reports", monograph=chosen or None), code=303)


@blueprint.get("/write/<name:monograph>/withdraw")
def withdraw(monograph: str) -> Response:
    """Show what is withdrawn, and the form to withdraw."""
    done = frame().say("Done. Readers see it so from now on.") if "done" in request.args else ""
    return _withdraw(monograph, Asked(done=done))


@blueprint.post("/write/<name:monograph>/withdraw")
def confirm(monograph: str) -> ResponseReturnValue:
    """Show what readers will see (`do=show`); take the edition off (`do=withdraw`)."""
    audience, reason = request.form.get("audience", ""), request.form.get("reason", "")
    step = request.form.get("do")
    try:
        _check_scope(monograph, audience)
        said = _reason(reason)
        if step != "withdraw":
            return _withdraw(monograph, Asked(audience, said, confirms=step == "show"))
        publisher = writer_desk().publisher
        publisher.withdraw(monograph, audience or None, reason=said, by=name_of_person())
    except UsageError as error:
        return _withdraw(monograph, Asked(audience, reason, problem=error.message))
    return redirect(url_for("tending.withdraw", monograph=monograph, done=1), code=303)


@blueprint.post("/write/<name:monograph>/reinstate")
def reinstate(monograph: str) -> ResponseReturnValue:
    """Bring an edition back; an administrator's word."""
    if not is_admin():
        raise Forbidden
    audience, reason = request.form.get("audience", ""), request.form.get("reason", "")
    try:
        _check_scope(monograph, audience)
        publisher = writer_desk().publisher
        publisher.reinstate(monograph, audience or None, reason=reason, by=name_of_person())
    except UsageError as error:
        return _withdraw(monograph, Asked(problem=error.message))
    return redirect(url_for("tending.withdraw", monograph=monograph, done=1), code=303)


def _reason(text: str) -> str:
    if not (said := checked_note(text)):
        raise UsageError("a withdrawal needs a reason: readers are shown it")
    return said


def _check_scope(monograph: str, audience: str) -> None:
    if not desk().service.has(monograph):
        raise NotFound
    if audience and audience not in {one.id for one in desk().service.audiences()}:
        raise UsageError("choose which edition is meant")
    if not desk().settings.keeps_for_good:
        raise UsageError("no lasting place for the database, so a withdrawal could be forgotten")


def _withdraw(monograph: str, asked: Asked) -> Response:
    if not desk().service.has(monograph):
        raise NotFound
    addresses = WithdrawAddresses(
        home=url_for("writing.desks"),
        source=url_for("sourcing.source", monograph=monograph),
        withdraw=url_for("tending.withdraw", monograph=monograph),
        reinstate=url_for("tending.reinstate", monograph=monograph),
    )
    standing = Standing(
        writer_desk().source.open(monograph).name,
        names().audiences,
        writer_desk().publisher.notices(monograph),
        notice=(notice.TITLE, notice.MESSAGE),
        today=datetime.now(UTC).date().isoformat(),
        may_reinstate=is_admin(),
    )
    page = withdraw_page(standing, asked, addresses, frame())
    return answer(page, REFUSED if asked.problem else 200)


def _queue(chosen: str, asked: str, *, problem: str = "") -> Response:
    """Show the reports of a monograph or of all: the open ones first, of each the newest first."""
    everything = writer_desk().publisher.reports.list(closed=True)
    found = [one for one in everything if not chosen or one.monograph == chosen]
    found.sort(key=lambda one: (one.closing is not None, -one.number))
    good = asked.isascii() and asked.isdecimal() and len(asked) <= MOST_DIGITS
    number = int(asked) if good else 1
    shown = found[(number - 1) * A_PAGE : number * A_PAGE]
    if number < 1 or (not shown and number > 1):
        raise NotFound
    queue = Queue(
        [(one, EditionKey(one.monograph, one.audience, one.lang)) for one in shown],
        chosen,
        sorted({one.monograph for one in everything}),
        open_count=sum(one.closing is None for one in found),
        pages=_pages(found, chosen, number),
        problem=problem,
    )
    addresses = ReportAddresses(
        home=url_for("writing.desks"),
        queue=url_for("tending.reports"),
        close=lambda report: url_for("tending.close", number=report),
        page=_page_of,
    )
    page = reports_page(queue, names(), addresses, frame())
    return answer(page, REFUSED if problem else 200)


def _pages(found: Sequence[Report], chosen: str, number: int) -> tuple[Link, ...]:
    last = -(-len(found) // A_PAGE)
    if last <= 1:
        return ()
    at = {
        one: url_for("tending.reports", monograph=chosen or None, page=one)
        for one in range(1, last + 1)
    }
    return tuple(Link(str(one), "" if one == number else url) for one, url in at.items())


def _page_of(key: EditionKey) -> str:
    """Return the reader's page of an edition, while there is one."""
    known = {one.id for one in desk().service.audiences()}
    there = key.audience in known and desk().service.has(key.monograph)
    return edition_url(key.monograph, key.audience, key.lang) if there else ""
