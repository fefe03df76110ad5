"""The page on which a site owner chooses a widget, looks at it and copies its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from patiented.rendering.embed_contexts import BuilderPage, Chooser, Entry, Line, Option, Preview
from patiented.rendering.embedding import ALL, SHORT, THEMES
from patiented.rendering.page import name_of
from patiented.rendering.speaking import Speaker, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from patiented.audience.profile import Audience
    from patiented.rendering.contexts import Site

WIDTHS = ("", "320", "400", "600", "800")
"""CSS pixels; nothing means as wide as its place."""

FRAME_HEIGHT = 800
"""CSS pixels of a frame that nothing tells its height."""

USUAL = {"lang": "en", "theme": THEMES[0], "chooser": "1"}
"""What a widget is where nothing is said."""

THEME_NAMES = {
    "auto": mark("As the page around it"),
    "light": mark("Light"),
    "dark": mark("Dark"),
}
SECTION_CHOICES = {
    "": mark("All, folded"),
    ALL: mark("All, open"),
    SHORT: mark("The key points only"),
}
FIELDS = {
    "accent": (mark("Accent color"), mark("Six digits, as 0a5963")),
    "accent-dark": (mark("Accent color in the dark"), mark("Else a lighter shade of the first")),
    "radius": (mark("Round corners"), mark("0 to 24 pixels")),
    "font": (mark("Fonts"), mark("Names with commas between, as Georgia, serif")),
}

ELEMENT = Markup(
    '<script src="{loader}" integrity="{integrity}" crossorigin="anonymous" async></script>\n'
    "<patient-education{attributes}{style}>"
    '<a href="{page}">{title}</a></patient-education>'
)
PLAIN = Markup(
    '<iframe src="{url}" title="{title}" width="{width}" height="{height}" loading="lazy"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Built:
    """What was chosen: a page with its title, and where its widget and its loader are.

    `here` is the widget as this site's own page names it: the host may be another one for others.
    """

    title: str
    page: str
    here: str
    url: str
    loader: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from: monographs by id and title, audiences, languages, brands."""

    monographs: Sequence[tuple[str, str]]
    audiences: Sequence[Audience]
    languages: Sequence[str]
    brands: Sequence[str]


def builder_page(
    site: Site,
    addresses: tuple[str, str, str],
    offer: Offer,
    asked: Mapping[str, str],
    built: Built | None,
    problems: Mapping[str, str],
) -> BuilderPage:
    """Shape the page; `addresses` are those of the form, its script and the loader."""
    say = site.say
    action, script, loader = addresses
    return BuilderPage(
        site=site,
        title=say("Put a page into your site"),
        action=action,
        script=script,
        loader=loader,
        choosers=tuple(_choosers(offer, asked, say)),
        entries=tuple(
            Entry(name, say(label), say(hint), asked.get(name, ""), problems.get(name, ""))
            for name, (label, hint) in FIELDS.items()
        ),
        preview=_preview(asked, built) if built else None,
        lines=tuple(_lines(asked, built, say)) if built else (),
    )


def _choosers(offer: Offer, asked: Mapping[str, str], say: Speaker) -> Iterable[Chooser]:
    names = [(one.id, say(name_of(one))) for one in offer.audiences]
    spoken = [(one, Speaker(one.replace("-", "_")).name) for one in offer.languages]
    widths = [(one, say("{n} pixels", n=one) if one else say("As its place")) for one in WIDTHS]
    kinds = (
        ("monograph", mark("Page"), offer.monographs),
        ("audience", mark("Reader"), names),
        ("lang", mark("Language"), spoken),
        ("sections", mark("Sections"), _said(SECTION_CHOICES, say)),
        ("theme", mark("Colors"), _said(THEME_NAMES, say)),
        ("chooser", mark("Readers can change who they are"), (("1", say("Yes")), ("0", say("No")))),
        ("width", mark("Width"), widths),
    )
    for name, label, options in kinds:
        yield _chooser(name, say(label), options, asked)
    if offer.brands:
        brands = [("", say("No brand")), *((one, one) for one in offer.brands)]
        yield _chooser("brand", say("Brand"), brands, asked)


def _said(names: Mapping[str, str], say: Speaker) -> list[tuple[str, str]]:
    return [(value, say(name)) for value, name in names.items()]


def _chooser(
    name: str, label: str, options: Sequence[tuple[str, str]], asked: Mapping[str, str]
) -> Chooser:
    chosen = asked.get(name, options[0][0] if options else "")
    return Chooser(name, label, tuple(Option(v, said, v == chosen) for v, said in options))


def unusual(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what has to be said of a widget: not what it is by itself, and not its width."""
    return {
        key: value
        for key, value in asked.items()
        if value and key != "width" and USUAL.get(key) != value
    }


def _preview(asked: Mapping[str, str], built: Built) -> Preview:
    return Preview(tuple(unusual(asked).items()), built.here, built.title, asked.get("width", ""))


def _lines(asked: Mapping[str, str], built: Built, say: Speaker) -> Iterable[Line]:
    width = asked.get("width", "")
    attributes = Markup("").join(
        Markup(' {}="{}"').format(key, value) for key, value in unusual(asked).items()
    )
    style = Markup(' style="max-width:{}px"').format(width) if width else ""
    element = ELEMENT.format(
        loader=built.loader,
        integrity=built.integrity,
        attributes=attributes,
        style=style,
        page=built.page,
        title=built.title,
    )
    plain = PLAIN.format(
        url=built.url, title=built.title, width=width or "100%", height=FRAME_HEIGHT
    )
    yield Line(
        "line-element",
        say("For most sites"),
        say("The height fits by itself. The address of the script never changes."),
        str(element),
    )
    yield Line(
        "line-frame",
        say("Without a script"),
        say("A frame with a scroll bar, where scripts are not allowed."),
        str(plain),
    )
    yield Line(
        "line-page",
        say("For WordPress and other editors"),
        say("Paste this address on a line of its own; the editor asks us for the rest."),
        built.page,
    )
