"""The signed webhook over HTTP: what is answered, and what is stored."""

import io
import json
from datetime import timedelta

import pytest
from builders import drain_all
from conversations.worlds import account_of, in_unit, make_brand
from sqlalchemy import func, select, text

from bpo.channels import api
from bpo.channels.models import InboundEvent
from bpo.channels.operations import renew_webhook_secret, replace_accounts
from bpo.channels.queries import get_account
from bpo.channels.rules.signatures import sign
from bpo.conversations.models import Message
from bpo.core.clock import utcnow
from bpo.core.ids import new_id

LIMIT = 1024 * 1024


@pytest.fixture
def hook(edges, settings):
    return Hook(edges, settings)


class Hook:
    """A brand with an account, its secret, and what is sent to it."""

    def __init__(self, edges, settings, network="generic"):
        self.client = edges.test_client()
        self.tenant = make_brand(network=network)
        self.account = account_of(self.tenant)
        self.secret = in_unit(
            self.tenant,
            lambda uow: renew_webhook_secret(uow, get_account(uow, self.account.id), key=settings.secret_key),
        ).encode()
        self.path = f"/hooks/{network}/{self.account.id}"

    def send(self, body, *, seconds=0, path=None, headers=None, **over):
        at = int((utcnow() + timedelta(seconds=seconds)).timestamp())
        signed = {"X-Timestamp": str(at), "X-Signature-256": sign(self.secret, at, body)}
        return self.client.post(
            path or self.path, data=body, headers=signed if headers is None else headers, **over
        )

    def rows(self):
        count = select(func.count()).select_from(InboundEvent)
        jobs = "SELECT count(*) FROM job WHERE tenant_id = :t"
        return in_unit(
            self.tenant,
            lambda uow: (uow.session.scalar(count), uow.session.scalar(text(jobs), {"t": self.tenant.id})),
        )


def message(external_id="1", **over):
    at = "2026-11-20T10:00:00Z"
    known = {"id": external_id, "account": "generic:care", "direction": "in", "author": {"id": "anna"}}
    return {**known, "text": "Привіт", "posted_at": at, **over}


def body_of(*messages):
    return json.dumps({"messages": messages}).encode()


def test_messages_are_stored_and_become_conversations(hook):
    answer = hook.send(body_of(message("1"), message("2")))
    assert (answer.status_code, answer.json) == (200, {"stored": 2, "duplicates": 0})
    assert hook.rows() == (2, 1)
    drain_all("intake")
    texts = in_unit(hook.tenant, lambda uow: uow.session.scalars(select(Message.text)).all())
    assert texts == ["Привіт", "Привіт"]


@pytest.mark.parametrize("network", ["mastodon", "email"])
def test_a_bridge_of_the_vendors_brings_what_we_could_read_ourselves(edges, settings, network):
    hook = Hook(edges, settings, network)
    asked = message("1", account=f"{network}:care")
    assert hook.send(body_of(asked)).json == {"stored": 1, "duplicates": 0}
    assert hook.send(body_of(asked), path=f"/hooks/generic/{hook.account.id}").status_code == 404
    drain_all("intake")
    told = in_unit(hook.tenant, lambda uow: uow.session.scalars(select(Message.external_id)).all())
    assert told == ["1"]


def test_a_repeat_is_normal_and_stored_once(hook):
    assert hook.send(body_of(message("1"), message("1"))).json == {"stored": 1, "duplicates": 1}
    assert hook.send(body_of(message("1", text="other"), message("2"))).json == {"stored": 1, "duplicates": 1}
    assert hook.send(body_of(message("2"))).json == {"stored": 0, "duplicates": 1}
    assert hook.rows() == (2, 2)


def test_a_body_without_messages_is_fine(hook):
    assert hook.send(b'{"messages": []}').json == {"stored": 0, "duplicates": 0}
    assert hook.rows() == (0, 0)


@pytest.mark.parametrize("seconds", [-295, 0, 295])
def test_a_timestamp_within_five_minutes_is_good(hook, seconds):
    assert hook.send(body_of(message()), seconds=seconds).status_code == 200


@pytest.mark.parametrize("seconds", [-305, 305, 86400])
def test_a_stale_timestamp_is_refused_with_nothing_stored(hook, seconds):
    answer = hook.send(body_of(message()), seconds=seconds)
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert hook.rows() == (0, 0)


def test_whoever_cannot_sign_is_refused(hook):
    body = body_of(message())
    at = str(int(utcnow().timestamp()))
    for headers in (
        {},
        {"X-Timestamp": at},
        {"X-Timestamp": at, "X-Signature-256": "sha256=" + "0" * 64},
        {"X-Timestamp": at, "X-Signature-256": sign(b"another", int(at), body)},
        {"X-Timestamp": at, "X-Signature-256": sign(hook.secret, int(at) - 1, body)},
    ):
        assert hook.send(body, headers=headers).status_code == 401
    assert hook.rows() == (0, 0)


