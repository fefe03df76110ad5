"""Reads the YAML front matter of a monograph: which keys there are and what each may hold.

Unknown keys and wrong values are refused with their line and column. A document without front
matter is read, with a warning; its title is then its first heading.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from patiented.model import CODE_SYSTEMS, Finding, Level, Meta, MonographKind, TaughtTerm
from patiented.reading import accounting, yaml_events
from patiented.reading.prose import is_safe_url
from patiented.reading.source import complaint

if TYPE_CHECKING:
    from patiented.errors import PlacedError
    from patiented.reading.accounting import Account
    from patiented.reading.source import Source
    from patiented.reading.yaml_events import Value

TEXT_KEYS = (
    *("title", "name", "kind", "updated", "board", "editorial_policy", "summary", "lang"),
    "review_due",
)
LIST_KEYS = ("drugs", "conditions", "brands")
CODE_KEYS = tuple(one.key for one in CODE_SYSTEMS)
KEYS = (*TEXT_KEYS, *LIST_KEYS, *CODE_KEYS, "taught")

MAX_TAUGHT = 6
"""DESIGN 6: more than six names are not learned from one page."""

_MAX_TEXT = 1000
_GLOSS_WORDS = range(4, 13)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODES = {
    "rxnorm": (re.compile(r"\d{1,8}"), "digits, as 2569081"),
    "icd10": (
        re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"),
        "a letter and digits, as L20.9",
    ),
    "snomed": (re.compile(r"\d{6,18}"), "6 to 18 digits, as 24079001"),
    "ndc": (
        re.compile(
            r"\d{4}-\d{4}(?:-\d{2})?|\d{5}-\d{3}(?:-\d{2})?|\d{5}-\d{4}(?:-\d{1,2})?|\d{11}",
            re.ASCII,
        ),
        "labeler and product with hyphens, as 0123-4567 or 0123-4567-89, or all 11 digits",
    ),
    "icd9": (
        re.compile(r"(?:\d{3}|V\d{2})(?:\.\d{1,2})?|E\d{3}(?:\.\d)?", re.ASCII),
        "digits, as 691.8 or V10.3",
    ),
    "loinc": (re.compile(r"\d{1,7}-\d", re.ASCII), "digits and a check digit, as 2345-7"),
}
"""The shape of each code; 10 digits of an NDC without hyphens could be three different ones."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says; `lines` is how many lines of the source it takes up."""

    lines: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    taught: tuple[TaughtTerm, ...] = ()
    findings: tuple[Finding, ...] = ()

    def meta(self, title: str) -> Meta:
        """Return the document's data; `title` stands in where the writer gave none."""
        texts, lists = self.texts, self.lists
        drugs, conditions = lists.get("drugs", ()), lists.get("conditions", ())
        title = texts.get("title") or title
        guess = MonographKind.CONDITION if conditions and not drugs else MonographKind.DRUG
        kind = MonographKind(texts.get("kind") or guess)
        subjects = drugs if kind is MonographKind.DRUG else conditions
        codes = tuple((key, lists[key]) for key in CODE_KEYS if lists.get(key))
        return Meta(
            title=title,
            name=texts.get("name") or (subjects or drugs or conditions or (title,))[0],
            kind=kind,
            updated=texts.get("updated", ""),
            drugs=drugs,
            conditions=conditions,
            codes=codes,
            board=texts.get("board", ""),
            editorial_policy=texts.get("editorial_policy", ""),
            taught=self.taught,
            summary=texts.get("summary", ""),
            lang=texts.get("lang") or "en",
            brands=lists.get("brands", ()),
            review_due=texts.get("review_due", ""),
        )


def read(source: Source, account: Account) -> FrontMatter:
    """Return the front matter at the start of `source` and account for its characters."""
    if source.lines[0].rstrip() != "---":
        finding = Finding(
            "front-matter-missing",
            Level.WARNING,
            "no front matter; begin with --- and title: ...",
            path=source.path,
            line=1,
            column=1,
        )
        return FrontMatter(findings=(finding,))
    ends = (n for n, line in enumerate(source.lines[1:], 1) if line.rstrip() in {"---", "..."})
    last = next(ends, None)
    if last is None:
        message = "front matter that never ends; close it with a line of ---"
        raise source.error(message, 0)
    return _Form(source, account, last).read()


