"""How one is let in to Google's interfaces: by a service account's own statement, or by what an owner gave us once.

A grant says where a token is asked for and with what; what it gives lasts an hour (`google_rest`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import jwt

from bpo.channels.adapters.base import TOKEN_DEAD, AuthExpired, Connected
from bpo.channels.rules.connections import service_key
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

OWNER_MUST_RENEW = N_(
    "Google no longer takes this refresh token. The channel's owner makes a new one, and it is entered on the account's"
    " page. A token ends when its owner takes it back or makes too many others, when nobody uses it for six months, and"
    " after seven days while the Google project is in testing: then publish the project first."
)
CLIENT_UNKNOWN = N_(
    "Google does not know this client or its secret: compare both with the Google project, and enter them anew."
)
BY_STATEMENT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LASTS = timedelta(hours=1)
TOKENS = dict.fromkeys(
    ("https://www.googleapis.com", "https://youtube.googleapis.com", "https://mybusiness.googleapis.com"),
    "https://oauth2.googleapis.com",
)


@dataclass(frozen=True)
class Grant:
    """What is asked for a token. `refusals`: what a person must do, by Google's names for why there is none."""

    address: str
    form: Mapping[str, str]
    refusals: Mapping[str, str] = field(default_factory=dict)


MakeGrant = Callable[[Connected], Grant]


def as_service_account(scope: str) -> MakeGrant:
    """A statement signed by the key of a service account (RFC 7523), where the key's own file says."""

    def make(connected: Connected) -> Grant:
        key = service_key(connected.secrets["key"])
        if key is None:
            raise AuthExpired(TOKEN_DEAD, detail="no key")
        return Grant(
            key["token_uri"], {"grant_type": BY_STATEMENT, "assertion": _statement(key, scope=scope)}
        )

    return make


def as_owner(connected: Connected) -> Grant:
    """A refresh token that the owner made for the client of their project; Google lets it stay the same."""
    server = str(connected.settings["server"]).rstrip("/")
    form = {
        "grant_type": "refresh_token",
        "client_id": str(connected.settings["client_id"]),
        "client_secret": connected.secrets["client_secret"],
        "refresh_token": connected.secrets["token"],
    }
    refusals = {
        "invalid_grant": OWNER_MUST_RENEW,
        "invalid_client": CLIENT_UNKNOWN,
        "unauthorized_client": CLIENT_UNKNOWN,
    }
    return Grant(f"{TOKENS.get(server, server)}/token", form, refusals)


def _statement(key: Mapping[str, str], *, scope: str) -> str:
    now = utcnow()
    said = {
        "iss": key["client_email"],
        "scope": scope,
        "aud": key["token_uri"],
        "iat": now,
        "exp": now + LASTS,
    }
    try:
        return jwt.encode(said, key["private_key"], "RS256", headers={"kid": key.get("private_key_id", "")})
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise AuthExpired(TOKEN_DEAD, detail="no key") from error
