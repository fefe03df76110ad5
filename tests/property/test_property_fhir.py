"""No text of an edition can become markup, break the XML, or go without a trace."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from patiented.export.fhir.bundle import REPLACEMENT
from patiented.export.fhir.xml import data_to_xml
from patiented.publishing.documents import fhir_document
from patiented.rendering.speaking import Speaker
from tests import fhir_rules
from tests.web import samples
from tests.web.samples import LeftOut, Reference, Role, TaughtTerm, item, paragraph, said

TRAPS = (
    "<script>alert(1)</script>", "]]>", "<![CDATA[", "&lt;", "&#0;", "</div>", "<!--", "-->",
    '" onclick="x', "\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\u2028", "- ", "\n- ", "\n", "÷",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(TRAPS) | st.text(max_size=5), min_size=1, max_size=4).map("".join)


def hostile(text):
    """A document that says a text everywhere."""
    row = said("r", text, text, cells=(text, text))
    blocks = (
        paragraph(said("p", text, text, citations=(1,), needs_writer=True)),
        samples.bullets(item("i", text, text), item("j", text, text, depth=1)),
        samples.EditionBlock(samples.BlockKind.TABLE, (row,), header=(text,)),
    )
    page = samples.published(
        sections=(samples.section(Role.DOSAGE, f"H {text}", *blocks),),
        references=(Reference(1, "l", f"R {text}", f"https://example.org/{text}"),),
        left_out=(LeftOut("x", Role.OTHER, text, text, (text,)),),
        taught=(TaughtTerm(text, text),),
        meta=samples.replace(samples.META, title=f"T {text}", board=f"B {text}", name=f"N {text}"),
    )
    return fhir_document(page, samples.AUDIENCES[0], Speaker())


@given(TEXTS)
def test_a_document_that_says_anything_is_valid_in_both_forms(text):
    made = hostile(text)
    assert fhir_rules.problems(made) == []
    assert not [one for one in fhir_rules.narratives(made) if "<script" in one["div"]]
    ET.fromstring(data_to_xml(made).encode("utf-8"))  # noqa: S314  (our own answer)


@given(TEXTS.filter(lambda text: text.strip() and "- " not in text))
def test_every_sign_of_a_text_is_there_or_seen_to_be_missing(text):
    made = hostile(text)
    shown = "".join(fhir_rules.words_of_body(made))
    legal = fhir_rules.ILLEGAL.sub(REPLACEMENT, text).replace("\uffff", REPLACEMENT)
    legal = legal.replace("\ufffe", REPLACEMENT)
    assert "".join(legal.split()) in shown
