"""English inflection for the phrase proposer: verb forms, plurals, "a" or "an".

Rules and a table of the irregular words that the phrase tables use. Not a general library: a word
that is neither regular nor in the tables comes out wrong, so every row of the phrase tables is
tested.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from patiented.proposing.word_classes import BEHIND_HEAD, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence


_OTHER = 1  # where the "or" stands in "sign or symptom"


def head_of(phrase: Sequence[str]) -> int:
    """Return where the noun of a noun phrase stands: before what hangs on it ("of", "that")."""
    for index, word in enumerate(phrase):
        if index and word in BEHIND_HEAD:
            return index - 1
    return len(phrase) - 1


def plural_phrase(phrase: Sequence[str], head: int) -> tuple[str, ...]:
    """Return the phrase with its noun in the plural, and the verb that tells of it, too."""
    words = [*phrase[:head], plural(phrase[head]), *phrase[head + 1 :]]
    if head == _OTHER + 1 and phrase[_OTHER] == "or":  # "sign or symptom"
        words[0] = plural(phrase[0])
    if words[head + 1 : head + 2] in (["that"], ["which"]) and len(words) > head + 2:
        words[head + 2] = _plural_verb(words[head + 2])
    return tuple(words)


def _plural_verb(word: str) -> str:
    """Return the plural of a third person: "raises", raise."""
    if word in _PLURAL_VERBS:
        return _PLURAL_VERBS[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    for ending in ("sses", "ches", "shes", "xes"):
        if word.endswith(ending):
            return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_PLURAL_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}


class Tag(StrEnum):
    """The form that a word stands in."""

    BASE = "base"
    THIRD = "third"  # needs
    PAST = "past"  # needed, went
    PARTICIPLE = "participle"  # needed, gone
    ING = "ing"  # needing
    SINGULAR = "singular"
    PLURAL = "plural"


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The five forms of a verb."""

    base: str
    third: str
    past: str
    participle: str
    ing: str

    def form(self, tag: Tag) -> str:
        """Return one form by its tag."""
        forms = {
            Tag.THIRD: self.third,
            Tag.PAST: self.past,
            Tag.PARTICIPLE: self.participle,
            Tag.ING: self.ing,
        }
        return forms.get(tag, self.base)

    def tags_of(self, word: str) -> tuple[Tag, ...]:
        """Return every form that `word` may be; past and participle are often the same word."""
        tags = (Tag.BASE, Tag.THIRD, Tag.PAST, Tag.PARTICIPLE, Tag.ING)
        return tuple(tag for tag in tags if self.form(tag) == word)


BE_FORMS = {
    "be": Tag.BASE,
    "am": Tag.BASE,
    "are": Tag.BASE,
    "is": Tag.THIRD,
    "was": Tag.PAST,
    "were": Tag.PAST,
    "been": Tag.PARTICIPLE,
    "being": Tag.ING,
}
_IRREGULAR = {
    "arise": "arose arisen",
    "become": "became become",
    "begin": "began begun",
    "break": "broke broken",
    "breastfeed": "breastfed breastfed",
    "bring": "brought brought",
    "build": "built built",
    "buy": "bought bought",
    "catch": "caught caught",
    "choose": "chose chosen",
    "come": "came come",
    "cut": "cut cut",
    "do": "did done",
    "drink": "drank drunk",
    "eat": "ate eaten",
    "fall": "fell fallen",
    "feel": "felt felt",
    "find": "found found",
    "get": "got gotten",
    "give": "gave given",
    "go": "went gone",
    "grow": "grew grown",
    "have": "had had",
    "hold": "held held",
    "hurt": "hurt hurt",
    "keep": "kept kept",
    "know": "knew known",
    "lead": "led led",
    "leave": "left left",
    "let": "let let",
    "lose": "lost lost",
    "make": "made made",
    "mean": "meant meant",
    "put": "put put",
    "read": "read read",
    "rise": "rose risen",
    "say": "said said",
    "see": "saw seen",
    "seek": "sought sought",
    "send": "sent sent",
    "set": "set set",
    "show": "showed shown",
    "speak": "spoke spoken",
    "speed": "sped sped",
    "spread": "spread spread",
    "stick": "stuck stuck",
    "swell": "swelled swollen",
    "take": "took taken",
    "tell": "told told",
    "think": "thought thought",
    "throw": "threw thrown",
    "undergo": "underwent undergone",
    "wear": "wore worn",
    "wet": "wet wet",
    "withstand": "withstood withstood",
    "write": "wrote written",
}
_THIRD = {"have": "has", "do": "does", "go": "goes", "undergo": "undergoes"}
_DOUBLING = word_set(
    "stop plan drop clot rub dab pat scab let get put cut set wet begin occur reoccur recur permit "
    "refer prefer transmit admit submit omit commit control regret quit"
)
_PLURALS = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "alveolus": "alveoli",
    "atrium": "atria",
    "bronchus": "bronchi",
    "diverticulum": "diverticula",
    "glomerulus": "glomeruli",
    "meninx": "meninges",
    "macula": "maculae",
    "bulla": "bullae",
    "petechia": "petechiae",
    "thrombus": "thrombi",
    "embolism": "embolisms",
    "sequela": "sequelae",
    "fetus": "fetuses",
    "mucosa": "mucosae",
    "vertebra": "vertebrae",
    "biopsy": "biopsies",
    "diagnosis": "diagnoses",
    "thorax": "thoraces",
    "neoplasm": "neoplasms",
}
_ES_ENDINGS = ("s", "x", "z", "ch", "sh")
_VOWELS = frozenset("aeiou")
_AN_STARTS = ("hour", "honest", "honor", "heir")
_A_STARTS = ("uni", "use", "usual", "uri", "ure", "ute", "eu", "one", "once")
_AN_LETTERS = frozenset("AEFHILMNORSX")


def verb_forms(base: str) -> VerbForms:
    """Return the forms of a verb other than "be"."""
    stem = base + base[-1] if base in _DOUBLING else base
    silent_e = base.endswith("e") and not base.endswith(("ee", "ye", "oe"))
    third = _THIRD.get(base) or _add_s(base)
    if base in _IRREGULAR:
        past, participle = _IRREGULAR[base].split()
    else:
        past = participle = _add_ed(base, stem)
    ing = (base[:-1] if silent_e else stem) + "ing"
    return VerbForms(base, third, past, participle, ing)


def plural(noun: str) -> str:
    """Return the plural of one word."""
    if noun.endswith(("osis", "asis", "ysis", "esis")):
        return f"{noun[:-2]}es"
    return _PLURALS.get(noun) or _add_s(noun)


def article(word: str) -> str:
    """Return "a" or "an" by the sound that `word` starts with."""
    lower = word.casefold()
    if (word.isupper() and len(word) > 1) or word[1:2] == "-":
        return "an" if word[0] in _AN_LETTERS else "a"
    if lower.startswith(_AN_STARTS):
        return "an"
    if lower.startswith(_A_STARTS) and not lower.startswith(("unin", "unim")):
        return "a"
    return "an" if lower[:1] in _VOWELS else "a"


def looks_plural(word: str) -> bool:
    """Tell whether a noun reads like a plural."""
    if word in _PLURALS.values():
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "as"))


def _add_s(word: str) -> str:
    if word.endswith(_ES_ENDINGS):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"


def _add_ed(base: str, stem: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{stem}ed"
