"""Logging in at an OpenID Connect service: the door to Authlib.

The code flow with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636). Authlib checks
the state against the session and the token's signature, issuer, audience, times and nonce; here it
is told to insist on each. Who somebody is, is `iss` and `sub` and nothing else (Core, 5.7).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

from authlib.integrations.flask_client import (  # type: ignore[import-untyped]  # ships no types
    OAuth,
    OAuthError,
)
from flask import session, url_for
from joserfc.errors import JoseError

from patiented.accounts import DeskRole, Outsider
from patiented.errors import UsageError
from patiented.web.accounts.refusing import ServiceError
from patiented.web.addresses import absolute
from patiented.web.languages import LANG, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask, Response

    from patiented.settings import Settings

logger = logging.getLogger(__name__)

NAME = "oidc"
DISCOVERY = ".well-known/openid-configuration"
TIMEOUT_S = 10
SIGNED_WITH = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Signatures that only the service can make; never `none`, never one by the shared secret."""
USUAL = ("RS256",)
"""What a service that names none signs with (OpenID Connect Discovery 1.0, 3)."""

_KEPT = f"_state_{NAME}_"
_ODD = (OAuthError, JoseError, OSError, *(ValueError, KeyError, TypeError), AttributeError)
"""What an answer that is missing or not as it should be ends in; every network error is an
OSError. Authlib raises a RuntimeError for an address that the discovery document lacks."""


class Service:
    """The service that the settings name."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        if not settings.oidc_client_id:
            raise UsageError("oidc_issuer needs oidc_client_id beside it", code="E122")
        self._issuer = settings.oidc_issuer.rstrip("/")
        self._claim = settings.oidc_roles_claim
        self._roles = role_table(settings.oidc_roles)
        self._client = OAuth(app).register(
            NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret or None,
            server_metadata_url=f"{self._issuer}/{DISCOVERY}",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_S,
            },
        )

    def go(self) -> Response:
        """Send somebody to the service."""
        for key in [one for one in session if one.startswith(_KEPT)]:
            session.pop(key)
        try:
            self._known()
            back = absolute(in_language(url_for("accounts.come_back"), LANG))
            return cast("Response", self._client.authorize_redirect(back))
        except (*_ODD, RuntimeError) as error:
            raise _said(error) from error

    def outsider(self) -> Outsider:
        """Return who came back from the service; a ServiceError unless all of it fits."""
        try:
            known = self._known()
            token = self._client.authorize_access_token(claims_options=self._claims_wanted(known))
            claims = dict(token["userinfo"])
            if self._claim and found(claims, self._claim) is None:
                claims |= self._more(known, token, claims["sub"])
            return self._shaped(claims)
        except (*_ODD, RuntimeError) as error:
            raise _said(error) from error

    def _known(self) -> dict[str, Any]:
        """Return the discovery document, held to what we asked for (Discovery, 4.3)."""
        known: dict[str, Any] = self._client.load_server_metadata()
        if str(known["issuer"]).rstrip("/") != self._issuer:
            raise ServiceError("the discovery document is that of another issuer")
        named = known.get("id_token_signing_alg_values_supported") or USUAL
        known["id_token_signing_alg_values_supported"] = [
            one for one in SIGNED_WITH if one in named
        ]
        return known

    def _claims_wanted(self, known: dict[str, Any]) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "value": known["issuer"]},
            "aud": {"essential": True, "value": self._client.client_id},
            "sub": {"essential": True},
        }

    def _more(self, known: dict[str, Any], token: Any, subject: str) -> dict[str, Any]:
        """Return what the service says beside the token; of the same person (Core, 5.3.2)."""
        if "userinfo_endpoint" not in known:
            return {}
        said = dict(self._client.userinfo(token=token))
        if said.get("sub") != subject:
            raise ServiceError("the service told of another person than it logged in")
        return said

    def _shaped(self, claims: dict[str, Any]) -> Outsider:
        subject = claims["sub"]
        if not isinstance(subject, str) or not subject.isprintable() or not subject:
            raise ServiceError("the service did not say who it is")
        wished = _text(claims, "preferred_username") or _text(claims, "email") or "person"
        return Outsider(
            issuer=self._issuer,
            subject=subject,
            login=wished,
            name=_text(claims, "name") or wished,
            roles=self._given(claims) if self._claim else None,
        )

    def _given(self, claims: dict[str, Any]) -> frozenset[DeskRole]:
        """Return the roles that the claim stands for; none where it is missing."""
        said = found(claims, self._claim)
        values = said.split() if isinstance(said, str) else said
        if not isinstance(values, list):
            return frozenset()
        return frozenset(role for one in values for role in self._roles.get(str(one), ()))


def role_table(text: str) -> dict[str, frozenset[DeskRole]]:
    """Read the setting `oidc_roles`: which roles come with a value."""
    table: dict[str, frozenset[DeskRole]] = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        value, _, role = (part.strip() for part in pair.rpartition("="))
        table[value] = table.get(value, frozenset()) | {DeskRole(role)}
    return table or {role.value: frozenset({role}) for role in DeskRole}


def found(claims: Mapping[str, Any], name: str) -> Any:
    """Return a claim by its name, or by a path through claims within claims."""
    if name in claims:
        return claims[name]
    inner: Any = claims
    for part in name.split("."):
        inner = inner.get(part) if isinstance(inner, dict) else None
    return inner


def _text(claims: dict[str, Any], name: str) -> str:
    said = claims.get(name)
    return said.strip() if isinstance(said, str) else ""


def _said(error: Exception) -> ServiceError:
    """Write down what went wrong, without what a person or the service has sent."""
    if isinstance(error, ServiceError):
        return error
    logger.error("the login service failed: %s", type(error).__name__)
    return ServiceError(type(error).__name__)
