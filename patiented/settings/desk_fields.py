"""The settings of the desks behind a login: a field each, as in `fields.py`."""

from __future__ import annotations

from dataclasses import dataclass, field

from patiented.settings.rules import RATE, about, matching, role_pairs, whole

HOST = r"[\w.-]{1,253}(?::\d+)?"
HERE = r"(?:127\.0\.0\.1|localhost)(?::\d+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """What the desks go by."""

    # A key, a client's secret: kept out of every repr.
    secret_key: str = field(
        default="",
        repr=False,
        metadata=about(
            "The key that the cookies of the desks are signed with. Several machines that serve "
            "one site need the same one; changing it logs everybody out.",
            matching(r"(?:[^\x00-\x1f]{32,1000})?"),
            "32 characters or more",
            "a random key in a file beside the database, that only its owner can read",
        ),
    )
    suggest_model: str = field(
        default="",
        metadata=about(
            "A model that `llm` knows by this name. At the writer's desk a key asks it for a draft "
            "of one sentence; the guard judges it first, and nothing of it is kept or shown to "
            "readers. What a service is sent: the sentence, its section and the rules.",
            matching(r"[^\x00-\x1f]{0,200}"),
            "the name of a model",
            "none: no model is ever asked",
        ),
    )
    session_idle_minutes: int = field(
        default=60,
        metadata=about(
            "After how many minutes without a request somebody at a desk has to log in again.",
            whole(1, 1440),
            "a whole number from 1 to 1440",
            "`60`",
        ),
    )
    session_hours: int = field(
        default=10,
        metadata=about(
            "After how many hours somebody at a desk has to log in again in any case.",
            whole(1, 168),
            "a whole number from 1 to 168",
            "`10`",
        ),
    )
    login_limit: str = field(
        default="10 per hour",
        metadata=about(
            "How many times a wrong password may be given for one login, from wherever.",
            matching(RATE),
            "a number and a time, as 10 per hour",
            "`10 per hour`",
        ),
    )
    login_limit_network: str = field(
        default="30 per hour",
        metadata=about(
            "How many times a wrong password may be given from one internet address.",
            matching(RATE),
            "a number and a time, as 30 per hour",
            "`30 per hour`",
        ),
    )
    oidc_issuer: str = field(
        default="",
        metadata=about(
            "The OpenID Connect service that people of the desks may log in with (needs "
            "`patiented[oidc]`); its discovery document lies below this address.",
            matching(rf"(?:(?:https://{HOST}|http://{HERE})(?:/[\w./~%-]*)?)?"),
            "an address that starts with https://",
            "none",
        ),
    )
    oidc_client_id: str = field(
        default="",
        metadata=about(
            "What that service knows this site as.",
            matching(r"[^\x00-\x1f]{0,1000}"),
            "text",
            "none",
        ),
    )
    oidc_client_secret: str = field(
        default="",
        repr=False,
        metadata=about(
            "The secret that this site shares with that service.",
            matching(r"[^\x00-\x1f]{0,4000}"),
            "text",
            "none",
        ),
    )
    oidc_roles_claim: str = field(
        default="",
        metadata=about(
            "The claim in which that service says what somebody may do, as `groups` or "
            "`realm_access.roles`. With it, roles are taken from there at every login.",
            matching(r"[^\x00-\x1f]{0,200}"),
            "the name of a claim",
            "none: roles are given with `patiented user role`",
        ),
    )
    oidc_roles: str = field(
        default="",
        metadata=about(
            "Which role comes with which value of that claim, as "
            "`health-writers=writer, advisory-board=reviewer`.",
            role_pairs,
            "value=role, with writer, reviewer or admin, apart by commas",
            "values that are the names of roles",
        ),
    )
