"""The brand of a widget: accent color, corners, letters; within what people can read.

A color is taken only where text in it, and text on it, has a contrast of 4.5 (WCAG 2.2, 1.4.3 and
the relative luminance defined there). One accent serves the light theme; the dark one takes a
second, or a lighter shade of the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patiented.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

Color = tuple[int, int, int]

AA = 4.5
"""The least contrast of text."""

PAPERS: Mapping[str, tuple[Color, Color]] = {
    "light": ((0xFF, 0xFF, 0xFF), (0x14, 0x28, 0x2D)),
    "dark": ((0x15, 0x22, 0x26), (0xE4, 0xEC, 0xEA)),
}
"""What a widget's text stands on, and the color of the text: --surface and --ink of tokens.css."""

WHITE, BLACK = (0xFF, 0xFF, 0xFF), (0, 0, 0)
STEPS = 20
TINT = 0.14
MOST_RADIUS = 24
MOST_FONTS = 8
KEYS = ("accent", "accent-dark", "radius", "font")
"""What a site may set, in its address and in the file of a brand."""

GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif"}
    | {"ui-sans-serif", "ui-monospace", "ui-rounded"}
)

_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_FONT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,49}")


@dataclass(frozen=True, slots=True)
class Shades:
    """The accent in one theme: itself, text on it, and a tint behind text."""

    accent: Color
    on_accent: Color
    tint: Color


@dataclass(frozen=True, slots=True)
class Brand:
    """What differs from our own look; None where nothing does. `radius` is in CSS pixels."""

    light: Shades | None = None
    dark: Shades | None = None
    radius: int | None = None
    fonts: tuple[str, ...] = ()

    @property
    def css(self) -> str:
        """A stylesheet that goes after the widget's own."""
        own = [f"--radius:{self.radius}px"] if self.radius is not None else []
        own += [f"--sans:{','.join(self.fonts)}"] if self.fonts else []
        own += _tokens(self.light) if self.light else []
        rules = [f":root{{{';'.join(own)}}}"] if own else []
        if self.dark:
            dark = ";".join(_tokens(self.dark))
            rules.append(
                "@media (prefers-color-scheme:dark){"
                f':root:where(:not([data-theme="light"])){{{dark}}}}}'
            )
            rules.append(f':root:where([data-theme="dark"]){{{dark}}}')
        if self.light:
            # Forced colors are the reader's; a brand takes nothing of them away.
            rules.append(
                "@media (forced-colors:active){:root:root{--thread:CanvasText;--tint:Canvas;"
                "--onthread:Canvas}}"
            )
        return "".join(f"{rule}\n" for rule in rules)


def read_brand(given: Mapping[str, str]) -> Brand:
    """Read a brand from texts under KEYS; a QueryError says what cannot be taken, and why."""
    accent, dark = given.get("accent", ""), given.get("accent-dark", "")
    if dark and not accent:
        raise QueryError("accent-dark", "accent-dark needs accent beside it.")
    light = _shades("accent", accent, "light") if accent else None
    return Brand(
        light=light,
        dark=_dark(light, dark) if light else None,
        radius=_radius(given["radius"]) if given.get("radius") else None,
        fonts=_fonts(given["font"]) if given.get("font") else (),
    )


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colors, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def hex_of(color: Color) -> str:
    """Write a color as CSS does."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def nearest(color: Color, theme: str) -> Color:
    """Return the shade of a color that is nearest to it and can be read in a theme."""
    end = BLACK if theme == "light" else WHITE
    shades = (_mix(color, end, step / STEPS) for step in range(STEPS + 1))
    return next(one for one in shades if contrast(one, PAPERS[theme][0]) >= AA)


def _luminance(color: Color) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for value in (part / 255 for part in color)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _dark(light: Shades, given: str) -> Shades:
    if given:
        return _shades("accent-dark", given, "dark")
    return _shades("accent", hex_of(nearest(light.accent, "dark")), "dark")


def _shades(key: str, given: str, theme: str) -> Shades:
    color = _color(key, given)
    paper, ink = PAPERS[theme]
    found = contrast(color, paper)
    if found < AA:
        better = hex_of(nearest(color, theme))
        message = (
            f"{key} {hex_of(color)} has a contrast of {_down(found)} on the {theme} background "
            f"{hex_of(paper)}; text needs {AA}. {better} would do."
        )
        raise QueryError(key, message)
    usual, other = (WHITE, BLACK) if theme == "light" else (BLACK, WHITE)
    on_accent = usual if contrast(usual, color) >= AA else other
    return Shades(color, on_accent, _tint(color, paper, ink))


def _tint(color: Color, paper: Color, ink: Color) -> Color:
    """Return a breath of the accent, faint enough for text and accent to be read on it."""
    shades = (_mix(paper, color, TINT * (STEPS - step) / STEPS) for step in range(STEPS + 1))
    return next(
        one for one in shades if min(contrast(ink, one), contrast(color, one)) >= AA or one == paper
    )


def _down(ratio: float) -> str:
    """Write a contrast rounded down: 4.49 is not 4.5."""
    return f"{int(ratio * 100) / 100:.2f}"


def _mix(one: Color, other: Color, share: float) -> Color:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _color(key: str, given: str) -> Color:
    found = _HEX.fullmatch(given)
    if not found:
        raise QueryError(key, f"{key} is no color such as 0a5963.")
    digits = found[1] if len(found[1]) > 3 else "".join(2 * one for one in found[1])  # noqa: PLR2004
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _radius(given: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", given, re.ASCII) or int(given) > MOST_RADIUS:
        raise QueryError("radius", f"radius is no whole number from 0 to {MOST_RADIUS}.")
    return int(given)


def _fonts(given: str) -> tuple[str, ...]:
    names = [one.strip().strip("\"'").strip() for one in given.split(",")]
    if len(names) > MOST_FONTS or not all(_FONT.fullmatch(one) for one in names):
        message = f"font is no list of at most {MOST_FONTS} names of fonts with commas between."
        raise QueryError("font", message)
    return tuple(one if one in GENERIC else f'"{one}"' for one in names)


def _tokens(shades: Shades) -> list[str]:
    return [
        f"--thread:{hex_of(shades.accent)}",
        f"--onthread:{hex_of(shades.on_accent)}",
        f"--tint:{hex_of(shades.tint)}",
    ]
