"""The site: parses the request, calls a use case, shapes the answer. No rules live here.

Pages load nothing from others, work without JavaScript and set no cookie: only the desks behind a
login do (`accounts`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from patiented.publishing.recent import Recent
from patiented.rendering import Templates
from patiented.web import (
    accounts,
    api,
    asking,
    assets,
    builder,
    compare,
    embedding,
    errors,
    fhir,
    finding,
    finishing,
    health,
    history,
    infobutton,
    languages,
    limiting,
    loading,
    oembed,
    pages,
    pdf,
    privacy,
    reports,
    security,
    sitemap,
    withdrawing,
)
from patiented.web import engine as engines
from patiented.web.desks import assessing, reviewing, scoring, sourcing, tending, writing
from patiented.web.keeping import Front, Shelves
from patiented.web.service import EXTENSION, Desk

if TYPE_CHECKING:
    from patiented.accounts import Accounts
    from patiented.asking import Asker
    from patiented.edition import Engine
    from patiented.settings import Settings
    from patiented.web.service import Service
    from patiented.writing import WriterDesk

BLUEPRINTS = (
    pages.blueprint,
    pdf.blueprint,
    asking.blueprint,
    compare.blueprint,
    history.blueprint,
    infobutton.blueprint,
    reports.blueprint,
    scoring.blueprint,
    assessing.blueprint,
    embedding.blueprint,
    loading.blueprint,
    builder.blueprint,
    oembed.blueprint,
    finding.blueprint,
    sitemap.blueprint,
    fhir.blueprint,
    privacy.blueprint,
    accounts.blueprint,
    assets.blueprint,
    health.blueprint,
    api.blueprint,
    writing.blueprint,
    sourcing.blueprint,
    tending.blueprint,
    reviewing.blueprint,
)
"""What the site is made of; a test walks every address of each."""

MEGABYTE = 1_000_000
HELD_SHAPED = 32


def create_app(  # noqa: PLR0913  (each is something that a caller may have at hand already)
    settings: Settings,
    *,
    service: Service,
    asker: Asker | None = None,
    engine: Engine | None = None,
    writer: WriterDesk | None = None,
    people: Accounts | None = None,
    local: str = "",
) -> Flask:
    """Build the site over `service`; nothing is global, so several can live in one process.

    `asker` answers questions, `engine` judges and rewrites for the API, `writer` is where wording
    is written, `people` log in at the desks; what is not given is loaded when it is first needed.
    `local` names the person to whom every desk is open without a login, on this machine only.
    """
    if local:
        # What stands before a server does not stand before a machine of one's own.
        settings = replace(settings, public_url="", trusted_proxies=0, oidc_issuer="")
    app = Flask("patiented.web", static_folder=None, template_folder=None)
    app.url_map.converters["name"] = pages.NameConverter
    # People paste addresses with a slash at the end; the page names its canonical address.
    app.url_map.strict_slashes = False
    keeper = Shelves(settings.page_cache_mb * MEGABYTE)
    templates = Templates(settings.template_roots)
    app.extensions[EXTENSION] = Desk(settings, service, templates, keeper, Recent(HELD_SHAPED))
    finishing.register(app)  # first, so that it sees an answer last
    accounts.register(app, settings, people, local)  # first, so that it sees a request first
    asking.prepare(app, settings, asker)
    engines.prepare(app, settings, engine)
    api.prepare(app)
    writing.prepare(app, settings, writer)
    scoring.prepare(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    languages.register(app)
    limiting.register(app, settings)
    withdrawing.register(app)
    errors.register(app, (api.VOICE,))
    security.register(app)
    # Before the front: an answer is kept under the host and the language that the reader asks for.
    front = languages.LanguagePrefix(
        Front(app.wsgi_app, keeper, service.state), templates.languages
    )
    app.wsgi_app = front  # type: ignore[method-assign, assignment]  # Flask's documented way
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(front, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as above
    return app
