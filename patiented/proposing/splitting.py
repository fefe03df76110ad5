"""Cuts a sentence into sentences where that is surely safe: between full clauses.

Six places: a semicolon; ", and", ", but" or ", although" before a new subject or a second command;
"and" or "but" before a second verb, where the subject is said again; ", because", which becomes
"This is because"; and behind an "although" or "since" that opens the sentence. Never where a
condition could reach over the cut, where a list would be torn, or where a pronoun would be cut off
from its noun. The guard still judges the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from patiented.proposing.inflect import verb_forms
from patiented.proposing.word_classes import (
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    word_set,
)

_WORD = re.compile(r"[^\W\d_][\w'\u2019/-]*|\d[\d.,]*%?")
_SEMICOLON = re.compile(r";\s+(?=[^\W\d_])")
_COMMA = re.compile(r",\s+(?P<word>and|but|although|though|whereas)\s+(?=[^\W\d_])")
_SECOND_VERB = re.compile(
    r"\s+(?P<word>and|but)\s+(?=(?:may|can|should|must|is|are|was|were|has|have|will)\s)"
)
_REASON = re.compile(r",\s+(?:because|since)\s+(?=\w)")
_OPENING = re.compile(r"(?P<word>Although|Though|Even though|Since|Because) (?=[^,]+, )")
_CONCEDING = frozenset({"Although", "Though", "Even though"})
_UNSAFE_MARKS = re.compile(r"[\"\u201c\u201d?!]|:\s")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEADS = word_set(
    "if when whenever unless until while where although because since once in for during after "
    "before with without at among except as given despite following"
)
"""Words that open a sentence with what may reach over all of it."""
_REACHES_BACK = word_set(
    "if unless when whenever while until where except only although because since otherwise "
    "respectively both either neither nor instead each which whose whether all"
)
"""Words in the second part that may speak of the first part too, or hang on it."""
_TEARS = word_set("both either neither nor respectively whether between not-only")
"""Words in the first part that wait for an "and"."""
_SHARED = word_set(
    "patients people children adults women men infants adolescents participants those during "
    "throughout only alone both"
)
_SMALL_SUBJECTS = DETERMINERS | word_set("people treatment bleeding pain surgery")
"""Words that surely take a small letter when another word is put before them."""
_OPENERS = word_set("however therefore thus then also")
_NO_SUBJECT = (PRONOUNS | CONJUNCTIONS | PREPOSITIONS | {"once", "twice", "not", "never"}) - {
    "there"
}
_COMMANDS = word_set(
    "avoid repeat restart protect discontinue stop consider monitor use take tell call keep "
    "reduce start give apply store discard check measure obtain contact seek do withhold resume "
    "continue administer wash rinse swallow drink eat limit report increase taper place remove "
    "shake inject perform ensure allow advise counsel instruct inform adjust assess evaluate treat"
)
_VERBS = (
    "occur require need include cause increase decrease reduce present appear develop remain "
    "resolve provide prevent affect receive last carry involve bind block inhibit enhance impair "
    "cross reach leave persist depend contain produce improve worsen begin continue lead start stop"
)
_ONLY_VERBS = word_set(
    "takes makes keeps comes goes happens happened occurred took came went began became led grew "
    "fell rose seems seemed shows showed helps affects spreads works worked"
)
_FINITE = (
    FINITE
    | _ONLY_VERBS
    | frozenset(form for base in _VERBS.split() for form in (base, verb_forms(base).third))
)
_AGAINST = word_set("but although though whereas")
"""What sets the second part against the first: the new sentence says "But"."""
_SURE = (FINITE - {"do", "does", "did"}) | word_set(
    "happens occurs needs requires includes remains becomes contains depends develops affects "
    "provides prevents persists resolves appears happened occurred"
)
_PERSONS = word_set("you your they their them he she his her who")
"""Persons of a reason: the sentence before it may come to speak to the reader."""
_NEVER_OPENED = word_set("if unless when who which that and or not")
"""Words in the first part of "Although A, B" that make its end unsure, or its "not" reach on."""
_HANGING = word_set("unless although but")
_EXPLETIVE = word_set(
    "possible impossible important uncertain unclear unknown known likely unlikely"
)
"""Words behind "it is" where "it" stands for what follows."""
_MIN_WORDS = 3
_MAX_SUBJECT = 4  # words that can be said again without weight
_WITHIN_WHOLE = 24  # before a semicolon a subject may be long
_WITHIN = 12  # the finite verb of a clause must be among its first words


@dataclass(frozen=True, slots=True)
class _Cut:
    """Two parts of a sentence and what stood between them."""

    first: str
    second: str
    link: str


def split(text: str) -> tuple[str, ...]:
    """Return the sentences that `text` falls into; one when no cut is surely safe."""
    if _UNSAFE_MARKS.search(text) or not text.endswith("."):
        return (text,)
    for cut in _cuts(text):
        if _balanced(cut.first) and _is_safe(cut):
            return (*split(_closed(cut.first)), *split(_opened(cut)))
    return _with_reason(text) or _with_opening(text) or _with_subject_again(text)


def _with_opening(text: str) -> tuple[str, ...]:
    """Cut "Although A, B" into "A. But B" and "Since A, B" into "A. So B"; nothing when unsure."""
    opening = _OPENING.match(text)
    if opening is None:
        return ()
    first, second = text[opening.end() :].split(", ", 1)
    before, after = _words(first), _words(second)
    if min(len(before), len(after)) < _MIN_WORDS or not (_balanced(first) and _balanced(second)):
        return ()
    if (
        before[0] in PRONOUNS - {"this", "these"}
        or _NEVER_OPENED & set(before)
        or not _FINITE & set(before[1:])
    ):
        return ()
    opened = _words(second.split(", ")[0])
    said_again = opened[0] in PRONOUNS and bool(_FINITE & set(opened[1:4]))
    commands = _is_command(after) and opening["word"] not in _CONCEDING
    if not (_is_clause(opened) or said_again or commands):
        return ()
    link = "But" if opening["word"] in _CONCEDING else "So"
    return (*split(f"{first[:1].upper()}{first[1:]}."), *split(f"{link} {second}"))


def _with_reason(text: str) -> tuple[str, ...]:
    """Cut before ", because" and its reason; nothing where the reason may be of a part only."""
    places = list(_REASON.finditer(text))
    if len(places) != 1 or "because" in text[: places[0].start()]:
        return ()
    first, reason = text[: places[0].start()], text[places[0].end() :]
    before, after = _words(first), _words(reason)
    torn = (_TEARS | {"only"}) & set(before) or (_PERSONS | _HANGING) & set(after)
    if min(len(before), len(after)) < _MIN_WORDS or torn or not _balanced(first):
        return ()
    if not (_is_command(before) or _FINITE & set(before)):
        return ()
    return (*split(_closed(first)), f"This is because {reason}")


def _cuts(text: str) -> list[_Cut]:
    found = [(match, "") for match in _SEMICOLON.finditer(text)]
    found += [(match, match["word"]) for match in _COMMA.finditer(text)]
    return [_Cut(text[: match.start()], text[match.end() :], link) for match, link in found]


def _is_safe(cut: _Cut) -> bool:
    before, after = _words(cut.first), _words(cut.second)
    if (
        min(len(before), len(after)) < _MIN_WORDS
        or before[0] in _LEADS
        or (cut.link and _TEARS & set(before))
    ):
        return False
    if after[0] in _OPENERS:
        after = after[1:]
    commands = _is_command(before), _is_command(after)
    within = _WITHIN if cut.link else _WITHIN_WHOLE
    clauses = _is_clause(before, within), _is_clause(after, within)
    whole = all(map(any, zip(commands, clauses, strict=True)))
    if not (whole if not cut.link else all(commands) or all(clauses)):
        return False
    if cut.link and ("," in cut.first or _may_list_on(before, after)):
        return False  # the "and" may close a list
    if not cut.link:
        return not {"otherwise", "respectively"} & set(after)
    return not _REACHES_BACK & set(after)


def _may_list_on(before: list[str], after: list[str]) -> bool:
    """Tell whether the "and" could join a third thing: "the drug and the test, and TBUT of"."""
    verb = next((i for i, word in enumerate(before) if i and word in _FINITE), 0)
    return "and" in before[verb:] and after[0] not in DETERMINERS


def _is_command(words: list[str]) -> bool:
    return bool(words) and words[0] in _COMMANDS


def _is_clause(words: list[str], within: int = _WITHIN) -> bool:
    """Tell whether a subject of its own leads a finite verb, with nothing in between that asks."""
    if tuple(words[:2]) == ("it", "is") and _EXPLETIVE & set(words[2:4]):
        return True
    if words[0] in _NO_SUBJECT:
        return False
    verb = next((i for i, word in enumerate(words[:within]) if i and word in _FINITE), None)
    if verb is None:
        return False
    subject = words[:verb]
    return bool(set(subject) - DETERMINERS) and not _LEADS & set(subject[:1])


def _with_subject_again(text: str) -> tuple[str, ...]:
    """Cut before a second verb of one subject, and say the subject again."""
    places = list(_SECOND_VERB.finditer(text))
    if len(places) != 1 or "," in text or ";" in text:
        return (text,)
    parts = text[: places[0].start()], text[places[0].end() :]
    before, after = _words(parts[0]), _words(parts[1])
    hanging = _REACHES_BACK | _TEARS | word_set("not no never without than that which who")
    if hanging & set(before) or (hanging | _SHARED) & set(after):
        return (text,)
    verb = next((i for i, word in enumerate(before) if word in _SURE), 0)
    subject = before[:verb]
    simple = not set(subject) & (PREPOSITIONS | PRONOUNS | {"and", "or", "there"})
    long_enough = min(len(before), len(after)) >= _MIN_WORDS and len(before) > _MIN_WORDS
    if not (0 < verb <= _MAX_SUBJECT and simple and long_enough and set(subject) - DETERMINERS):
        return (text,)
    again = " ".join(_WORD.findall(parts[0])[:verb])
    if places[0]["word"] == "but":
        if subject[0] not in _SMALL_SUBJECTS:
            return (text,)  # it may be a name, which keeps its capital
        again = f"But {again[:1].lower()}{again[1:]}"
    return f"{parts[0]}.", f"{again} {parts[1]}"


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def _words(text: str) -> list[str]:
    """Return the words; what stands in brackets is no part of the clause."""
    return [word.casefold() for word in _WORD.findall(_BRACKETS.sub("", text))]


def _closed(text: str) -> str:
    return f"{text.rstrip(' ,;')}."


def _opened(cut: _Cut) -> str:
    """Return the second part as a sentence; "but" stays, "and" is said by the full stop."""
    if cut.link in _AGAINST:
        return f"But {cut.second}"
    return cut.second[:1].upper() + cut.second[1:]
