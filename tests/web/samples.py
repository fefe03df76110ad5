"""A made-up medicine, written by hand in three editions, and a service that serves them.

Nothing here comes from a real label, and nothing of the engine runs.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from patiented.audience import Address, Audience, HelpLines, SectionPlan, Targets
from patiented.errors import UsageError
from patiented.finding import Concepts, Entry, Index, entry_of
from patiented.model import (
    BlockKind,
    Edition,
    EditionBlock,
    EditionSection,
    EditionStatement,
    Fact,
    FactKind,
    FactVerdict,
    Fate,
    LedgerRow,
    LeftOut,
    Meta,
    MonographKind,
    Obligation,
    Origin,
    Proof,
    Reference,
    Role,
    Scores,
    StatementKind,
    TaughtTerm,
    Verdict,
)
from patiented.publishing import AssessmentDesk, Card, CardState, Offered, Published
from patiented.publishing.finding import card_states, found_in
from patiented.publishing.history import Historian
from patiented.publishing.looking_up import Matched, Matches, matched_in
from patiented.review import EditionKey, ReviewState, ReviewStep, Status, Withdrawal
from patiented.settings import Settings
from patiented.store import AuditEntry, KeptEdition, ReviewRecord

ROOT = Path(__file__).parents[2]

HEADINGS = {
    "patient": {
        Role.OVERVIEW: "What is {name}?",
        Role.BOXED_WARNING: "What is the most important safety warning?",
        Role.INDICATIONS: "Who is it for?",
        Role.CONTRAINDICATIONS: "Who must not use it?",
        Role.DOSAGE: "How do I use it?",
        Role.EFFICACY: "How well does it work?",
        Role.MECHANISM: "How does it work?",
    },
    "caregiver": {
        Role.OVERVIEW: "What is {name}, and what is it for?",
        Role.BOXED_WARNING: "What danger must I know about first?",
        Role.INDICATIONS: "Is it right for the person I care for?",
        Role.CONTRAINDICATIONS: "When must I not give it?",
        Role.DOSAGE: "How do I give it?",
        Role.EFFICACY: "How well does it work, and what can we hope for?",
        Role.MECHANISM: "How does it work?",
    },
    "clinician": {role: role.value.replace("_", " ").capitalize() for role in Role},
}
LABELS = {
    "patient": ("I am the patient", "Plain words, spoken to you."),
    "caregiver": ("I care for someone", "Plain words about the person you care for."),
    "clinician": ("I am a clinician", "The full clinical text with every number."),
}
ADDRESSES = {
    "patient": Address.YOU,
    "caregiver": Address.CAREGIVER,
    "clinician": Address.PROFESSIONAL,
}
TARGETS = {
    "patient": Targets(6.0, 6.0, 8.0),
    "caregiver": Targets(8.0, 8.0, None),
    "clinician": Targets(),
}


def audience(identity):
    """One of the three sample audiences."""
    label, description = LABELS[identity]
    plans = tuple(
        SectionPlan(
            role,
            Obligation.MUST,
            ((MonographKind.DRUG, HEADINGS[identity].get(role, "")),),
            place,
        )
        for place, role in enumerate(Role, start=1)
    )
    clinical = identity == "clinician"
    return Audience(
        id=identity,
        label=label,
        description=description,
        address=ADDRESSES[identity],
        order=list(LABELS).index(identity),
        sections=plans,
        disclaimer=f"The {identity} page helps you learn. It does not replace your care team.",
        unreviewed="No health professional has checked this version yet.",
        infobutton_recipient="PROV" if clinical else "PAT",
        targets=TARGETS[identity],
        help=HelpLines() if clinical else HelpLines(now="Call 911 or go to the emergency room now"),
        standing='On this page, "you" is the person who gives care.'
        if identity == "caregiver"
        else "",
        canonical=clinical,
        emergency_number="911",
        fingerprint=f"audience-{identity}",
    )


AUDIENCES = tuple(audience(identity) for identity in LABELS)

META = Meta(
    title="What is Zeltrina (examplib)?",
    name="Zeltrina",
    kind=MonographKind.DRUG,
    updated="2025-08-28",
    drugs=("Zeltrina", "examplib"),
    board="Medical Advisory Board",
    editorial_policy="https://example.org/policy",
    summary="A skin cream for eczema. The medicine in it is examplib.",
    taught=(
        TaughtTerm("atopic dermatitis", "a common kind of eczema"),
        TaughtTerm("immune system", "the parts of the body that fight infection"),
    ),
)


def fact(statement, kind, text, value=None):
    """A fact with a made-up place."""
    return Fact(f"{statement}-{text}", kind, text, value or text, (0, len(text)))


def said(identity, source, text, **more):
    """One statement as an audience reads it."""
    more.setdefault("kind", StatementKind.SENTENCE)
    more.setdefault("origin", Origin.WORDING)
    return EditionStatement(id=identity, source=source, text=text, **more)


def item(identity, source, text, **more):
    """One list item."""
    return said(identity, source, text, kind=StatementKind.ITEM, **more)


def paragraph(*statements):
    """A paragraph."""
    return EditionBlock(BlockKind.PARAGRAPH, statements)


def bullets(*statements, ordered=False):
    """A list."""
    return EditionBlock(BlockKind.LIST, statements, ordered=ordered)


def section(role, heading, *blocks, level=2, identity=""):
    """A section; the id is the role unless given."""
    return EditionSection(identity or role.value, role, heading, level, blocks)


DOSE = "Apply a thin layer twice daily; do not exceed 60 g per week or 8 weeks of treatment."
DOSE_FACTS = tuple(
    FactVerdict(fact("dose", kind, text), Verdict.KEPT)
    for kind, text in (
        (FactKind.FREQUENCY, "twice daily"),
        (FactKind.QUANTITY, "60 g per week"),
        (FactKind.DURATION, "8 weeks"),
    )
)


def plain_sections(identity):
    """The sections of the patient and caregiver editions."""
    heads = HEADINGS[identity]
    who = "you have" if identity == "patient" else "they have"
    return (
        section(
            Role.OVERVIEW,
            heads[Role.OVERVIEW].format(name="Zeltrina"),
            paragraph(
                said(
                    "over",
                    "Zeltrina is a topical JAK inhibitor for atopic dermatitis.",
                    "Zeltrina is a skin cream for atopic dermatitis (eczema).",
                    citations=(1, 2),
                ),
                said(
                    "over2",
                    "It is available on prescription.",
                    "A doctor must prescribe it. The pharmacist hands it out.",
                ),
            ),
        ),
        section(
            Role.BOXED_WARNING,
            heads[Role.BOXED_WARNING],
            paragraph(
                said(
                    "box",
                    "Systemic JAK inhibitors carry a boxed warning.",
                    "Medicines of this kind can cause serious harm.",
                )
            ),
            bullets(
                item("box1", "Serious infections", "serious infections"),
                item("box2", "Mortality", "death"),
                item("box3", "Malignancy", "cancer", citations=(3,)),
                item("box4", "MACE", "heart attack, stroke, or death from a heart problem"),
                item("box5", "Thrombosis", "blood clots in a vessel"),
            ),
        ),
        section(
            Role.INDICATIONS,
            heads[Role.INDICATIONS],
            paragraph(
                said(
                    "ind",
                    "Indicated for patients ≥ 12 years.",
                    "It is for people 12 years or older.",
                    facts=(FactVerdict(fact("ind", FactKind.AGE, "≥ 12 years"), Verdict.KEPT),),
                )
            ),
        ),
        section(
            Role.CONTRAINDICATIONS,
            heads[Role.CONTRAINDICATIONS],
            paragraph(
                said(
                    "contra",
                    "Contraindicated in immunocompromised patients.",
                    f"Do not use it if {who} a weak immune system.",
                )
            ),
        ),
        section(
            Role.DOSAGE,
            heads[Role.DOSAGE],
            paragraph(
                said(
                    "dose",
                    DOSE,
                    "Put on a thin layer twice a day. Do not use more than 60 grams in one week. "
                    "Do not use it for more than 8 weeks.",
                    citations=(1,),
                    facts=DOSE_FACTS,
                )
            ),
            bullets(
                item("step1", "Wash hands.", "Wash your hands."),
                item("step2", "Apply.", "Put the cream on:"),
                item("step2a", "On face", "on the face", depth=1),
                item("step2b", "On hands", "on the hands", depth=1),
                item("step3", "Recap.", "Close the tube."),
                ordered=True,
            ),
        ),
        section(
            Role.DOSAGE,
            "If a dose is missed",
            paragraph(
                said(
                    "missed",
                    "Omitted applications should not be compensated.",
                    "Omitted applications should not be compensated.",
                    origin=Origin.CANONICAL,
                    needs_writer=True,
                )
            ),
            level=3,
            identity="missed-dose",
        ),
        section(
            Role.DOSAGE,
            "Children",
            paragraph(said("kids", "Pediatric dosing is equal.", "Children use the same amount.")),
            level=3,
            identity="children",
        ),
        section(
            Role.EFFICACY,
            heads[Role.EFFICACY],
            EditionBlock(
                BlockKind.TABLE,
                (
                    said(
                        "row1",
                        "Clear skin: 54%, 15%",
                        "Clear skin: 54%, 15%",
                        kind=StatementKind.ROW,
                        cells=("Clear skin", "54%", "15%"),
                        citations=(3,),
                    ),
                    said(
                        "row2",
                        "Less itch: 50%, 18%",
                        "Less itch: 50%, 18%",
                        kind=StatementKind.ROW,
                        cells=("Less itch", "50%", "18%"),
                    ),
                ),
                header=("What changed", "With Zeltrina", "Without"),
            ),
            EditionBlock(
                BlockKind.CALLOUT,
                (said("note", "Results vary.", "Your own result may differ."),),
            ),
        ),
        section(
            Role.EFFICACY,
            "Children",
            paragraph(said("kids2", "Pediatric data are limited.", "Little is known in children.")),
            level=3,
            identity="children-2",
        ),
    )


def clinician_sections():
    """Every statement as it is in the source."""
    return tuple(
        replace(
            one,
            heading=one.heading if one.level > 2 else HEADINGS["clinician"][one.role],
            blocks=tuple(
                replace(
                    block,
                    statements=tuple(
                        replace(s, text=s.source, origin=Origin.CANONICAL, needs_writer=False)
                        for s in block.statements
                    ),
                )
                for block in one.blocks
            ),
        )
        for one in plain_sections("patient")
    )


def ledger(*, lost=0, left=3):
    """Eleven facts, eight of them kept; `lost` must facts are lost."""
    rows = [
        LedgerRow(fact("dose", FactKind.QUANTITY, f"{n} g"), "dose", Obligation.MUST, Fate.KEPT,
                  Proof.PROGRAM, (0, 2))
        for n in range(6)
    ]  # fmt: skip
    rows += [
        LedgerRow(fact("over", FactKind.TERM, f"term {n}"), "over", Obligation.SIMPLIFY,
                  Fate.GENERAL, Proof.PROGRAM)
        for n in range(2)
    ]  # fmt: skip
    rows += [
        LedgerRow(fact("mech", FactKind.TERM, f"signal {n}"), "mech", Obligation.DROP,
                  Fate.LEFT_OUT, Proof.NONE)
        for n in range(left)
    ]  # fmt: skip
    rows += [
        LedgerRow(fact("dose", FactKind.DURATION, f"{n} weeks"), "dose", Obligation.MUST, Fate.LOST,
                  Proof.NONE)
        for n in range(lost)
    ]  # fmt: skip
    return tuple(rows)


SCORES = Scores(
    counts=(("words", 905), ("sentences", 80)),
    formulas=(("flesch_kincaid", 5.6), ("smog", 7.1)),
    adjusted=(("flesch_kincaid", 4.9), ("smog", 5.8)),
    difficulty=2.1,
    hard_words=("prescription",),
    notes=("There are fewer than 30 sentences, so SMOG is outside its range.",),
)
REFERENCES = (
    Reference(1, "label", "Zeltrina label, section 2.", "https://example.org/label"),
    Reference(2, "guide", "A guide to eczema creams. Journal of Examples, 2024."),
    Reference(
        3, "trial", "A trial of Zeltrina. Journal of Examples, 2025.", "https://example.org/t"
    ),
)
LEFT_OUT = (
    LeftOut(
        "mech",
        Role.MECHANISM,
        "Examplib inhibits JAK1 and JAK2, which mediate IL-4 and IL-13 signaling.",
        "it tells how the medicine works inside the cell",
    ),
    LeftOut(
        "over",
        Role.OVERVIEW,
        "Zeltrina is a topical JAK inhibitor for atopic dermatitis.",
        "the name of the drug family is not needed to use it safely",
        ("JAK inhibitor",),
    ),
)


def edition(identity, **more):
    """One of the three sample editions."""
    clinical = identity == "clinician"
    whole = {
        "monograph": "zeltrina",
        "audience": identity,
        "lang": "en",
        "fingerprint": {
            "patient": "4f1c9a2e77",
            "caregiver": "a1b2c3d4e5",
            "clinician": "0f0f0f0f",
        }[identity],
        "meta": META,
        "sections": clinician_sections() if clinical else plain_sections(identity),
        "ledger": ledger(left=0 if clinical else 3),
        "left_out": () if clinical else LEFT_OUT,
        "scores": SCORES,
        "references": REFERENCES,
        "taught": META.taught,
    }
    return Edition(**(whole | more))


SUBMITTED = ReviewStep(Status.SUBMITTED, "2025-08-28T09:00:00+00:00", "A. Writer")
STARTED = ReviewStep(Status.UNDER_REVIEW, "2025-09-02T09:00:00+00:00", "R. Reviewer")
ASKED = ReviewStep(Status.CHANGES_REQUESTED, "2025-09-03T09:00:00+00:00", "R. Reviewer")
APPROVED = ReviewStep(Status.APPROVED, "2025-09-05T09:00:00+00:00", "R. Reviewer")

DRAFT = ReviewState()
WAITING = ReviewState(Status.SUBMITTED, (SUBMITTED,))
PENDING = ReviewState(Status.UNDER_REVIEW, (SUBMITTED, STARTED))
DOUBTED = ReviewState(Status.CHANGES_REQUESTED, (SUBMITTED, STARTED, ASKED))
DONE = ReviewState(Status.APPROVED, (SUBMITTED, STARTED, APPROVED), frozenset({"dose", "over"}))
LAPSED = ReviewState(
    Status.UNDER_REVIEW, (SUBMITTED, STARTED, APPROVED), frozenset({"over"}), frozenset({"dose"})
)
NOTICE = Withdrawal("zeltrina", None, "The dose is wrong.", "S. Owner", "2025-09-09T09:00:00+00:00")


def published(identity="patient", review=PENDING, withdrawn=None, *, publishable=True, **more):
    """A published sample edition."""
    return Published(edition(identity, **more), review, withdrawn, publishable)


class Reports:
    """Remembers what was reported."""

    def __init__(self):
        self.filed = []

    def file(self, edition, place, mistake, words):
        """Remember a report."""
        self.filed.append((edition.audience, place.id, mistake, words))
        return len(self.filed)


OLD_TEXT = "Put on a thin layer twice a day. Do not use more than 50 grams in one week."


def old_version(fingerprint="0dd0fade11", text=OLD_TEXT, **more):
    """The patient edition as it once was: its dose read otherwise, one sentence was not there."""
    sections = tuple(
        replace(
            one,
            blocks=tuple(
                replace(
                    block,
                    statements=tuple(
                        replace(s, text=text) if s.id == "dose" else s
                        for s in block.statements
                        if s.id != "over2"
                    ),
                )
                for block in one.blocks
            ),
        )
        for one in plain_sections("patient")
    )
    return edition("patient", fingerprint=fingerprint, sections=sections, **more)


@dataclass
class Past:
    """What a store tells of the past: versions with the times they were kept at, reviews, trail."""

    kept: list = field(default_factory=list)
    steps: tuple = ()
    trail: tuple = ()

    @property
    def editions(self):
        """This, as a repository."""
        return self

    reviews = audit = editions

    def history(self, key):
        """The versions of one audience, the newest first."""
        return tuple(
            KeptEdition(one.fingerprint, "", at)
            for one, at in reversed(self.kept)
            if one.audience == key.audience
        )

    def get(self, fingerprint):
        """One version."""
        return next((one for one, _ in self.kept if one.fingerprint == fingerprint), None)

    def record(self, key):
        """The moves of the review."""
        return ReviewRecord(self.steps if key.audience == "patient" else ())

    def entries(self, monograph):
        """The trail."""
        return tuple(one for one in self.trail if one.monograph == monograph)


def past():
    """A patient edition that was mended once, after it had been approved and taken down."""
    old = old_version()
    return Past(
        [
            (old, "2025-06-01T09:00:00Z"),
            *((edition(name), "2025-08-28T08:00:00Z") for name in LABELS),
        ],
        tuple(
            replace(step, fingerprint=old.fingerprint) for step in (SUBMITTED, STARTED, APPROVED)
        ),
        (
            AuditEntry(
                "2025-08-01T09:00:00Z",
                "S. Owner",
                "withdrawn",
                "zeltrina",
                note="The limit was 10 grams too low.",
            ),
            AuditEntry(
                "2025-08-28T09:00:00Z", "S. Owner", "reinstated", "zeltrina", note="Mended."
            ),
        ),
    )


@dataclass
class Assessments:
    """Keeps answers in memory, as the database does."""

    rows: list = field(default_factory=list)

    @property
    def assessments(self):
        """The one repository that is asked for."""
        return self

    def add(self, _, fingerprint, answers):
        """Keep answers."""
        self.rows += [(fingerprint, one) for one in answers]

    def of(self, fingerprint):
        """The latest answer to each item."""
        latest = {(one.instrument, one.item): one for f, one in self.rows if f == fingerprint}
        return tuple(one for one in latest.values() if one.answer)


@dataclass
class SampleService:
    """Serves the samples; `pages` and `past` may be changed by a test."""

    pages: dict = field(default_factory=lambda: {name: published(name) for name in LABELS})
    failure: Exception | None = None
    past: Past = field(default_factory=past)
    reports: Reports = field(default_factory=Reports)
    assessments: AssessmentDesk = field(
        default_factory=lambda: AssessmentDesk(Assessments(), lambda: "2025-08-28T09:00:00Z")
    )

    def matching(self, concepts):
        """Match the concepts with the front matter of the patient edition."""
        if self.failure:
            raise self.failure
        meta = self.pages["patient"].edition.meta
        known = Concepts({"zeltrina": meta})
        ids = {one for concept in concepts for one in matched_in(known, concept)}
        return Matches(tuple(Matched(one, meta.title) for one in ids), meta.updated)

    def offered(self):
        """Every edition that is shown."""
        return tuple(
            Offered("zeltrina", name, "en", page.edition.meta.updated)
            for name, page in self.pages.items()
            if page.shown
        )

    def find(self, wanted):
        """Search the two monographs."""
        cards = {card.id: card for card in self.library()}
        entries = (
            entry_of(one, card.meta) if card.meta else Entry(one, one, "", (("id", one),))
            for one, card in cards.items()
        )
        return found_in(
            Index(entries),
            wanted,
            lambda ids: {one: card_states(cards[one]) for one in ids},
            lambda ids: tuple(cards[one] for one in ids),
        )

    def near(self, text):
        """Names that look like the text."""
        metas = {card.id: card.meta for card in self.library() if card.meta}
        return Index(entry_of(one, meta) for one, meta in metas.items()).near(text)

    def state(self, _=None):
        """All that a test may change."""
        return (repr(self.failure), *self.pages.values())

    def library(self):
        """One readable monograph, one that is not."""
        if self.failure:
            raise self.failure
        states = tuple(
            CardState(name, "en", page.review.status, page.withdrawn is not None)
            for name, page in self.pages.items()
        )
        return (
            Card("zeltrina", META, states),
            Card("broken", None, (), "monograph.md:1:1: it has no front matter"),
        )

    def cards(self, ids):
        """Some of them."""
        return tuple(card for one in ids for card in self.library() if card.id == one)

    def has(self, monograph_id):
        """Whether the library has it."""
        return monograph_id in {"zeltrina", "broken"}

    def published(self, monograph_id, audience_id, lang="en"):
        """The page of one audience."""
        if self.failure:
            raise self.failure
        if monograph_id != "zeltrina" or audience_id not in self.pages or lang != "en":
            raise UsageError(f"no monograph {monograph_id!r}")
        return self.pages[audience_id]

    def languages(self, monograph_id, audience_id):
        """English alone."""
        if monograph_id != "zeltrina" or audience_id not in self.pages:
            raise UsageError(f"no monograph {monograph_id!r}")
        return ("en",)

    def versions(self, monograph_id, audience_id, lang="en", *, page):
        """The versions of one audience."""
        shown = self.published(monograph_id, audience_id, lang)
        return Historian(self.past).history(EditionKey(monograph_id, audience_id), shown, page)

    def version(self, monograph_id, audience_id, prefix, lang="en"):
        """One version of one audience."""
        shown = self.published(monograph_id, audience_id, lang)
        return Historian(self.past).version(EditionKey(monograph_id, audience_id), shown, prefix)

    def withdrawn(self, monograph_id, audience_id):
        """The notice on the page of one audience."""
        page = self.pages.get(audience_id)
        return page.withdrawn if page and monograph_id == "zeltrina" else None

    def audiences(self):
        """The three readers."""
        return AUDIENCES


def settings(library=ROOT):
    """Settings over the shipped templates, without a database."""
    return Settings(library=library, database_url="sqlite://")


def chromium():
    """The Chromium that Debian installs, or nothing."""
    names = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


CHROMIUM_FLAGS = (
    *(() if hasattr(os, "geteuid") and os.geteuid() else ("--no-sandbox",)),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
