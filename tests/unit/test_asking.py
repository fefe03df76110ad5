"""Questions over an edition: found by meaning, declined rather than guessed, emergencies first."""

from __future__ import annotations

import json

import pytest

from benchmarks.asking import _source
from patiented.asking import Asker, Helping, HelpKind, read_helping
from patiented.asking.keeping import keep_question
from patiented.asking.records import MOST_ANSWERS, Outcome
from patiented.audience import load_audiences
from patiented.errors import DataError, UsageError
from patiented.reading import read
from tests.engines import shipped_engine
from tests.web import samples


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture(scope="module")
def asker(engine):
    return Asker(engine.data.lexicon)


@pytest.fixture(scope="module")
def edition(engine):
    held = {}

    def of(name, audience="patient"):
        if (name, audience) not in held:
            held[name, audience] = engine.edition(read(_source(name)), audience)
        return held[name, audience]

    return of


@pytest.fixture(scope="module")
def ask(asker, edition):
    return lambda question, name="warfarin": asker.ask(edition(name), question)


def texts(reply):
    return " ".join(one.text for one in reply.answers)


@pytest.mark.parametrize(
    ("name", "question", "answer"),
    [
        ("warfarin", "can i eat spinach", "vitamin K"),
        ("warfarin", "what if i forget a tablet", "missed"),
        ("warfarin", "is it ok to take ibuprofen with warfrin", "nonsteroidal"),
        ("colonoscopy", "when can i drive after", "drive"),
        ("gout", "what shud my uric acid level be", "6 mg/dL"),
        ("isotretinoin", "can it make me depresed", "depress"),
        ("asthma", "should i stop my inhaler now im pregnant", "not be stopped"),
    ],
)
def test_lay_words_and_slips_find_the_sentence(ask, name, question, answer):
    assert answer.lower() in texts(ask(question, name)).lower()


def test_an_answer_is_a_statement_of_the_edition_word_for_word(ask, edition):
    said = {one.id: one for one in edition("warfarin").statements()}
    for answer in ask("what should i do if i miss a dose").answers:
        assert answer.text == said[answer.statement].text
        assert answer.citations == said[answer.statement].citations


@pytest.mark.parametrize("question", ["side effects", "can i take it", "bleeding", "dose"])
def test_there_are_few_answers_the_best_first(ask, question):
    assert len(ask(question).answers) <= MOST_ANSWERS


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("warfarin", "how much eliquis should i take"),
        ("warfarin", "how many mg would a 6 year old have"),
        ("type-2-diabetes", "my lad is 9 how much metformin should he have"),
        ("asthma", "how many puffs of ventolin for a 4 year old"),
        ("gout", "how much ibuprofen should i take for a flare"),
        ("gout", "which is better allopurinol or benzbromarone"),
        ("warfarin", "how much does it cost"),
        ("colonoscopy", "where can i park"),
        ("clozapine", "how many coffees can i have a day"),
        ("opzelura", "whats the weather doing tomorrow"),
        ("warfarin", ""),
        ("warfarin", "asdf qwer zxcv"),
    ],
)
def test_what_the_page_does_not_say_is_declined(ask, name, question):
    reply = ask(question, name)
    assert reply.answers == ()
    assert reply.declined


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("i have chest pain right now", "chest_pain"),
        ("ive taken the whole bottle", "overdose"),
        ("i dont want to be here anymore", "self_harm"),
        ("he cant breath", "breathing"),
        ("my nose wont stop bleeding", "bleeding"),
        ("my toddler got into my handbag and theres tablets missing", "child_swallowed"),
        ("throwing up blood", "bleeding"),
        ("one side of his face is numb and his arm is weak", "stroke"),
    ],
)
def test_an_emergency_is_recognized(ask, question, kind):
    assert ask(question).urgent == kind


@pytest.mark.parametrize(
    "question",
    [
        "can it cause chest pain",
        "what are the signs of bleeding",
        "what happens if i take too much",
        "does it help to prevent a stroke",
        "can i take it if i had a seizure years ago",
    ],
)
def test_a_question_about_what_could_happen_is_no_emergency(ask, question):
    assert ask(question).urgent == ""


def typed(kind):
    lines = (samples.ROOT / "tests/golden/emergencies.tsv").read_text(encoding="utf-8").splitlines()
    return [said for line in lines for start, _, said in [line.partition("\t")] if start == kind]


@pytest.mark.parametrize("question", typed("now"))
def test_what_people_type_in_an_emergency_is_recognized(ask, question):
    assert ask(question).urgent


@pytest.mark.parametrize("question", typed("asks"))
def test_what_people_type_to_learn_something_is_no_emergency(ask, question):
    assert ask(question).urgent == ""


