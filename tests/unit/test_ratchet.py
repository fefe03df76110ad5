"""The ratchet: what a baseline has may not get worse, and cannot be talked out of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from patiented.edition import Measured
from patiented.errors import DataError
from patiented.publishing.baseline import MonographMark, marks_of, read_baseline, written
from patiented.publishing.ratchet import TOLERANCE, judge, tightened, vanished
from tests.unit.checked import PENDING, TEXTS, checked, lost, missed, needs_writer


def held_against(before, now):
    return judge(now, {"alphadrug": marks_of([before])})


def rules(judged):
    return [one.rule for one in judged.worse]


def test_the_same_edition_is_not_worse_and_its_findings_are_known():
    one = checked(needs_writer(), lost(), PENDING)
    judged = held_against(one, one)
    assert not judged.fails
    assert judged.known == (needs_writer(), lost())
    assert judged.listed == (PENDING,)


def test_a_harder_level_is_worse_beyond_the_tolerance_only():
    assert rules(held_against(checked(), checked(grade=5.0 + TOLERANCE))) == []
    judged = held_against(checked(), checked(grade=5.06))
    assert rules(judged) == ["level-worse"]
    assert "5.06; the baseline has 5.00" in judged.worse[0].message


def test_small_steps_do_not_add_up():
    baseline = {"alphadrug": marks_of([checked(grade=5.0)])}
    for grade in (5.04, 5.05):
        mark = tightened(baseline, [judge(checked(grade=grade), baseline)])
        assert mark is not None
        baseline = {"alphadrug": mark}
    assert judge(checked(grade=5.06), baseline).fails


def test_a_reading_ease_is_worse_when_it_falls():
    def spanish(value):
        level = Measured("fernandez_huerta", "reading ease", value, 70.0, is_ease=True)
        return checked(levels=(level,), lang="es", is_translation=True)

    assert rules(held_against(spanish(75.0), spanish(74.0))) == ["level-worse"]
    assert rules(held_against(spanish(75.0), spanish(80.0))) == []


def test_a_level_that_cannot_be_worked_out_any_more_is_worse():
    assert rules(held_against(checked(), checked(levels=()))) == ["level-unknown"] * 2


def test_one_more_of_any_finding_is_worse_and_only_its_rule_is_listed():
    before = checked(needs_writer(), missed(7.1))
    now = checked(needs_writer(), needs_writer("Stop."), missed(7.1))
    judged = held_against(before, now)
    assert rules(judged) == ["findings-worse"]
    assert judged.known == (missed(7.1),)


def test_another_lost_fact_is_worse_even_where_one_was_found_again():
    judged = held_against(checked(lost("60 g")), checked(lost("5 mg")))
    assert rules(judged) == ["finding-unsafe"]
    assert judged.worse[0].line == 16
    assert lost("5 mg") in judged.listed


def test_a_hard_statement_that_is_left_out_is_no_improvement():
    before = checked(needs_writer(), grade=7.0)
    judged = held_against(before, checked(grade=4.0, left_out=["s-2"]))
    assert rules(judged) == ["statement-dropped", "edition-shorter"]
    assert "Take 5 mg twice daily." in judged.worse[0].message
    assert judged.better == ()


def test_a_filler_in_the_source_does_not_make_up_for_a_statement_left_out():
    texts = TEXTS | {"s-9": "Good."}
    judged = held_against(checked(), checked(left_out=["s-2"], texts=texts))
    assert rules(judged) == ["statement-dropped"]


def test_a_statement_that_is_gone_from_the_source_is_no_improvement():
    texts = {key: TEXTS[key] for key in ("s-1", "s-3")}
    assert rules(held_against(checked(), checked(texts=texts))) == ["edition-shorter"]


def test_a_new_statement_of_the_source_may_be_left_out():
    texts = TEXTS | {"s-9": "The AUC was 12 ng/mL."}
    assert not held_against(checked(), checked(left_out=["s-9"], texts=texts)).fails


def test_a_fact_that_no_longer_reaches_the_reader_is_worse():
    assert rules(held_against(checked(facts=9), checked(facts=8))) == ["facts-fewer"]


def test_the_canonical_text_is_held_to_no_level():
    one = checked(is_canonical=True)
    assert not held_against(one, replace(one, levels=checked(grade=12.0).levels)).fails


def test_a_new_edition_has_to_be_fine_by_itself():
    assert judge(checked(needs_writer()), {}).fails
    assert not judge(checked(PENDING), {}).fails


def test_what_got_better_is_told_and_taken_up():
    before, now = checked(needs_writer(), grade=5.5), checked(grade=5.0, facts=10)
    baseline = {"alphadrug": marks_of([before])}
    judged = judge(now, baseline)
    assert judged.better == ("flesch kincaid 5.50 -> 5.00", "needs-writer 1 -> 0", "facts 9 -> 10")
    assert tightened(baseline, [judged]) == marks_of([now])


def test_a_monograph_with_anything_worse_is_not_tightened():
    baseline = {"alphadrug": marks_of([checked(), checked(audience="caregiver")])}
    better = judge(checked(grade=4.0), baseline)
    worse = judge(checked(grade=6.0, audience="caregiver"), baseline)
    assert tightened(baseline, [better, worse]) is None
    assert tightened(baseline, [better]) is not None


def test_an_edition_that_vanished_is_named():
    baseline = {"alphadrug": marks_of([checked(), checked(audience="caregiver")])}
    gone = list(vanished(baseline, {("alphadrug", "patient.en")}, "base.json"))
    assert [(one.edition.name, one.worse[0].path) for one in gone] == [
        ("alphadrug caregiver.en", "base.json")
    ]
    assert all(one.fails and one.edition.is_gone for one in gone)


def test_a_baseline_reads_as_it_was_written(tmp_path):
    path = tmp_path / "base.json"
    baseline = {"alphadrug": marks_of([checked(needs_writer(), lost(), left_out=["s-3"])])}
    path.write_text(written(baseline), encoding="utf-8")
    assert read_baseline(path) == baseline
    assert written(read_baseline(path)) == path.read_text("utf-8")


def test_one_change_is_a_change_of_one_line():
    before, after = (
        written({"alphadrug": marks_of([checked(grade=grade)])}).split("\n") for grade in (5.0, 4.0)
    )
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        '      "flesch_kincaid": 4.0,'
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.update(format=2), "its format is 2"),
        (lambda data: data.update(more=1), "and nothing else"),
        (lambda data: edition(data).update(facts=-1), "facts must be a whole number"),
        (lambda data: edition(data).update(shown=True), "shown must be a whole number"),
        (lambda data: edition(data)["levels"].update(smog=float("nan")), "smog must be a number"),
        (lambda data: edition(data).update(unsafe="all"), "must be a list of texts"),
        (lambda data: edition(data).pop("levels"), "must have levels"),
        (lambda data: data.update(monographs=[]), "monographs must be an object"),
    ],
)
def test_a_baseline_of_another_shape_is_refused(tmp_path, change, said):
    data = json.loads(written({"alphadrug": marks_of([checked()])}))
    change(data)
    path = tmp_path / "base.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_baseline(path)


def edition(data):
    return data["monographs"]["alphadrug"]["editions"]["patient.en"]


def test_a_baseline_that_is_no_json_is_blamed_by_line(tmp_path):
    path = tmp_path / "base.json"
    path.write_text('{\n "format": 1,\n oops\n}', encoding="utf-8")
    with pytest.raises(DataError, match=r"base\.json:3:2: not JSON"):
        read_baseline(path)
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(DataError, match="nested too deeply"):
        read_baseline(path)


def test_a_monograph_without_editions_has_an_empty_mark():
    assert marks_of([]) == MonographMark()
