"""A bad profile is blamed by path, line and column, and says what was meant."""

from pathlib import Path

import pytest

from patiented.audience.places import find_key
from patiented.audience.profile_file import read_profile, section_plans
from patiented.errors import DataError

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "audiences/patient/profile.toml").read_text(encoding="utf-8")


def blame(tmp_path, text):
    """Return the error that a profile with this text raises."""
    path = tmp_path / "profile.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataError) as caught:
        section_plans(read_profile(path))
    return str(caught.value).removeprefix(str(path))


def line_of(part):
    """Return the number of the line of the shipped profile that starts with `part`."""
    return next(i for i, line in enumerate(SHIPPED.split("\n"), 1) if line.startswith(part))


@pytest.mark.parametrize(
    ("good", "bad", "place", "message"),
    [
        ("label = ", "lable = ", "label = ", "unknown key 'lable'; did you mean 'label'?"),
        ("order = 1", 'order = "1"', "order = ", "order must be a whole number"),
        ("order = 1", "order = true", "order = ", "order must be a whole number"),
        ('"you"', '"yuo"', "address = ", "unknown value 'yuo'; did you mean 'you'?"),
        ('"PAT"', '"XYZ"', "infobutton_recipient", "expected one of PAT, PROV"),
        ("flesch_kincaid", "flesch", "flesch_kincaid", "did you mean 'flesch_kincaid'?"),
        ("smog = 8.0", 'smog = "low"', "smog = ", "smog must be a number"),
        ('poison = "call', 'poizon = "call', "poison", "did you mean 'poison'?"),
    ],
)
def test_a_bad_key_is_blamed_by_line(tmp_path, good, bad, place, message):
    error = blame(tmp_path, SHIPPED.replace(good, bad, 1))
    assert error.startswith(f":{line_of(place)}:1: ")
    assert message in error


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ('role = "dosage"', 'role = "dosages"', "did you mean 'dosage'?"),
        ('role = "dosage"', 'role = "storage"', "role storage has two sections"),
        ('heading = "How do I use it?"', "heading = 3", "heading must be a text"),
        ('heading = "How do I use it?"', 'heading = " "', "the heading is empty"),
        ('heading = "How do I use it?"', 'heading = "{nmae}"', "unknown placeholder '{nmae}'"),
        ('heading = "How do I use it?"', "", "a section needs the key 'heading'"),
    ],
)
def test_a_bad_section_is_blamed(tmp_path, good, bad, message):
    assert message in blame(tmp_path, SHIPPED.replace(good, bad, 1))


def test_a_section_is_blamed_by_the_line_of_its_own_key(tmp_path):
    error = blame(tmp_path, SHIPPED.replace('heading = "How do I use it?"', "heading = 3", 1))
    line = line_of('heading = "How do I use it?"')
    assert error == f":{line}:1: heading must be a text"


def test_a_placeholder_that_no_standing_text_knows_is_refused(tmp_path):
    assert "{phone}" in blame(tmp_path, SHIPPED.replace("{emergency_number}", "{phone}", 1))


def test_a_syntax_error_is_blamed_by_line_and_column(tmp_path):
    assert blame(tmp_path, 'label = "x"\norder = = 2\n').startswith(":2:9: ")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"label = \xff", "not UTF-8"),
        (b'label = "a\x00b"', ""),
        (b"", ""),
    ],
)
def test_bytes_that_are_no_profile_are_refused_or_empty(tmp_path, data, message):
    path = tmp_path / "profile.toml"
    path.write_bytes(data)
    if not data:
        assert read_profile(path).values == {}
        return
    assert message in blame(tmp_path, data)


def test_a_missing_file_is_an_error_with_its_path(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_profile(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (("a",), (1, 1)),
        (("t",), (2, 1)),
        (("t", "b"), (3, 3)),
        (("s", 0, "c"), (6, 1)),
        (("s", 1, "c"), (8, 1)),
        (("s", 1, "missing"), (7, 1)),
        (("nowhere",), (1, 1)),
        (("t", "inside"), (2, 1)),
    ],
)
def test_keys_are_found_where_they_stand(key, place):
    text = 'a = 1\n[t]\n  b = """\ninside = 3"""\n[[s]]\nc = 1\n[[s]]\nc = 2\n'
    assert find_key(text, key) == place
