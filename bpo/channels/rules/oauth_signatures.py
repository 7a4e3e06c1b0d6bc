"""A request signed by OAuth 1.0 (RFC 5849, HMAC-SHA1): whose app asks, and for whom.

Signed are the method, the address and what is asked for in it. A body of JSON is no part of it (3.4.1.3.1).
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True)
class Keys:
    """Of the app, and of the account that let it in."""

    app: str
    app_secret: str
    token: str
    token_secret: str


def authorization(
    method: str, address: str, asked: Iterable[tuple[str, str]], keys: Keys, *, nonce: str, at: int
) -> str:
    """The header `Authorization`; `address` without what is asked for."""
    told = {
        "oauth_consumer_key": keys.app,
        "oauth_nonce": nonce,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(at),
        "oauth_token": keys.token,
        "oauth_version": "1.0",
    }
    proof = signature(method, address, [*asked, *told.items()], keys)
    return "OAuth " + ", ".join(
        f'{name}="{_escaped(value)}"' for name, value in sorted((told | {"oauth_signature": proof}).items())
    )


def signature(method: str, address: str, told: Iterable[tuple[str, str]], keys: Keys) -> str:
    """The proof of these parameters (3.4)."""
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in told)
    normal = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join((method.upper(), _escaped(_base_address(address)), _escaped(normal)))
    key = f"{_escaped(keys.app_secret)}&{_escaped(keys.token_secret)}"
    return base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()).decode()


def as_query(asked: Mapping[str, object]) -> str:
    """What is asked for, escaped as it is signed."""
    return "&".join(f"{_escaped(name)}={_escaped(str(value))}" for name, value in asked.items())


def _base_address(address: str) -> str:
    """Scheme and host in small letters, a port only where it is not the usual one (3.4.1.2)."""
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    return f"{parts.scheme}://{(parts.hostname or '').lower()}{port}{parts.path or '/'}"


def _escaped(value: str) -> str:
    return quote(value, safe="-._~")
