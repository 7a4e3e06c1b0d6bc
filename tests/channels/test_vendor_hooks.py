"""Webhooks in a network's own form, by a network that the test makes up: it shows its secret in the query."""

import hmac
import json

import pytest
from channels.test_webhook import Hook, message
from conversations.worlds import in_unit

from bpo.channels.operations.accounts import replace_accounts
from bpo.channels.operations.connections import connect_account
from bpo.channels.queries import get_account
from bpo.channels.rules import vendor_hooks
from bpo.channels.rules.readings import PUBLIC
from bpo.channels.rules.signatures import BadSignature
from bpo.channels.rules.vendor_hooks import Heard

SECRET = "42:what-both-know"


def made_up(asked, account):
    if not hmac.compare_digest(asked.query.get("secret", ""), account.secrets["token"]):
        raise BadSignature("Not theirs.")
    if asked.method == "GET":
        return Heard(asked.query["challenge"])
    events = tuple((one["id"], json.dumps(one)) for one in json.loads(asked.body))
    return Heard("ok", PUBLIC, events)


@pytest.fixture
def hook(edges, settings, monkeypatch):
    monkeypatch.setitem(vendor_hooks.VENDOR_HOOKS, "telegram", made_up)
    return Hook(edges, settings, "telegram")


def connect(hook, settings):
    in_unit(
        hook.tenant,
        lambda uow: connect_account(
            uow,
            get_account(uow, hook.account.id),
            settings={"server": "https://api.telegram.org"},
            secrets={"token": SECRET},
            key=settings.secret_key,
        ),
    )


def bring(hook, *messages, secret=SECRET):
    return hook.client.post(f"{hook.path}?secret={secret}", data=json.dumps(messages))


def test_a_handshake_is_answered_to_who_knows_the_secret(hook, settings):
    connect(hook, settings)
    answer = hook.client.get(f"{hook.path}?secret={SECRET}&challenge=17")
    assert (answer.status_code, answer.mimetype, answer.text) == (200, "text/plain", "17")
    assert hook.client.get(f"{hook.path}?secret=another&challenge=17").status_code == 401


def test_what_it_brings_is_kept_once_and_answered_in_its_way(hook, settings):
    connect(hook, settings)
    before, _jobs = hook.rows()
    for _time in range(2):
        answer = bring(hook, message("1", account="telegram:care"), message("2", account="telegram:care"))
        assert (answer.status_code, answer.text) == (200, "ok")
    assert (before, hook.rows()[0]) == (0, 2)


def test_who_does_not_know_the_secret_leaves_nothing(hook, settings):
    connect(hook, settings)
    assert bring(hook, message("1", account="telegram:care"), secret="another").status_code == 401
    assert hook.rows()[0] == 0


def test_a_bridge_brings_messages_to_the_same_address_as_before(hook, settings):
    connect(hook, settings)
    body = json.dumps({"messages": [message("1", account="telegram:care")]}).encode()
    assert hook.send(body).json == {"stored": 1, "duplicates": 0}


def test_an_account_that_is_not_connected_or_retired_takes_nothing(hook, settings):
    assert bring(hook, message("1", account="telegram:care")).status_code == 401
    connect(hook, settings)
    in_unit(hook.tenant, lambda uow: replace_accounts(uow, hook.tenant.id, []))
    assert bring(hook, message("1", account="telegram:care")).status_code == 404
    assert hook.rows()[0] == 0


def test_a_network_that_asks_nothing_beforehand_is_not_answered(hook, settings):
    assert hook.client.get(f"/hooks/mastodon/{hook.account.id}").status_code == 405
