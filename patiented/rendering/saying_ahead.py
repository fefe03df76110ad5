"""Says the sentences of a template once, when it is compiled, and not on every page.

Each language has an environment of its own, so `{{ _("Print") }}` can be nothing but one text, and
`{{ _("Source %(number)s", number=mark.number) }}` a text with one value in it. Such places become
text and values of the template. What has a condition around it is said when the page is filled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2.ext import Extension
from jinja2.lexer import Token
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Environment
    from jinja2.lexer import TokenStream

_OPENING = ("variable_begin", "name", "lparen", "string")
_VOICES = frozenset({"_", "gettext"})
_DEEPER = {"lparen": 1, "lbracket": 1, "lbrace": 1, "rparen": -1, "rbracket": -1, "rbrace": -1}
_VALUE = re.compile(r"(?<!%)((?:%%)*)%\((\w+)\)s")

Values = dict[str, list[Token]]


class SayAhead(Extension):
    """Replaces `{{ _("...", name=value) }}` by what `environment.say_ahead` says for it."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(say_ahead=str)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with its sentences said."""
        tokens = list(stream)
        place = 0
        while place < len(tokens):
            found = _call_at(tokens, place)
            said = self._said(tokens[place + 3], found[0]) if found else None
            if found and said is not None:
                yield from said
                place = found[1]
            else:
                yield tokens[place]
                place += 1

    def _said(self, sentence: Token, values: Mapping[str, Sequence[Token]]) -> list[Token] | None:
        """Return a sentence as text and values; None where it asks for more than these.

        As in Jinja's own gettext, `%%` is a percent sign and markup in a catalogue stays.
        """
        say: Callable[[str], str] = self.environment.say_ahead  # type: ignore[attr-defined]  # extended above
        parts = _VALUE.split(say(sentence.value))
        texts = [text + before for text, before in zip(parts[::3], (*parts[1::3], ""), strict=True)]
        if any("%" in text.replace("%%", "") for text in texts) or set(parts[2::3]) - set(values):
            return None
        line = sentence.lineno
        said = [_text(line, texts[0])]
        for name, text in zip(parts[2::3], texts[1:], strict=True):
            said += [Token(line, "variable_begin", "{{"), *values[name]]
            said += [Token(line, "variable_end", "}}"), _text(line, text)]
        return said


def _text(line: int, text: str) -> Token:
    return Token(line, "data", str(Markup(text) % {}))  # noqa: S704  (a catalogue is ours, as in Jinja)


def _call_at(tokens: Sequence[Token], place: int) -> tuple[Values, int] | None:
    """Return the values of a call that begins here and is all of its `{{ }}`, and where it ends."""
    opening = tokens[place : place + len(_OPENING)]
    if tuple(one.type for one in opening) != _OPENING or opening[1].value not in _VOICES:
        return None
    values: Values = {}
    place += len(_OPENING)
    while place + 3 < len(tokens) and tokens[place].type == "comma":
        name, assign = tokens[place + 1], tokens[place + 2]
        if (name.type, assign.type) != ("name", "assign"):
            return None
        values[name.value], place = _expression(tokens, place + 3)
    ends = tuple(one.type for one in tokens[place : place + 2]) == ("rparen", "variable_end")
    return (values, place + 2) if ends else None


def _expression(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    """Return the tokens up to the comma or bracket that ends an argument, and its place."""
    taken: list[Token] = []
    depth = 0
    while place < len(tokens):
        kind = tokens[place].type
        depth += _DEEPER.get(kind, 0)
        if depth < 0 or (depth == 0 and kind == "comma"):
            break
        taken.append(tokens[place])
        place += 1
    return taken, place
