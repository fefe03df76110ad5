"""What the guard proves by more than equal words, and the wrong sentences beside each way.

Each good rewrite is proved by one mechanism; each bad one is what that mechanism could let pass.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from patiented.errors import DataError
from patiented.guard import Guard
from patiented.guard.tables import load_tables
from patiented.model import Statement

COMMON = Path(__file__).parents[2] / "audiences" / "common"

PROVED = {
    "the only medicine may stand anywhere": [
        ("Ketoconazole can cause liver failure.", "Liver failure can happen with ketoconazole."),
        ("Metformin is contraindicated in asthma.", "If you have asthma, do not take metformin."),
    ],
    "what a text opens with is what it speaks of": [
        (
            "Azathioprine: reduce the dose when given with allopurinol.",
            "When given with allopurinol, the dose of azathioprine should be lowered.",
        ),
    ],
    "an order keeps a should": [
        ("The tablets should be taken with food.", "Take the tablets with food."),
        ("The tablets must be swallowed whole.", "Swallow the tablets whole."),
        ("The gel should be applied to the elbow.", "You apply the gel to the elbow."),
    ],
    "a question is an if": [
        ("If you miss a dose, skip it.", "Missed a dose? Skip it."),
    ],
    "a compound says all its values": [
        ("Treat postoperative pain.", "Treat pain after an operation."),
        ("Taper over 2 weeks.", "Lower the dose bit by bit over 2 weeks."),
        ("Nausea was more common in adults.", "Nausea was more frequent in adults."),
        ("Reduce the dose in older adults.", "Older people need a lower dose."),
    ],
    "a phrase without a claim is read over": [
        ("Rash may occur.", "A rash may turn up."),
        ("Headache was reported in 5% of adults.", "5% of adults had a headache."),
    ],
    "little words inside a phrase differ": [
        ("It can cause nephrotoxicity.", "It can do damage to your kidneys."),
        ("Renal impairment is common.", "Kidneys that do not work very well are common."),
    ],
    "cannot is not": [
        ("It cannot be used in asthma.", "Do not use it in asthma."),
    ],
    "times in other turns of speech": [
        ("Avoid it during labor.", "Avoid it in labor."),
        ("Withhold it for 2 days before surgery.", "Stop it for 2 days before surgery."),
        ("Restart it after 3 days.", "Start it again after 3 days."),
        ("Discard it after 28 days.", "Throw it away once 28 days have passed."),
        ("It may cause acute pancreatitis.", "It may cause sudden pancreatitis."),
    ],
    "a ban keeps its list in any order": [
        (
            "Contraindicated in patients with asthma and in patients with gout.",
            "Do not use it if you have asthma or gout.",
        ),
    ],
    "an everyday verb stands in for an act": [
        ("Store below 30 °C.", "Keep it below 30 °C."),
        ("Apply the gel to the elbow.", "Put the gel on the elbow."),
        ("Storage.", "How to keep it."),
    ],
    "a term is told by its pieces": [
        ("Nasal congestion is common.", "A blocked nose is common."),
    ],
    "it is given to nobody": [
        ("It must not be used in asthma.", "Nobody with asthma may use it."),
    ],
    "where a dose goes is no limit": [
        ("Increase to 20 mg after 1 week.", "After 1 week, it goes up to 20 mg."),
    ],
}

NEVER = {
    "the only medicine": [
        ("Severe kidney disease increases apixaban levels.", "Apixaban increases kidney disease."),
        ("Take omeprazole before food.", "Take food before omeprazole."),
        ("Take omeprazole 30 minutes before food.", "Eat 30 minutes before omeprazole."),
        ("Fever may raise the level of lithium.", "Lithium may raise fever."),
        ("Ibuprofen reduces fever.", "Fever reduces ibuprofen."),
        ("Dehydration can make lithium harmful.", "Lithium can make dehydration harmful."),
        (
            "Stop metformin before surgery and restart it after recovery.",
            "Restart metformin before surgery and stop it after recovery.",
        ),
    ],
    "what a text opens with": [
        (
            "Azathioprine: reduce the dose when given with allopurinol.",
            "Allopurinol: reduce the dose when given with azathioprine.",
        ),
        (
            "Azathioprine: reduce the dose when given with allopurinol.",
            "With azathioprine, reduce the dose of allopurinol.",
        ),
        (
            "Warfarin: avoid aspirin; stop 5 days before surgery.",
            "Aspirin: avoid warfarin; stop 5 days before surgery.",
        ),
        (
            "Clopidogrel is affected by omeprazole; stop it 5 days before surgery.",
            "Stop omeprazole 5 days before surgery, as clopidogrel is affected by it.",
        ),
    ],
    "acts, conditions, grades": [
        ("Check the heart rate; report chest pain.", "Report the heart rate; check chest pain."),
        ("Monitor the liver and avoid alcohol.", "Monitor alcohol and avoid the liver."),
        (
            "Use in patients with asthma; avoid in patients with gout.",
            "Avoid if you have asthma; use if you have gout.",
        ),
        (
            "Use potent steroids on the hands and mild steroids on the face.",
            "Use mild steroids on the hands and potent steroids on the face.",
        ),
        (
            "The risk of stroke is higher and the rate of bleeding is lower.",
            "The risk of bleeding is higher and the rate of stroke is lower.",
        ),
    ],
    "orders": [
        ("Patients should take it with food.", "Patients may take it with food."),
        ("It should be taken with food.", "Take it with food if you like."),
        ("It must be taken with food.", "It is taken with food."),
        ("Blood pressure should be monitored.", "Some people have their blood pressure monitored."),
        ("Children should not swim.", "Children should swim."),
    ],
    "pieces": [
        (
            "Avoid in kidney failure and liver disease.",
            "Avoid in kidney disease and liver failure.",
        ),
        ("Avoid oral iron and nasal spray.", "Avoid nasal iron and oral spray."),
    ],
    "compounds": [
        ("Treat postoperative pain.", "Treat pain before surgery."),
        ("Taper over 2 weeks.", "Stop over 2 weeks."),
        ("Nausea is more likely in adults.", "Nausea is less likely in adults."),
        (
            "Bleeding was more common with warfarin than with apixaban.",
            "Bleeding was more common with apixaban than with warfarin.",
        ),
        (
            "Use the higher dose in adults and the lower dose in children.",
            "Use the lower dose in adults and the higher dose in children.",
        ),
    ],
    "times": [
        ("Use during labor.", "Use after labor."),
        ("Avoid concomitant use of aspirin.", "Use aspirin."),
        ("Withhold for 2 days if a rash appears.", "Stop for good if a rash appears."),
        ("Withhold until the rash heals.", "Stop for good when the rash heals."),
        ("Restart after 3 days.", "Start after 3 days."),
        ("Discard after 28 days.", "Discard before 28 days have passed."),
        ("Start within 72 hours of surgery.", "Start within 72 hours before surgery."),
        (
            "Give 10 mg for 5 days, followed by 5 mg for 3 days.",
            "Give 5 mg for 3 days, then 10 mg for 5 days.",
        ),
        ("If you miss a dose, skip it.", "Missed a dose? Take it."),
    ],
    "bans": [
        ("Contraindicated in asthma.", "Not recommended in asthma."),
        ("Contraindicated in asthma.", "Avoid in asthma."),
        ("Contraindicated in pregnancy.", "If you are not pregnant, use it."),
        ("Contraindicated in pregnancy.", "Not pregnant? Use it."),
        ("Contraindicated in asthma.", "Use it in patients who do not have asthma."),
        ("Contraindicated in asthma and gout.", "Contraindicated in asthma. Use it in gout."),
        (
            "Contraindicated in asthma, but may be used in gout.",
            "Contraindicated in gout, but may be used in asthma.",
        ),
    ],
    "everyday verbs and small phrases": [
        ("Store below 30 °C.", "Keep away from 30 °C."),
        ("Apply the gel to the elbow.", "Put the gel on the knee."),
        ("Stop smoking before surgery.", "Smoke before surgery."),
        ("Use in all patients with asthma.", "Use in patients with asthma."),
        ("Fever should be reported to the nurse.", "Fever was reported in patients."),
        ("No dose adjustment is needed in gout.", "The dose needs to be adjusted in gout."),
        ("You may feel better after a week.", "You will feel better after a week."),
    ],
    "words that look alike": [
        ("Report any fever.", "Report any high fever."),
        ("Permanent hair loss may occur.", "Temporary hair loss may occur."),
        ("Increase to 20 mg after 1 week.", "Take up to 20 mg after 1 week."),
        ("Reduce the dose in older adults.", "Raise the dose in older adults."),
        ("Give treatment until progression.", "Stop treatment until progression."),
        ("The two drugs must not be mixed.", "The drugs must be mixed."),
    ],
}


def named(table):
    return [pytest.param(*pair, id=f"{name}: {pair[1]}") for name in table for pair in table[name]]


@pytest.fixture(scope="module")
def guard():
    return Guard.from_dir(COMMON)


@pytest.mark.parametrize(("source", "rewrite"), named(PROVED))
def test_it_is_proved(guard, source, rewrite):
    judgement = guard.judge(Statement("s", source), rewrite)
    assert judgement.proved, [(f.rule, f.expected, f.found) for f in judgement.findings]


@pytest.mark.parametrize(("source", "rewrite"), named(NEVER))
def test_it_is_never_proved(guard, source, rewrite):
    assert not guard.judge(Statement("s", source), rewrite).proved


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("ways", "terms\tsurgery\tgo under"),
        ("ways", "term\tsurgery\tbiopsy"),
        ("compounds", "cut and run\tno such phrase"),
        ("compounds", "biopsy\tmore | risk"),
        ("light_phrases", "happen\tbiopsy"),
    ],
)
def test_a_bad_row_is_refused(tmp_path, table, row):
    folder = tmp_path / "guard"
    folder.mkdir()
    for path in (COMMON / "guard").iterdir():
        folder.joinpath(path.name).write_bytes(path.read_bytes())
    with folder.joinpath(f"{table}.tsv").open("a", encoding="utf-8") as file:
        file.write(f"\n{row}\n")
    with pytest.raises(DataError, match=rf"{table}\.tsv"):
        load_tables((tmp_path,), ())
