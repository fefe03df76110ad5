"""Writes values of slots into an audience's text: `{site.your}`, `{percent.nf}`, `{item.plain}`.

A template that cannot be filled truthfully is not filled at all: the answer is then None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from patiented.proposing.inflect import article
from patiented.proposing.people import out_of, shared_denominator
from patiented.proposing.rewording import with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from patiented.audience import HelpLines
    from patiented.proposing.matching import Value
    from patiented.proposing.slots import SlotTypes

TEXT_VIEWS = frozenset({"", "raw", "a", "plain", "one"})
PERCENT_VIEWS = frozenset({"nf", "nf_exact", "nf_of"})
HELP_VIEWS = frozenset({"now", "today", "visit", "poison"})

_FIELD = re.compile(
    r"\{(?P<before>(?:[a-z]+ )*)"  # words written only together with an optional slot
    r"(?P<name>[a-z][a-z_]*\d*)(?P<ask>\??)"  # the slot; a question mark makes it optional
    r"(?:\.(?P<view>[a-z_]+))?\}"  # how it is written
)
_SENTENCE_START = re.compile(r"(?:^|[.?!]\s+)(?=[^\W\d_])")
_PAIR = 2
_SPACES = re.compile(r"\s+")
_LOOSE_MARK = re.compile(r" (?=[.,:;])")  # an empty slot stood before it
_STACKED = re.compile(r"\d\s+\d")


@dataclass(frozen=True, slots=True)
class Field:
    """A hole of a template; `column` counts from 1.

    An `optional` one is left empty when the sentence did not fill it, and `before` goes with it:
    `{of drug?}`.
    """

    name: str
    view: str
    column: int
    optional: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """An audience's text, cut at its holes: texts and fields take turns, a text first and last."""

    texts: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What filling must know besides the values.

    `drug` is the page's own name for its medicine, empty when it has none; `names` all its names;
    `plain` rewords a noun phrase by the lexicon.
    """

    drug: str
    names: tuple[str, ...]
    plain: Callable[..., str]
    help: HelpLines
    types: SlotTypes


class TemplateError(ValueError):
    """A text has a stray brace or an unknown slot or view."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def parse_template(text: str) -> Template:
    """Cut `text` at its fields; doubled braces stand for themselves."""
    texts: list[str] = [""]
    fields: list[Field] = []
    position = 0
    while position < len(text):
        mark = text[position]
        if text[position : position + 2] in {"{{", "}}"}:
            texts[-1] += mark
            position += 2
        elif mark == "{":
            match = _FIELD.match(text, position)
            if match is None:
                raise TemplateError("expected a slot such as {drug} or {site.your}", position + 1)
            fields.append(_field(match, position + 1))
            texts.append("")
            position = match.end()
        elif mark == "}":
            raise TemplateError("stray '}'; write it twice", position + 1)
        else:
            texts[-1] += mark
            position += 1
    return Template(tuple(texts), tuple(fields))


def _field(match: re.Match[str], column: int) -> Field:
    optional = bool(match["ask"])
    if match["before"] and not optional:
        raise TemplateError("words before a slot need a question mark behind it", column)
    return Field(match["name"], match["view"] or "", column, optional, match["before"])


def check_field(field: Field, slot_types: Mapping[str, str], types: SlotTypes) -> str:
    """Return what is wrong with a field, or nothing; `slot_types` gives the type of each slot."""
    if field.name == "help":
        known = field.optional or field.view in HELP_VIEWS
        return "" if known else f"help has the views {', '.join(sorted(HELP_VIEWS))}"
    if field.name not in slot_types and field.name != "drug":
        return f"unknown slot {{{field.name}}}; there are {', '.join(sorted(slot_types)) or 'none'}"
    views = TEXT_VIEWS | _own_views(slot_types.get(field.name, "drug"), types)
    return "" if field.view in views else f"{{{field.name}}} has no view {field.view!r}"


def _own_views(type_name: str, types: SlotTypes) -> frozenset[str]:
    slot_type = types.types.get(type_name)
    if type_name == "percent":
        return PERCENT_VIEWS
    if slot_type is None:
        return frozenset()
    if slot_type.list_of:
        return _own_views(slot_type.list_of, types)
    return slot_type.views


def fill(template: Template, values: Mapping[str, Value], page: Page) -> str | None:
    """Return the text with every field written and its capitals; None if it would not be true."""
    writer = _Writer(template, values, page)
    written: list[str] = [template.texts[0]]
    for field, text in zip(template.fields, template.texts[1:], strict=True):
        piece = writer.write(field)
        if piece is None:
            return None
        written += [piece, text]
    joined = _LOOSE_MARK.sub("", _SPACES.sub(" ", "".join(written)).strip())
    if _STACKED.search(joined):
        return None
    return _capitalized(joined)


def _capitalized(text: str) -> str:
    """Give every sentence its capital; a word with capitals inside (eGFR) keeps its own way."""
    pieces: list[str] = []
    position = 0
    for match in _SENTENCE_START.finditer(text):
        start = match.end()
        word = text[start:].split(maxsplit=1)[0]
        first = word[0] if any(mark.isupper() for mark in word[1:]) else word[0].upper()
        pieces += [text[position:start], first]
        position = start + 1
    return "".join((*pieces, text[position:]))


