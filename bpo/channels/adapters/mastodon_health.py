"""What a Mastodon server tells of our access: the rights of the token's application, and how many requests are left."""

from collections.abc import Callable, Mapping
from typing import Any

from bpo.channels.adapters.guarded import where_told
from bpo.channels.rules.health import Health, Quota, lacking
from bpo.core.vocabulary import Network


def health_of(ask: Callable[[], Mapping[str, Any]], headers: Callable[[], Mapping[str, str]]) -> Health:
    """`ask` gives the application, of which newer servers tell the rights; `headers` are those of the last answer."""
    rights: tuple[str, ...] | None = None
    with where_told():
        told = ask().get("scopes")
        rights = tuple(str(one) for one in told) if isinstance(told, list) and told else None
    left, of = (headers().get(f"x-ratelimit-{name}", "") for name in ("remaining", "limit"))
    return Health(
        rights=rights,
        lacks=lacking(Network.MASTODON.value, rights) if rights else (),
        quota=Quota(int(left), int(of)) if _is_count(left) and _is_count(of) else None,
    )


def _is_count(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) < 10
