"""The wheel carries what the checkout has, and nothing else; the documents lead somewhere."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.hatch_build import FOLDERS, SUFFIXES, shipped_files


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-index", "-w", folder, root], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def test_wheel_carries_every_data_file_byte_for_byte(root, unpacked):
    names = shipped_files(root)
    assert {name.split("/")[0] for name in names} == set(FOLDERS)
    for name in names:
        shipped = unpacked / "patiented" / "_shipped" / name
        assert shipped.read_bytes() == (root / name).read_bytes()


def test_wheel_carries_no_file_of_an_unknown_kind(unpacked):
    shipped = [path for path in (unpacked / "patiented" / "_shipped").rglob("*") if path.is_file()]
    assert {path.suffix for path in shipped} <= set(SUFFIXES)


def test_no_data_file_is_left_out_of_the_wheel_by_its_kind(root):
    tracked = subprocess.run(
        ["git", "ls-files", *FOLDERS],  # noqa: S607  # git of this machine
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")
    assert sorted(set(tracked) - set(shipped_files(root))) == []


def test_installed_wheel_renders_the_shipped_library(unpacked, tmp_path):
    # -P and the path first: the package must come from the wheel, its data from inside it.
    program = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r})\n"
        "import patiented; assert patiented.__file__.startswith(sys.path[0])\n"
        "from patiented.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, "render", "opzelura", "--audience", "patient",
         "--format", "text"],
        cwd=tmp_path,
        env={"XDG_STATE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "60 g" in done.stdout.replace("\u00a0", " ")


def test_every_locked_dependency_has_its_licence_listed(root):
    locked = re.findall(
        r"^([a-z0-9][a-z0-9_.-]*)(?:\[[^]]*\])?==", _text(root, "requirements.lock"), re.MULTILINE
    )
    listed = re.findall(r"^\| `([^`]+)` \|", _text(root, "docs/licences.md"), re.MULTILINE)
    assert len(locked) > 30
    assert sorted(set(locked) - set(listed)) == []


def test_changelog_opens_with_what_readers_will_see(root):
    headings = re.findall(r"^### (.+)$", _text(root, "CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "What readers will see"


def test_version_is_the_installed_one(root):
    version = re.search(r'^version = "([^"]+)"', _text(root, "pyproject.toml"), re.MULTILINE)[1]
    assert importlib.metadata.version("patiented") == version
    assert f'__version__ = "{version}"' in _text(root, "patiented/__init__.py")


def test_readme_names_the_two_commands(root):
    text = _text(root, "README.md")
    assert "make serve" in text
    assert "make test" in text


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{name}" for name in (
    "architecture.md", "audiences.md", "patterns.md", "safety.md", "settings.md", "licences.md",
))])  # fmt: skip
def test_links_between_documents_lead_somewhere(root, page):
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", _text(root, page)):
        assert (Path(root, page).parent / target).exists(), target


def _text(root, name):
    return Path(root, name).read_text(encoding="utf-8")
