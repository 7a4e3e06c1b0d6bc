"""Every way into `/hooks/…` × every way not to prove oneself: refused alike, and nothing is stored.

A kind of hook is one row of `KINDS`: how its account is made, how a body of one message looks, and how it is signed. What a
network signs in its own way is a row too (`VENDOR_HOOKS` without a row fails).
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from conversations.worlds import account_of, in_unit, make_brand
from sqlalchemy import func, select

from bpo.channels.models import InboundEvent
from bpo.channels.operations import renew_webhook_secret
from bpo.channels.queries import get_account
from bpo.channels.rules.capabilities import HOOKED
from bpo.channels.rules.signatures import sign
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS
from bpo.core.clock import utcnow

MARK = "X-Signature-256"


@dataclass(frozen=True)
class Kind:
    """`prepare(tenant, account, settings)` gives the secret, `body(account)` one message, `headers(secret, at, body)` the proof."""

    prepare: Any
    body: Any
    headers: Any
    proof: str  # the header that proves
    ages: bool  # whether what is old is refused


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


def own_headers(secret, at, body):
    return {"X-Timestamp": str(at), MARK: sign(secret, at, body)}


OURS = Kind(own_secret, own_body, own_headers, proof=MARK, ages=True)
KINDS = dict.fromkeys(sorted(HOOKED), OURS)  # the vendor's bridges sign alike for every network
VENDORS: dict[str, Kind] = {}  # in the networks' own forms


def test_every_kind_of_hook_has_a_row():
    assert set(VENDORS) == set(VENDOR_HOOKS)


ROWS = [*KINDS.items(), *VENDORS.items()]


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
        return self.kind.headers(secret or self.secret, at, body or self.body)

    def send(self, headers, body=None, path=None):
        return self.client.post(path or self.path, data=body or self.body, headers=headers)

    def stored(self):
        count = select(func.count()).select_from(InboundEvent)
        return in_unit(self.tenant, lambda uow: uow.session.scalar(count))


@pytest.fixture
def another(edges, settings, row):
    return Hook(edges.test_client(), settings, *row)


@pytest.fixture
def hook(edges, settings, row):
    return Hook(edges.test_client(), settings, *row)


@pytest.fixture(params=ROWS, ids=lambda row: row[0])
def row(request):
    return request.param


def changed(headers, name, change):
    return headers | {name: change(headers[name])}


def rewritten(body):
    return json.dumps(json.loads(body), indent=1).encode()


# Each says (headers, body) of one request that proves nothing.
FORGERIES = {
    "missing": lambda hook, other: ({}, None),
    "empty": lambda hook, other: (changed(hook.proof(), hook.kind.proof, lambda _: ""), None),
    "wrong": lambda hook, other: (hook.proof(secret=b"wrong"), None),
    "another account's secret": lambda hook, other: (hook.proof(secret=other.secret), None),
    "of another body": lambda hook, other: (hook.proof(body=hook.body + b" "), None),
    "upper-case": lambda hook, other: (changed(hook.proof(), hook.kind.proof, str.upper), None),
    "truncated": lambda hook, other: (changed(hook.proof(), hook.kind.proof, lambda told: told[:-1]), None),
    "truncated to half": lambda hook, other: (
        changed(hook.proof(), hook.kind.proof, lambda told: told[: len(told) // 2]),
        None,
    ),
    "lengthened": lambda hook, other: (changed(hook.proof(), hook.kind.proof, lambda told: told + "0"), None),
    "said twice": lambda hook, other: (
        changed(hook.proof(), hook.kind.proof, lambda told: f"{told}, {told}"),
        None,
    ),
    "re-serialised": lambda hook, other: (hook.proof(), rewritten(hook.body)),
    "with a byte order mark": lambda hook, other: (hook.proof(), b"\xef\xbb\xbf" + hook.body),
    "in another charset": lambda hook, other: (
        hook.proof(),
        json.dumps(json.loads(hook.body), ensure_ascii=False).encode("utf-16"),
    ),
    "with a line after it": lambda hook, other: (hook.proof(), hook.body + b"\n"),
    "cut": lambda hook, other: (hook.proof(), hook.body[:-1]),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_proves_nothing_is_refused_and_nothing_stored(hook, another, forgery):
    answer = hook.send(*FORGERIES[forgery](hook, another))
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert (hook.stored(), another.stored()) == (0, 0)


def test_what_is_proven_is_stored_once_however_often_it_is_played_back(hook):
    headers = hook.proof()
    for _again in range(3):
        assert hook.send(headers).status_code == 200
    assert hook.send(hook.proof(seconds=-60)).status_code == 200
    assert hook.stored() == 1


@pytest.mark.parametrize("seconds", [-301, 302, -86_400])
def test_what_is_old_is_refused(hook, seconds):
    if not hook.kind.ages:
        pytest.skip("this network tells no time; what is played back is stored once")
    assert hook.send(hook.proof(seconds=seconds)).status_code == 401
    assert hook.stored() == 0


def test_a_proven_body_with_a_mark_before_it_is_told_what_is_wrong(hook):
    body = b"\xef\xbb\xbf" + hook.body
    assert hook.send(hook.proof(body=body), body).status_code == 422
    assert hook.stored() == 0


def test_another_brands_address_takes_nothing_that_we_signed(hook, another):
    """As from anybody who proves nothing; whoever holds theirs is they."""
    answer = hook.send(hook.proof(), path=another.path)
    stranger = hook.send(hook.proof(secret=b"nobody's"), path=another.path)
    assert (answer.status_code, answer.data) == (401, stranger.data)
    assert (hook.stored(), another.stored()) == (0, 0)


def test_another_brands_account_in_the_body_is_as_if_it_did_not_exist(hook):
    if hook.kind is not OURS:
        pytest.skip("in its own form a network names its own ids")
    make_brand("elsewhere", network=hook.network)
    answers = []
    for handle in ("elsewhere", "nowhere"):
        body = hook.body.replace(hook.account.key.encode(), f"{hook.network}:{handle}".encode())
        answers.append(hook.send(hook.proof(body=body), body))
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json["errors"] == answers[1].json["errors"]
    assert hook.stored() == 0
