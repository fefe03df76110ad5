"""The shared tables: what ships is sound, and bad rows are blamed by path, line and column."""

import re
from pathlib import Path

import pytest

from patiented.audience import Form, Pos, Relation, load_audiences
from patiented.audience.lexicon import read_plain_words, read_terms
from patiented.audience.phrase_table import read_phrases
from patiented.errors import DataError

ROOT = Path(__file__).parents[2]
COMMON = ROOT / "audiences/common"
TERMS = "term\tplain\trelation\tpos\tnote\n"
PHRASES = "source\ttarget\tform\twhere\tunless\tguard\tnote\n"
NOT_MEANINGS = {Pos.PHRASE, Pos.SPELLING, Pos.ABBREVIATION, Pos.NAME}
SYNONYMS = {
    "side effect": {"adverse drug reaction", "adverse reaction"},
    "health professional": {"clinician", "healthcare professional"},
    "at the same time": {"concomitant", "concomitantly", "concurrently"},
    "harmful": {"deleterious", "detrimental"},
    "belly": {"abdomen", "abdominal"},
    "swollen belly": {"abdominal distension", "abdominal distention"},
    "armpit": {"axilla", "axillary"},
    "skin": {"cutaneous", "dermal"},
    "food pipe": {"esophageal", "esophagus"},
    "arm or leg": {"extremity", "limb"},
    "bowel": {"intestinal", "intestine"},
    "voice box": {"laryngeal", "larynx"},
    "leg": {"lower extremity", "lower limb"},
    "arm": {"upper extremity", "upper limb"},
    "moist lining": {"mucosa", "mucous membrane"},
    "eye": {"ocular", "ophthalmic"},
    "throat": {"pharyngeal", "pharynx"},
    "chest": {"thoracic", "thorax"},
    "windpipe": {"trachea", "tracheal"},
    "womb": {"uterine", "uterus"},
    "sudden allergic reaction that can kill": {"anaphylactic reaction", "anaphylaxis"},
    "sleepiness": {"drowsiness", "somnolence"},
    "passing urine": {"micturition", "urination"},
    "drop in blood pressure on standing up": {"orthostatic hypotension", "postural hypotension"},
    "dry skin": {"xeroderma", "xerosis"},
    "chest pain from poor blood flow to the heart": {"angina", "angina pectoris"},
    "heart rhythm problem": {"arrhythmia", "cardiac arrhythmia"},
    "the bone marrow makes too few blood cells": {"bone marrow suppression", "myelosuppression"},
    "blocked bowel": {"bowel obstruction", "intestinal obstruction"},
    "blood clot in a deep vein": {"deep vein thrombosis", "deep venous thrombosis"},
    "bleeding in the stomach or bowel": {
        "gastrointestinal bleeding",
        "gastrointestinal hemorrhage",
    },
    "cancer": {"malignancy", "malignant neoplasm"},
    "heart attack": {"acute myocardial infarction", "myocardial infarction"},
    "kidney disease": {"nephropathy", "renal disease"},
    "heart tracing": {"electrocardiogram", "electrocardiography"},
    "average blood sugar test (A1C)": {"glycated hemoglobin", "hemoglobin A1c"},
    "blood fats test": {"lipid panel", "lipid profile"},
    "breast X-ray": {"mammogram", "mammography"},
    "eye exam": {"ophthalmologic examination", "ophthalmological examination"},
    "X-ray": {"radiograph", "radiography"},
    "seizure medicine": {"anticonvulsant", "antiepileptic drug"},
    "diabetes medicine": {"antidiabetic agent", "antidiabetic drug", "antidiabetic medication"},
    "blood pressure medicine": {
        "antihypertensive agent",
        "antihypertensive drug",
        "antihypertensive medication",
    },
    "into a muscle": {"intramuscular", "intramuscularly"},
    "into a vein": {"intravenous", "intravenously"},
    "under the skin": {"subcutaneous", "subcutaneously"},
    "under the tongue": {"sublingual", "sublingually"},
    "C-section": {"cesarean delivery", "cesarean section"},
    "cutting out": {"excision", "resection"},
    "radiation treatment": {"radiation therapy", "radiotherapy"},
    "kidney transplant": {"kidney transplantation", "renal transplantation"},
    "birth defect": {"congenital anomaly", "congenital malformation"},
    "nobody knew who got what": {"double-blind", "double-blinded"},
    "put into groups by chance": {"randomized", "randomly assigned"},
}
LOADED = [
    "not",
    "no",
    "never",
    "without",
    "must",
    "should",
    "may",
    "might",
    "only",
    "unless",
    "if",
    "until",
    "before",
    "after",
    "stop",
    "start",
    "take",
    "dose",
    "daily",
    "once",
    "twice",
    "more",
    "less",
    "increase",
    "decrease",
    "severe",
    "mild",
    "serious",
    "risk",
    "safe",
    "cure",
    "heal",
    "help",
    "pain",
    "heart",
    "skin",
    "child",
    "adult",
    "pregnant",
    "doctor",
    "drug",
    "pill",
    "alcohol",
    "cancer",
    "test",
    "treat",
    "effective",
    "and",
    "or",
    "up",
    "down",
    "high",
    "low",
    "first",
    "last",
    "left",
    "right",
    "day",
    "week",
    "hour",
    "all",
    "some",
    "many",
    "few",
    "about",
    "ask",
    "tell",
    "call",
]


