"""`check` in CI, as it is run there: forms, baseline, what cannot be read, and following files."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from sarif_kit.validate import validation_errors

from patiented.cli.check_progress import Lines
from tests.engines import shipped_engine
from tests.street import MONOGRAPH, PATIENT_PO, make_library
from tests.unit.test_cli import _one_line, run

__all__ = ["run"]

SOURCE = "monographs/alphadrug/monograph.md"
WORDING = "monographs/alphadrug/wording/patient.en.po"
EASY = MONOGRAPH.replace("summary: Alphadrug is a tablet.\n", "")
REFUSED = PATIENT_PO.replace("Take 5 mg twice a day.", "Take 6 mg twice a day.")


@pytest.fixture(scope="module")
def engine():
    return shipped_engine()


@pytest.fixture(autouse=True)
def loaded(monkeypatch, engine):
    """Let the commands of this module share one engine: loading it takes most of their time."""
    monkeypatch.setattr("patiented.publishing.checking.Engine", lambda _: engine)


@pytest.fixture
def library(tmp_path):
    return make_library(tmp_path, monograph=EASY)


def edit(library, name, old, new):
    path = library / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_sarif_of_a_library_is_valid_and_places_findings_in_source_and_catalogue(run, tmp_path):
    make_library(tmp_path, monograph=EASY, patient=REFUSED)
    code, out, _ = run("check", "--format", "sarif", "--audience", "patient")
    data = json.loads(out)
    assert code == 1
    assert validation_errors(data) == []
    places = {
        one["ruleId"]: (place["artifactLocation"]["uri"], place["region"]["startLine"])
        for one in data["runs"][0]["results"]
        for place in [one["locations"][0]["physicalLocation"]]
    }
    assert places["needs-writer"] == (SOURCE, 19)
    assert places["quantity-changed"] == (WORDING, 12)
    assert {rule["id"] for rule in data["runs"][0]["tool"]["driver"]["rules"]} > places.keys()


def test_github_has_commands_on_standard_output_and_a_table_in_its_file(
    run, library, tmp_path, monkeypatch
):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    code, out, _ = run("check", "--format", "github", "--audience", "caregiver")
    assert code == 1
    assert (
        f"::error file={SOURCE},line=19,col=1,title=needs-writer::alphadrug caregiver.en: " in out
    )
    assert summary.read_text("utf-8").startswith("before\n## patiented check\n")
    assert "| alphadrug | caregiver.en | Flesch-Kincaid" in summary.read_text("utf-8")


def test_a_source_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    run, library, tmp_path
):
    broken = tmp_path / "monographs" / "broken"
    broken.mkdir()
    (broken / "monograph.md").write_bytes(b"---\ntitle: x\n---\n\n\xff\n")
    code, out, err = run("check", "--format", "sarif")
    data = json.loads(out)["runs"][0]
    assert code == 2
    assert "monographs/broken/monograph.md:5:1: is not UTF-8" in _one_line(err)
    assert {one["ruleId"] for one in data["results"]} >= {"needs-writer"}
    (told,) = data["invocations"][0]["toolExecutionNotifications"]
    place = told["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "monographs/broken/monograph.md"
    rows = json.loads(run("check", "--format", "json")[1])
    assert [row["ok"] for row in rows if row["monograph"] == "broken"] == [False]


def test_a_baseline_lets_pass_what_it_has_and_fails_what_got_worse(run, library):
    assert run("check", "--baseline", "base.json", "--write-baseline")[0] == 0
    code, out, _ = run("check", "--baseline", "base.json")
    assert code == 0
    assert "error:" not in out
    edit(library, WORDING, 'msgstr "Take 5 mg twice a day."', 'msgstr ""')
    code, out, _ = run("check", "--baseline", "base.json")
    assert code == 1
    assert f"{SOURCE}: error: findings-worse: needs-writer: 1 found; the baseline has 0" in out
    assert f"{SOURCE}:19:1: error: needs-writer:" in out
    code, out, _ = run("check", "--baseline", "base.json", "--format", "json", "--quiet")
    rows = {row["audience"]: row for row in json.loads(out)}
    assert [rows[name]["ok"] for name in ("patient", "caregiver", "clinician")] == [
        False, True, True,
    ]  # fmt: skip
    worse = {one["rule"] for one in rows["patient"]["baseline"]["worse"]}
    assert worse == {"level-worse", "findings-worse"}


def test_a_sentence_left_out_is_worse_whatever_it_does_for_the_level(run, library):
    run("check", "--baseline", "base.json", "--write-baseline")
    caregiver = library / "monographs/alphadrug/wording/caregiver.en.po"
    caregiver.write_text(PATIENT_PO, encoding="utf-8")
    code, out, _ = run("check", "--baseline", "base.json", "--audience", "caregiver")
    assert code == 1
    assert "statement-dropped: shown before, and now left out: 'Alphadrug inhibits kinases" in out
    assert "edition-shorter: statements shown: 3; the baseline has 4" in out
    assert "better" not in out


def test_a_baseline_is_tightened_and_never_loosened(run, library):
    run("check", "--baseline", "base.json", "--write-baseline")
    before = (library / "base.json").read_text("utf-8")
    caregiver = library / "monographs/alphadrug/wording/caregiver.en.po"
    caregiver.write_text(PATIENT_PO.partition("#. omit")[0], encoding="utf-8")
    code, out, _ = run("check", "--baseline", "base.json")
    assert code == 0
    assert "1 editions are better than the baseline: --update-baseline tightens it" in out
    assert (library / "base.json").read_text("utf-8") == before
    code, _, err = run("check", "--baseline", "base.json", "--update-baseline")
    assert (code, err) == (0, "base.json: written\n")
    tighter = (library / "base.json").read_text("utf-8")
    assert '"needs-writer"' in before
    assert '"needs-writer"' not in tighter
    caregiver.unlink()
    assert run("check", "--baseline", "base.json", "--update-baseline")[0] == 1
    assert (library / "base.json").read_text("utf-8") == tighter


def test_a_monograph_that_vanished_is_named_until_the_baseline_is_written_anew(run, library):
    (library / "monographs/alphadrug").rename(library / "monographs/betadrug")
    (library / "monographs/alphadrug").symlink_to("betadrug")
    run("check", "--baseline", "base.json", "--write-baseline")
    (library / "monographs/alphadrug").unlink()
    code, out, _ = run("check", "--baseline", "base.json")
    assert code == 1
    assert "alphadrug patient: gone" in out
    assert run("check", "betadrug", "--baseline", "base.json")[0] == 0
    assert run("check", "--baseline", "base.json", "--write-baseline")[0] == 0
    assert run("check", "--baseline", "base.json")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--write-baseline"], "name the file with --baseline FILE"),
        (["--baseline", "nosuch.json"], "nosuch.json:1:1: cannot be read"),
        (
            ["--baseline", "b", "--write-baseline", "--audience", "patient"],
            "for all audiences and languages at once",
        ),
        (["--baseline", "b", "--write-baseline", "--update-baseline"], "choose"),
        (["--watch", "--format", "json"], "--watch shows a table"),
        (["alphadrug", "nosuch"], "no monograph 'nosuch'"),
        (["other.md", "--baseline", "b", "--write-baseline"], "a baseline is of a library"),
        (["--workers", "0"], "0 is not in the range"),
    ],
)
def test_options_that_do_not_go_together_are_refused_in_one_line(run, library, arguments, said):
    (library / "other.md").write_text(EASY, encoding="utf-8")
    code, out, err = run("check", *arguments)
    assert (code, out) == (2, "")
    assert said in _one_line(err)
    assert not (library / "b").exists()


def test_a_long_check_says_now_and_then_how_far_it_is(capsys):
    times = iter([0.0, 1.0, 2.0, 3.0, 6.0, 7.0, 12.0, 18.0])
    lines = Lines(7, lambda: next(times))
    for _ in range(7):
        lines.advance("alphadrug")
    assert capsys.readouterr().err == (
        "checked 4 of 7 monographs, about 4 s left\nchecked 6 of 7 monographs, about 2 s left\n"
    )


def test_a_bar_leaves_standard_output_to_the_findings(library):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "patiented", "check", "--audience", "clinician"]
    environ = os.environ | {"XDG_STATE_HOME": str(library / "state"), "TERM": "xterm"}
    process = subprocess.Popen(
        command, cwd=library, env=environ, stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    out, _ = process.communicate(timeout=60)
    assert "0/1 monographs" in re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", read_until(ours, "1/1"))
    os.close(ours)
    assert out.startswith(b"alphadrug clinician: Flesch-Kincaid")
    assert b"\x1b" not in out


@pytest.fixture
def start(library, monkeypatch):
    """Start `check --watch` as a process of its own; returns it, and it is ended at the end."""
    started = []

    def begin(**given):
        command = [sys.executable, "-m", "patiented", "check", "--watch", "--audience", "patient"]
        environ = os.environ | {"XDG_STATE_HOME": str(library / "state"), "COLUMNS": "200"}
        # What runs in the background ignores Ctrl-C, and so would what it starts.
        heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        given |= {"cwd": library, "env": environ, "preexec_fn": heard}
        started.append(subprocess.Popen(command, **given))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def read_until(descriptor, pattern, seconds=60):
    """Read what a process writes until it matches."""
    os.set_blocking(descriptor, False)
    end, text = time.monotonic() + seconds, ""
    while not re.search(pattern, text):
        assert time.monotonic() < end, text
        try:
            text += os.read(descriptor, 65_536).decode("utf-8")
        except BlockingIOError:
            time.sleep(0.05)
    return text


def test_watch_checks_again_what_changed_and_ends_with_ctrl_c(start, library):
    process = start(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = process.stdout.fileno()
    read_until(out, r"alphadrug patient.en: .* 0 to write, 1 errors")
    edit(library, WORDING, "Take 5 mg twice a day.", "Take 6 mg twice a day.")
    read_until(out, r"patient.en: .* 1 to write(.|\n)*error: needs-writer")
    profile = library / "audiences" / "patient"
    profile.mkdir(parents=True)
    (profile / "profile.toml").write_text("oops", encoding="utf-8")
    read_until(out, r"patiented: \S+profile.toml:1:\d+: ")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert process.stderr.read() == b""


def test_watch_draws_a_table_on_a_terminal(start, library):
    ours, theirs = pty.openpty()
    process = start(stdout=theirs, stderr=theirs)
    os.close(theirs)
    drawn = read_until(ours, r"(?s)reading level.*alphadrug.*patient\.en.*target 6.*draft")
    assert "\x1b[" in drawn
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    os.close(ours)
