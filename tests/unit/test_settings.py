"""Where settings come from, how mistakes in them are told, and which library is found."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from patiented.errors import DataError, UsageError
from patiented.settings import (
    Settings,
    default_database_url,
    find_library,
    load_settings,
    places,
    settings_page,
    shipped_root,
)
from patiented.settings import fields as setting_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    (root / "monographs").mkdir(parents=True)
    return root


def _load(
    library: Path, environ: Mapping[str, str] | None = None, **arguments: str | int
) -> Settings:
    return load_settings(environ=environ or {}, start=library, **arguments)


def _write(library: Path, text: str) -> Path:
    path = library / "patiented.toml"
    path.write_text(text)
    return path


def test_defaults_hold_when_nothing_is_said(library: Path) -> None:
    settings = _load(library)
    assert (settings.library, settings.host, settings.port) == (library, "127.0.0.1", 8000)
    assert settings.database_url == f"sqlite:///{library}/var/patiented.db"


def test_file_beats_default_environment_beats_file_and_argument_beats_all(library: Path) -> None:
    _write(library, 'port = 1\nhost = "one"\nworkers = 1\n')
    settings = _load(library, {"PATIENTED_PORT": "2", "PATIENTED_HOST": "two"}, port=3)
    assert (settings.workers, settings.host, settings.port) == (1, "two", 3)


def test_an_argument_that_is_none_was_not_given(library: Path) -> None:
    settings = load_settings(environ={"PATIENTED_PORT": "2"}, start=library, port=None)
    assert settings.port == 2


def test_an_empty_variable_was_not_given(library: Path) -> None:
    assert _load(library, {"PATIENTED_PORT": ""}).port == 8000


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('port = 1\n  hots = "x"\n', "2:3", "unknown key 'hots'; did you mean host?"),
        ("[serve]\nport = 1\n", "1:2", "unknown key 'serve'"),
        ("library = '/x'\n", "1:1", "unknown key 'library'"),
        ("\nport = true\n", "2:1", "port is True, expected a whole number from 0 to 65535"),
        ("port = 65536\n", "1:1", "port is 65536"),
        ("port = 1\nport = 2\n", "2:9", "Cannot overwrite a value"),
        ("port = \n", "1:8", "Invalid value"),
        ("port = [", "1:1", "Invalid value"),
        ('emergency_number = "call"\n', "1:1", "expected a telephone number"),
        ('emergency_country = "usa"\n', "1:1", "expected a two-letter country code"),
        ('host = "a b"\n', "1:1", "expected a host name"),
        ('database_url = "mysql://x"\n', "1:1", "expected an address that starts with sqlite"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(
    library: Path, text: str, place: str, words: str
) -> None:
    path = _write(library, text)
    with pytest.raises(DataError) as caught:
        _load(library)
    assert str(caught.value).startswith(f"{path}:{place}: ")
    assert words in str(caught.value)


def test_a_file_that_is_not_utf8_is_told_with_its_place(library: Path) -> None:
    (library / "patiented.toml").write_bytes(b'port = 1\nhost = "\xff"\n')
    with pytest.raises(DataError, match=r"toml:2:9: not UTF-8"):
        _load(library)


def test_a_folder_in_the_place_of_the_file_is_one_clear_line(library: Path) -> None:
    (library / "patiented.toml").mkdir()
    with pytest.raises(DataError, match="cannot be read"):
        _load(library)


def test_a_bomb_of_nested_lists_is_one_clear_line(library: Path) -> None:
    _write(library, "port = " + "[" * 100_000)
    with pytest.raises(DataError):
        _load(library)


def test_a_misspelled_variable_is_refused_with_a_suggestion(library: Path) -> None:
    with pytest.raises(UsageError, match="did you mean PATIENTED_DATABASE_URL"):
        _load(library, {"PATIENTED_DATABSE_URL": "sqlite:///x.db"})


@pytest.mark.parametrize("name", ["PATIENTED_SERVICE_HOST", "PATIENTED_PORT_80_TCP"])
def test_variables_that_container_platforms_set_are_not_ours(library: Path, name: str) -> None:
    assert _load(library, {name: "10.0.0.1"}).host == "127.0.0.1"


def test_a_bad_variable_is_named(library: Path) -> None:
    with pytest.raises(UsageError, match="PATIENTED_PORT is 'tcp://db:80', expected a whole"):
        _load(library, {"PATIENTED_PORT": "tcp://db:80"})


def test_a_bad_argument_is_named_as_the_option(library: Path) -> None:
    with pytest.raises(UsageError, match="--workers is 0, expected a whole number from 1 to 64"):
        _load(library, workers=0)


def test_an_unknown_argument_is_refused(library: Path) -> None:
    with pytest.raises(UsageError, match="prot: no such setting; did you mean port"):
        _load(library, prot=1)


def test_a_password_is_neither_shown_nor_repeated_in_an_error(library: Path) -> None:
    address = "postgresql://ada:s3cret@db/x"
    assert "s3cret" not in repr(_load(library, database_url=address))
    with pytest.raises(UsageError) as caught:
        _load(library, database_url="oracle://ada:s3cret@db/x")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    ["'self' ; script-src *", "https://a.example\r\nX: y", "a,b", "", "'none' https://a.example"],
)
def test_frame_ancestors_cannot_open_another_directive(library: Path, value: str) -> None:
    with pytest.raises(UsageError):
        _load(library, frame_ancestors_pages=value)


@pytest.mark.parametrize(
    "value", ["*", "'none'", "'self' https://*.example.org:8443 http://a.example", "https:"]
)
def test_frame_ancestors_accepts_the_sources_that_browsers_know(library: Path, value: str) -> None:
    assert _load(library, frame_ancestors_widgets=value).frame_ancestors_widgets == value


def test_a_relative_database_in_the_file_starts_at_the_library(library: Path) -> None:
    _write(library, 'database_url = "sqlite:///data/x.db"\n')
    assert _load(library).database_url == f"sqlite:///{library}/data/x.db"


def test_an_absolute_database_in_the_file_stays(library: Path) -> None:
    _write(library, 'database_url = "sqlite:////srv/x.db"\n')
    assert _load(library).database_url == "sqlite:////srv/x.db"


def test_a_library_that_cannot_be_written_keeps_its_database_in_the_state_folder(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.os, "access", lambda *_: False)
    url = _load(library, {"XDG_STATE_HOME": "/state"}).database_url
    assert re.fullmatch(r"sqlite:////state/patiented/patiented-[0-9a-f]{12}\.db", url)


def test_two_read_only_libraries_do_not_share_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.os, "access", lambda *_: False)
    urls = {default_database_url(tmp_path / name, {"HOME": "/h"}) for name in "ab"}
    assert len(urls) == 2


def test_a_relative_state_folder_is_ignored_as_its_specification_says(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.os, "access", lambda *_: False)
    url = default_database_url(library, {"XDG_STATE_HOME": "here", "HOME": "/h"})
    assert url.startswith("sqlite:////h/.local/state/patiented/")


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "/"}])
def test_a_user_without_a_home_gets_a_temporary_database(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    monkeypatch.setattr(places.os, "access", lambda *_: False)
    monkeypatch.setattr(places.tempfile, "gettempdir", lambda: str(tmp_path))
    settings = _load(library, environ)
    assert settings.database_url.startswith(f"sqlite:///{tmp_path}/patiented-{os.getuid()}/")
    assert not settings.keeps_for_good
    assert _load(library, {"XDG_STATE_HOME": "/state"}).keeps_for_good


def test_a_temporary_folder_of_another_user_is_not_trusted(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.os, "access", lambda *_: False)
    monkeypatch.setattr(places.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / f"patiented-{os.getuid() + 1}").mkdir()
    monkeypatch.setattr(places.os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(UsageError, match="belongs to another user"):
        _load(library)


def test_the_library_is_the_nearest_parent_with_monographs(library: Path) -> None:
    deep = library / "monographs" / "opzelura" / "wording"
    deep.mkdir(parents=True)
    assert find_library(None, deep) == library


def test_a_named_library_beats_the_nearest(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "monographs").mkdir(parents=True)
    assert _load(library, {"PATIENTED_LIBRARY": str(other)}).library == other
    assert load_settings(environ={}, start=library, library=other).library == other


def test_without_any_library_nearby_the_shipped_one_is_taken(tmp_path: Path) -> None:
    assert find_library(None, tmp_path) == shipped_root()


def test_a_named_library_without_monographs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a library, it has no monographs/ folder"):
        find_library(tmp_path, tmp_path)


def test_in_a_checkout_the_shipped_folders_are_at_its_root() -> None:
    assert shipped_root() == CHECKOUT


def test_an_installed_wheel_carries_the_shipped_folders_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "patiented"
    (package / "_shipped" / "monographs").mkdir(parents=True)
    monkeypatch.setattr(places, "PACKAGE", package)
    assert shipped_root() == package / "_shipped"
    # Never a database among the installed files, even where they can be written.
    url = default_database_url(shipped_root(), {"HOME": "/h"})
    assert url == "sqlite:////h/.local/state/patiented/patiented.db"


def test_a_librarys_own_folders_are_laid_over_the_shipped_ones(library: Path) -> None:
    (library / "audiences").mkdir()
    (library / "templates").mkdir()
    settings = _load(library)
    assert settings.audience_roots[-1] == library / "audiences"
    assert settings.template_roots[0] == library / "templates"
    assert settings.audience_roots[0] == shipped_root() / "audiences"


def test_every_setting_has_its_help_rule_and_default() -> None:
    for name, one in setting_fields.FIELDS.items():
        assert one.metadata["help"].endswith("."), name
        assert one.metadata["default"], name


def test_every_default_keeps_its_own_rule(library: Path) -> None:
    settings = _load(library)
    for name in setting_fields.FILE_KEYS:
        assert setting_fields.checked(name, getattr(settings, name)) == getattr(settings, name)


def test_the_settings_page_is_current() -> None:
    assert (CHECKOUT / "docs" / "settings.md").read_text() == settings_page()


@pytest.mark.parametrize(
    "value", ["", "*", "https://a.example", "https://a.example http://localhost:3000"]
)
def test_origins_are_none_any_or_named(library: Path, value: str) -> None:
    assert _load(library, api_cors_origins=value).api_cors_origins == value


@pytest.mark.parametrize(
    "value",
    [
        "* https://a.example", "a.example", "https://a.example/", "https://a.example,http://b",
        "https://A.example", "https://a.example  http://b", "https://a\r\nX: 1", "null",
    ],
)  # fmt: skip
def test_what_no_browser_sends_as_an_origin_is_refused(library: Path, value: str) -> None:
    with pytest.raises(UsageError, match="expected"):
        _load(library, api_cors_origins=value)
