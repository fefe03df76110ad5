"""The one door to `llm`: a model by its name, and one reply at a time, with a bound on everything.

`llm` is imported when a model has been named and not before: it takes a second, makes its folder
of keys, and lets plugins run code. Only its Python side is used, which keeps no log of prompts;
keys are found as `llm` finds them (its keys file, then the environment).
"""

from __future__ import annotations

import contextlib
import difflib
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

from patiented.drafting.drafts import UnansweredError
from patiented.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

    from patiented.drafting.prompts import Prompt

INSTALL = "pip install 'patiented[draft]'"
WAITS_S = (2.0, 10.0)
"""How long to wait before the second and the third try. Client libraries try again on their own
before that, and heed what a server says about its limits."""
NOT_TWICE = frozenset({400, 413, 415, 422})
"""HTTP statuses about the prompt: too long, refused by a filter. The next statement may pass."""
WORTH_WAITING = frozenset({408, 409, 425, 429})

THOUGHTS, THOUGHTS_CHARS = "<think>", 20_000
"""How some models open what they think aloud, and how much of it is heard out."""


class _LateError(BaseException):
    """Time is up. No Exception: client libraries catch those and try again by themselves."""


class Model:
    """A model of `llm` that answers prompts; anything that it raises becomes one clear line."""

    def __init__(
        self,
        model: Any,
        options: Mapping[str, str],
        *,
        timeout_s: float,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name: str = str(model.model_id)
        self._model = model
        self._options = dict(options)
        self._timeout_s = timeout_s
        self._sleep = sleep

    def ask(self, prompt: Prompt) -> str:
        """Return the reply, cut where it is longer than wanted.

        An UnansweredError is about this prompt, a UsageError about the model: then nothing more
        is to be asked.
        """
        for wait_s in (*WAITS_S, None):
            try:
                with _at_most(self._timeout_s):
                    return self._reply(prompt)
            except _LateError:
                problem = f"no answer within {self._timeout_s:g} seconds"
            # Each plugin raises errors of its own libraries; none may end in a traceback.
            except Exception as error:  # noqa: BLE001
                problem = self._problem(error)
            if wait_s is not None:
                self._sleep(wait_s)
        raise self._failed(problem)

    def _reply(self, prompt: Prompt) -> str:
        stream = bool(self._model.can_stream)
        response = self._model.prompt(
            prompt.user, system=prompt.system, stream=stream, **self._options
        )
        text, most = "", prompt.max_chars
        for chunk in response:
            text += chunk
            if len(text) > most + (THOUGHTS_CHARS if text.lstrip().startswith(THOUGHTS) else 0):
                break
        return text

    def _problem(self, error: Exception) -> str:
        """Return what to say of an error that another try may mend; raise for the others."""
        said = _said(error)
        status = getattr(error, "status_code", None)
        if status in NOT_TWICE or isinstance(error, ValueError):
            raise UnansweredError(said) from error
        is_final = isinstance(status, int) and 400 <= status < 500 and status not in WORTH_WAITING  # noqa: PLR2004  HTTP's own ranges
        if is_final or _is_about_use(error):
            raise self._failed(said) from error
        return said

    def _failed(self, said: str) -> UsageError:
        return UsageError(f"the model {self.name} does not answer: {said}", code="E127")


def open_model(name: str, options: Mapping[str, str], *, timeout_s: float) -> Model:
    """Return the model with this name or alias; a UsageError says what is missing, or near it."""
    llm = _library()
    try:
        models = llm.get_model_aliases()
    # Plugins run code of their own when models are listed.
    except Exception as error:
        raise UsageError(f"`llm` cannot list its models: {_said(error)}", code="E126") from error
    found = models.get(name)
    if found is None:
        close = difflib.get_close_matches(name, models, n=3, cutoff=0.5)
        hint = (
            f"did you mean {' or '.join(close)}?" if close else "`llm models` lists what is there"
        )
        raise UsageError(f"no model {name!r}; {hint}", code="E126")
    _check_options(found, options)
    return Model(found, options, timeout_s=timeout_s)


def _library() -> Any:
    try:
        import llm  # noqa: PLC0415  slow and optional: asked for by name only
    except ImportError as error:
        message = f"drafting needs the `llm` library; {INSTALL} brings it"
        raise UsageError(message, code="E126") from error
    return llm


def _check_options(model: Any, options: Mapping[str, str]) -> None:
    try:
        model.Options(**options)
    # pydantic's ValidationError, which is not to be imported for this alone.
    except ValueError as error:
        known = ", ".join(sorted(model.Options.model_fields)) or "none"
        message = f"{model.model_id} does not take these options; it has {known}"
        raise UsageError(message, code="E126") from error


def _said(error: Exception) -> str:
    """Return what an error says, short and in one line; without words, what it is."""
    text = " ".join(str(error).split())
    return (text[:300] or type(error).__name__).rstrip(".")


def _is_about_use(error: Exception) -> bool:
    """Tell errors that waiting cannot mend: a key that is missing, a model that takes no system."""
    return type(error).__name__ == "NeedsKeyException" or isinstance(error, NotImplementedError)


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End what runs inside after some seconds, wherever it waits.

    A signal, since no library takes one time limit for a whole answer, and a thread left waiting
    could not be ended. Signals reach the main thread only; elsewhere there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    # It rings again each second: a ring within a callback of a C library is lost there.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise _LateError
