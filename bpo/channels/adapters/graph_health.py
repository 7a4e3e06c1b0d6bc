"""What Meta tells of a page's token and of its webhook.

A token is looked at by the app that it was made for, whose own token is its number and its secret. The token looked at has to stand
in the address, which goes into no error and no log.

A page's webhook is subscribed by field on the page. That of Instagram is on the app, and only whether it brings anything at all is on
the page.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from bpo.channels.adapters.graph import Graph, page_of
from bpo.channels.adapters.guarded import where_told
from bpo.channels.rules.health import Health, Hook, Quota, lacking, missing_fields

ENDS = ("expires_at", "data_access_expires_at")  # 0: never


def health_of(graph: Graph, *, hook: str = "page", spared: Collection[str] = ()) -> Health:
    """As much as is told. `hook`: the object whose webhook it is; `spared`: what the account does not need."""
    health, app = Health(), ""
    with where_told():
        app = str(graph.get("app", fields="id")["id"])
    with where_told():
        health = _of_token(graph, app, spared)
    with where_told():
        apps, _onward = graph.page("me/subscribed_apps", fields="id,subscribed_fields")
        ours = next((one for one in apps if str(one["id"]) == app), None)
        fields = [str(name) for name in (ours or {}).get("subscribed_fields") or ()]
        if hook != "page" and ours is not None:
            fields = _fields_of_app(graph, app, hook)
        if app:
            lacks = missing_fields(graph.connected.network, fields, spared=spared)
            health = replace(health, hook=Hook(brings=ours is not None, lacks=lacks))
    if graph.used is None:
        return health
    return replace(health, quota=Quota(max(100 - graph.used, 0), 100))


def _fields_of_app(graph: Graph, app: str, hook: str) -> list[str]:
    """What the app's webhook of an object brings; LookupError where that is not told."""
    objects, _onward = page_of(graph.get(f"{app}/subscriptions", token=_app_token(graph, app)))
    ours = {str(one["object"]): one for one in objects}[hook]
    return [str(one["name"]) for one in ours["fields"]] if ours.get("active", True) else []


def _app_token(graph: Graph, app: str) -> str:
    secret = graph.connected.secrets.get("app_secret", "")
    if not app.isdigit() or not secret.isascii() or not secret.isprintable():
        raise ValueError(app)
    return f"{app}|{secret}"


def _of_token(graph: Graph, app: str, spared: Collection[str]) -> Health:
    asked = {"input_token": graph.connected.secrets.get("token", "")}
    told = graph.get("debug_token", token=_app_token(graph, app), **asked)["data"]
    scopes = [str(one) for one in told["scopes"]]
    ends = [told[name] for name in ENDS if type(told.get(name)) is int]
    end = min((one for one in ends if one > 0), default=None)
    return Health(
        rights=tuple(sorted(scopes)),
        lacks=lacking(graph.connected.network, scopes, spared=spared),
        ends_told=bool(ends),
        ends_at=None if end is None else datetime.fromtimestamp(end, UTC),
    )
