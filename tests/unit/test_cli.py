"""The commands, run as people run them: exit codes, one clear line a mistake, JSON shapes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from patiented.cli import COMMANDS, main
from tests import documents
from tests import pdf_reading as reading
from tests.street import make_library


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command; returns exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def ran(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stopped:
            main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return stopped.value.code, printed.out, printed.err

    return ran


@pytest.fixture
def library(tmp_path):
    return make_library(tmp_path)


def _one_line(text):
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    return text


def test_version_and_help_need_no_library(run):
    assert run("--version")[0] == 0
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(run, name):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "Usage:" in out


def test_version_does_not_import_the_database(tmp_path):
    program = (
        "import sys; from patiented.cli import main\ntry: main(['--version'])\nfinally: "
        "print('sqlalchemy' in sys.modules, 'flask' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stdout.split("\n")[1] == "False False"


@pytest.mark.parametrize("form", ["html", "md", "text", "json", "fhir"])
def test_render_writes_each_format_to_a_file(run, library, tmp_path, form):
    target = tmp_path / f"out.{form}"
    code, out, _ = run(
        "render", "alphadrug", "--audience", "patient", "--format", form, "-o", target
    )
    assert (code, out) == (0, "")
    assert "5 mg" in target.read_text("utf-8").replace("\u00a0", " ")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_render_json_has_the_keys_of_the_contract(run, library):
    _, out, _ = run("render", "alphadrug", "--audience", "patient", "--format", "json")
    data = json.loads(out)
    assert list(data) == [
        "monograph",
        "audience",
        "lang",
        "fingerprint",
        "status",
        "sections",
        "ledger",
        "left_out",
        "scores",
        "taught",
    ]
    assert list(data["ledger"][0]) == [
        "fact",
        "kind",
        "statement",
        "obligation",
        "fate",
        "proof",
        "where",
    ]


def test_render_prints_an_unpublishable_edition_and_exits_1(run, tmp_path):
    lossy = make_library(tmp_path, patient="")
    wording = lossy / "monographs/alphadrug/wording/patient.en.po"
    wording.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#. omit: short\nmsgid "Take 5 mg twice daily."\nmsgstr ""\n',
        encoding="utf-8",
    )
    code, out, _ = run("render", "alphadrug", "--audience", "patient", "--format", "text")
    assert "5 mg" in out
    assert code == 0, "the omission is refused, so the fact is still there"


def test_render_takes_a_path_to_a_source(run, library):
    path = library / "monographs" / "alphadrug" / "monograph.md"
    code, out, _ = run("render", path, "--audience", "clinician", "--format", "text")
    assert code == 0
    assert "Take 5 mg twice daily." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("render", "nosuch", "--audience", "patient"), "no monograph 'nosuch'"),
        (("render", "alphadrg", "--audience", "patient"), "did you mean alphadrug?"),
        (
            ("render", "alphadrug", "--audience", "pirate"),
            "there are patient, caregiver, clinician",
        ),
        (("render", "no/such.md", "--audience", "patient"), "no such file"),
        (("render", "alphadrug", "--audience", "patient", "--lang", "xx"), "no patient edition"),
        (("read", "nosuch.md"), "nosuch.md:1:1:"),
        (("guard", "--pairs", "nosuch.jsonl"), "cannot be read"),
        (("withdraw", "../alphadrug", "--reason", "x", "--by", "Ada"), "is a path"),
        (("review", "submit", "alphadrug", "--audience", "patient", "--by", " "), "a name is"),
        (("check", "--library", "nosuch"), "not a library"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(run, library, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in _one_line(err)


def test_unknown_option_is_exit_2(run):
    code, _, err = run("render", "--nonsense")
    assert code == 2
    assert "Traceback" not in err


def test_guard_streams_verdicts_in_order(run):
    lines = (
        b'{"id": 1, "source": "Take 5 mg twice daily.", "rewrite": "Take 5 mg twice a day."}\n\n'
        b'{"id": "b", "source": "Take 5 mg.", "rewrite": "Take 50 mg.", "role": "dosage"}\n'
    )
    code, out, _ = run("guard", "--pairs", "-", stdin=lines)
    first, second = map(json.loads, out.splitlines())
    assert code == 1
    assert (first["id"], first["ok"], first["proved"]) == (1, True, True)
    assert (second["id"], second["ok"], second["proved"]) == ("b", False, False)
    assert list(first) == ["id", "ok", "proved", "facts", "findings"]
    assert list(first["facts"][0]) == ["fact", "kind", "verdict", "source_span", "rewrite_span"]
    finding = second["findings"][0]
    assert list(finding) == ["rule", "level", "fact", "found", "expected", "message"]


@pytest.mark.parametrize(
    "line",
    [
        b'\xef\xbb\xbf{"id": 1, "source": "Take 5 mg.", "rewrite": "Take 5 mg."}\r\n\r\n',
        b'{"id": 1, "source": "Take 5 mg.", "rewrite": "Take 5 mg.", "role": null}',
    ],
    ids=["byte order mark and CRLF", "null for an unknown role"],
)
def test_guard_reads_lines_as_other_programs_write_them(run, line):
    code, out, err = run("guard", "--pairs", "-", "--format", "json", stdin=line)
    assert (code, err) == (0, "")
    assert json.loads(out)["proved"] is True


def test_rewrite_keeps_a_sentence_it_cannot_prove(run):
    line = b'{"id": 7, "source": "Quinoxaline moieties perturb kinases.", "role": "dosage"}\n'
    code, out, _ = run("rewrite", "--audience", "patient", "--lines", "-", stdin=line)
    row = json.loads(out)
    assert code == 0
    assert list(row) == ["id", "output", "origin", "changes", "findings"]
    assert (row["output"], row["origin"]) == ("Quinoxaline moieties perturb kinases.", "canonical")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"nonsense\n", "<stdin>:1:1: not JSON"),
        (b"[1]\n", "expected a JSON object"),
        (b'{"id": 1}\n', "the key 'source' is missing"),
        (b'{"id": 1, "source": 5, "rewrite": ""}\n', "must be text"),
        (b'{"id": 1, "source": "a", "rewrite": "\\ud800"}\n', "must be text"),
        (b'{"id": 1, "source": "a", "rewrite": "a", "role": "x"}\n', "unknown role 'x'"),
        (b'{"id": 1, "source": "\xff"}\n', "not UTF-8 at byte"),
        (b"[" * 100_000 + b"\n", "not JSON"),
        (b'{"id": NaN, "source": "a", "rewrite": "a"}\n', "not JSON"),
        (b'{"id": 1, "source": "a", "rewrite": "a", "role": 5}\n', "unknown role 5"),
        (b'{"id": "' + b"a" * 1_100_000 + b'"}\n', "longer than 1,000,000 bytes"),
    ],
)
def test_bad_lines_are_blamed_by_place(run, line, said):
    code, _, err = run("guard", "--pairs", "-", stdin=line)
    assert code == 2
    assert said in _one_line(err)


def test_score_reads_standard_input_as_plain_text(run):
    code, out, _ = run("score", "-", "--format", "json", stdin=b"Take one tablet. Drink water.\n")
    data = json.loads(out)
    assert code == 0
    assert list(data) == ["counts", "formulas", "adjusted", "difficulty", "hard_words", "sentences"]
    assert data["counts"]["sentences"] == 2
    assert list(data["formulas"]) == list(data["adjusted"])


def test_score_reads_a_markdown_file_by_either_ending(run, tmp_path):
    for name in ("a.md", "b.markdown"):
        (tmp_path / name).write_text("## Dosage\n\nTake one tablet.\n", encoding="utf-8")
    first, second = (run("score", name, "--format", "json")[1] for name in ("a.md", "b.markdown"))
    assert first == second
    assert json.loads(first)["counts"]["words"] == 3


def test_score_prints_what_textstat_says(run):
    code, out, _ = run("score", "-", "--engine", "textstat", stdin=b"Take one tablet daily.\n")
    assert code == 0
    assert "flesch_kincaid" in out


def test_score_reads_a_word_document_in_its_shape(run, tmp_path):
    (tmp_path / "a.docx").write_bytes(documents.LETTER)
    code, out, _ = run("score", "a.docx", "--format", "json")
    assert code == 0
    assert [one["text"] for one in json.loads(out)["sentences"]] == [
        "Use it twice a day.", "Wash your hands.", "Put on a thin layer.", "redness",
    ]  # fmt: skip


def test_score_refuses_a_broken_document_in_one_line(run, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"no zip")
    code, _, err = run("score", "a.docx")
    assert code == 2
    assert err.count("\n") == 1
    assert "no Word document" in err


def test_score_shows_what_is_found_for_an_instrument_and_no_total(run):
    code, out, _ = run(
        "score", "-", "--instrument", "cdc", "--format", "json", stdin=b"Call us now.\n"
    )
    items = {one["item"]: one for one in json.loads(out)["items"]}
    assert code == 0
    assert len(items) == 20
    assert [one["text"] for one in items["5"]["places"]] == ["Call us now."]
    assert (items["8"]["status"], items["8"]["answer"]) == ("checked", "no")
    code, out, _ = run("score", "-", "--instrument", "pemat-p", stdin=b"Call us now.\n")
    assert "No total" in out


def test_score_refuses_what_is_not_text(run, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"good\nbad \xff\n")
    code, _, err = run("score", "bad.txt")
    assert code == 2
    assert "bad.txt:2:5: not UTF-8" in err


def test_check_exits_1_when_a_writer_is_needed(run, library):
    code, out, _ = run("check", "alphadrug", "--audience", "caregiver")
    assert code == 1
    assert "needs-writer" in out


def test_check_names_the_line_of_the_source_and_the_words(run, library):
    _, out, _ = run("check", "alphadrug", "--audience", "caregiver")
    assert "monographs/alphadrug/monograph.md:20:1: error: needs-writer:" in out
    assert '(here: "Take 5 mg twice daily.")' in out


def test_check_of_an_empty_library_is_not_taken_for_fine(run, tmp_path):
    (tmp_path / "monographs").mkdir()
    code, _, err = run("check")
    assert code == 2
    assert "no monograph to check" in _one_line(err)


def test_check_takes_a_pending_review_as_a_note(run, library):
    code, out, _ = run("check", "alphadrug", "--audience", "clinician")
    assert code == 0
    assert "note: review-pending" in out


def test_check_json_says_whether_each_edition_is_fine(run, library):
    _, out, _ = run("check", "alphadrug", "--format", "json")
    data = json.loads(out)
    assert [row["audience"] for row in data] == ["patient", "caregiver", "clinician"]
    assert {row["audience"]: row["ok"] for row in data}["clinician"] is True


def test_review_goes_from_submitted_to_approved_and_one_changed_sentence_lapses(run, library):
    common = ("alphadrug", "--audience", "patient", "--by", "Ada")
    for step in ("submit", "start", "approve"):
        code, out, err = run("review", step, *common)
        assert code == 0, err
    assert "approved" in out
    source = library / "monographs" / "alphadrug" / "monograph.md"
    source.write_text(source.read_text("utf-8").replace("60 g", "50 g"), encoding="utf-8")
    _, out, _ = run("review", "list", "--format", "json")
    row = next(row for row in json.loads(out) if row["audience"] == "patient")
    assert row["status"] == "under_review"
    assert (len(row["lapsed"]), len(row["removed"])) == (1, 1)
    assert row["approved"] == 4
    assert "1 lapsed  1 removed" in run("review", "list")[1]


def test_review_refuses_a_move_out_of_order(run, library):
    code, _, err = run("review", "approve", "alphadrug", "--audience", "patient", "--by", "Ada")
    assert code == 2
    assert "allowed now: submit" in _one_line(err)


def test_a_user_without_a_name_is_asked_who_it_is(run, library, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: {}["uid"])
    code, _, err = run("withdraw", "alphadrug", "--reason", "A dose is wrong.")
    assert code == 2
    assert "--by NAME" in _one_line(err)


def test_nothing_is_decided_on_a_database_that_a_restart_forgets(run, library, monkeypatch):
    monkeypatch.setattr("patiented.settings.fields.is_temporary", lambda _: True)
    for command in (
        ("withdraw", "alphadrug", "--reason", "x", "--by", "Ada"),
        ("review", "submit", "alphadrug", "--audience", "patient", "--by", "Ada"),
    ):
        code, _, err = run(*command)
        assert code == 2
        assert "PATIENTED_DATABASE_URL" in _one_line(err)
    assert run("render", "alphadrug", "--audience", "patient")[0] == 0


def test_render_gives_a_withdrawn_page_out_in_no_format(run, library):
    forms = ("html", "md", "text", "json", "fhir")
    render = ("render", "alphadrug", "--audience", "patient", "--format")
    run("withdraw", "alphadrug", "--reason", "A dose is wrong.", "--by", "Ada")
    for form in forms:
        code, out, err = run(*render, form)
        assert code == 1, form
        assert "A dose is wrong." in out, form
        assert "A dose is wrong." in err, form
        assert "Do not use more than" not in out, form
    run("reinstate", "alphadrug", "--reason", "Mended.", "--by", "Ada")
    for form in forms:
        code, out, _ = run(*render, form)
        assert code == 0, form
        assert "Do not use more than" in out, form


def test_a_withdrawn_page_as_data_has_the_error_shape_of_the_site(run, library):
    run("withdraw", "alphadrug", "--audience", "patient", "--reason", "Old.", "--by", "Ada")
    _, out, _ = run("render", "alphadrug", "--audience", "patient", "--format", "json")
    assert json.loads(out)["error"]["code"] == "E410"
    _, out, _ = run("render", "alphadrug", "--audience", "patient", "--format", "fhir")
    assert json.loads(out)["issue"][0]["code"] == "deleted"
    assert run("render", "alphadrug", "--audience", "clinician", "--format", "json")[0] == 0


def test_wording_extract_keeps_what_is_written_and_lists_what_is_missing(run, library):
    code, out, _ = run("wording", "extract", "alphadrug", "--audience", "patient")
    text = (library / "monographs/alphadrug/wording/patient.en.po").read_text("utf-8")
    assert code == 0
    assert "to write" in out
    assert 'msgstr "Take 5 mg twice a day."' in text
    assert 'msgid "The AUC was 12 ng/mL."' in text


def test_wording_status_counts_each_catalogue(run, library):
    _, out, _ = run("wording", "status", "--format", "json")
    assert json.loads(out)[0]["worded"] == 3


def test_db_is_made_and_checked(run, library):
    assert run("db", "upgrade")[0] == 0
    assert run("db", "check")[:2] == (0, "the database is as it should be\n")
    assert json.loads(run("db", "check", "--format", "json")[1]) == {"ok": True, "differences": []}
    current = json.loads(run("db", "current", "--format", "json")[1])
    assert current["revision"] == current["needed"]


def test_read_report_accounts_for_every_character(run, library):
    source = library / "monographs" / "alphadrug" / "monograph.md"
    code, out, _ = run("read", source, "--report", "--format", "json")
    accounted = json.loads(out)["accounted"]
    parts = accounted["kept"] + accounted["heading"] + accounted["markup"]
    parts += sum(row["count"] for row in accounted["dropped"])
    assert code == 0
    assert parts == accounted["total"] == len(source.read_text("utf-8"))


def test_module_runs_as_the_command(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "patiented", "--version"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(tmp_path),
    )
    assert done.stdout.startswith("patiented, version")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>\n{% broken %}", "edition.html:2:1: the template is broken"),
        ("<p>\n{{ nosuch }}", "edition.html:2:1: the template cannot be filled"),
        ('{% extends "nosuch.html" %}', "nosuch.html"),
    ],
)
def test_broken_template_of_a_library_is_blamed_by_its_place(run, library, template, said):
    folder = library / "templates" / "pages"
    folder.mkdir(parents=True)
    (folder / "edition.html").write_text(template, encoding="utf-8")
    code, _, err = run("render", "alphadrug", "--audience", "patient")
    assert code == 2
    assert said in _one_line(err)


def test_template_that_is_not_utf_8_is_one_line(run, library):
    folder = library / "templates" / "pages"
    folder.mkdir(parents=True)
    (folder / "edition.html").write_bytes(b"<p>\xff")
    code, _, err = run("render", "alphadrug", "--audience", "patient")
    assert code == 2
    assert "not UTF-8" in _one_line(err)


# On paper.


def printed(run, tmp_path, *options):
    target = tmp_path / "handout.pdf"
    code, _, err = run(
        "render", "alphadrug", "--audience", "patient", "--format", "pdf", "-o", target, *options
    )
    return code, target.read_bytes(), err


@reading.needs_pango
def test_render_writes_a_pdf(run, library, tmp_path):
    code, data, err = printed(run, tmp_path)
    assert (code, err) == (0, "")
    assert data.startswith(b"%PDF-1.7")


@reading.needs_pango
@reading.needs_pdftotext
def test_a_pdf_has_the_address_of_the_site_where_the_setting_names_it(
    run, library, tmp_path, monkeypatch
):
    assert "Scan" not in reading.text_of(printed(run, tmp_path)[1])
    monkeypatch.setenv("PATIENTED_PUBLIC_URL", "https://a.example")
    assert "https://a.example/m/alphadrug/patient" in reading.text_of(printed(run, tmp_path)[1])


@reading.needs_pango
@reading.needs_pdftotext
def test_a_short_pdf_says_that_it_is_short(run, library, tmp_path):
    assert "Thisisashorthandout." in reading.text_of(printed(run, tmp_path, "--short")[1])


@reading.needs_pango
@reading.needs_pdftotext
def test_the_pdf_of_a_withdrawn_page_is_the_notice(run, library, tmp_path):
    run("withdraw", "alphadrug", "--reason", "The dose is wrong.", "--by", "O")
    code, data, err = printed(run, tmp_path)
    assert code == 1
    assert "withdrawn" in err
    text = reading.text_of(data)
    assert "Thedoseiswrong." in text
    assert "60g" not in text


def test_large_print_of_a_page_that_is_no_pdf_is_refused(run, library):
    code, _, err = run("render", "alphadrug", "--audience", "patient", "--large")
    assert code == 2
    assert "--format pdf" in _one_line(err)


def test_a_pdf_is_not_written_on_a_terminal(run, library, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, _, err = run("render", "alphadrug", "--audience", "patient", "--format", "pdf")
    assert code == 2
    assert "-o" in _one_line(err)
