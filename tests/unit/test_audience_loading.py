"""Loading audiences: a folder is enough, later roots lie over earlier ones, fingerprints move."""

import shutil
from pathlib import Path

import pytest

from patiented.audience import Address, load_audiences
from patiented.errors import DataError
from patiented.model import MonographKind, Obligation, Role

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "audiences"
TEENAGER = """\
label = "I am a teenager"
order = 4
description = "The short version, for you."
based_on = "patient"

[help]
today = "Tell a parent or your doctor right away"

[[section]]
role = "dosage"
obligation = "must"
heading = "How do I use {name} myself?"
"""


@pytest.fixture(scope="module")
def data():
    return load_audiences([SHIPPED])


@pytest.fixture
def library(tmp_path):
    """A copy of the shipped folder that a test may change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "audiences"))


@pytest.fixture
def own(tmp_path):
    """A library's own root, empty."""
    root = tmp_path / "own"
    root.mkdir()
    return root


def add(root, audience, **files):
    folder = root / audience
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_three_audiences_ship_in_chooser_order(data):
    assert list(data.audiences) == ["patient", "caregiver", "clinician"]


def test_a_folder_alone_adds_an_audience(own):
    add(own, "teenager", profile_toml=TEENAGER, README_md="For teenagers.")
    audiences = load_audiences([SHIPPED, own]).audiences
    assert list(audiences) == ["patient", "caregiver", "clinician", "teenager"]
    teenager, patient = audiences["teenager"], audiences["patient"]
    assert teenager.label == "I am a teenager"
    assert teenager.address is Address.YOU
    assert teenager.targets == patient.targets
    assert teenager.disclaimer == patient.disclaimer
    assert teenager.phrases == patient.phrases
    assert teenager.patterns_paths == patient.patterns_paths


@pytest.mark.parametrize("name", ["ask", "compare", "history", "source", "withdraw", "reinstate"])
def test_a_folder_named_like_a_page_of_a_monograph_is_refused(own, name):
    add(own, name, profile_toml=TEENAGER)
    with pytest.raises(DataError, match=f"'{name}' is a page"):
        load_audiences([SHIPPED, own])


def test_a_child_keeps_what_it_does_not_say_anew(own):
    add(own, "teenager", profile_toml=TEENAGER)
    teenager = load_audiences([SHIPPED, own]).audiences["teenager"]
    assert teenager.help.today == "Tell a parent or your doctor right away"
    assert teenager.help.now == "Call 911 or go to the emergency room now"
    assert teenager.plan_for(Role.DOSAGE).heading_for("Velmarin") == "How do I use Velmarin myself?"
    assert teenager.plan_for(Role.STORAGE).heading_for("Velmarin") == "How do I keep it?"


def test_a_later_root_replaces_one_file_and_keeps_the_others(own):
    profile = (SHIPPED / "patient/profile.toml").read_text(encoding="utf-8")
    add(own, "patient", profile_toml=profile.replace("I am a patient", "I use it"))
    patient = load_audiences([SHIPPED, own]).audiences["patient"]
    assert patient.label == "I use it"
    assert patient.phrases == load_audiences([SHIPPED]).audiences["patient"].phrases


def test_a_library_adds_a_term_without_copying_the_table(own, data):
    header = "term\tplain\trelation\tpos\tnote\n"
    (own / "common").mkdir()
    add(own, "common/terms", own_tsv=f"{header}jaundice\tyellow eyes\t?\tgloss\t\n")
    terms = load_audiences([SHIPPED, own]).lexicon.terms
    assert len(terms) == len(data.lexicon.terms)
    assert [term.plain for term in terms if term.term == "jaundice"] == ["yellow eyes"]


def test_a_term_in_two_files_is_refused(own):
    row = "term\tplain\trelation\tpos\tnote\njaundice\tyellow eyes\t?\tgloss\t\n"
    (own / "common").mkdir()
    add(own, "common/terms", a_tsv=row, b_tsv=row)
    with pytest.raises(DataError, match=r"b\.tsv:2.*'jaundice' is already in a\.tsv"):
        load_audiences([SHIPPED, own])


def test_the_emergency_number_is_one_key(own):
    profile = (SHIPPED / "patient/profile.toml").read_text(encoding="utf-8")
    add(own, "patient", profile_toml=profile.replace('"911"', '"112"'))
    patient = load_audiences([SHIPPED, own]).audiences["patient"]
    assert patient.help.now.startswith("Call 112 ")
    assert patient.disclaimer.endswith("In an emergency call 112.")


def test_every_audience_plans_every_role(data):
    for audience in data.audiences.values():
        assert {plan.role for plan in audience.sections} == set(Role)
        assert all(audience.plan_for(role).role is role for role in Role)


