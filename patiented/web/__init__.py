"""The site: parses the request, calls a use case, shapes the answer. No rules live here.

Pages set no cookie, load nothing from others and work without JavaScript.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from patiented.rendering import Templates
from patiented.web import (
    assets,
    compare,
    errors,
    finding,
    health,
    history,
    limiting,
    pages,
    pdf,
    privacy,
    reports,
    security,
    sitemap,
    withdrawing,
)
from patiented.web.service import EXTENSION, Desk

if TYPE_CHECKING:
    from patiented.settings import Settings
    from patiented.web.service import Service

BLUEPRINTS = (
    pages.blueprint,
    pdf.blueprint,
    compare.blueprint,
    history.blueprint,
    reports.blueprint,
    finding.blueprint,
    sitemap.blueprint,
    privacy.blueprint,
    assets.blueprint,
    health.blueprint,
)
"""What the site is made of; a test walks every address of each."""


def create_app(settings: Settings, *, service: Service) -> Flask:
    """Build the site over `service`; nothing is global, so several can live in one process."""
    app = Flask("patiented.web", static_folder=None, template_folder=None)
    app.url_map.converters["name"] = pages.NameConverter
    # People paste addresses with a slash at the end; the page names its canonical address.
    app.url_map.strict_slashes = False
    if hops := settings.trusted_proxies:
        fixed = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = fixed  # type: ignore[method-assign]  # Flask's documented way
    app.extensions[EXTENSION] = Desk(settings, service, Templates(settings.template_roots))
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    limiting.register(app, settings)
    withdrawing.register(app)
    errors.register(app)
    security.register(app)
    return app
