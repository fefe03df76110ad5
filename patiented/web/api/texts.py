"""What is made of a text that is sent: scored, judged, rewritten; and questions answered.

Nothing that is sent here is kept or logged, but a question where the operator has named a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound

from patiented.asking.data import reply_to_json
from patiented.export.data import scores_to_json
from patiented.export.judgement import judgement_to_json, rewritten_to_json
from patiented.model import Statement
from patiented.readability import score_text
from patiented.rendering.asking import answer_url, help_text
from patiented.web.api import examples
from patiented.web.api.answers import Scores
from patiented.web.api.openapi import Answers, Form, blueprint, operation
from patiented.web.api.problems import Fault, Refused
from patiented.web.api.requests import AskRequest, GuardRequest, RewriteRequest, ScoreRequest
from patiented.web.api.sending import done
from patiented.web.api.text_answers import JudgedList, Reply, RewrittenList
from patiented.web.api.validating import JSON
from patiented.web.asking import ask_links, replied
from patiented.web.editions import readable
from patiented.web.engine import engine
from patiented.web.languages import page_speaker
from patiented.web.service import desk

if TYPE_CHECKING:
    from flask import Response

    from patiented.asking import Answer, HelpPoint
    from patiented.audience import Audience

TAG = "Texts"
HEADERS = ("Cache-Control", "Link")


@blueprint.post("/score")
@operation(
    "scoreText",
    TAG,
    Answers(Form(JSON, Scores, examples.SCORES), headers=HEADERS),
    body=ScoreRequest,
)
def score(body: ScoreRequest) -> Response:
    """Score how hard a text is to read, as `patiented score` does."""
    return done(scores_to_json(score_text(body.text, taught=body.taught, lang=body.lang)))


@blueprint.post("/guard")
@operation(
    "judgeRewrites",
    TAG,
    Answers(Form(JSON, JudgedList, examples.JUDGED), headers=HEADERS),
    body=GuardRequest,
)
def guard(body: GuardRequest) -> Response:
    """Judge rewrites against their sources, as `patiented guard` does; every fact is a must."""
    results = []
    for one in body.pairs:
        statement = Statement(id="line", text=one.source, role=one.role)
        judgement = engine().guard.judge(statement, one.rewrite)
        results.append({"id": one.id, **judgement_to_json(judgement)})
    return done({"results": results})


@blueprint.post("/rewrite")
@operation(
    "rewriteTexts",
    TAG,
    Answers(Form(JSON, RewrittenList, examples.REWRITTEN), headers=HEADERS),
    body=RewriteRequest,
)
def rewrite(body: RewriteRequest) -> Response:
    """Rewrite texts for one audience, as `patiented rewrite` does.

    What cannot be proved stays as it is.
    """
    audience = _audience(body.audience).id
    results = [
        {"id": one.id, **rewritten_to_json(engine().rewrite(one.source, audience, one.role))}
        for one in body.lines
    ]
    return done({"results": results})


@blueprint.post("/monographs/<name:monograph>/ask")
@operation(
    "askQuestion",
    TAG,
    Answers(Form(JSON, Reply, examples.REPLY), problems=(404, 410), headers=HEADERS),
    body=AskRequest,
)
def ask(monograph: str, body: AskRequest) -> Response:
    """Answer a question from one edition, word for word, as `patiented ask` does.

    An emergency is told in `urgent`, with who helps in `help`: show that first. The question is in
    no address and in no log, and the answer is never kept.
    """
    if not desk().service.has(monograph):
        raise NotFound
    audience = _audience(body.audience)
    published = readable(monograph, audience)
    reply, helping = replied(published, " ".join(body.question.split()))
    links = ask_links(monograph, audience.id)
    say = page_speaker()

    def url_of(one: Answer) -> str:
        return answer_url(one, links)

    def text_of(one: HelpPoint) -> str:
        return help_text(one, say)

    helpers = helping.points(reply.urgent, declined=reply.declined)
    return done(reply_to_json(reply, helpers, url_of, text_of))


def _audience(identity: str) -> Audience:
    audiences = desk().service.audiences()
    for one in audiences:
        if one.id == identity:
            return one
    known = ", ".join(one.id for one in audiences)
    raise Refused(
        422, faults=[Fault(f"There is no such audience; there are {known}", "#/audience")]
    )