def test_the_clinician_must_have_everything_unchanged(data):
    clinician = data.audiences["clinician"]
    assert clinician.canonical
    assert {plan.obligation for plan in clinician.sections} == {Obligation.MUST}
    assert clinician.sections[0].role is Role.BOXED_WARNING
    assert clinician.infobutton_recipient == "PROV"


def test_the_caregiver_is_not_the_patient_with_other_pronouns(data):
    patient, caregiver = data.audiences["patient"], data.audiences["caregiver"]
    assert [plan.role for plan in caregiver.sections] != [plan.role for plan in patient.sections]
    assert "the caregiver" in caregiver.standing
    assert "right to decide" in caregiver.disclaimer
    assert caregiver.address is Address.CAREGIVER


@pytest.mark.parametrize("audience", ["patient", "caregiver"])
@pytest.mark.parametrize(
    ("role", "obligation"),
    [
        (Role.BOXED_WARNING, Obligation.MUST),
        (Role.DOSAGE, Obligation.MUST),
        (Role.INTERACTIONS, Obligation.SIMPLIFY),
        (Role.EFFICACY, Obligation.SIMPLIFY),
        (Role.PHARMACOKINETICS, Obligation.DROP),
    ],
)
def test_obligations_follow_the_editorial_table(data, audience, role, obligation):
    assert data.audiences[audience].plan_for(role).obligation is obligation


def test_a_condition_has_its_own_questions_and_order(data):
    patient = data.audiences["patient"]
    heading = patient.plan_for(Role.MECHANISM).heading_for("vitiligo", MonographKind.CONDITION)
    assert heading == "What causes it?"
    roles = [plan.role for plan in patient.sections_for(MonographKind.CONDITION)]
    assert roles.index(Role.MECHANISM) < roles.index(Role.DOSAGE)
    assert set(roles) == set(Role)


def test_a_drug_keeps_the_order_of_the_file(data):
    patient = data.audiences["patient"]
    assert patient.sections_for(MonographKind.DRUG) == patient.sections


def test_the_fingerprint_moves_with_a_byte_of_data(library):
    before = load_audiences([library])
    path = library / "patient/phrases.tsv"
    path.write_bytes(path.read_bytes() + b"# one more line\n")
    after = load_audiences([library])
    assert after.fingerprint != before.fingerprint
    assert after.audiences["patient"].fingerprint != before.audiences["patient"].fingerprint
    assert after.audiences["caregiver"].fingerprint == before.audiences["caregiver"].fingerprint


def test_the_fingerprint_of_a_child_moves_with_its_parent(library):
    add(library, "teenager", profile_toml=TEENAGER)
    before = load_audiences([library]).audiences["teenager"].fingerprint
    path = library / "patient/phrases.tsv"
    path.write_bytes(path.read_bytes() + b"# one more line\n")
    assert load_audiences([library]).audiences["teenager"].fingerprint != before


def test_a_readme_is_no_data(library):
    before = load_audiences([library]).fingerprint
    (library / "patient/README.md").write_text("Other words.", encoding="utf-8")
    assert load_audiences([library]).fingerprint == before


def test_the_fingerprint_does_not_depend_on_where_the_folder_lies(library):
    assert load_audiences([library]).fingerprint == load_audiences([SHIPPED]).fingerprint


@pytest.mark.parametrize("name", ["ask", "compare", "history", "Patient", "my audience", "x_y"])
def test_an_id_that_cannot_stand_in_a_url_is_refused(library, name):
    add(library, name, profile_toml=TEENAGER)
    with pytest.raises(DataError):
        load_audiences([library])


def test_a_folder_without_a_profile_is_refused(library):
    add(library, "nurse", README_md="For nurses.")
    with pytest.raises(DataError, match=r"nurse:1:1: the audience has no profile\.toml"):
        load_audiences([library])


def test_a_root_that_is_no_folder_is_refused(tmp_path):
    with pytest.raises(DataError, match="no such folder"):
        load_audiences([tmp_path / "nowhere"])


def test_a_parent_that_does_not_exist_is_refused_with_a_hint(library):
    add(library, "teenager", profile_toml=TEENAGER.replace('"patient"', '"pateint"'))
    with pytest.raises(DataError, match=r"profile\.toml:4:1: .*did you mean 'patient'"):
        load_audiences([library])


def test_parents_in_a_circle_are_refused(library):
    add(library, "teenager", profile_toml=TEENAGER.replace('"patient"', '"young"'))
    add(library, "young", profile_toml=TEENAGER.replace('"patient"', '"teenager"'))
    with pytest.raises(DataError, match="circle"):
        load_audiences([library])