def test_a_body_written_again_does_not_fit_its_signature(hook):
    body = body_of(message())
    at = int(utcnow().timestamp())
    headers = {"X-Timestamp": str(at), "X-Signature-256": sign(hook.secret, at, body)}
    again = json.dumps(json.loads(body), indent=1).encode()
    assert json.loads(again) == json.loads(body)
    assert hook.send(again, headers=headers).status_code == 401
    assert hook.send(body, headers=headers).status_code == 200


def test_an_account_without_a_secret_takes_nothing(edges, hook):
    account = account_of(make_brand())
    assert hook.send(body_of(message()), path=f"/hooks/generic/{account.id}").status_code == 401


def test_refusals_do_not_fill_the_audit(hook):
    for _ in range(5):
        assert hook.send(b"{}", headers={}).status_code == 401
    told = "SELECT count(*) FROM event WHERE tenant_id = :t AND action = 'webhook.refused'"
    assert in_unit(hook.tenant, lambda uow: uow.session.scalar(text(told), {"t": hook.tenant.id})) == 1
    assert hook.account.id in api._recorded


def test_every_unknown_address_answers_the_same(hook):
    retired = make_brand("care", "old")
    gone = account_of(retired, "old")
    kept = [{"network": "generic", "handle": "care", "purpose": "care", "tags": []}]
    in_unit(retired, lambda uow: replace_accounts(uow, retired.id, kept))
    elsewhere = account_of(make_brand("shop", network="tiktok"), "shop")
    paths = [
        f"/hooks/generic/{new_id()}",
        f"/hooks/generic/{gone.id}",
        f"/hooks/tiktok/{elsewhere.id}",
        f"/hooks/tiktok/{hook.account.id}",
        f"/hooks/nowhere/{hook.account.id}",
        "/hooks/generic/1",
        "/hooks/generic/%00",
        f"/hooks/generic/{str(hook.account.id).upper()}",
    ]
    answers = [hook.send(body_of(message()), path=path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.data, answer.mimetype) for answer in answers}) == 1
    assert hook.rows() == (0, 0)


def padded(size):
    body = body_of(*[message("10", text="")] * 11)
    filler = (size - len(body)) // 11
    body = body_of(*[message(str(n), text="x" * filler) for n in range(11)])
    return body + b" " * (size - len(body))


def test_a_mebibyte_is_taken_and_a_byte_more_is_not(hook):
    assert hook.send(padded(LIMIT)).status_code == 200
    answer = hook.send(padded(LIMIT + 1))
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert hook.rows()[0] == 11


@pytest.mark.parametrize(
    ("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413), (LIMIT + 2, 413), (3 * LIMIT, 413)]
)
def test_the_limit_holds_for_a_body_of_untold_length(hook, size, status):
    body = padded(size)
    at = int(utcnow().timestamp())
    stream = io.BytesIO(body)
    answer = hook.client.post(
        hook.path,
        input_stream=stream,
        headers={
            "X-Timestamp": str(at),
            "X-Signature-256": sign(hook.secret, at, body),
            "Transfer-Encoding": "chunked",
        },
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == status
    assert stream.tell() <= LIMIT + 2 + 65536  # what is too large is not read to its end


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", "column 1"),
        (b"\xff", "byte 1"),
        (b"[]", "body"),
        (b'{"messages": [1]}', "messages[0]"),
        (b'{"messages": [], "messages": []}', "body"),
        (body_of(message("1"), message("2", posted_at="yesterday")), "messages[1].posted_at"),
        (body_of(message("1"), message("2", account="generic:other")), "messages[1].account"),
        (body_of(message("1", account="x:care")), "messages[0].account"),
        (body_of(message("1", text="\0")), "messages[0].text"),
        (body_of(message("1", text="\ud800")), "messages[0].text"),
        (b'{"messages": ' + b"[" * 100_000, "body"),
    ],
    ids=range(11),
)
def test_a_bad_body_is_refused_with_place_and_reason_and_nothing_half_done(hook, body, place):
    answer = hook.send(body)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["errors"][0]["place"] == place
    assert answer.json["errors"][0]["message"]
    assert hook.rows() == (0, 0)


def test_nothing_is_stored_when_the_news_cannot_be_left(hook, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("bpo.core.uow.UnitOfWork.emit", fail)
    assert hook.send(body_of(message())).status_code == 500
    assert hook.rows() == (0, 0)


def test_only_posts_are_taken(hook):
    assert hook.client.get(hook.path).status_code == 405