class _Writer:
    """Fills one template; knows the denominator that its percents share."""

    def __init__(self, template: Template, values: Mapping[str, Value], page: Page) -> None:
        self._values = values
        self._page = page
        self._denominator = self._shared(template)

    def write(self, field: Field) -> str | None:
        """Return the words for one field, None when there are none that are true."""
        if field.name == "help":
            return "" if field.optional else (getattr(self._page.help, field.view) or None)
        value = self._values.get(field.name)
        if value is None and field.optional:
            return ""
        if value is None:
            return self._page.drug if field.name == "drug" and self._page.drug else None
        if field.view in PERCENT_VIEWS and self._denominator is None:
            return None
        text = field.before + self.view(value, field.view)
        if field.view == "a":
            return f"{article(text.split()[0])} {text}"
        return with_article(text, self._page.types.countable) if field.view == "one" else text

    def view(self, value: Value, view: str, *, in_list: bool = False) -> str:
        """Return a value in one view; a list item by item, a form by its own text."""
        if value.type == "number":
            return _with_commas(value.text)
        if value.type == "drug":
            return self._drug(value)
        if value.type == "percent" and view in PERCENT_VIEWS:
            return self._people(value, view)
        if value.parts and value.form is None:
            return self._list(value, view)
        if value.form is not None and view != "raw":
            return self._form(value, view)
        return self._noun(value, view, in_list=in_list)

    def _noun(self, value: Value, view: str, *, in_list: bool) -> str:
        text = self._uncapitalized(value)
        if view not in {"plain", "one", "a"}:
            return text
        text = self._page.plain(text, in_list=in_list)
        return with_article(text, self._page.types.countable) if view == "one" else text

    def _form(self, value: Value, view: str) -> str:
        """Return the form's text for the view, else its plain text, else the source's words."""
        views = value.form.views if value.form else {}
        source = views.get(view, views.get("plain"))
        if source is None:
            return self._uncapitalized(value)
        template = parse_template(source)
        pieces = [template.texts[0]]
        for field, text in zip(template.fields, template.texts[1:], strict=True):
            part = value.part(field.name)
            pieces += [self.view(part, field.view or "plain") if part else "", text]
        return "".join(pieces)

    def _list(self, value: Value, view: str) -> str:
        items = [self.view(item, view, in_list=True) for _, item in value.parts]
        if len(items) <= _PAIR:
            return f" {value.join} ".join(items)
        return f"{', '.join(items[:-1])}, {value.join} {items[-1]}"

    def _drug(self, value: Value) -> str:
        """Spell a name in capitals as the page does; "this medicine" is the page's own."""
        folded = value.text.casefold()
        if folded in {"this medicine", "this drug"} and self._page.drug:
            return self._page.drug
        if not value.text.isupper():
            return value.text
        return next((name for name in self._page.names if name.casefold() == folded), value.text)

    def _uncapitalized(self, value: Value) -> str:
        """Take away a capital that only the start of the sentence gave."""
        text = value.text
        first = text.split()[0] if text.split() else ""
        kept = first.casefold() in self._page.types.keep_case or any(
            mark.isupper() or mark.isdigit() for mark in first[1:]
        )
        if value.start > 0 or kept or len(first) == 1:
            return text
        return text[:1].lower() + text[1:]

    def _people(self, value: Value, view: str) -> str:
        """Write a percent as people; `write` has seen that there is a denominator for it."""
        percent = _percent(value)
        if percent is None or self._denominator is None:
            return value.text
        shown = out_of(percent, self._denominator)
        if view == "nf_of":
            return shown
        return f"{shown} people ({_with_commas(_number_text(value))}%)"

    def _shared(self, template: Template) -> int | None:
        fields = [field for field in template.fields if field.view in PERCENT_VIEWS]
        values = [self._values[f.name] for f in fields if f.name in self._values]
        percents = [_percent(one) for value in values for one in _percents_in(value)]
        known = [percent for percent in percents if percent is not None]
        if not known or len(values) < len(fields) or len(known) < len(percents):
            return None
        return shared_denominator(known, exact=any(f.view == "nf_exact" for f in fields))


def _percents_in(value: Value) -> list[Value]:
    """Return the percents of a value: itself, or those of the items of a list."""
    if value.type == "percent":
        return [value]
    return [one for _, part in value.parts for one in _percents_in(part)]


def _number_text(value: Value) -> str:
    part = value.part("number")
    return part.text if part else value.text


def _percent(value: Value) -> Decimal | None:
    text = _number_text(value).replace(",", "")
    return Decimal(text) if text.replace(".", "", 1).isdigit() else None


def _with_commas(text: str) -> str:
    """Write 1000 as 1,000; words and numbers that have their commas stay."""
    whole, dot, decimals = text.partition(".")
    return f"{int(whole):,}{dot}{decimals}" if whole.isdigit() else text
