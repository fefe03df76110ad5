"""No sequence of decisions by one person approves the wording of that person."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patiented.errors import UsageError
from patiented.publishing.reviewing import Act
from patiented.review import EditionKey, statement_hashes
from patiented.store import Store, schema
from tests.store_fixtures import SmallLibrary, statement_id

LINES = ("Use 60 g.", "Stop after 8 weeks.")
IDS = tuple(map(statement_id, LINES))
_numbers = itertools.count()

DECIDING = st.tuples(
    st.sampled_from(Act), st.sets(st.sampled_from(IDS)), st.sampled_from(["Ada", "Bo"])
)
WRITING = st.tuples(
    st.just("write"),
    st.dictionaries(st.sampled_from(LINES), st.sampled_from("ab"), min_size=1),
    st.sampled_from(["Ada", "Bo", "Wes"]),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('own') / 'kept.db'}"
    schema.upgrade(url)
    store = Store(url)
    yield store
    store.close()


@given(moves=st.lists(st.one_of(DECIDING, WRITING), max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_nobody_approves_what_they_wrote(kept, tmp_path, moves):
    name = f"m{next(_numbers)}"
    library = SmallLibrary(tmp_path / name, kept)
    library.write(*LINES, monograph=name)
    publisher, key = library.publisher, EditionKey(name, "patient")
    publisher.submit(name, "patient", by="Wes")
    wrote: dict[tuple[str, str], str] = {}
    for kind, what, by in moves:
        if kind == "write":
            lines = [f"{line} = {line} {letter}" for line, letter in what.items()]
            folder = library.root / "monographs" / name / "wording"
            folder.mkdir(exist_ok=True)
            (folder / "patient.en.po").write_text("\n".join(lines))
            named = [statement_id(one) for one in what]
            publisher.reviewing.wrote(key, named, by)
            hashes = statement_hashes(publisher.published(name, "patient").edition)
            wrote |= {(one, hashes[one]): by for one in named}
            continue
        seen = publisher.reviewing.sheet(name, "patient", viewer=by).seen
        before = set(kept.reviews.record(key).approvals)
        try:
            publisher.reviewing.decide(kind, key, by=by, seen=seen, statements=what, note="Why")
        except UsageError:
            assert set(kept.reviews.record(key).approvals) == before
            continue
        for one in set(kept.reviews.record(key).approvals) - before:
            assert one.by == by
            assert wrote.get((one.statement, one.text_hash)) != by
