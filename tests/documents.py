"""Word documents made by hand: whole, and broken in ways that a stranger can think of."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/>'
    '</w:style><w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>'
)
NUMBERS = (
    f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def paragraph(text, *, style="", number="", bold=False):
    """One paragraph."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        inside += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    marks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r>{marks}<w:t>{escape(text)}</w:t></w:r></w:p>"


def table(*rows):
    """A table of plain cells."""
    return "<w:tbl>{}</w:tbl>".format(
        "".join(
            "<w:tr>{}</w:tr>".format("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row))
            for row in rows
        )
    )


PICTURE = (
    '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="x" descr="A hand with cream"/></w:drawing>'
    "</w:r></w:p>"
)


def body(*parts):
    """The XML of a document."""
    return f'<w:document xmlns:w="{WORD}"><w:body>{"".join(parts)}</w:body></w:document>'


def docx(document, *, types=TYPES, more=()):
    """The bytes of a document; `more` are other parts, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {
            "[Content_Types].xml": types,
            "word/document.xml": document,
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERS,
            **dict(more),
        }
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


LETTER = docx(
    body(
        paragraph("Your cream", style="T"),
        paragraph("How to use it", style="berschrift1"),
        paragraph("Use it twice a day.", bold=True),
        paragraph("Wash your hands.", number="2"),
        paragraph("Put on a thin layer.", number="2"),
        paragraph("redness", number="1"),
        table(("Day", "Dose"), ("1", "5 mg")),
        PICTURE,
        "<w:p><w:del><w:r><w:delText>Deleted.</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r></w:p>",
    )
)

BILLION = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{("&" + a + ";") * 9}">'
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
    + body("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>")
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body(
    "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
)
MACROS = TYPES.replace(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
    "application/vnd.ms-word.document.macroEnabled.main",
)


def locked():
    """A document whose zip says that it is encrypted."""
    data = bytearray(docx(body(paragraph("Secret."))))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def hostile():
    """Every broken upload by name: (file name, bytes)."""
    return {
        "zip bomb": ("a.docx", docx(body("<w:p/>" + " " * 30_000_000))),
        "zip bomb in the styles": (
            "a.docx",
            docx(body(), more={"word/styles.xml": " " * 30_000_000}.items()),
        ),
        "entity bomb": ("a.docx", docx(BILLION)),
        "document type": ("a.docx", docx("<!DOCTYPE w>" + body(paragraph("Hi.")))),
        "entity from a file": ("a.docx", docx(OUTSIDE)),
        "macros by type": ("a.docx", docx(body(paragraph("Hi.")), types=MACROS)),
        "macros by part": (
            "a.docx",
            docx(body(paragraph("Hi.")), more={"word/vbaProject.bin": "x"}.items()),
        ),
        "locked": ("a.docx", locked()),
        "password or old Word": ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        "no zip": ("a.docx", b"Just words."),
        "cut off": ("a.docx", LETTER[: len(LETTER) // 2]),
        "another zip": ("a.docx", docx(None)),
        "broken XML": ("a.docx", docx("<w:document><w:body>")),
        "nothing": ("a.docx", b""),
        "too many parts": ("a.docx", docx(body(), more=[(f"x/{n}", "") for n in range(5_001)])),
        "a program": ("a.exe", b"MZ"),
        "a PDF": ("a.pdf", b"%PDF-1.7"),
        "no ending": ("a", b"words"),
        "bytes as text": ("a.txt", b"\xff\xfe\x00\x00\xd8\xd8\xd8"),
        "a NUL in text": ("a.txt", b"ab\0c"),
        "not UTF-8": ("a.md", "dosé".encode("latin-1")),
        "nested lists": ("a.md", b"- " * 3_000 + b"x"),
    }
