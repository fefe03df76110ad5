"""`read --report`: what became of every character of a source."""

from __future__ import annotations

import pytest

from patiented.errors import RefusedError
from patiented.reading import report, report_bytes
from patiented.reading.accounting import KEPT, Account
from patiented.reading.source import decode


def accounted(body: str) -> dict:
    got = report_bytes(body.encode(), path="x.md")["accounted"]
    assert isinstance(got, dict)
    return got


def total_of(got: dict) -> int:
    dropped = sum(entry["count"] for entry in got["dropped"])
    return got["kept"] + got["heading"] + got["markup"] + dropped


def test_counts_are_those_of_the_characters():
    got = accounted("## Dosage\n\n- 5 **mg**\n")
    # "5 mg" is kept, "Dosage" the heading; "## ", "- ", "****" and three line ends are markup.
    assert got == {"total": 22, "kept": 4, "heading": 6, "markup": 12, "dropped": []}


def test_addresses_of_links_are_dropped_and_their_text_is_kept():
    got = accounted("See [this](https://e.org).\n")
    assert got["kept"] == len("See this.")
    assert got["dropped"] == [{"reason": "link address", "count": len("](https://e.org)")}]


def test_footnotes_are_kept_when_cited_and_dropped_when_not():
    got = accounted("Text.[^1]\n\n[^1]: Kept.\n\n[^2]: Dropped.\n")
    assert got["kept"] == len("Text.Kept.")
    assert got["dropped"] == [{"reason": "unused footnote", "count": len("Dropped.")}]


def test_images_and_unused_definitions_are_dropped():
    got = accounted("Text ![x](y).\n\n[b]: https://e.org\n")
    assert [entry["reason"] for entry in got["dropped"]] == ["image", "unused link definition"]


def test_values_of_the_front_matter_are_kept():
    got = accounted("---\ntitle: Testol\n---\nText.\n")
    assert got["kept"] == len("Testol") + len("Text.")


def test_a_byte_order_mark_and_carriage_returns_count_as_markup():
    got = accounted("\ufeffText.\r\n")
    assert got == {"total": 8, "kept": 5, "heading": 0, "markup": 3, "dropped": []}


@pytest.mark.parametrize(
    "body",
    [
        "---\ntitle: T\n---\n# T\n\nA [b](c) `d` &amp; \\*.[^1]\n\n> - x\n>   y\n\n[^1]: z\n",
        "| a | b |\n|--|--|\n| 1 | 2 \\| 3 |\n\nSetext\n------\n\n1. a\n2. b\n\n```x\ny\n```\n",
    ],
)
def test_the_counts_add_up(body):
    got = accounted(body)
    assert total_of(got) == got["total"] == len(body)


def test_a_report_lists_roles_sections_and_warnings(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("## Dosage\n\n5 mg. 6 mg.\n\n## Zebras\n\nText.\n", encoding="utf-8")
    got = report(path)
    assert got["roles"] == {"dosage": 2, "other": 1}
    assert [s["loinc"] for s in got["sections"]] == ["34068-7", None]
    assert [w["rule"] for w in got["warnings"]] == [
        "front-matter-missing",
        "title-missing",
        "heading-unknown",
    ]


def test_text_that_no_reader_took_up_is_refused():
    source = decode(b"# Take 5 mg daily", "x.md")
    account = Account(source, "# ")
    account.span((2, 7), KEPT)
    with pytest.raises(RefusedError, match="1:8: the text at '5 mg daily' would be lost"):
        account.totals()
    account.span((7, 17), KEPT)
    assert account.totals().kept == 15
