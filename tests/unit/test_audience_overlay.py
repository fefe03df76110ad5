"""Profiles in other languages: laid over the profile, key by key; anything unknown is refused."""

from __future__ import annotations

import pytest

from patiented.audience import load_audiences
from patiented.errors import DataError
from patiented.model import MonographKind, Role
from patiented.settings import shipped_root

SHIPPED = shipped_root() / "audiences"


@pytest.fixture(scope="module")
def audiences():
    return load_audiences([SHIPPED]).audiences


@pytest.fixture
def teenager(tmp_path):
    """Load an audience that builds on the patient; `spanish` is its own overlay."""

    def load(profile, spanish=None):
        folder = tmp_path / "audiences" / "teenager"
        folder.mkdir(parents=True, exist_ok=True)
        base = 'label = "I am a teenager"\norder = 4\nbased_on = "patient"\n'
        (folder / "profile.toml").write_text(base + profile, encoding="utf-8")
        if spanish is not None:
            (folder / "profile.es.toml").write_text(spanish, encoding="utf-8")
        return load_audiences([SHIPPED, tmp_path / "audiences"]).audiences["teenager"]

    return load


@pytest.mark.parametrize("name", ["patient", "caregiver", "clinician"])
def test_every_text_of_a_shipped_audience_is_said_in_spanish(audiences, name):
    english, spanish = audiences[name], audiences[name].speaking("es")
    for one, other in zip(english.standing_slots(), spanish.standing_slots(), strict=True):
        assert bool(one) == bool(other)
        assert not one or one != other
    assert english.label != spanish.label
    assert english.description != spanish.description
    for plan, said in zip(english.sections, spanish.sections, strict=True):
        assert plan.role is said.role
        assert plan.obligation is said.obligation
        assert [kind for kind, _ in plan.headings] == [kind for kind, _ in said.headings]
        assert all(a != b for (_, a), (_, b) in zip(plan.headings, said.headings, strict=True))


def test_the_emergency_number_is_filled_in(audiences):
    assert "911" in audiences["patient"].speaking("es").help.now


def test_english_goals_do_not_bind_another_language(audiences):
    targets = audiences["patient"].speaking("es").targets
    assert targets.flesch_kincaid is None
    assert targets.ease == 70.0


def test_a_language_without_overlay_leaves_the_texts_and_has_no_goal(audiences):
    patient = audiences["patient"]
    spoken = patient.speaking("sw")
    assert spoken.label == patient.label
    assert spoken.targets.ease is None


def test_a_parents_overlay_speaks_only_for_what_the_parent_says(teenager):
    spoken = teenager('[help]\ntoday = "Tell a parent right away"\n').speaking("es")
    assert spoken.label == "I am a teenager"
    assert spoken.help.today == "Tell a parent right away"
    assert spoken.help.visit == "Informe a su médico"
    heading = spoken.plan_for(Role.DOSAGE).heading_for("Zeltrina", MonographKind.DRUG)
    assert heading == "¿Cómo se usa?"


def test_an_own_overlay_lies_over_the_parents(teenager):
    spoken = teenager("", 'label = "Soy adolescente"\n').speaking("es")
    assert spoken.label == "Soy adolescente"
    assert spoken.help.visit == "Informe a su médico"


@pytest.mark.parametrize(
    ("spanish", "message"),
    [
        ('lable = "x"\n', "unknown key 'lable'; did you mean 'label'"),
        ("label = 3\n", "label must be a text"),
        ("[targets]\nflesch_kincaid = 6\n", "unknown key 'flesch_kincaid'"),
        ('[[section]]\nrole = "doses"\nheading = "x"\n', "unknown role 'doses'"),
        ('[[section]]\nrole = "dosage"\nobligation = "drop"\n', "unknown key 'obligation'"),
        ('disclaimer = "{phone}"\n', "unknown placeholder '{phone}'"),
    ],
)
def test_a_bad_overlay_is_refused_by_its_place(teenager, spanish, message):
    with pytest.raises(DataError, match=message) as caught:
        teenager("", spanish)
    assert "profile.es.toml:" in str(caught.value)
