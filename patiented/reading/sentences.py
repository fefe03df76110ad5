"""Finds where sentences begin and end in clinical prose.

What it is for: one answer to "what is a sentence" for reading, guard and readability. What it is
not: a parser of paragraphs or lists; who knows the blocks hands over the text of one block (a blank
line still ends a sentence, for plain text).

When unsure it does not split. Two sentences taken as one keep their facts together; one sentence
torn at "1. 5 mg" would hand a number to the wrong statement. Every candidate is judged with a
bounded look to either side, so time is linear in the text whatever the text is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from patiented.reading.shipped import sorted_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patiented.model import Span

_LOOK = 40
"""How many code points are looked at on either side of a full stop."""

_SHORTEST_CITED = 3
"""Letters that a word needs for the digits after its stop to be a citation."""

_MAX_BRACKET = 400
"""Brackets longer than this do not hold a sentence together: one of them was probably forgotten."""

_DASH = r"[-\u2013]"
_CITES = rf"\[\d{{1,3}}(?:\s?(?:[,;]|{_DASH})\s?\d{{1,3}})*+\]"
_SUPERSCRIPT = r"[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹,⁻]*+"
_TIGHT_DIGITS = rf"\d{{1,3}}(?:(?:,|{_DASH})\d{{1,3}})*+"

_CANDIDATE = re.compile(
    rf"""
      (?<![.!?…]) (?P<stop> [.!?…]++ )             # a run of stops, taken whole
      (?P<close> ["'”\u2019)\]}}»]*+ )             # closing quotes and brackets stay with it
      (?P<cite> (?: {_CITES} | {_SUPERSCRIPT} | {_TIGHT_DIGITS} )?+ )   # marks set tight
      (?P<far> (?: [ ]{_CITES} )?+ )               # "itch. [1, 2] In": they belong to the itch
      (?= \s | \Z )
    | (?<= [a-z]{{4}} ) (?P<tight> [.!?] ) (?= [A-Z][a-z] )     # the space was lost
    """,
    re.VERBOSE,
)
_BREAK = re.compile(r"\n[^\S\n]*+\n\s*+")
_BRACKET = re.compile(r"[()\[\]{}“”]")
_PAIR = {")": "(", "]": "[", "}": "{", "”": "“"}
_NEXT = re.compile(r"\s*+[^\w\s]{0,6}\s?(?P<word>[\w\u2019'-]{0,30})")
_ALONE_CITES = re.compile(r"\d{1,2}(?:,\s?\d{1,2})++(?=\s+[A-Z][a-z])")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_ROMAN_OR_LETTER = re.compile(r"[IVXLC]+[a-z]?|[A-Z]\d{0,2}")
_WORDS = sorted_words("abbreviations.tsv")
_NEVER = _WORDS["never"]
_BEFORE_NUMBER = _WORDS["before_number"]
_MAYBE = _WORDS["maybe"]
_NAME = _WORDS["name"]
_LAST_WORD = _WORDS["last_word"]
_LETTER_NOUN = _WORDS["letter_noun"]
_STARTER = _WORDS["starter"]
_ABBREVIATION = _NEVER | _BEFORE_NUMBER | _MAYBE | _NAME
_OPENERS = "\"'“\u2018([{«*•-\u2013\u2014"
_UNIT_LETTERS = frozenset("gmlhsdLUCFK")
_LETTER = re.compile(r"[^\W\d_]")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the span of each sentence, in order, without the white space around it.

    The spans cover everything in `text` but white space between sentences.
    """
    spans: list[Span] = []
    for start, end in _paragraphs(text):
        spans.extend(_sentences(text, start, end))
    return tuple(spans)


@lru_cache(maxsize=4096)
def _is_starter(word: str) -> bool:
    return word[:1].isupper() and word.lower() in _STARTER


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in _BREAK.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """Cut one paragraph, then give pieces without a letter back to the sentence before them."""
    spans: list[Span] = []
    held = _held_together(text, start, end)
    begin = start
    letter = _first_letter(text, begin, end)
    for found in _CANDIDATE.finditer(text, start, end):
        # A sentence holds a letter: "1." opens a list item, it is none by itself.
        if found.start() <= letter or _inside(held, found.start(), found.end()):
            continue
        if _ends(text, found, begin, end):
            stop = _stop_of(text, found, end)
            spans.append(_trim(text, begin, stop))
            begin = stop
            letter = _first_letter(text, begin, end)
    last = _trim(text, begin, end)
    if last[0] < last[1]:
        if spans and not _LETTER.search(text, *last):
            spans[-1] = (spans[-1][0], last[1])
        else:
            spans.append(last)
    return spans


def _stop_of(text: str, found: re.Match[str], end: int) -> int:
    """Return where the sentence ends: after "years. 1, 2" when a list of marks stands alone."""
    stop = found.end()
    if found["tight"]:
        return stop
    alone = _ALONE_CITES.match(text, min(stop + 1, end), end)
    return alone.end() if alone else stop


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _held_together(text: str, start: int, end: int) -> list[Span]:
    """Return the outermost short bracket pairs, in order: no sentence ends inside them."""
    open_at: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for found in _BRACKET.finditer(text, start, end):
        sign = found[0]
        opener = _PAIR.get(sign)
        if opener is None:
            open_at.append((sign, found.start()))
        elif open_at and open_at[-1][0] == opener:
            at = open_at.pop()[1]
            if found.start() - at <= _MAX_BRACKET:
                pairs.append((at, found.start()))
    pairs.sort()
    outer: list[Span] = []
    for pair in pairs:
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    outer.reverse()
    return outer


def _inside(held: list[Span], at: int, stop: int) -> bool:
    """Whether `at` lies in a pair of brackets that does not end at `stop`."""
    while held and held[-1][1] < at:
        held.pop()
    return bool(held) and held[-1][0] < at and stop <= held[-1][1]


def _first_letter(text: str, begin: int, end: int) -> int:
    found = _LETTER.search(text, begin, end)
    return found.start() if found else end


def _ends(text: str, found: re.Match[str], begin: int, end: int) -> bool:
    """Decide whether the stop that was `found` ends the sentence that began at `begin`."""
    at = found.start()
    token, before = _words_before(text, max(begin, at - _LOOK), at)
    if found["tight"]:
        return not set(token) & set("/@\\") and not token.startswith("www")
    if found["cite"][:1].isdigit() and not _carries_a_mark(token, closed=bool(found["close"])):
        return False
    following = _NEXT.match(text, found.end(), end)
    word = following["word"] if following else ""
    if not word:
        return True
    if found["stop"] != ".":
        # Dots may lead to a number in a list of contents ("sodium chloride...4.93 mg").
        dots = "…" in found["stop"] or found["stop"].endswith("..")
        return _looks_capitalised(word) if dots else _may_start(word)
    return _stop_is_final(token, before, word, closed=bool(found["close"]))


def _words_before(text: str, low: int, at: int) -> tuple[str, str]:
    """Return the word that the stop ends, without brackets, and the word before it."""
    parts = text[low:at].rsplit(None, 2)
    token = parts[-1].lstrip(_OPENERS) if parts and not text[at - 1].isspace() else ""
    return token, parts[-2].strip(",;:()") if len(parts) > 1 else ""


def _carries_a_mark(token: str, *, closed: bool) -> bool:
    """Whether digits tight after the stop can be a citation: "itch.1", not "1.5" or "Fig.2"."""
    if closed or token.endswith(("%", ")", "]")):
        return True
    plain = token.lower()
    return len(token) >= _SHORTEST_CITED and token[-3:].isalpha() and plain not in _ABBREVIATION


def _may_start(word: str) -> bool:
    """Whether a word can stand first in a sentence: no lower case, but "mRNA" and "eGFR" can."""
    return not word[0].islower() or any(letter.isupper() for letter in word[1:4])


def _stop_is_final(token: str, before: str, word: str, *, closed: bool) -> bool:
    if not _may_start(word):
        return False
    plain = token.lower()
    if plain == "al" and before.lower() == "et":
        return _is_starter(word)
    if len(token) == 1 and token.isalpha():
        return _after_letter(token, before, word)
    if plain in _ABBREVIATION:
        return _after_abbreviation(plain, word, closed=closed)
    if _DOTTED.fullmatch(token):
        return _after_dotted(token, word)
    # "1. 5 mg" is a torn decimal more often than two sentences.
    return not (token[-1:].isdigit() and word[0].isdigit())


def _after_letter(token: str, before: str, word: str) -> bool:
    """Judge one letter and a stop: an initial ("J. Smith"), a name ("vitamin D.") or "p. 5"."""
    if token in _UNIT_LETTERS and before[-1:].isdigit():
        return _looks_capitalised(word)
    if token.islower():
        return not word[0].isdigit() and _is_starter(word)
    if before.lower() in _LETTER_NOUN:
        return True
    return _is_starter(word)


def _after_abbreviation(plain: str, word: str, *, closed: bool) -> bool:
    if plain in _NEVER:
        return False
    if plain in _NAME or closed:
        return _is_starter(word)
    if plain in _BEFORE_NUMBER and (word[0].isdigit() or _ROMAN_OR_LETTER.fullmatch(word)):
        return _is_starter(word) and plain == "no"
    if word[0].isdigit():
        return plain in _LAST_WORD and plain not in {"max", "min"}
    return _looks_capitalised(word)


def _after_dotted(token: str, word: str) -> bool:
    """Judge "b.i.d." (a capitalised word begins a sentence) and "U.S." (mostly more of a name)."""
    if word[0].isdigit():
        return False
    if token[0].islower():
        return _looks_capitalised(word)
    return _is_starter(word)


def _looks_capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:2].islower() or _is_starter(word))
