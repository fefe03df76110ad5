"""The PDF of a handout: what a screen reader finds in it, and that nothing is lost or fetched."""

from __future__ import annotations

import re
import socket
import sys
from itertools import pairwise
from urllib.parse import quote

import pytest
import segno

from patiented.errors import PrintError
from patiented.export import pdf as export_pdf
from patiented.export.code import code_picture
from patiented.export.pdf import PrintJob, write_pdf
from patiented.export.press import Press
from patiented.model import Role
from patiented.publishing.printing import paper_of, print_job
from patiented.rendering import Templates
from patiented.rendering.handout_context import Sheet
from patiented.web.service import EXTENSION
from tests import pdf_reading as reading
from tests.web import samples
from tests.web.shipped import shipped_app

pytestmark = reading.needs_pango

ADDRESS = "https://health.example.org/m/zeltrina/patient"
TEMPLATES = Templates((samples.ROOT / "templates",))
PATIENT = samples.audience("patient")


def job(published=None, audience=PATIENT, country="US", **sheet):
    return print_job(published or samples.published(), audience, TEMPLATES, country, Sheet(**sheet))


@pytest.fixture(scope="module")
def data():
    return write_pdf(job(address=ADDRESS))


@pytest.fixture(scope="module")
def pdf(data):
    with reading.opened(data) as opened:
        yield opened


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Give an edition of the shipped library and its audience."""
    app, publisher = shipped_app(tmp_path_factory.mktemp("shipped"))
    audiences = {one.id: one for one in app.extensions[EXTENSION].service.audiences()}
    yield lambda name, audience: (publisher.published(name, audience), audiences[audience])
    publisher.close()


def html(body, lang="en"):
    return f"<!doctype html><html lang='{lang}'><head><title>T</title></head><body>{body}</body>"


def plain(*pages, most=0):
    return PrintJob(tuple(map(html, pages)), "", "A4", "id", most)


# What a screen reader is told about the whole.


def test_it_says_its_title_and_language_and_that_it_is_tagged(pdf):
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.docinfo.Title) == "What is Zeltrina (examplib)? - Patient handout"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_it_claims_to_be_accessible_by_the_standard(pdf):
    assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_its_dates_are_those_of_the_text_and_not_of_the_clock(pdf):
    assert str(pdf.docinfo.CreationDate) == "D:20250828"


def test_its_outline_names_the_sections_in_order(pdf):
    with pdf.open_outline() as outline:
        top = outline.root[0]
        titles = [one.title for one in top.children]
    assert top.title == "What is Zeltrina (examplib)?"
    assert titles[:3] == [
        "Boxed warning: What is the most important safety warning?",
        "Get help now",
        "In short",
    ]
    assert titles[3:6] == ["What is Zeltrina?", "Who is it for?", "Who must not use it?"]


# The tags.


def test_headings_come_first_and_no_level_is_skipped(pdf):
    levels = [int(name[1]) for name in reading.roles(pdf) if name[0] == "H" and name[1:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_boxed_warning_is_a_heading_and_a_list_before_all_else(pdf):
    names = [name for name in reading.roles(pdf) if name not in {"Lbl", "LBody"}]
    assert names[:9] == ["Document", "H1", "H2", "L", "LI", "LI", "LI", "LI", "LI"]


def test_list_items_hold_a_label_and_a_body_and_nothing_else(pdf):
    items = reading.with_role(pdf, "LI")
    assert len(items) > 10
    assert {tuple(str(kid.S) for kid in item.K) for item in items} == {("/Lbl", "/LBody")}


def test_lists_hold_items_and_nothing_else(pdf):
    lists = reading.with_role(pdf, "L")
    assert {str(kid.S) for one in lists for kid in one.K} == {"/LI"}


def test_a_list_inside_an_item_is_read_with_that_item(data):
    assert "2.Putthecreamon:1.ontheface2.onthehands3.Closethetube." in reading.spoken(data)


def test_what_an_item_says_after_its_inner_list_is_read_after_it():
    body = "<ul><li>first<ul><li>a</li><li>b</li></ul>then<ul><li>c</li></ul></li><li>d</li></ul>"
    assert reading.spoken(write_pdf(plain(body))) == "•first◦a◦bthen◦c•d"


def test_an_item_that_goes_on_over_a_page_keeps_its_inner_list():
    inner = "".join(f"<li>n{number}</li>" for number in range(90))
    data = write_pdf(plain(f"<ul><li>first<ul>{inner}</ul></li><li>last</li></ul>"))
    read = re.findall(r"[a-z]+\d*", reading.spoken(data))
    assert read == ["first", *(f"n{number}" for number in range(90)), "last"]
    with reading.opened(data) as pdf:
        assert len(pdf.pages) > 1
        items = reading.with_role(pdf, "LI")
        assert {str(kid.S) for one in items for kid in one.K} == {"/Lbl", "/LBody"}


def test_table_headers_say_what_they_head_and_cells_name_them(pdf):
    headers = reading.with_role(pdf, "TH")
    scopes = [str(one.A.Scope) for one in headers]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 2
    assert [str(one.ID) for one in headers] == [f"header-{n}" for n in range(1, 6)]
    first = reading.with_role(pdf, "TD")[0]
    assert [str(one) for one in first.A.Headers] == ["header-4", "header-2"]


def test_the_picture_of_the_address_is_a_figure_with_a_text(pdf):
    figures = reading.with_role(pdf, "Figure")
    assert [str(one.Alt) for one in figures] == [f"Code that opens {ADDRESS}"]


def test_links_say_where_they_lead(pdf):
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert {str(note.A.URI) for note in notes} >= {ADDRESS, "https://example.org/label"}
    assert all(str(note.Contents) == str(note.A.URI) for note in notes)
    assert len(reading.with_role(pdf, "Link")) >= 2


def test_all_that_is_drawn_is_tagged_or_set_aside(pdf):
    assert reading.loose_content(pdf) == []


def test_the_foot_of_each_page_is_set_aside_for_screen_readers(pdf):
    for page in pdf.pages:
        marked = [
            str(operands[1].Subtype)
            for operands, operator in reading.pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
        ]
        assert "/Footer" in marked


def test_every_marked_content_is_held_by_an_element(pdf):
    for page in pdf.pages:
        numbers = {
            int(operands[1].MCID)
            for operands, operator in reading.pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        }
        held = {
            int(kid)
            for _, element in reading.elements(pdf)
            if element.get("/Pg") is not None and element.Pg.objgen == page.objgen
            for kid in element.K
            if not isinstance(kid, reading.pikepdf.Object)
        }
        assert numbers == held


def test_a_list_in_columns_is_one_list():
    items = "".join(f"<li>{n}</li>" for n in range(6))
    made = PrintJob((html(f"<ul>{items}</ul>"),), "ul { columns: 2 }", "A4", "id")
    with reading.opened(write_pdf(made)) as pdf:
        (one,) = reading.with_role(pdf, "L")
        assert [str(kid.S) for kid in one.K] == ["/LI"] * 6
        assert all(kid.P.objgen == one.objgen for kid in one.K)


# The text.


@pytest.mark.parametrize("large", [False, True])
def test_every_statement_is_read_out_in_the_order_of_the_page(large):
    published = samples.published()
    text = reading.spoken(write_pdf(job(published, large=large)))
    sections = published.edition.sections
    warned = [one for one in sections if one.role is Role.BOXED_WARNING]
    ordered = warned + [one for one in sections if one not in warned]
    place = 0
    for statement in (s for one in ordered for block in one.blocks for s in block.statements):
        for piece in statement.cells or (statement.text,):
            found = text.find(reading.squeezed(piece), place)
            assert found >= 0, piece
            place = found


@reading.needs_pdftotext
def test_each_page_says_version_review_and_number(data, pdf):
    text = reading.text_of(data)
    pages = len(pdf.pages)
    said = reading.squeezed("Patient edition, version 4f1c 9a2e. Updated August 28, 2025.")
    assert text.count(said) == pages
    for number in range(1, pages + 1):
        assert reading.squeezed(f"Page {number} of {pages}") in text
    assert text.count(reading.squeezed(f"Scan to open this page: {ADDRESS}")) == pages + 1


@reading.needs_pdftotext
def test_without_an_address_there_is_no_code_and_none_is_named():
    data = write_pdf(job())
    with reading.opened(data) as pdf:
        assert reading.with_role(pdf, "Figure") == []
    assert "Scan" not in reading.text_of(data)


@reading.needs_pdftotext
def test_an_edition_that_may_not_be_used_says_so_on_top():
    published = samples.published(publishable=False, ledger=samples.ledger(lost=2))
    text = reading.text_of(write_pdf(job(published)))
    warned = text.index(reading.squeezed("Do not use this version yet. 2 facts"))
    assert warned < text.index("Boxedwarning")


@reading.needs_pdftotext
def test_arabic_runs_from_right_to_left_and_says_its_language():
    meta = samples.replace(samples.META, summary="", title="ما هو زلترينا؟", taught=())
    said = samples.said("a", "x", "هذا كريم للجلد.")
    section = samples.section(Role.OVERVIEW, "ما هو؟", samples.paragraph(said))
    published = samples.published(
        lang="ar", meta=meta, sections=(section,), references=(), left_out=()
    )
    made = job(published)
    assert '<html lang="ar" dir="rtl"' in made.pages[0]
    data = write_pdf(made)
    with reading.opened(data) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        middle = float(pdf.pages[0].MediaBox[2]) / 2
    assert reading.start_of("كريم", data) > middle
    assert reading.start_of("serious", write_pdf(job())) < middle


# Bytes, paper, size.


def test_the_same_job_gives_the_same_bytes(data):
    assert write_pdf(job(address=ADDRESS)) == data


def test_another_process_gives_the_same_bytes(data):
    press = Press(60)
    try:
        assert press.print(job(address=ADDRESS)) == data
    finally:
        press.close()


def test_large_print_is_larger():
    def largest_and_common(data):
        with reading.opened(data) as pdf:
            sizes = [
                float(operands[1])
                for page in pdf.pages
                for operands, operator in reading.pikepdf.parse_content_stream(page)
                if str(operator) == "Tf"
            ]
        return max(sizes), max(set(sizes), key=sizes.count)

    normal, large = (largest_and_common(write_pdf(job(large=one))) for one in (False, True))
    assert large[0] > normal[0] * 1.3
    assert large[1] > normal[1] * 1.3


@pytest.mark.parametrize(("country", "width"), [("US", 612), ("MX", 612), ("DE", 595)])
def test_the_paper_is_that_of_the_country(country, width):
    with reading.opened(write_pdf(job(country=country))) as pdf:
        assert round(float(pdf.pages[0].MediaBox[2])) == width
    assert paper_of("US") == "letter"


def test_the_code_holds_the_address():
    picture = code_picture(ADDRESS)
    assert picture == segno.make(ADDRESS, error="m", micro=False).svg_data_uri(border=4)
    assert picture in job(address=ADDRESS).pages[0]
    assert picture != code_picture(ADDRESS + "x")


# Refusing, choosing.


def test_nothing_is_fetched_from_outside(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *_: asked.append("connect"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: asked.append("look up") or [])
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    opened = []
    real = open
    monkeypatch.setattr("builtins.open", lambda *a, **k: opened.append(str(a[0])) or real(*a, **k))
    inner = quote(
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://a.example/i.png'/></svg>"
    )
    body = (
        "<link rel='stylesheet' href='http://a.example/x.css'><img src='http://a.example/a.png'>"
        f"<img src='file://{secret}'><img src='data:image/svg+xml,{inner}'><p>x</p>"
    )
    style = "@import 'http://a.example/y.css'; p { background: url(http://a.example/b.png) }"
    write_pdf(PrintJob((html(body),), style, "A4", "id"))
    assert asked == []
    assert str(secret) not in opened


def test_the_first_page_that_fits_is_taken():
    long, short = "<p>x</p>" * 200, "<p>y</p>"
    with reading.opened(write_pdf(plain(long, short, most=2))) as pdf:
        assert len(pdf.pages) == 1
    with reading.opened(write_pdf(plain(long, short, most=9))) as pdf:
        assert len(pdf.pages) > 2


def test_where_none_fits_the_last_is_taken_whole():
    with reading.opened(write_pdf(plain("<p>x</p>" * 400, "<p>y</p>" * 200, most=1))) as pdf:
        assert len(pdf.pages) > 1


def test_a_missing_library_is_named(monkeypatch):
    export_pdf._library.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PrintError, match="libpango") as caught:
        write_pdf(plain("<p>x</p>"))
    assert caught.value.error_code == "E601"
    export_pdf._library.cache_clear()


@pytest.mark.parametrize("audience", ["patient", "caregiver", "clinician"])
@pytest.mark.parametrize("name", ["opzelura", "epilepsy"])
def test_every_statement_of_a_shipped_edition_is_read_out_in_order(shipped, name, audience):
    published, reader = shipped(name, audience)
    text = reading.spoken(write_pdf(job(published, reader)))
    place = 0
    for statement in published.edition.statements():
        if statement.role is Role.BOXED_WARNING:
            continue
        for line in statement.text.split("\n"):
            found = text.find(reading.squeezed(line.removeprefix("- ")), place)
            assert found >= 0, line
            place = found


def test_the_short_handout_of_opzelura_is_one_leaf_of_paper(shipped):
    published, reader = shipped("opzelura", "patient")
    with reading.opened(write_pdf(job(published, reader, short=True))) as pdf:
        assert len(pdf.pages) == 2


def test_a_figure_is_a_picture_with_the_sentence_as_its_text(shipped):
    published, reader = shipped("opzelura", "patient")
    with reading.opened(write_pdf(job(published, reader))) as pdf:
        texts = [str(one.Alt).replace("\xa0", " ") for one in reading.with_role(pdf, "Figure")]
        assert reading.loose_content(pdf) == []
    assert texts[:3] == ["20% of your skin", "60 grams in one week", "8 weeks"]
    assert texts[3].startswith("About 95 in 100")


@reading.needs_pdftotext
def test_a_spanish_handout_speaks_spanish_throughout(tmp_path):
    app, publisher = shipped_app(tmp_path)
    reader = next(
        one for one in app.extensions[EXTENSION].service.audiences() if one.id == "patient"
    )
    published = publisher.published("opzelura", "patient", "es")
    data = write_pdf(job(published, reader.speaking("es"), short=True, address=ADDRESS))
    publisher.close()
    with reading.opened(data) as pdf:
        assert str(pdf.Root.Lang) == "es"
        assert str(pdf.docinfo.Title).startswith("¿Qué es Opzelura")
    text = reading.text_of(data)
    for said in ("Esta es una hoja breve.", "Página 1 de 2", "Escanee el código"):
        assert reading.squeezed(said) in text
    assert not re.search("handout|Page|Scan|Board", text)
