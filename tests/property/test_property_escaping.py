"""Our escape writes what MarkupSafe's writes, for every kind of value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from patiented.rendering.escaping import checked, escaped, plain


class Own:
    """An object with an HTML of its own."""

    def __html__(self):
        return "<b>own</b>"


class Text(str):
    """A text that is not plainly a str."""

    __slots__ = ()


TEXTS = st.text(st.sampled_from("ab &<>\"'\N{NO-BREAK SPACE};\0")) | st.text()
VALUES = st.one_of(
    TEXTS,
    TEXTS.map(Markup),
    TEXTS.map(Text),
    st.integers(),
    st.booleans(),
    st.floats(),
    st.none(),
    st.binary(max_size=4),
    st.lists(TEXTS, max_size=2),
    st.builds(Own),
)


@given(VALUES)
def test_what_is_written_is_what_markupsafe_writes(value):
    assert str.__str__(escaped(value)) == str.__str__(escape(value))


@given(TEXTS)
def test_no_text_leaves_a_sign_that_opens_or_ends_anything(text):
    assert not set(escaped(text)) & set("<>\"'")


@pytest.mark.parametrize("own", [checked, plain])
@given(TEXTS)
def test_a_text_is_escaped_the_same_with_and_without_what_markupsafe_has_inside(own, text):
    assert str.__str__(own(text)) == str.__str__(escape(text))
