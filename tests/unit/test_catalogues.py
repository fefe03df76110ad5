"""The interface's sentences: taken from templates and code, whole and faithful in each language."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from patiented.errors import DataError
from patiented.rendering import Templates
from patiented.rendering.speaking import Speaker, languages_of, speaker_of
from scripts.write_catalogues import FOLDER, sentences, updated
from tests.web import samples

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.po"))
FIELD = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

SPANISH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Print"
msgstr "Imprimir"

#, fuzzy
msgid "Listen"
msgstr "Oír"

msgid "About {n} minute"
msgid_plural "About {n} minutes"
msgstr[0] "Cerca de {n} minuto"
msgstr[1] "Cerca de {n} minutos"
"""


@pytest.fixture
def roots(tmp_path):
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "es.po").write_text(SPANISH, encoding="utf-8")
    return (tmp_path, samples.ROOT / "templates")


def test_sentences_of_templates_and_of_code_are_found():
    found = {message.id for message in sentences()}
    assert {"Which best describes you?", "Under review", "This page is not here"} <= found
    assert ("About {n} minute", "About {n} minutes") in found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_shipped_catalogue_is_as_the_script_writes_it(lang):
    assert (FOLDER / f"{lang}.po").read_bytes() == updated(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_shipped_catalogue_says_every_sentence(lang):
    with (FOLDER / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file)
    strings = {m.id: m.string for m in catalogue if m.id}
    empty = [one for one, said in strings.items() if not (all(said) if said else False)]
    assert empty == []
    assert not any(message.fuzzy for message in catalogue if message.id)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_keeps_every_field_of_its_sentence(lang):
    with (FOLDER / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if not message.id:
            continue
        sources = message.id if message.pluralizable else (message.id,)
        strings = message.string if message.pluralizable else (message.string,)
        wanted = Counter(FIELD.findall(sources[-1]))
        # A form for one or two may leave the number out, as "one fact" does.
        for said in strings[-1:] if message.pluralizable else strings:
            assert Counter(FIELD.findall(said)) == wanted, message.id
        for said in strings:
            assert set(FIELD.findall(said)) <= set(wanted), message.id


def test_a_sentence_is_said_in_the_language_of_the_catalogue(roots):
    say = speaker_of("es", roots)
    assert say("Print") == "Imprimir"
    assert say.many("About {n} minute", "About {n} minutes", 3) == "Cerca de 3 minutos"


def test_what_a_catalogue_does_not_have_is_said_in_english(roots):
    assert speaker_of("es", roots)("No such sentence {n}", n=4) == "No such sentence 4"


def test_a_fuzzy_translation_is_not_used(roots):
    say = speaker_of("es", (roots[0],))
    assert say("Listen") == "Listen"


def test_a_librarys_own_sentence_lies_over_the_shipped_one(roots, tmp_path):
    shipped = tmp_path / "shipped"
    (shipped / "locale").mkdir(parents=True)
    text = SPANISH.replace("Imprimir", "Otra").replace("#, fuzzy\n", "")
    (shipped / "locale" / "es.po").write_text(text, encoding="utf-8")
    say = speaker_of("es", (roots[0], shipped))
    assert (say("Print"), say("Listen")) == ("Imprimir", "Oír")


def test_a_broken_catalogue_is_blamed_by_its_path(tmp_path):
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "es.po").write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    with pytest.raises(DataError, match=r"es\.po"):
        speaker_of("es", (tmp_path,))


def test_a_catalogue_of_no_language_is_refused(tmp_path):
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "qqq.po").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="qqq"):
        languages_of((tmp_path,))


def test_templates_offer_the_languages_that_have_a_catalogue(roots):
    assert Templates(roots).languages[0] == "en"
    assert "es" in Templates(roots).languages


@pytest.mark.parametrize(
    ("lang", "direction", "tag", "name"),
    [
        ("en", "ltr", "en", "English"),
        ("ar", "rtl", "ar", "العربية"),
        ("zh_Hans", "ltr", "zh-Hans", "中文 (简体)"),
        ("fr", "ltr", "fr", "Français"),
    ],
)
def test_a_speaker_knows_its_direction_tag_and_own_name(lang, direction, tag, name):
    say = Speaker(lang)
    assert (say.direction, say.tag, say.name) == (direction, tag, name)
