"""The page cache of one process: finished answers, given without asking anybody to make them.

An answer is kept under its address with the `state` that the service named before it was made. It
is given only while the service still names that state, which changes with every review, withdrawal
and edited file, in whatever process: nothing is served for a while longer.

`Front` stands before the whole app. What it has not kept, or what it may not give, the app answers.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from patiented.web.forms import Form, Forms

logger = logging.getLogger(__name__)

READS = frozenset({"GET", "HEAD"})
ASKED_SHARE = 4
"""Answers to queries get one part in this many: anybody can make up as many as they like."""

Address = tuple[str, str, str, str, str]
State = object


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer; good while the state of `monograph` is `state`, for ever where that is None."""

    forms: Forms
    monograph: str
    state: State | None


class Keeper:
    """Keeps answers up to a number of bytes and drops what was unused for longest."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: OrderedDict[Address, Kept] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    @property
    def is_on(self) -> bool:
        """Whether anything is kept at all."""
        return self._limit > 0

    def get(self, address: Address) -> Kept | None:
        """Return what is kept for an address, whether or not it is still good."""
        with self._lock:
            kept = self._held.get(address)
            if kept is not None:
                self._held.move_to_end(address)
            return kept

    def put(self, address: Address, kept: Kept) -> None:
        """Keep an answer in place of what was kept there; one that is too large is not kept."""
        with self._lock:
            old = self._held.pop(address, None)
            self.size -= old.forms.size if old else 0
            if kept.forms.size > self._limit:
                return
            self._held[address] = kept
            self.size += kept.forms.size
            while self.size > self._limit:
                self.size -= self._held.popitem(last=False)[1].forms.size


class Shelves:
    """Two keepers: answers to queries on one, the pages on the other, with most of the room."""

    def __init__(self, limit: int) -> None:
        self._asked = Keeper(limit // ASKED_SHARE)
        self._pages = Keeper(limit - limit // ASKED_SHARE)

    @property
    def is_on(self) -> bool:
        """Whether anything is kept at all."""
        return self._pages.is_on

    @property
    def size(self) -> int:
        """About how many bytes they hold."""
        return self._asked.size + self._pages.size

    def get(self, address: Address) -> Kept | None:
        """Return what is kept for an address, whether or not it is still good."""
        return self._of(address).get(address)

    def put(self, address: Address, kept: Kept) -> None:
        """Keep an answer in place of what was kept there."""
        self._of(address).put(address, kept)

    def _of(self, address: Address) -> Keeper:
        return self._asked if address[-1] else self._pages


class Front:
    """Answers from the keeper what is kept and still good; the app answers the rest."""

    def __init__(
        self,
        app: WSGIApplication,
        keeper: Shelves,
        state_of: Callable[[str], State],
    ) -> None:
        self._app = app
        self._keeper = keeper
        self._state_of = state_of

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        method = environ["REQUEST_METHOD"]
        kept = self._keeper.get(address_of(environ)) if method in READS else None
        if kept is None or not self._is_good(kept):
            return self._app(environ, start)
        form = kept.forms.for_client(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return _answer(form, environ.get("HTTP_IF_NONE_MATCH", ""), method, start)

    def _is_good(self, kept: Kept) -> bool:
        if kept.state is None:
            return True
        try:
            return self._state_of(kept.monograph) == kept.state
        except Exception:  # the app meets it too, and says it in a page
            logger.debug("the state of %s cannot be asked", kept.monograph, exc_info=True)
            return False


def address_of(environ: WSGIEnvironment) -> Address:
    """Return all that an answer may depend on beside its form: the whole address asked for."""
    return cast(
        "Address",
        (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST", ""),
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
        ),
    )


def _answer(form: Form, if_none_match: str, method: str, start: StartResponse) -> Iterable[bytes]:
    if if_none_match and form.is_known_by(if_none_match):
        start("304 NOT MODIFIED", list(form.fields_unchanged))
        return ()
    start("200 OK", list(form.fields))
    return () if method == "HEAD" else (form.body,)
