"""The description of the API: the one door to spectree, which reads it from the views.

An `operation` is a view with what it takes and what it answers. Spectree writes the paths, the
parameters and the schemas; what it has no words for (media types beside JSON, headers, problems) is
said in `Answers`. Requests are read by `validating.py`: spectree would take a body that is no JSON
for an empty one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint
from pydantic import TypeAdapter
from spectree import Response as Described
from spectree import SpecTree
from spectree.plugins.flask_plugin import FlaskPlugin

from patiented.web.api.answers import Problem
from patiented.web.api.negotiating import wanted
from patiented.web.api.problems import KINDS
from patiented.web.api.requests import NoQuery
from patiented.web.api.validating import read_body, read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask.typing import ResponseReturnValue

    View = Callable[..., ResponseReturnValue]

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

NAME_PATTERN = "^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$"
"""What `pages.NameConverter` takes."""
EVERYWHERE = (400, 406, 429, 500, 503)
OF_A_BODY = (413, 415, 422)
PATH = {
    "monograph": "The id of a monograph; `GET /api/v1/monographs` lists them.",
    "audience": "The id of an audience; `GET /api/v1/audiences` lists them.",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer: a record that describes it, or only the `kind` of JSON schema.

    Bytes have neither (OpenAPI 3.1, 4.8.14.2).
    """

    media_type: str
    record: type[Any] | None = None
    example: object = None
    kind: str = ""


class Answers(Described):
    """What an operation answers: the forms of its success, other statuses, its problems."""

    def __init__(
        self,
        *forms: Form,
        problems: Sequence[int] = (),
        others: Mapping[int, str] | None = None,
        headers: Sequence[str] = (),
    ) -> None:
        records = {one.record for one in forms if one.record}
        super().__init__(HTTP_200=next(iter(records), None))
        self.forms = forms
        self._others = dict(others or {})
        self._headers = tuple(headers)
        self.problems = tuple(problems)

    def generate_spec(self, naming_strategy: Callable[[Any], str] = str) -> dict[str, Any]:
        """Return the OpenAPI responses of the operation."""
        success: dict[str, Any] = {
            "description": "What was asked for.",
            "content": {one.media_type: _content(one, naming_strategy) for one in self.forms},
        }
        if self._headers:
            success["headers"] = {
                name: {"$ref": f"#/components/headers/{name}"} for name in self._headers
            }
        others = {str(status): {"description": said} for status, said in self._others.items()}
        problems = {str(status): {"$ref": reference_to(status)} for status in self.problems}
        return dict(sorted({"200": success, **others, **problems}.items()))


def reference_to(status: int) -> str:
    """Return where the document describes the problem of a status."""
    return f"#/components/responses/{KINDS[status].name}"


class _Plugin(FlaskPlugin):
    """Flask's plugin, which does not know our converter of names."""

    def parse_path(
        self, route: Any, path_parameter_descriptions: Mapping[str, str] | None
    ) -> tuple[str, list[dict[str, Any]]]:
        path, parameters = super().parse_path(route, path_parameter_descriptions)
        for one in parameters:
            one["schema"] = {"type": "string", "pattern": NAME_PATTERN}
        return path, parameters


def _name_of(record: type[Any]) -> str:
    return record.__name__


spec = SpecTree(
    backend=_Plugin,
    mode="strict",
    annotations=False,
    naming_strategy=_name_of,
    nested_naming_strategy=lambda _parent, child: child,
    validation_error_status=400,
    validation_error_model=Problem,
)


def operation(
    name: str,
    tag: str,
    answers: Answers,
    *,
    query: type[Any] = NoQuery,
    body: type[Any] | None = None,
) -> Callable[[View], View]:
    """Describe a view, and give it the `query` and the `body` that it names, read and checked."""
    answers.problems = tuple(sorted({*answers.problems, *EVERYWHERE, *(OF_A_BODY if body else ())}))

    read_as, sent_as = TypeAdapter(query), TypeAdapter(body) if body else None

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(**path: str) -> ResponseReturnValue:
            if len(answers.forms) == 1:
                wanted([one.media_type for one in answers.forms])
            asked: dict[str, object] = {**path}
            parameters = read_query(read_as)
            if query is not NoQuery:
                asked["query"] = parameters
            if sent_as:
                asked["body"] = read_body(sent_as)
            return view(**asked)

        describe = spec.validate(
            query=None if query is NoQuery else query,
            json=body,
            resp=answers,
            tags=(tag,),
            path_parameter_descriptions=PATH,
            skip_validation=True,
            operation_id=name,
        )
        return cast("View", describe(checked))

    return decorate


def _content(form: Form, naming_strategy: Callable[[Any], str]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if form.record:
        reference = f"#/components/schemas/{naming_strategy(form.record)}"
        content["schema"] = {"$ref": reference}
    elif form.kind:
        content["schema"] = {"type": form.kind}
    if form.example is not None:
        content["example"] = form.example
    return content