@pytest.fixture(scope="module")
def lexicon():
    return load_audiences([ROOT / "audiences"]).lexicon


def write(tmp_path, text):
    path = tmp_path / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_at_least_six_hundred_terms_ship(lexicon):
    assert len({term.term for term in lexicon.terms if term.pos is not Pos.PHRASE}) >= 600


def test_at_least_four_thousand_everyday_words_ship(lexicon):
    assert len(lexicon.plain_words) >= 4000


@pytest.mark.parametrize("word", LOADED)
def test_no_loaded_word_passes_as_everyday(lexicon, word):
    assert word not in lexicon.plain_words


def test_no_term_passes_as_everyday(lexicon):
    names = {term.term.lower() for term in lexicon.terms if term.pos is not Pos.PHRASE}
    assert not names & lexicon.plain_words


def test_every_plain_wording_of_a_swap_is_lower_case_prose(lexicon):
    swapped = {Pos.NOUN, Pos.MASS, Pos.ITEM, Pos.ADJECTIVE, Pos.ADVERB, Pos.VERB}
    allowed = re.compile(r"[A-Za-z][\w '-]*(?:, [\w '-]+)*")
    odd = [t.plain for t in lexicon.terms if t.pos in swapped and not allowed.fullmatch(t.plain)]
    assert not odd


def test_terms_share_a_plain_wording_only_where_they_are_synonyms(lexicon):
    """Terms with one plain wording and "=" are one thing to the guard, so each group is listed."""
    groups = {}
    for term in lexicon.terms:
        if term.relation is Relation.SAME and term.pos not in NOT_MEANINGS:
            groups.setdefault(term.plain, set()).add(term.term)
    shared = {plain: terms for plain, terms in groups.items() if len(terms) > 1}
    assert {plain: terms for plain, terms in shared.items() if SYNONYMS.get(plain) != terms} == {}


def test_every_spelling_leads_to_another_word(lexicon):
    assert not [t.term for t in lexicon.terms if t.pos is Pos.SPELLING and t.term == t.plain]


def test_british_spellings_are_the_same_word(lexicon):
    spellings = {t.term: t.plain for t in lexicon.terms if t.pos is Pos.SPELLING}
    assert spellings["haemorrhage"] == "hemorrhage"


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        ("a\tb\t~\tnoun\t", "2:5", "unknown relation '~'"),
        ("a\tb\t=\tnuon\t", "2:7", "unknown pos 'nuon'"),
        ("a\tb\t=\tphrase\t", "2:7", "unknown pos 'phrase'"),
        ("a\t\t=\tnoun\t", "2:1", "must both be filled"),
        ("a\tb\t=\tnoun", "2:11", "expected 5 cells"),
        ("a\tb\t=\tnoun\t\na\tb\t=\tnoun\t", "3:1", "is already on line 2"),
    ],
)
def test_a_bad_term_is_blamed_by_its_cell(tmp_path, row, place, message):
    path = write(tmp_path, f"{TERMS}{row}\n")
    with pytest.raises(DataError) as caught:
        read_terms(path)
    assert str(caught.value).startswith(f"{path}:{place}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        ("a\tb\tfixd\t\t\t\t", "2:5", "unknown form 'fixd'"),
        ("a*\tb\tfixed\t\t\t\t", "2:1", "may mark one word"),
        ("a* b*\tc\tverb\t\t\t\t", "2:1", "may mark one word"),
        ("a\t\tfixed\t\t\t\t", "2:3", "target is empty"),
        ("a\tb\tfixed\tsimplfy\t\t\t", "2:11", "did you mean 'simplify'?"),
        ("a\tb\tfixed\tdosage\t\t\t", "2:11", "never work on dosage"),
        ("a\tb\tfixed\t\tnot\t\t", "2:12", "must be <word"),
        ("a\tb\tfixed\t\t\tyes\t", "2:13", "expected '=' or nothing"),
        ("a\tb\tfixed\t\t\t\t\na\tc\tfixed\t\t\t\t", "3:1", "is already on line 2"),
    ],
)
def test_a_bad_phrase_is_blamed_by_its_cell(tmp_path, row, place, message):
    path = write(tmp_path, f"{PHRASES}{row}\n")
    with pytest.raises(DataError) as caught:
        read_phrases(path)
    assert str(caught.value).startswith(f"{path}:{place}: ")
    assert message in str(caught.value)


def test_a_phrase_row_is_read_whole(tmp_path):
    row = "reduce* the risk\tlower the risk\tverb\tsimplify efficacy\t<not >of\t=\tnote"
    (phrase,) = read_phrases(write(tmp_path, f"{PHRASES}{row}\n"))
    assert phrase.source == ("reduce", "the", "risk")
    assert phrase.form is Form.VERB
    assert phrase.only_simplify
    assert phrase.known_to_guard
    assert phrase.before == {"not"}
    assert phrase.after == {"of"}


@pytest.mark.parametrize("line", ["Two", "two words", "x1"])
def test_a_bad_everyday_word_is_blamed_by_line(tmp_path, line):
    path = write(tmp_path, f"# head\nword\n{line}\n")
    with pytest.raises(DataError, match=r":3:1: expected one lower-case word"):
        read_plain_words(path)
