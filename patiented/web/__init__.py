"""The site: parses the request, calls a use case, shapes the answer. No rules live here.

Pages set no cookie, load nothing from others and work without JavaScript.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from patiented.publishing.recent import Recent
from patiented.rendering import Templates
from patiented.web import assets, errors, finishing, health, pages, security
from patiented.web.keeping import Front, Keeper
from patiented.web.service import EXTENSION, Desk

if TYPE_CHECKING:
    from patiented.settings import Settings
    from patiented.web.service import Service

BLUEPRINTS = (pages.blueprint, assets.blueprint, health.blueprint)
"""What the site is made of; a test walks every address of each."""

MEGABYTE = 1_000_000
HELD_SHAPED = 32


def create_app(settings: Settings, *, service: Service) -> Flask:
    """Build the site over `service`; nothing is global, so several can live in one process."""
    app = Flask("patiented.web", static_folder=None, template_folder=None)
    app.url_map.converters["name"] = pages.NameConverter
    # People paste addresses with a slash at the end; the page names its canonical address.
    app.url_map.strict_slashes = False
    keeper = Keeper(settings.page_cache_mb * MEGABYTE)
    templates = Templates(settings.template_roots)
    app.extensions[EXTENSION] = Desk(settings, service, templates, keeper, Recent(HELD_SHAPED))
    finishing.register(app)  # first, so that it sees an answer last
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    errors.register(app)
    security.register(app)
    front = Front(app.wsgi_app, keeper, service.state)
    app.wsgi_app = front  # type: ignore[method-assign, assignment]  # as Flask lays middleware
    return app
