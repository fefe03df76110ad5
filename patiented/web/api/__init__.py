"""The API below `/api/v1`: what the pages and the commands do, for programs.

`openapi.py` says what an operation is; `monographs.py`, `editions.py` and `texts.py` hold them,
`document.py` describes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patiented.web.api import cors, document, editions, monographs, texts
from patiented.web.api.openapi import blueprint
from patiented.web.api.problems import VOICE

if TYPE_CHECKING:
    from flask import Flask


__all__ = ["OPERATIONS", "VOICE", "blueprint", "prepare"]

OPERATIONS = (monographs, editions, texts, document)
"""The modules whose views the blueprint holds."""


def prepare(app: Flask) -> None:
    """Open the API to the sites that the settings name."""
    cors.register(app)
