"""The rules that a check may name, with what each saw and what to do: `rules.toml`, beside."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from patiented.model import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `says` is one sentence on what it saw, `help` on what to do about it."""

    id: str
    level: Level
    says: str
    help: str

    @property
    def is_family(self) -> bool:
        """Whether `id` stands for many rules, one for each kind of fact."""
        return "*" in self.id


@cache
def known_rules() -> tuple[Rule, ...]:
    """Return every rule of the table, families too, sorted by id."""
    text = resources.files("patiented.export.checks").joinpath("rules.toml").read_text("utf-8")
    rules = (
        Rule(identity, Level(group["level"]), says, group["help"])
        for group in tomllib.loads(text)["group"]
        for identity, says in group["rules"].items()
    )
    return tuple(sorted(rules, key=lambda one: one.id))


def find_rule(identity: str) -> Rule | None:
    """Return the rule with an id, one of a family under its own id; None for a stranger."""
    for rule in known_rules():
        if rule.id == identity:
            return rule
    for rule in known_rules():
        if rule.is_family and fnmatchcase(identity, rule.id):
            return replace(rule, id=identity, says=f"{rule.says[:-1]} ({_kind(identity, rule)}).")
    return None


def _kind(identity: str, family: Rule) -> str:
    """Return the part of an id that its family leaves open, as a word."""
    start, _, end = family.id.partition("*")
    return identity.removeprefix(start).removesuffix(end).replace("_", " ")
