"""The brand of a widget: what is taken, what is refused and how that is said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patiented.errors import DataError, QueryError
from patiented.rendering.brand_files import BrandFolder
from patiented.rendering.branding import PAPERS, contrast, nearest, read_brand

COLORS = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((0x77, 0x77, 0x77), (255, 255, 255), 4.48),
        ((0x0A, 0x59, 0x63), (255, 255, 255), 8.01),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_a_color_that_cannot_be_read_is_refused_with_its_ratio_and_one_that_would_do():
    with pytest.raises(QueryError, match=r"#ffcc00 .* 1\.51 .* 4\.5\. #8c7000 would do") as caught:
        read_brand({"accent": "#ffcc00"})
    assert caught.value.key == "accent"
    assert read_brand({"accent": "8c7000"}).light


def test_a_ratio_just_below_the_limit_is_not_rounded_up_to_it():
    with pytest.raises(QueryError, match=r"contrast of 4\.47 "):
        read_brand({"accent": "777777"})


@given(COLORS)
def test_whatever_is_taken_can_be_read_in_both_themes(color):
    text = "{:02x}{:02x}{:02x}".format(*color)
    try:
        brand = read_brand({"accent": text})
    except QueryError:
        assert contrast(color, PAPERS["light"][0]) < 4.5
        brand = read_brand({"accent": "{:02x}{:02x}{:02x}".format(*nearest(color, "light"))})
    for theme, shades in (("light", brand.light), ("dark", brand.dark)):
        paper, ink = PAPERS[theme]
        for below in (paper, shades.tint):
            assert contrast(shades.accent, below) >= 4.5
            assert contrast(ink, below) >= 4.5
        assert contrast(shades.on_accent, shades.accent) >= 4.5


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("accent", "red"),
        ("accent", "12345"),
        ("accent", "0a5963;}"),
        ("accent", "\u0660a5963"),
        ("radius", "25"),
        ("radius", "-1"),
        ("radius", "1e1"),
        ("radius", "\u0663"),
        ("font", "a;b"),
        ("font", "x}"),
        ("font", "url(x)"),
        ("font", "a,,b"),
        ("font", 'a"b'),
        ("font", ",".join("abcdefghi")),
        ("font", "a\\b"),
        ("accent-dark", "ffffff"),
    ],
)
def test_what_is_no_value_is_refused_by_its_key(key, value):
    with pytest.raises(QueryError) as caught:
        read_brand({key: value})
    assert caught.value.key == key


@given(st.dictionaries(st.sampled_from(["accent", "accent-dark", "radius", "font"]), st.text()))
def test_no_text_breaks_out_of_the_stylesheet(given):
    try:
        css = read_brand(given).css
    except QueryError:
        return
    assert css.count("{") == css.count("}")
    assert not re.search(r"[<>@]|url|expression|\\", re.sub(r"@media \([\w:-]+\)", "", css))


def test_nothing_asked_is_no_stylesheet():
    assert read_brand({}).css == ""


def test_fonts_are_named_in_quotes_but_for_the_generic_ones():
    css = read_brand({"font": "Georgia, 'Times New Roman', serif", "radius": "0"}).css
    assert css == ':root{--radius:0px;--sans:"Georgia","Times New Roman",serif}\n'


def test_a_dark_accent_of_its_own_is_taken_or_refused_for_the_dark():
    assert read_brand({"accent": "0a5963", "accent-dark": "82cccf"}).dark.accent == (130, 204, 207)
    with pytest.raises(QueryError, match="dark background"):
        read_brand({"accent": "0a5963", "accent-dark": "0a5963"})


# Brands that a library keeps.


def put(folder, text, logo=b""):
    place = folder / "linden"
    place.mkdir()
    (place / "brand.toml").write_text(text, encoding="utf-8")
    if logo:
        (place / "logo.svg").write_bytes(logo)
    return BrandFolder(folder)


def test_a_brand_is_read_with_its_logo(tmp_path):
    text = 'name = "Linden Clinic"\naccent = "#7a2d5b"\nlogo = "logo.svg"\n'
    folder = put(tmp_path, text, b"<svg/>")
    found = folder.get("linden")
    assert (found.name, found.given, found.logo) == (
        "Linden Clinic",
        {"accent": "#7a2d5b"},
        b"<svg/>",
    )
    assert found.logo_type == "image/svg+xml"
    assert folder.names() == ("linden",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('colour = "x"', "unknown key colour"),
        ("radius = 3", "radius is no text"),
        ('accent = "#fc0"', "contrast of 1.51"),
        ('logo = "../secret.svg"', "logo names no"),
        ('logo = "none.svg"', "logo names no"),
        ('logo = "brand.toml"', "logo names no"),
        ("accent = ", "brand.toml:1"),
    ],
)
def test_a_broken_brand_is_blamed_by_its_file(tmp_path, text, said):
    with pytest.raises(DataError, match=re.escape(said)) as caught:
        put(tmp_path, text).get("linden")
    assert "brand.toml" in str(caught.value)


@pytest.mark.parametrize("name", ["", "none", "..", "../x", "a/b", "A", "x" * 51])
def test_a_name_that_is_no_brand_is_said_so(tmp_path, name):
    with pytest.raises(QueryError, match="no brand"):
        BrandFolder(tmp_path).get(name)
