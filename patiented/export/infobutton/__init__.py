"""The knowledge response of an Infobutton request: one record, written as Atom or as JSON.

response = KnowledgeResponse(...)
to_atom(response)                     RFC 4287
to_json(response)                     the same tree in MedlinePlus Connect's form
to_jsonp(response, "callback")        that, handed to a function
"""

from patiented.export.infobutton.records import Category, Entry, KnowledgeResponse
from patiented.export.infobutton.summary import SummaryWords, lead_section, summary_html
from patiented.export.infobutton.writing import CALLBACK, to_atom, to_json, to_jsonp

__all__ = [
    "CALLBACK",
    "Category",
    "Entry",
    "KnowledgeResponse",
    "SummaryWords",
    "lead_section",
    "summary_html",
    "to_atom",
    "to_json",
    "to_jsonp",
]
