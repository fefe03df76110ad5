"""The table of rules: every rule that the code can name is told of in it."""

from __future__ import annotations

import ast
import re

import pytest

from patiented.export.checks.rules import find_rule, known_rules
from patiented.model import Level

NAMED_WITHIN = ("guard/*", "edition/*", "reading/*", "publishing/ratchet", "publishing/checking")
RULE = re.compile(r"[a-z_{}]+(?:-[a-z_{}]+)+")
NO_RULES = {
    "h-{}",  # the id of a heading
    "{}-{}",  # the id of a statement
    "must-{}",
    "fact-{}",
}
"""Texts with a hyphen that name no rule; the last two are told of by their outcomes."""


def _texts(root):
    """Yield each literal that looks like the id of a rule, with its place."""
    for pattern in NAMED_WITHIN:
        for path in sorted((root / "patiented").glob(f"{pattern}.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    text = node.value
                elif isinstance(node, ast.JoinedStr):
                    parts = node.values
                    text = "".join(p.value if isinstance(p, ast.Constant) else "{}" for p in parts)
                else:
                    continue
                if RULE.fullmatch(text):
                    yield text, f"{path.name}:{node.lineno}"


def test_every_rule_that_the_code_names_is_in_the_table(root):
    told = {text: place for text, place in _texts(root) if text not in NO_RULES}
    unknown = {
        text: place for text, place in told.items() if find_rule(text.replace("{}", "dose")) is None
    }
    assert "negation-lost" in told
    assert "{}-swapped" in told
    assert unknown == {}


@pytest.mark.parametrize("fate", ["lost", "open"])
def test_the_outcomes_of_facts_are_in_the_table(fate):
    assert find_rule(f"must-{fate}").level is Level.ERROR
    assert find_rule(f"fact-{fate}") is not None


def test_no_rule_of_the_table_is_one_that_nothing_names(root):
    named = {text for text, _ in _texts(root)}
    outcomes = {"must-lost", "must-open", "fact-lost", "fact-open"}
    single = {"withdrawn", "unreadable"}
    exact = {rule.id for rule in known_rules() if not rule.is_family}
    assert exact - named - outcomes - single == set()


def test_a_rule_of_a_family_says_which_kind_it_is_about():
    rule = find_rule("time_order-swapped")
    assert rule.id == "time_order-swapped"
    assert rule.says.endswith("(time order).")
    assert find_rule("no-such-thing-at-all") is None


def test_every_rule_is_told_in_sentences():
    for rule in known_rules():
        assert rule.says.endswith("."), rule.id
        assert rule.help.endswith("."), rule.id
