"""Finding monographs by the words that readers type; pure, without files, database or clock.

index = Index(entry_of(identity, meta) for ...)
index.search("eczma")        ranked ids, and what was taken for what
index.near("opzelurra")      names that look like it, for a page that is not there
Concepts(metas).coded(...)   what a program asks for: a code, or a whole name
"""

from patiented.finding.alike import alike_phrases, closest_word, few_slips_away
from patiented.finding.concepts import Concepts
from patiented.finding.index import Hit, Index, Near, Search
from patiented.finding.words import Entry, entry_of, fold, pieces, query_words

__all__ = [
    "Concepts",
    "Entry",
    "Hit",
    "Index",
    "Near",
    "Search",
    "alike_phrases",
    "closest_word",
    "entry_of",
    "few_slips_away",
    "fold",
    "pieces",
    "query_words",
]
