"""Reads a PDF as a screen reader would: the tags in order with their text; for tests."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pytest

from patiented.export.press import can_print

pikepdf = pytest.importorskip("pikepdf")

needs_pango = pytest.mark.skipif(not can_print(), reason="WeasyPrint or Pango is not installed")
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


def opened(data):
    """The PDF of some bytes."""
    return pikepdf.open(io.BytesIO(data))


def elements(pdf):
    """Every structure element in reading order, with how deep it is."""
    found = []

    def walk(element, depth):
        found.append((depth, element))
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                walk(kid, depth + 1)

    for top in pdf.Root.StructTreeRoot.K:
        walk(top, 0)
    return found


def roles(pdf):
    """The tags in reading order, without those that only hold text together."""
    names = [str(element.S)[1:] for _, element in elements(pdf)]
    return [name for name in names if name not in {"Span", "NonStruct", "Div", "Sect", "P"}]


def with_role(pdf, role):
    """The elements with a tag."""
    return [element for _, element in elements(pdf) if f"/{role}" == element.S]


def text_of(data):
    """The text of the sheets as one line, feet included, in the order in which it is drawn."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],  # noqa: S607  (found above)
        input=data,
        capture_output=True,
        check=True,
    )
    return squeezed(done.stdout.decode())


def spoken(data):
    """The text as one line in the order of the tags: what a screen reader reads out."""
    with opened(data) as pdf:
        drawn = {page.objgen: _marked_text(page) for page in pdf.pages}
        parts = [
            drawn[element.Pg.objgen].get(int(kid), "")
            for _, element in elements(pdf)
            for kid in element.get("/K", [])
            if not isinstance(kid, pikepdf.Object)
        ]
    return squeezed("".join(parts))


def _marked_text(page):
    """The text of each marked content of a page, by its number."""
    fonts = {str(name): _characters(font) for name, font in page.Resources.Font.items()}
    texts, number, font = {}, None, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            number = int(operands[1].get("/MCID", -1))
        elif name == "EMC":
            number = None
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name == "TJ" and number is not None:
            codes = b"".join(bytes(one) for one in operands[0] if isinstance(one, pikepdf.String))
            pairs = (codes[place : place + 2] for place in range(0, len(codes), 2))
            texts[number] = texts.get(number, "") + "".join(font[pair] for pair in pairs)
    return texts


def _characters(font):
    """What each glyph of a font stands for, from the table that it carries."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    found = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]*)>$", table, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in found}


def start_of(word, data):
    """Where a word starts from the left, in points; Arabic words come letter by letter as seen."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"],  # noqa: S607  (found above)
        input=data,
        capture_output=True,
        check=True,
    )
    pattern = rf'xMin="([\d.]+)"[^>]*>(?:{word}|{word[::-1]})[^<]*<'
    return float(re.search(pattern, done.stdout.decode())[1])


def squeezed(text):
    """A text without any spaces, so that lines and no-break spaces make no difference."""
    return re.sub(r"\s+", "", text)


def loose_content(pdf):
    """Painting operators that stand outside all marked content."""
    painting = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "Tj", "TJ", "sh"}
    loose = []
    for page in pdf.pages:
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in {"BMC", "BDC"}) - (name == "EMC")
            if name in painting and not depth:
                loose.append(name)
    return loose
