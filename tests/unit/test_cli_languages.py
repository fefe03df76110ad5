"""Commands with `--lang`: editions, checks and scores of another language."""

from __future__ import annotations

import json

import pytest

from patiented.rendering.reading_ease import ease_words
from patiented.settings import shipped_root
from tests.unit.test_cli import run

__all__ = ["run"]

SHIPPED = ("--library", shipped_root(), "--audience", "patient")


@pytest.fixture
def check(run, monkeypatch, tmp_path):
    """Check the shipped Opzelura page, with a database of its own."""
    monkeypatch.setenv("PATIENTED_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")

    def checked(*arguments):
        code, out, _ = run("check", "opzelura", *SHIPPED, "--format", "json", *arguments)
        return code, json.loads(out)

    return checked


def test_check_without_a_language_looks_at_every_one(check):
    code, rows = check()
    assert code == 0
    assert [row["lang"] for row in rows] == ["en", "es"]


def test_check_of_one_language_gives_that_languages_formulas(check):
    code, rows = check("--lang", "es")
    assert code == 0
    assert [row["lang"] for row in rows] == ["es"]
    assert set(rows[0]["formulas"]) == {"fernandez_huerta", "szigriszt_pazos"}
    assert rows[0]["formulas"]["fernandez_huerta"] >= 70


def test_a_language_that_is_not_there_is_told_in_one_line(run):
    code, _, err = run("check", "opzelura", *SHIPPED, "--lang", "de")
    assert code == 2
    assert "has no patient edition in 'de'" in err


def test_render_gives_the_spanish_text_with_its_spanish_level(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PATIENTED_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    code, out, _ = run("render", "opzelura", *SHIPPED, "--lang", "es")
    assert code == 0
    assert 'lang="es"' in out
    assert "(Fernández-Huerta)" in out
    assert "Flesch-Kincaid" not in out


def test_score_of_a_spanish_text_has_no_english_grade(run):
    code, out, _ = run(
        "score", "-", "--lang", "es", "--format", "json", stdin="Póngase la crema.".encode()
    )
    data = json.loads(out)
    assert code == 0
    assert set(data["formulas"]) == {"fernandez_huerta", "szigriszt_pazos"}
    assert data["difficulty"] == 0


@pytest.mark.parametrize(
    ("ease", "words"),
    [
        (81, "easy to read"),
        (79.6, "easy to read"),
        (70, "fairly easy to read"),
        (61, "of standard difficulty"),
        (50, "fairly hard to read"),
        (20, "hard to read"),
    ],
)
def test_an_ease_is_said_in_words(ease, words):
    assert ease_words(ease) == words
