"""Reads a model's reply strictly: one text and nothing around it, or what is wrong with it.

It judges the form alone; what the text says is the guard's business.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.model import Finding, Level, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Statement

MAX_GROWTH, EXTRA_WORDS = 4, 12
"""A reply may have this many times the words of its source, and so many more: a name of one word
may become a phrase. The shipped wording, written by people, stays below three times from six words
on and below ten words more under that."""
CHARS_A_WORD = 12

OPENERS = (
    "here is", "here's", "here are", "sure", "certainly", "of course", "okay", "ok,", "ok.", "ok!",
    "rewritten", "rewrite:", "output:", "answer:", "text:", "translation:", "draft:", "source:",
    "as an ai", "as a language model", "i cannot", "i can't", "i'm sorry", "i am sorry", "sorry",
    "the text", "this text", "the new text", "the source", "the passage", "the rewritten",
    "in plain words", "plain language",
)  # fmt: skip
"""How a model begins when it speaks about the text instead of giving it."""

REMARKS = (
    "the text is", "the text says", "this text", "the new text", "the source text", "the sentence",
    "this sentence", "plain words", "plain language", "rewritten",
)  # fmt: skip
"""What a model says about the text in the middle of it; no patient needs these words."""

_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL | re.IGNORECASE)
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}  # noqa: RUF001  quotes of other tongues
DOUBLE_QUOTES = ('"', "“", "”")
_MARKUP = re.compile(
    r"""
      \*\*|__|`|~~            # emphasis and code
    | ^\s*\#                  # a heading
    | ^\s*[-*+•]\s            # a list
    | ^\s*\(?\d+[.)]\s(?!\d)  # a numbered list
    | \]\(                    # a link
    | </?[A-Za-z_]+\s*/?>     # a tag
    """,
    re.VERBOSE | re.MULTILINE,
)
_END = re.compile(r"[.!?:;][\"')\]”’]*\Z")  # noqa: RUF001  the curly quotes are meant


@dataclass(frozen=True, slots=True)
class Reply:
    """The text of a reply; with findings it is not one that can be judged."""

    text: str
    findings: tuple[Finding, ...] = ()


def read_reply(raw: str, statement: Statement) -> Reply:
    """Return the one text of a reply.

    Only thoughts that a model marks as such, and a pair of quotes around the whole, are taken off.
    """
    text = _unquoted(_THOUGHTS.sub("", raw).strip(), statement.text)
    findings = tuple(_findings(text, statement))
    return Reply(text, findings)


def longest_reply(source: str) -> int:
    """Return after how many characters a reply is too long, whatever follows."""
    return _most_words(source) * CHARS_A_WORD + len(source)


def _most_words(source: str) -> int:
    return MAX_GROWTH * len(source.split()) + EXTRA_WORDS


def _unquoted(text: str, source: str) -> str:
    closing = _QUOTES.get(text[:1])
    inner = text[1:-1]
    whole = closing is not None and len(text) > 1 and text.endswith(closing)
    if not whole or source.startswith(text[0]) or text[0] in inner or text[-1] in inner:
        return text
    return inner.strip()


def _findings(text: str, statement: Statement) -> Iterator[Finding]:
    source = statement.text
    if not any(character.isalnum() for character in text):
        yield _finding("reply-empty", "the answer has no text")
        return
    if len(text.splitlines()) > 1:
        yield _finding("reply-several", "the answer must be one paragraph and nothing else")
    if markup := _markup(text, source):
        yield _finding("reply-markup", "the answer has a list or markup", markup)
    if any(quote in text and quote not in source for quote in DOUBLE_QUOTES):
        yield _finding("reply-quotes", "the answer quotes something that is no quotation")
    if remark := _opener(text, source) or _remark(text, source):
        yield _finding("reply-remark", "the answer speaks about the text", remark)
    if hidden := _hidden(text, source):
        yield _finding("reply-hidden", "the answer has a character that cannot be seen", hidden)
    if len(text.split()) > _most_words(source) or len(text) > longest_reply(source):
        message = f"the answer is longer than {_most_words(source)} words"
        yield _finding("reply-long", message)
    elif _is_cut_off(text, statement):
        yield _finding("reply-cut", "the answer stops before its end")
    if _plain(text) == _plain(source):
        yield _finding("reply-same", "the answer is the text as it was")


def _markup(text: str, source: str) -> str:
    return next(
        (found[0].strip() for found in _MARKUP.finditer(text) if found[0].strip() not in source), ""
    )


def _opener(text: str, source: str) -> str:
    begins, original = text.casefold(), source.casefold()
    for opener in OPENERS:
        if begins.startswith(opener) and not original.startswith(opener):
            rest = begins[len(opener) :]
            if not (opener[-1].isalnum() and rest[:1].isalnum()):
                return text[: len(opener)]
    return ""


def _remark(text: str, source: str) -> str:
    said, original = text.casefold(), source.casefold()
    return next((one for one in REMARKS if one in said and one not in original), "")


def _hidden(text: str, source: str) -> str:
    """Return the name of a control or invisible character that the source does not have."""
    for character in text:
        unseen = unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"}
        if unseen and character != "\n" and character not in source:
            return unicodedata.name(character, f"U+{ord(character):04X}")
    return ""


def _is_cut_off(text: str, statement: Statement) -> bool:
    """Tell whether the end is missing: a sentence ends as such, one that opens a list as that."""
    if statement.text.rstrip().endswith(":"):
        return not text.endswith(":")
    whole = statement.kind is StatementKind.SENTENCE or _END.search(statement.text)
    return bool(whole) and not _END.search(text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _finding(rule: str, message: str, found: str = "") -> Finding:
    return Finding(rule, Level.ERROR, message, found=found)
