"""What Meta tells of a page's token and of its webhook.

A token is looked at by the app that it was made for, whose own token is its number and its secret. The token looked at has to stand
in the address, which goes into no error and no log.
"""

from dataclasses import replace
from datetime import UTC, datetime

from bpo.channels.adapters.graph import Graph
from bpo.channels.adapters.guarded import where_told
from bpo.channels.rules.health import Health, Hook, Quota, lacking, missing_fields

ENDS = ("expires_at", "data_access_expires_at")  # 0: never


def health_of(graph: Graph) -> Health:
    """As much as is told."""
    health, app = Health(), ""
    with where_told():
        app = str(graph.get("app", fields="id")["id"])
    with where_told():
        health = _of_token(graph, app)
    with where_told():
        apps, _onward = graph.page("me/subscribed_apps", fields="id,subscribed_fields")
        ours = next((one for one in apps if str(one["id"]) == app), None)
        fields = [str(name) for name in (ours or {}).get("subscribed_fields") or ()]
        if app:
            lacks = missing_fields(graph.connected.network, fields)
            health = replace(health, hook=Hook(brings=ours is not None, lacks=lacks))
    if graph.used is None:
        return health
    return replace(health, quota=Quota(max(100 - graph.used, 0), 100))


def _of_token(graph: Graph, app: str) -> Health:
    token, secret = (graph.connected.secrets.get(name, "") for name in ("token", "app_secret"))
    if not app.isdigit() or not secret.isascii() or not secret.isprintable():
        return Health()
    told = graph.get("debug_token", token=f"{app}|{secret}", input_token=token)["data"]
    scopes = [str(one) for one in told["scopes"]]
    ends = [told[name] for name in ENDS if type(told.get(name)) is int]
    end = min((one for one in ends if one > 0), default=None)
    return Health(
        rights=tuple(sorted(scopes)),
        lacks=lacking(graph.connected.network, scopes),
        ends_told=bool(ends),
        ends_at=None if end is None else datetime.fromtimestamp(end, UTC),
    )
