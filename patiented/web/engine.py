"""The engine behind the API and the desks: one for the app, loaded at its first use."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, cast

from flask import current_app

from patiented.audience import load_audiences
from patiented.edition import Engine

if TYPE_CHECKING:
    from flask import Flask

    from patiented.settings import Settings

EXTENSION = "patiented.engine"


@dataclass(slots=True)
class EngineDesk:
    """The engine that was given, or one over the audiences of the settings."""

    settings: Settings
    engine: Engine | None
    lock: Lock = field(default_factory=Lock)

    def ready(self) -> Engine:
        """Return the engine; two requests at once load it once."""
        with self.lock:
            if self.engine is None:
                self.engine = Engine(load_audiences(self.settings.audience_roots))
            return self.engine


def prepare(app: Flask, settings: Settings, given: Engine | None) -> None:
    """Give an app what it judges and rewrites with."""
    app.extensions[EXTENSION] = EngineDesk(settings, given)


def engine() -> Engine:
    """Return the engine of the app that answers this request."""
    return cast("EngineDesk", current_app.extensions[EXTENSION]).ready()
