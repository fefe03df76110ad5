"""Judges whether an entry may be swapped in where it stands: the words around it decide.

Every rule here forbids. A place that no rule knows is not safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.audience import Form
from patiented.audience.phrase_table import BEFORE_NUMBER, VERB_FORMS
from patiented.proposing import word_classes as words
from patiented.proposing.inflect import Tag, article, head_of, looks_plural, plural_phrase
from patiented.proposing.phrase_place import END, is_adverb

if TYPE_CHECKING:
    from collections.abc import Callable

    from patiented.proposing.phrase_index import Entry
    from patiented.proposing.phrase_place import Place

_GOES_ON_LIST = words.LIST_OPENERS | {",", ";"}
_HAD_HAD = ("had", "had")
_THERE_IS = ("there", "is")
_START = "^"
PEOPLE = ("people",)


def fits(entry: Entry, place: Place) -> bool:
    """Tell whether `entry` may be swapped in at `place`."""
    return all(rule(entry, place) for rule in _RULES)


def _by_number(entry: Entry, place: Place) -> bool:
    """Ask for a list where number or article would not agree."""
    if entry.changes_number:
        return in_list(entry, place)
    return not _needs_article(entry) or place.has_article() or in_list(entry, place)


def _by_form(entry: Entry, place: Place) -> bool:
    if entry.form in VERB_FORMS:
        return _verb_fits(entry, place)
    check = _CHECKS.get(entry.form)
    return check is None or check(entry, place)


def in_list(entry: Entry, place: Place) -> bool:
    """Tell whether the match is an item of a list: it needs neither article nor agreement."""
    del entry
    opened = place.opens or place.previous in words.OPEN_MARKS | words.LIST_OPENERS
    closed = place.next in words.CLOSE_MARKS | {END, "and", "or"}
    return opened and closed and not (place.opens and place.next == END)


def _item(entry: Entry, place: Place) -> bool:
    """Tell whether a name without a plural may give way to plain words that have one.

    In a list they need nothing; elsewhere "hypothyroidism" becomes "an underactive thyroid".
    """
    return in_list(entry, place) or stands_bare(entry, place)


def stands_bare(entry: Entry, place: Place) -> bool:
    """Tell whether the match is a noun phrase of one word or name, without article or adjective.

    Where it is the subject, its plain words must be one thing, as its verb says.
    """
    target = entry.target or ()
    if not target or "and" in target or place.next not in words.AFTER_TAIL | {END}:
        return False
    if looks_plural(target[head_of(target)]):
        return place.previous in words.BARE_BEFORE and place.next not in words.FINITE
    return place.opens or place.previous in words.BARE_BEFORE


def is_noun_ahead(place: Place) -> bool:
    """Tell whether a noun, or an adjective before one, stands right behind the match."""
    piece = place.next_piece
    return piece is not None and piece.is_word and piece.key not in words.CLOSED | words.VERBS_AHEAD


def _by_neighbors(entry: Entry, place: Place) -> bool:
    if entry.is_term and entry.only_simplify and place.is_denied():
        return False  # "no polyps" says less than "no growths"
    if _shares_noun(entry, place) or _shares_adjective(entry, place):
        return False
    if not _names_a_group_whole(entry, place):
        return False
    return not _is_forbidden(entry, place) and not _shares_preposition(entry, place)


def _shares_noun(entry: Entry, place: Place) -> bool:
    """Tell whether an adjective before the match shares its noun, which would go astray.

    "Historical and clinical findings", "manic or mixed episodes".
    """
    if not place.follows_adjective_and():
        return False
    is_adjective = entry.source[0].endswith(words.MODIFIER_ENDINGS)
    return is_adjective and (len(entry.source) > 1 or len(entry.target or ()) > 1)


def _shares_adjective(entry: Entry, place: Place) -> bool:
    """Tell whether a noun behind the match shares its adjective: "suicidal thoughts or behavior".

    Plain words with a tail ("thoughts of suicide") would leave that noun without it.
    """
    target = entry.target or ()
    if len(entry.source) == 1 or not entry.source[0].endswith(words.MODIFIER_ENDINGS):
        return False
    if not words.PREPOSITIONS & set(target) or words.PREPOSITIONS & set(entry.source):
        return False
    alone = place.previous not in words.OPEN_MARKS and not place.opens
    return alone and place.next in ("and", "or") and place.after_next not in words.CLOSED


def _names_a_group_whole(entry: Entry, place: Place) -> bool:
    """Tell whether nothing belongs to a group but its own words.

    "Essential hypertensive patients" are not "essential people with high blood pressure", and an
    age right behind them would go to the blood pressure.
    """
    target = entry.target or ()
    if target[:1] != PEOPLE or len(target) == 1 or len(entry.source) == 1:
        return True
    piece = place.next_piece
    return _follows_small(place) and not (piece is not None and piece.is_number)


def _shares_preposition(entry: Entry, place: Place) -> bool:
    """Tell whether the last word of the match is said again behind "and", and would not agree."""
    target = entry.target
    last = entry.source[-1]
    if target is None or last not in words.PREPOSITIONS or target[-1] == last:
        return False
    return place.repeats_behind_and(last)


def _is_forbidden(entry: Entry, place: Place) -> bool:
    if entry.at_start and not place.opens:
        return True
    if place.previous in entry.before or place.next in entry.after:
        return True
    if place.opens and _START in entry.before:
        return True
    piece = place.next_piece
    return BEFORE_NUMBER in entry.after and piece is not None and piece.is_number


def _adjective(entry: Entry, place: Place) -> bool:
    if entry.is_term:
        return place.next in words.BODY_NOUNS or _is_predicate(entry, place)
    return is_noun_ahead(place)


def _is_predicate(entry: Entry, place: Place) -> bool:
    """Tell whether an adjective stands behind "is" or a label, and its plain word can, too.

    "The pain is abdominal" must not become "is belly".
    """
    told = place.previous in words.BE or place.previous == ":"
    closed = place.next in words.CLOSE_MARKS | {END, "and", "or"}
    target = entry.target or ("",)
    return told and closed and (target[0] == "not" or target[-1] in words.PREDICATES)


def _head(entry: Entry, place: Place) -> bool:
    """Ask that nothing but small words stand before a noun: no "pediatric", no "COVID-19"."""
    if entry.target == PEOPLE and _counts_a_group(place) and place.next not in words.NARROWS:
        return False  # "half of patients" are not half of people
    if entry.target == PEOPLE and (place.previous == "{negation}" or _stands_beside_others(place)):
        return False
    return _follows_small(place)


def _stands_beside_others(place: Place) -> bool:
    """Tell whether "and" joins the match to staff or family, who are people, too."""
    joined = ("and", "or")
    piece = place.before_previous
    before = piece is not None and piece.key in words.BESIDE_PATIENTS
    after = place.after_next in words.BESIDE_PATIENTS
    return (place.previous in joined and before) or (place.next in joined and after)


def _follows_small(place: Place) -> bool:
    before = place.previous
    small = words.CLOSED | words.OPEN_MARKS | words.PEOPLE_ADJECTIVES | {END}
    return before in small or (before.startswith("{") and before != "{drug}")


def _counts_a_group(place: Place) -> bool:
    """Tell whether all, or a share, of those named are meant."""
    if place.previous in words.WHOLE_GROUPS:
        return True
    piece = place.before_previous
    if place.previous != "of" or piece is None:
        return False
    return piece.key in words.SHARES or piece.is_number or piece.key == "%"


def _needs_article(entry: Entry) -> bool:
    """Tell whether the plain words, one counted thing, cannot stand without an article."""
    if entry.form is not Form.NOUN or entry.tags != (Tag.SINGULAR,) or entry.target is None:
        return False
    return not words.MASS_CAPABLE & set(entry.target)


def _adverb(entry: Entry, place: Place) -> bool:
    del entry
    return place.next in words.CLOSE_MARKS | words.CLAUSE_OPENERS | {END} and not place.opens


_CHECKS: dict[Form, Callable[[Entry, Place], bool]] = {
    Form.ADJECTIVE: _adjective,
    Form.ADVERB: _adverb,
    Form.ITEM: _item,
    Form.HEAD: _head,
}


def _term_fits(entry: Entry, place: Place) -> bool:
    """Keep plain words out of compounds, and those with "of" away from what would hang on them."""
    if entry.is_term and place.next == "(":
        return False  # what follows in brackets belongs to the term, not to its plain words
    if not entry.is_term or entry.target is None or entry.form not in (Form.NOUN, Form.FIXED):
        return True
    return _is_one_word_for_another(entry) or _noun_phrase_fits(entry.target, place)


def _noun_phrase_fits(target: tuple[str, ...], place: Place) -> bool:
    before = place.previous
    free = before in words.CLOSED | words.OPEN_MARKS | words.PLAIN_ADJECTIVES | {END, "{negation}"}
    if not free:
        return False
    if target[0].endswith("ing") and before in words.DETERMINERS | words.PLAIN_ADJECTIVES:
        return False
    has_tail = any(word in words.PREPOSITIONS for word in target)
    if has_tail:
        closes_bracket = place.next == ")" and place.after_next not in words.AFTER_TAIL | {END}
        if closes_bracket or (before == "by" and "by" in target):
            return False
        return place.next in words.AFTER_TAIL | {END}
    return len(target) == 1 or not is_noun_ahead(place)


def _is_one_word_for_another(entry: Entry) -> bool:
    """Tell whether a noun gives way to one noun that says the same: it fits in any compound.

    "Airway obstruction" is an "airway blockage"; names that must stay are rows of their own.
    """
    target = entry.target or ()
    one = entry.is_term and len(entry.source) == 1 and len(target) == 1
    return one and not entry.only_simplify and not target[0].endswith("ing")


def _verb_fits(entry: Entry, place: Place) -> bool:
    if entry.source[0] in words.BE and entry.form is Form.VERB:
        return True
    if entry.form is Form.OBJECT and not _has_object(place):
        return False
    if (entry.target or ("",))[-1] in words.PARTICLES and place.next in words.OBJECTS:
        return False  # "discard it" is no "throw away it"
    if entry.form is Form.ALONE and not _is_alone(place):
        return False
    tag = entry.tags[0] if entry.tags else Tag.BASE
    return _TENSES[tag](entry, place)


def _base(entry: Entry, place: Place) -> bool:
    """Ask that a base form that could be a noun follows what only a verb can follow."""
    if Tag.PARTICIPLE in entry.tags and place.auxiliary() in words.HAVE | words.BE:
        return False
    if entry.form is Form.VERB:
        return True
    return place.auxiliary() in words.VERB_MARKERS or (entry.form is Form.OBJECT and place.opens)


def _third(entry: Entry, place: Place) -> bool:
    if entry.form in (Form.VERB, Form.ALONE):
        return place.previous not in words.DETERMINERS
    return place.auxiliary() in words.SINGULAR_SUBJECTS


def _past(entry: Entry, place: Place) -> bool:
    """Past tense and participle look alike: after "be" it is passive, after "have" perfect."""
    auxiliary = place.auxiliary()
    if entry.form in (Form.OBJECT, Form.ALONE) and auxiliary in words.BE:
        return False
    target = entry.target or (END,)
    if auxiliary in words.HAVE and (target[0] == "gotten" or (auxiliary, target[0]) == _HAD_HAD):
        return False
    sure = auxiliary in words.HAVE | words.PLURAL_SUBJECTS | words.SINGULAR_SUBJECTS | words.BE
    if entry.past is not None or entry.form is Form.OBJECT or len(entry.target or ()) > 1:
        return sure
    return True


def _ing(entry: Entry, place: Place) -> bool:
    if entry.form is Form.OBJECT:
        return place.previous not in words.DETERMINERS
    return True


_TENSES: dict[Tag, Callable[[Entry, Place], bool]] = {
    Tag.BASE: _base,
    Tag.THIRD: _third,
    Tag.PAST: _past,
    Tag.PARTICIPLE: _past,
    Tag.ING: _ing,
}


def target_of(entry: Entry, place: Place) -> tuple[str, ...]:
    """Return the words to put in, in the right tense."""
    target = entry.target or ()
    if entry.form is Form.ITEM and not in_list(entry, place) and _is_one_thing(target):
        return (article(target[0]), *target)
    if target[-2:] == _THERE_IS and place.has_plural_ahead():
        return (*target[:-1], "are")
    if _is_counted_in_list(entry, place):
        return plural_phrase(target, head_of(target))
    if entry.past is None:
        return target
    perfect = place.auxiliary() in words.HAVE | words.BE
    return target if perfect else entry.past


def _is_counted_in_list(entry: Entry, place: Place) -> bool:
    """Tell whether the plain words need a plural in a list, where their source needs no article.

    "Include hypotension, arrhythmia, and rash": heart rhythm problems.
    """
    target = entry.target or ()
    if not _needs_article(entry) or place.opens or place.previous not in _GOES_ON_LIST:
        return False
    bare = not place.has_article() and target[head_of(target)] in words.COUNTED_IN_LISTS
    return bare and in_list(entry, place)


def _is_one_thing(target: tuple[str, ...]) -> bool:
    return not looks_plural(target[head_of(target)])


def _has_object(place: Place) -> bool:
    piece = place.next_piece
    if piece is None:
        return False
    if piece.slot:
        return True
    closed = words.PREPOSITIONS | words.CONJUNCTIONS | words.BE | words.MODALS
    return piece.is_word and piece.key not in closed and not is_adverb(piece.key)


def _is_alone(place: Place) -> bool:
    return place.next in words.AFTER_ALONE | {END} or is_adverb(place.next)


_RULES = (_by_neighbors, _by_number, _term_fits, _by_form)
