"""Every way into `/hooks/…` × every way not to prove oneself: refused alike, and nothing is stored.

A kind of hook is one row: how its account is made, how a body of one message looks, and how it is proven. What a network
proves in its own way is a row too (`VENDOR_HOOKS` without a row fails).
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from conversations.worlds import account_of, in_unit, make_brand
from sqlalchemy import func, select

from bpo.channels.models import InboundEvent
from bpo.channels.operations import renew_webhook_secret
from bpo.channels.operations.connections import connect_account
from bpo.channels.queries import get_account
from bpo.channels.rules.capabilities import HOOKED
from bpo.channels.rules.signatures import sign
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS
from bpo.core.clock import utcnow

MARK, HUB, VIBER = "X-Signature-256", "X-Hub-Signature-256", "X-Viber-Content-Signature"


@dataclass(frozen=True)
class Kind:
    """`prepare(tenant, account, settings)` gives the secret, `body(account)` one message.

    `prove(secret, at, body)` gives headers and body of a request, `change(headers, body, how)` the same with its proof changed.
    """

    prepare: Any
    body: Any
    prove: Any
    change: Any
    ages: bool  # whether what is old is refused
    signs: bool  # whether the body is proven, and not only who brings it


def own_secret(tenant, account, settings):
    return in_unit(
        tenant,
        lambda uow: renew_webhook_secret(uow, get_account(uow, account.id), key=settings.secret_key),
    ).encode()


def own_body(account):
    message = {
        "id": "1",
        "account": account.key,
        "direction": "in",
        "author": {"id": "anna"},
        "text": "Привіт",
        "posted_at": "2026-11-20T10:00:00Z",
    }
    return json.dumps({"messages": [message]}).encode()


def own_proof(secret, at, body):
    return {"X-Timestamp": str(at), MARK: sign(secret, at, body)}, body


def change_header(name):
    return lambda headers, body, how: (headers | {name: how(headers[name])}, body)


def found_good(tenant, account, secrets, settings, own_id):
    """The account is connected with these, and they were found good."""

    def connect(uow):
        made = connect_account(
            uow,
            get_account(uow, account.id),
            settings={"server": "https://network.test"},
            secrets=secrets,
            key=settings.secret_key,
        )
        made.state, made.own_id = "fine", own_id

    in_unit(tenant, connect)


def vk_group(account):
    return account.id.int % 10**9 + 1


def vk_secret(tenant, account, settings):
    secret = f"Secret{account.id.hex}"
    secrets = {"token": "t", "service": "s", "secret": secret, "code": "c0de"}
    found_good(tenant, account, secrets, settings, str(vk_group(account)))
    return secret.encode()


def vk_body(account):
    message = {"id": 1, "peer_id": 7, "from_id": 7, "date": 1_795_000_000, "text": "Привіт"}
    event = {
        "type": "message_new",
        "group_id": vk_group(account),
        "event_id": "e",
        "object": {"message": message},
    }
    return json.dumps(event).encode()


def vk_proof(secret, _at, body):
    try:
        return {}, json.dumps(json.loads(body) | {"secret": secret.decode()}).encode()
    except ValueError:  # a mark is before it
        return {}, body


def vk_change(headers, body, how):
    event = json.loads(body)
    return headers, json.dumps(event | {"secret": how(event["secret"])}).encode()


def meta_page(account):
    return str(account.id.int % 10**12)


def meta_secret(tenant, account, settings):
    secret = account.id.hex
    secrets = {"token": "t", "app_secret": secret, "verify_token": "v"}
    found_good(tenant, account, secrets, settings, meta_page(account))
    return secret.encode()


def meta_proof(secret, _at, body):
    return {HUB: f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"}, body


def meta_body(account, event):
    entry = {"id": meta_page(account), "time": 1_795_000_000, **event}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def facebook_body(account):
    value = {"item": "comment", "verb": "add", "comment_id": "77_5", "post_id": "1_77", "message": "Привіт"}
    change = {"field": "feed", "value": value | {"from": {"id": "7"}, "created_time": 1_795_000_000}}
    return meta_body(account, {"changes": [change]})


def messenger_body(account):
    people = {"sender": {"id": "7"}, "recipient": {"id": meta_page(account)}}
    event = people | {"timestamp": 1_795_000_000_000, "message": {"mid": "m_1", "text": "Привіт"}}
    return meta_body(account, {"messaging": [event]})


def instagram_body(account):
    value = {"id": "55", "from": {"id": "7", "username": "anna"}, "text": "Привіт", "media": {"id": "3"}}
    return meta_body(account, {"changes": [{"field": "comments", "value": value}]})


def direct_body(account):
    people = {"sender": {"id": "7"}, "recipient": {"id": meta_page(account)}}
    event = people | {"timestamp": 1_795_000_000_000, "message": {"mid": "aWdf1", "text": "Привіт"}}
    return meta_body(account, {"messaging": [event]})


def whatsapp_body(account):
    said = {"id": "wamid.1", "from": "380501", "timestamp": "1795000000", "type": "text"}
    value = {
        "metadata": {"phone_number_id": meta_page(account)},
        "messages": [said | {"text": {"body": "Привіт"}}],
    }
    return meta_body(account, {"changes": [{"field": "messages", "value": value}]})


def meta(body):
    return Kind(meta_secret, body, meta_proof, change_header(HUB), ages=False, signs=True)


def viber_secret(tenant, account, settings):
    found_good(tenant, account, {"token": account.id.hex}, settings, "pa:1")
    return account.id.hex.encode()


def viber_body(_account):
    event = {"event": "message", "timestamp": 1_795_000_000_000, "message_token": 5}
    content = {"sender": {"id": "01234567890A="}, "message": {"type": "text", "text": "Привіт"}}
    return json.dumps(event | content).encode()


def viber_proof(secret, _at, body):
    return {VIBER: hmac.new(secret, body, hashlib.sha256).hexdigest()}, body


OURS = Kind(own_secret, own_body, own_proof, change_header(MARK), ages=True, signs=True)
KINDS = dict.fromkeys(sorted(HOOKED), OURS)  # the vendor's bridges sign alike
VENDORS = {  # in the networks' own forms
    "vk": Kind(vk_secret, vk_body, vk_proof, vk_change, ages=False, signs=False),
    "facebook": meta(facebook_body),
    "messenger": meta(messenger_body),
    "instagram": meta(instagram_body),
    "whatsapp": meta(whatsapp_body),
    "viber": Kind(viber_secret, viber_body, viber_proof, change_header(VIBER), ages=False, signs=True),
}


def test_every_kind_of_hook_has_a_row():
    assert set(VENDORS) == set(VENDOR_HOOKS)


ROWS = [*KINDS.items(), *VENDORS.items(), ("instagram", meta(direct_body))]


class Hook:
    def __init__(self, client, settings, network, kind):
        self.client, self.kind, self.network = client, kind, network
        self.tenant = make_brand(network=network)
        self.account = account_of(self.tenant)
        self.secret = kind.prepare(self.tenant, self.account, settings)
        self.path = f"/hooks/{network}/{self.account.id}"
        self.body = kind.body(self.account)

    def proof(self, *, secret=None, seconds=0, body=None):
        at = int((utcnow() + timedelta(seconds=seconds)).timestamp())
        return self.kind.prove(secret or self.secret, at, body or self.body)

    def changed(self, how):
        return self.kind.change(*self.proof(), how)

    def send(self, headers, body, path=None):
        return self.client.post(path or self.path, data=body, headers=headers)

    def stored(self):
        count = select(func.count()).select_from(InboundEvent)
        return in_unit(self.tenant, lambda uow: uow.session.scalar(count))


@pytest.fixture
def another(edges, settings, row):
    return Hook(edges.test_client(), settings, *row)


@pytest.fixture
def hook(edges, settings, row):
    return Hook(edges.test_client(), settings, *row)


@pytest.fixture(params=ROWS, ids=lambda row: row[0] if row[1] is OURS else f"{row[0]} itself")
def row(request):
    return request.param


def with_body(hook, change):
    headers, body = hook.proof()
    return headers, change(body)


# Each says (headers, body) of one request that proves nothing.
FORGERIES = {
    "missing": lambda hook, other: ({}, hook.body),
    "empty": lambda hook, other: hook.changed(lambda _: ""),
    "wrong": lambda hook, other: hook.proof(secret=b"wrong"),
    "another account's secret": lambda hook, other: hook.proof(secret=other.secret),
    "upper-case": lambda hook, other: hook.changed(str.upper),
    "truncated": lambda hook, other: hook.changed(lambda told: told[:-1]),
    "truncated to half": lambda hook, other: hook.changed(lambda told: told[: len(told) // 2]),
    "lengthened": lambda hook, other: hook.changed(lambda told: told + "0"),
    "said twice": lambda hook, other: hook.changed(lambda told: f"{told}, {told}"),
    "with a byte order mark": lambda hook, other: with_body(hook, lambda body: b"\xef\xbb\xbf" + body),
    "in another charset": lambda hook, other: with_body(
        hook, lambda body: json.dumps(json.loads(body), ensure_ascii=False).encode("utf-16")
    ),
    "cut": lambda hook, other: with_body(hook, lambda body: body[:-1]),
}
# The same, where the body itself is proven.
OF_BODIES = {
    "of another body": lambda hook, other: (hook.proof(body=hook.body + b" ")[0], hook.body),
    "re-serialised": lambda hook, other: with_body(
        hook, lambda body: json.dumps(json.loads(body), indent=1).encode()
    ),
    "with a line after it": lambda hook, other: with_body(hook, lambda body: body + b"\n"),
}


@pytest.mark.parametrize("forgery", [*FORGERIES, *OF_BODIES])
def test_what_proves_nothing_is_refused_and_nothing_stored(hook, another, forgery):
    if forgery in OF_BODIES and not hook.kind.signs:
        pytest.skip("here a secret proves who brings it, and TLS that it is whole")
    answer = hook.send(*{**FORGERIES, **OF_BODIES}[forgery](hook, another))
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert (hook.stored(), another.stored()) == (0, 0)


def test_what_is_proven_is_stored_once_however_often_it_is_played_back(hook):
    request = hook.proof()
    for _again in range(3):
        assert hook.send(*request).status_code == 200
    assert hook.send(*hook.proof(seconds=-60)).status_code == 200
    assert hook.stored() == 1


@pytest.mark.parametrize("seconds", [-301, 302, -86_400])
def test_what_is_old_is_refused(hook, seconds):
    if not hook.kind.ages:
        pytest.skip("this network tells no time; what is played back is stored once")
    assert hook.send(*hook.proof(seconds=seconds)).status_code == 401
    assert hook.stored() == 0


def test_a_proven_body_with_a_mark_before_it_is_told_what_is_wrong(hook):
    if not hook.kind.signs:
        pytest.skip("where the proof stands in it, what cannot be read proves nothing")
    assert hook.send(*hook.proof(body=b"\xef\xbb\xbf" + hook.body)).status_code == 422
    assert hook.stored() == 0


def test_another_brands_address_takes_nothing_that_we_signed(hook, another):
    """As from anybody who proves nothing; whoever holds theirs is they."""
    answer = hook.send(*hook.proof(), path=another.path)
    stranger = hook.send(*hook.proof(secret=b"nobody's"), path=another.path)
    assert (answer.status_code, answer.data) == (401, stranger.data)
    assert (hook.stored(), another.stored()) == (0, 0)


def test_another_brands_account_in_the_body_is_as_if_it_did_not_exist(hook):
    if hook.kind is not OURS:
        pytest.skip("in its own form a network names its own ids")
    make_brand("elsewhere", network=hook.network)
    answers = []
    for handle in ("elsewhere", "nowhere"):
        body = hook.body.replace(hook.account.key.encode(), f"{hook.network}:{handle}".encode())
        answers.append(hook.send(*hook.proof(body=body)))
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json["errors"] == answers[1].json["errors"]
    assert hook.stored() == 0
