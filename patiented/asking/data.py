"""The answer to a question as data (DESIGN 7), for the command and the API alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from patiented.asking.help import HelpPoint
    from patiented.asking.records import Answer, Reply


def reply_to_json(
    reply: Reply,
    helpers: Sequence[HelpPoint],
    url_of: Callable[[Answer], str],
    text_of: Callable[[HelpPoint], str],
) -> dict[str, Any]:
    """Return `{answers, declined, urgent, emergency, help}`.

    `url_of` gives the place of an answer, `text_of` says who helps. A statement that the edition
    leaves out has an empty `text` and the place of the clinician text.
    """
    return {
        "answers": [_answer(one, url_of(one)) for one in reply.answers],
        "declined": reply.declined,
        "urgent": bool(reply.urgent),
        "emergency": reply.urgent or None,
        "help": [
            {"kind": str(one.kind), "text": text_of(one), "number": one.number} for one in helpers
        ],
    }


def _answer(one: Answer, url: str) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "text": one.text,
        "citations": list(one.citations),
        "url": url,
        "heading": one.heading,
        "lead": one.lead,
        "left_out": one.left_out,
    }
