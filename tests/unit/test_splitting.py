"""Splitting: only between full clauses, and never where something would be cut off."""

import pytest

from patiented.proposing.splitting import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The cream can stain clothes; the stain is permanent.",
            ("The cream can stain clothes.", "The stain is permanent."),
        ),
        (
            "The skin can burn, and the eyes can water.",
            ("The skin can burn.", "The eyes can water."),
        ),
        (
            "Iron should be stopped 5 days before, because it darkens the stool.",
            ("Iron should be stopped 5 days before.", "This is because it darkens the stool."),
        ),
        (
            "Keep the cream dry; stains on cloth are permanent.",
            ("Keep the cream dry.", "Stains on cloth are permanent."),
        ),
        (
            "Rashes are common; however, it is not possible to predict them.",
            ("Rashes are common.", "However, it is not possible to predict them."),
        ),
        (
            "Because warfarin crosses the placenta, it can harm the unborn baby.",
            ("Warfarin crosses the placenta.", "So it can harm the unborn baby."),
        ),
        (
            "Although cases are rare, care is advised in patients with heart disease.",
            ("Cases are rare.", "But care is advised in patients with heart disease."),
        ),
        (
            "A link between drug and fits has not been shown; however, people should be watched.",
            (
                "A link between drug and fits has not been shown.",
                "However, people should be watched.",
            ),
        ),
        ("Stop the cream; call the doctor.", ("Stop the cream.", "Call the doctor.")),
        ("Stop the cream, and call the doctor.", ("Stop the cream.", "Call the doctor.")),
        (
            "No change is needed for adults, but the skin should be watched.",
            ("No change is needed for adults.", "But the skin should be watched."),
        ),
        (
            "The skin can burn; the eyes can water; the nose can run.",
            ("The skin can burn.", "The eyes can water.", "The nose can run."),
        ),
        (
            "The skin (of the face, and the neck) can burn; the eyes can water.",
            ("The skin (of the face, and the neck) can burn.", "The eyes can water."),
        ),
        (
            "Velmarin is a strong blood thinner and can cause serious bleeding.",
            ("Velmarin is a strong blood thinner.", "Velmarin can cause serious bleeding."),
        ),
        (
            "The test takes an hour, although most people should plan for three.",
            ("The test takes an hour.", "But most people should plan for three."),
        ),
        (
            "The first dose is given at home, whereas later doses are given in a clinic.",
            ("The first dose is given at home.", "But later doses are given in a clinic."),
        ),
        (
            "Bleeding occurs in some adults and may need surgery.",
            ("Bleeding occurs in some adults.", "Bleeding may need surgery."),
        ),
        (
            "The rash is mild but may last for weeks.",
            ("The rash is mild.", "But the rash may last for weeks."),
        ),
    ],
)
def test_full_clauses_are_split(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "If the skin burns, stop, and the doctor can help you.",
        "The skin can burn, itch, and the eyes can water.",
        "The skin can burn; it can also itch a lot.",
        "Either the skin can burn; or the eyes can water.",
        "The skin can burn; the eyes can water",
        "The skin can burn badly and can itch a lot in some patients.",
        "The skin and the eyes can burn and can water for days.",
        "If a dose is missed, the next one is due; the cream should be used.",
        "The cream can burn; in some people the eyes can water.",
        "Signs are fever, rash, and swelling is seen.",
        "Stop the cream, and call the doctor if the skin burns.",
        "The cream is stopped for at least 2 days, and longer in patients with poor kidneys.",
        "Signs are thirst and weight loss, and slow healing, all of which pass.",
        "The skin does not need care, but long-term visits (as do children) for all.",
        "The skin of the face can burn and can itch for days.",
        "The skin can burn badly and must not be washed again.",
        "The skin can burn, sting and can itch for some days.",
        "Velmarin is mild but may stain clothes.",
        "Levels were lowest with the cream and the test, and TBUT of the group was higher.",
        "The cream is used at home, although it can sting.",
        "The first cream can stain; twice daily may be too much.",
        "Although it is rare, rash can be fatal.",
        "Although rare among adults, especially men, the rash can be fatal.",
        "Since the last dose, watch for fever.",
        "Because the drug is not absorbed, unless the skin is broken, it has no such effect.",
        "Patients should avoid alcohol, because they may feel dizzy.",
        "Avoid alcohol only at night, because it may cause dizziness.",
        "Alcohol should be avoided, because it may cause dizziness unless it is diluted.",
    ],
)
def test_what_belongs_together_stays_together(text):
    assert split(text) == (text,)


def test_no_word_is_lost_by_a_split():
    text = "The cream can stain clothes; the stain is permanent."
    words = " ".join(split(text)).casefold().replace(".", "").split()
    assert words == text.casefold().replace(".", "").replace(";", "").split()
