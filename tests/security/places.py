"""Every place that fetches, as `Place(name, fetch)`: `fetch(wire, url)` says what it came to.

Networks and steps are found by asking: a new adapter is tried without a line here, as long as it is reached at one
`server`. What a step says is its problem's name; anything that is no problem of the product's is raised.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from bpo.channels.adapters import Connected, Wire, make_adapter
from bpo.channels.adapters.base import Act, ChannelProblem, Outbound, OutPicture
from bpo.channels.adapters.pages import look_behind
from bpo.channels.rules.capabilities import capabilities_of
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.vocabulary import Network

PICTURE = OutPicture("1", "0" * 64, "image/jpeg", 1, 1, "a parcel", body=b"bytes")
REPLY = f"1:reply:{16 * '0'}"
# What messages are called where any word would not do.
ITEMS = {
    "telegram": "1:2",
    "wordpress": "7",
    "google_business": REPLY,
    "app_store": REPLY,
    "trustpilot": REPLY,
    "yandex_market": "chat:1:1",
}
PEOPLE = {"messenger": "501", "whatsapp": "501"}
SESSION = {"token": "word", "until": "2999-01-01T00:00:00+00:00"}
SESSIONS = dict.fromkeys(("google_business", "google_play", "youtube", "trustpilot"), SESSION)
STEPS = ("check", "send", "find_sent", "poll", "relist", "moderate", "look", "picture", "upload", "is_ready")
OF_SOME = {"picture", "upload", "is_ready"}  # of networks that have them
ASKS_NOTHING = {("bluesky", "is_ready")}
PRIVATE = ("send", "find_sent")  # the same in private, where an account has both


@dataclass(frozen=True)
class Place:
    name: str
    fetch: Any

    def __str__(self):
        return self.name


def settings_of(network, url):
    if network == Network.EMAIL:
        return {"address": "care@brand.test"} | mail_servers(url)
    return {
        "server": url,
        "url": url,
        "user": "care",
        "client_id": "care",
        "owner": "1",
        "phone_number_id": "1",
        "author": "1",
        "issuer": "1",
        "key_id": "1",
        "messages": True,
    }


def mail_servers(url):
    try:
        host, port = urlsplit(url).hostname, urlsplit(url).port
    except ValueError:
        host = port = None
    security = "plain" if url.startswith("http:") else "tls"
    return {
        f"{kind}_{what}": value
        for kind in ("smtp", "imap")
        for what, value in {"host": host or url, "port": port or 993, "security": security}.items()
    }


@cache
def private_key(*, curve=None):
    key = ec.generate_private_key(curve()) if curve else rsa.generate_private_key(65537, 2048)
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*plain).decode()


def secrets_of(network, url):
    secrets = defaultdict(lambda: "1:word")
    if network in {Network.FACEBOOK, Network.INSTAGRAM, Network.MESSENGER, Network.WHATSAPP}:
        secrets["token"] = "word"
    if network == Network.GOOGLE_PLAY:  # the key's own file says where one signs in
        file = {"client_email": "care@brand.test", "private_key": private_key(), "token_uri": url}
        secrets["key"] = json.dumps(file)
    if network == Network.APP_STORE:
        secrets["key"] = private_key(curve=ec.SECP256R1)
    return secrets


def adapter(network, wire, url, *, session=None):
    return make_adapter(
        Connected(
            network=network,
            account=f"{network}:care",
            settings=settings_of(network, url),
            secrets=secrets_of(network, url),
            own_id="1",
            facts={"domain": "example.com"},
            session=session or {},
        ),
        wire,
    )


def networks():
    def is_ours(network):
        try:
            adapter(network, None, "https://example.com")
        except LookupError:
            return False
        except AttributeError:  # of the wire that is not there
            return True
        return True

    return [network.value for network in Network if is_ours(network)]


def step(network, name, *, visibility="public"):
    def fetch(wire, url):
        since = utcnow() - timedelta(days=1)
        is_private = visibility == "private"
        item = "m" if is_private else ITEMS.get(network, "1")
        now, person = utcnow(), "501" if is_private else PEOPLE.get(network, "a@cust.test")
        out = Outbound(new_id().hex, "Hello", visibility, now, now, in_reply_to=item, recipient=person)
        arguments = {
            "send": ((out, lambda: None), {}),
            "find_sent": ((out,), {}),
            "poll": ((None,), {"since": since}),
            "relist": ((None,), {"since": since}),
            "moderate": ((Act.DELETE, item), {}),
            "look": ((), {"since": since}),
            "picture": ((item, f"{url}/a.jpg" if network == "mastodon" else "2"), {}),
            "upload": ((PICTURE,), {}),
            "is_ready": (({"media_id": "1"},), {}),
        }
        positional, named = arguments.get(name, ((), {}))
        session = None if name == "check" else SESSIONS.get(network)  # a check signs in
        try:
            getattr(adapter(network, wire, url, session=session), name)(*positional, **named)
        except ChannelProblem as problem:
            return type(problem).__name__
        return "done"

    return Place(f"{network}.{name}" if visibility == "public" else f"{network}.{name} in private", fetch)


def look(wire, url):
    """What lies behind a link that anybody wrote, which may be one without TLS too."""
    try:
        look_behind(replace(wire, plain=True), url)
    except ChannelProblem as problem:
        return type(problem).__name__
    return "done"


LINK = Place("link.look", look)


def steps():
    public = [
        step(network, name)
        for network in networks()
        for name in STEPS
        if name not in OF_SOME or hasattr(adapter(network, Wire(), "https://example.com").adapter, name)
        if (network, name) not in ASKS_NOTHING
    ]
    both = [network for network in networks() if capabilities_of(network).in_private]
    private = [step(network, name, visibility="private") for network in both for name in PRIVATE]
    return [LINK, *public, *private]