class _Form:
    """Checks one front matter key by key."""

    def __init__(self, source: Source, account: Account, last: int) -> None:
        self.source = source
        self.account = account
        self.last = last
        self.start = source.starts[1]
        self.findings: list[Finding] = []

    def read(self) -> FrontMatter:
        end = self.source.starts[self.last]
        self.account.span((0, end + len(self.source.lines[self.last])), accounting.MARKUP)
        try:
            mapping = yaml_events.read_mapping(self.source.text[self.start : end])
        except yaml_events.YamlError as error:
            raise self.error(error.message, min(error.offset, end - self.start)) from error
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        taught: tuple[TaughtTerm, ...] = ()
        for key, value in mapping.pairs():
            self._check_key(key)
            self._account_for(value)
            if key.text in TEXT_KEYS:
                texts[key.text] = self._text(key.text, value)
            elif key.text == "taught":
                taught = self._taught(value)
            else:
                lists[key.text] = self._list(key.text, value)
        return FrontMatter(self.last + 1, texts, lists, taught, tuple(self.findings))

    def error(self, message: str, offset: int) -> PlacedError:
        return self.source.error(message, self.start + offset)

    def _check_key(self, key: Value) -> None:
        if key.text in KEYS:
            return
        near = difflib.get_close_matches(key.text.lower(), KEYS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(KEYS)}"
        raise self.error(f"unknown key {key.text!r}; {hint}", key.span[0])

    def _account_for(self, value: Value) -> None:
        for scalar in value.scalars():
            start, end = scalar.span
            self.account.span((self.start + start, self.start + end), accounting.KEPT)

    def _scalar(self, key: str, value: Value) -> str:
        if value.kind != "text":
            raise self.error(f"{key} must be one line of text", value.span[0])
        text = value.text
        if len(text) > _MAX_TEXT:
            raise self.error(f"{key} is longer than {_MAX_TEXT} characters", value.span[0])
        found = complaint(text)
        if found:
            raise self.source.error(found[0], self.start + value.span[0], unsafe=found[2])
        return text

    def _text(self, key: str, value: Value) -> str:
        text = self._scalar(key, value)
        problem = _problem(key, text) if text else ""
        if problem:
            raise self.error(problem, value.span[0])
        return text

    def _list(self, key: str, value: Value) -> tuple[str, ...]:
        if value.kind == "mapping":
            raise self.error(f"{key} must be a list, as [one, two]", value.span[0])
        entries = value.values() if value.kind == "list" else (value,)
        texts = []
        for entry in entries:
            text = self._scalar(key, entry)
            pattern, shape = _CODES.get(key, (None, ""))
            if pattern and text and not pattern.fullmatch(text):
                raise self.error(f"{text!r} is no {key} code; write {shape}", entry.span[0])
            texts += [text] if text else []
        return tuple(dict.fromkeys(texts))

    def _taught(self, value: Value) -> tuple[TaughtTerm, ...]:
        if value.kind != "list":
            if not value.text and value.kind == "text":
                return ()
            raise self.error("taught must be a list of term and gloss", value.span[0])
        entries = value.values()
        if len(entries) > MAX_TAUGHT:
            message = f"more than {MAX_TAUGHT} taught terms"
            raise self.error(message, entries[MAX_TAUGHT].span[0])
        return tuple(self._taught_term(entry) for entry in entries)

    def _taught_term(self, entry: Value) -> TaughtTerm:
        found = {key.text: value for key, value in entry.pairs()}
        if entry.kind != "mapping" or set(found) != {"term", "gloss"}:
            raise self.error("a taught term has exactly term and gloss", entry.span[0])
        term = self._scalar("term", found["term"])
        gloss = self._scalar("gloss", found["gloss"])
        if not term or not gloss:
            raise self.error("a taught term needs both term and gloss", entry.span[0])
        if len(gloss.split()) not in _GLOSS_WORDS:
            line, column = self.source.place(self.start + found["gloss"].span[0])
            message = f"the gloss of {term!r} should have 4 to 12 words"
            path = self.source.path
            self.findings.append(
                Finding("gloss-length", Level.WARNING, message, path=path, line=line, column=column)
            )
        return TaughtTerm(term, gloss)


def _problem(key: str, text: str) -> str:
    """Return what is wrong with the text of a key, or nothing."""
    match key:
        case "updated" | "review_due":
            return "" if _is_date(text) else f"{key} must be a date, as 2025-08-28"
        case "kind":
            kinds = ", ".join(MonographKind)
            return "" if text in set(MonographKind) else f"kind must be one of {kinds}"
        case "lang":
            return (
                "" if _LANGUAGE.fullmatch(text) else "lang must be a language tag, as en or pt-BR"
            )
        case "editorial_policy":
            good = (
                is_safe_url(text) and " " not in text and not text.startswith(("mailto:", "tel:"))
            )
            return "" if good else "editorial_policy must be an http(s) address or a path"
    return ""


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