def test_a_medicine_known_only_by_its_kind_is_not_answered_with_another_topic(ask):
    assert ask("is keppra ok in pregnancy", "epilepsy").declined


def test_what_the_page_says_it_does_not_cover_is_declined(ask):
    assert ask("can i use it when pregnant", "opzelura").declined


@pytest.mark.parametrize(
    ("question", "other"), [("can i have a shower", "show"), ("can i wash the car", "care")]
)
def test_words_of_another_meaning_do_not_meet(asker, question, other):
    words = asker._tables.words
    assert not set(words.stems(question)) & set(words.stems(other))


def test_a_word_with_its_letters_in_another_order_is_mended(ask):
    assert ask("my tounge is swelling").urgent == "allergic_reaction"


def test_the_same_question_has_the_same_answer_from_a_fresh_asker(engine, edition, ask):
    question = "what should i avoid eating"
    fresh = Asker(engine.data.lexicon).ask(edition("warfarin"), question)
    assert fresh == ask(question)


def test_nothing_that_is_typed_breaks_the_search(ask):
    for odd in ('"', "NEAR(", "a* OR b", "x" * 5000, "\0", "💊💊", "١٢٣", "';--", "%(x)s {y}"):
        assert ask(odd).answers is not None


@pytest.mark.parametrize("audience", ["caregiver", "clinician"])
def test_other_readers_are_answered_from_their_own_edition(asker, edition, audience):
    reply = asker.ask(edition("opzelura", audience), "how often is the cream put on")
    shown = {one.text for one in edition("opzelura", audience).statements()}
    assert reply.answers
    assert all(one.text in shown for one in reply.answers)


@pytest.mark.parametrize("author", ["author_a", "author_b", "author_c"])
def test_the_questions_that_were_read_keep_their_answers(asker, edition, author):
    """The bars of the project, on the authors that were read while tuning."""
    path = samples.ROOT / "benchmarks" / "questions" / f"{author}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    good = {"answerable": [], "unanswerable": [], "urgent": []}
    for row in rows:
        reply = asker.ask(edition(row["monograph"]), row["question"])
        found = any(one.statement in row["right"] for one in reply.answers)
        outcome = {"answerable": found, "unanswerable": not reply.answers, "urgent": reply.urgent}
        good[row["kind"]].append(bool(outcome[row["kind"]]))
    shares = {kind: sum(said) / len(said) for kind, said in good.items()}
    assert shares["answerable"] >= 0.85
    assert shares["unanswerable"] >= 0.85
    assert shares["urgent"] == 1


US = Helping("911", "1-800-222-1222", "988")


@pytest.mark.parametrize(
    ("urgent", "declined", "kinds"),
    [
        ("self_harm", False, [HelpKind.CRISIS, HelpKind.EMERGENCY]),
        ("overdose", False, [HelpKind.EMERGENCY, HelpKind.POISON]),
        ("stroke", False, [HelpKind.EMERGENCY]),
        ("", True, [HelpKind.PROFESSIONAL, HelpKind.IN_CASE]),
        ("", False, []),
    ],
)
def test_who_helps_goes_by_the_emergency(urgent, declined, kinds):
    assert [one.kind for one in US.points(urgent, declined=declined)] == kinds


def test_the_numbers_are_those_of_the_country_that_is_set(engine):
    british = samples.replace(samples.settings(), emergency_country="GB")
    assert read_helping(british, engine.data.lexicon).emergency == "999"
    own = samples.replace(british, emergency_number="112")
    assert read_helping(own, engine.data.lexicon).emergency == "112"


def test_a_kept_question_has_a_day_and_no_address(tmp_path):
    path = tmp_path / "questions.tsv"
    question = "call me on 555 123 4567\nor a@b.example"
    keep_question(path, "2026-11-25", ("gout", "patient"), Outcome.DECLINED, question)
    line = path.read_text(encoding="utf-8")
    assert line == "2026-11-25\tgout\tpatient\tdeclined\tcall me on [...] or [...]\n"


def test_questions_that_cannot_be_kept_say_where(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        keep_question(tmp_path, "2026-11-25", ("gout", "patient"), Outcome.ANSWERED, "x")


def test_a_bad_row_of_the_tables_is_refused_with_its_place(tmp_path):
    folder = tmp_path / "audiences" / "common" / "asking"
    folder.mkdir(parents=True)
    head = "topic\tneeds\tasked\troles\tevidence\n"
    (folder / "topics.tsv").write_text(f"{head}x\toften\ta\t\tb\n", encoding="utf-8")
    roots = [samples.ROOT / "audiences", tmp_path / "audiences"]
    with pytest.raises(DataError, match=r"topics\.tsv:2"):
        Asker(load_audiences(roots).lexicon)
