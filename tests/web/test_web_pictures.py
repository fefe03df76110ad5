"""Pictures on the page: where they stand, what they are called, how much they weigh."""

from __future__ import annotations

import gzip

import pytest

from patiented.model import Role
from patiented.publishing import Published
from patiented.rendering import Templates, render_standalone
from patiented.review import ReviewState
from tests.picturing import SHIPPED, engine, judged, page, real_edition
from tests.web import samples
from tests.web.page_tree import tree

FIRST_VIEW_BYTES = 30_000


@pytest.fixture(scope="module")
def templates():
    return Templates((samples.ROOT / "templates",))


def rendered(edition, templates, audience="patient"):
    shown = Published(edition, ReviewState(), None, publishable=True)
    return render_standalone(shown, engine().audience(audience), templates)


def paired():
    text = "Nausea happened in 25% of people on Alphadrug and 10% of people on placebo."
    return page(judged(text, role=Role.EFFICACY))


def words_of(root, node):
    identity = node.attrs["aria-labelledby"]
    return root.one(id=identity).words


def test_a_picture_stands_under_the_block_of_its_statement(templates):
    edition = page(judged("Take 5 mg twice a day."), judged("Store it dry.", role=Role.STORAGE))
    root = tree(rendered(edition, templates))
    figure = root.one("figure")
    part = figure.parent
    children = [one for one in part.children if not isinstance(one, str)]
    passage = next(one for one in children if one.attrs.get("class") == "passage")
    assert "Take 5 mg twice a day." in passage.words.replace("\N{NO-BREAK SPACE}", " ")
    assert children.index(passage) < children.index(figure)
    assert part.one("h2").attrs["id"] == "sec-sec0"


def test_an_array_draws_a_hundred_figures_named_by_the_text_beside_it(templates):
    root = tree(rendered(paired(), templates))
    drawings = root.all("svg", class_="people", role="img")
    filled = [len(one.one("g", class_="had").all("use")) for one in drawings]
    others = [len(one.one("g", class_="others").all("use")) for one in drawings]
    assert (filled, others) == ([25, 10], [75, 90])
    assert [words_of(root, one) for one in drawings] == [
        "25 in 100 on Alphadrug",
        "10 in 100 on placebo",
    ]


def test_every_figure_that_is_used_is_there_once(templates):
    for name in SHIPPED:
        root = tree(rendered(real_edition(name, "patient"), templates))
        ids = [one.attrs["id"] for one in root.walk() if "id" in one.attrs]
        used = {one.attrs["href"].removeprefix("#") for one in root.all("use")}
        assert used <= set(ids)
        assert len(ids) == len(set(ids))


def test_limits_are_pictures_with_a_name(templates):
    text = "For eczema, use it on no more than 20% of your skin."
    root = tree(rendered(page(judged(text)), templates))
    figure = root.one("figure")
    (drawing,) = figure.all("svg", role="img")
    assert len(drawing.one("g", class_="had").all("rect")) == 1
    assert len(drawing.one("g", class_="others").all("rect")) == 4
    assert words_of(root, drawing).startswith("20% of your skin")
    assert figure.one("figcaption").words == "For eczema: the limit"


def test_a_clinician_page_has_no_picture(templates):
    assert "<figure" in rendered(real_edition("opzelura", "patient"), templates)
    html = rendered(real_edition("opzelura", "clinician"), templates, "clinician")
    assert "<figure" not in html


@pytest.mark.parametrize("audience", ["patient", "caregiver"])
@pytest.mark.parametrize("name", SHIPPED)
def test_the_first_view_stays_within_its_weight(templates, name, audience):
    html = rendered(real_edition(name, audience), templates, audience)
    weight = len(gzip.compress(html.encode())) + len(gzip.compress(templates.script.encode()))
    assert weight <= FIRST_VIEW_BYTES
