"""Whoever has no valid certification claims nothing and sends nothing: by page, by API, from a page left open."""

from datetime import timedelta

import pytest
from builders import browser
from conversations.desk import KEY, Agent, deliveries_of, make_talk
from conversations.worlds import in_unit
from sqlalchemy import select

from bpo.conversations.models import QueueItem
from bpo.core.clock import utcnow
from bpo.staffing.operations import revoke_certification, suspend_certification
from bpo.staffing.queries import list_certifications

TEXT = "It arrives today, Anna."
DAY = timedelta(days=1)


def _certification(uow, agent):
    (held,) = list_certifications(uow, [agent.tenant.id], user_ids=[agent.user.id])
    return held


def _suspend(agent, _owner):
    in_unit(
        agent.tenant, lambda uow: suspend_certification(uow, _certification(uow, agent), reason="A review")
    )


def _revoke(agent, _owner):
    in_unit(agent.tenant, lambda uow: revoke_certification(uow, _certification(uow, agent)))


def _run_out(agent, owner):
    """As time does it; nobody of ours can change until when a certification holds."""
    owner.execute("SET app.migrating = 'on'")
    over = "UPDATE certification SET valid_until = now() - interval '1 minute' WHERE user_id = %s"
    assert owner.execute(over, (agent.user.id,)).rowcount == 1


# What has happened since the page was opened.
SINCE = {"suspended": _suspend, "revoked": _revoke, "run out": _run_out}
# Who never could: how they were hired.
NEVER = {
    "never certified": {"certified": False},
    "certified from tomorrow": {"valid_from": utcnow() + DAY},
}
# Every way to claim, and to send: path, what is posted, and whether a program does it.
CLAIMS = {
    "page": ("/brands/{slug}/queue/{id}/claim", {}, False),
    "the next, by page": ("/queue/next", {}, False),
    "many, by page": ("/queue/bulk", {"deed": "claim", "item": "{slug}/{id}"}, False),
    "API": ("/api/v1/brands/{slug}/queue/{id}/claim", {}, True),
    "the next, by API": ("/api/v1/queue/next", {}, True),
    "many, by API": (
        "/api/v1/queue/bulk",
        {"deed": "claim", "items": [{"brand": "{slug}", "id": "{id}"}]},
        True,
    ),
}
SENDS = {
    "page": (
        "/brands/{slug}/conversations/{id}/reply",
        {"client_key": KEY, "version": "0", "text": TEXT, "kind": "reply", "act": "send"},
        False,
    ),
    "into private, by page": (
        "/brands/{slug}/conversations/{id}/private",
        {"client_key": "private-key-1", "line": "We have written to you privately."},
        False,
    ),
    "API": ("/api/v1/brands/{slug}/conversations/{id}/drafts/" + KEY + "/submission", {"text": TEXT}, True),
}
REFUSED = {"page": 403, "API": 403, "into private, by page": 409}  # there it is the page that is shown again


def filled(value, agent):
    """A path or a body with the conversation's names in it."""
    if isinstance(value, str):
        return value.replace("{slug}", agent.tenant.slug).replace("{id}", str(agent.talk))
    if isinstance(value, dict):
        return {key: filled(one, agent) for key, one in value.items()}
    return [filled(one, agent) for one in value]


def post(app, agent, way):
    path, body, is_program = way
    client = browser(app, agent.token)
    content = filled(body, agent)
    return client.post(filled(path, agent), **({"json": content} if is_program else {"data": content}))


def holder(agent):
    return in_unit(
        agent.tenant,
        lambda uow: uow.session.scalars(
            select(QueueItem.claimed_by).where(QueueItem.tenant_id == agent.tenant.id)
        ).one(),
    )


def open_since_yesterday(app, agent, way):
    _path, _body, is_program = way
    if is_program:
        return  # a program opens no page
    client = browser(app, agent.token)
    assert client.get("/queue").status_code == 200
    assert client.get(f"/brands/{agent.tenant.slug}/conversations/{agent.talk}").status_code == 200


@pytest.mark.parametrize("way", CLAIMS)
@pytest.mark.parametrize("why", [*SINCE, *NEVER])
def test_nothing_is_claimed(app, owner, why, way):
    agent = Agent(*make_talk(), **NEVER.get(why, {}))
    open_since_yesterday(app, agent, CLAIMS[way])
    if why in SINCE:
        SINCE[why](agent, owner)
    answer = post(app, agent, CLAIMS[way])
    assert holder(agent) is None
    assert answer.status_code == REFUSED.get(way, answer.status_code)
    assert answer.status_code < 500


@pytest.mark.parametrize("way", SENDS)
@pytest.mark.parametrize("why", SINCE)
def test_nothing_is_sent_of_what_was_claimed_before(app, owner, why, way):
    agent = Agent(*make_talk()).claim()
    open_since_yesterday(app, agent, SENDS[way])
    SINCE[why](agent, owner)
    answer = post(app, agent, SENDS[way])
    assert (answer.status_code, deliveries_of(agent.tenant)) == (REFUSED[way], [])


@pytest.mark.parametrize("way", SENDS)
@pytest.mark.parametrize("why", NEVER)
def test_nothing_is_sent_by_who_never_could(app, why, way):
    agent = Agent(*make_talk(), **NEVER[why])
    answer = post(app, agent, SENDS[way])
    assert (answer.status_code, deliveries_of(agent.tenant)) == (REFUSED[way], [])


@pytest.mark.parametrize("way", CLAIMS)
def test_who_is_certified_claims_on_each_of_these_ways(app, way):
    agent = Agent(*make_talk())
    post(app, agent, CLAIMS[way])
    assert holder(agent) == agent.user.id


@pytest.mark.parametrize("way", SENDS)
def test_who_is_certified_sends_on_each_of_these_ways(app, way):
    agent = Agent(*make_talk()).claim()
    post(app, agent, SENDS[way])
    assert len(deliveries_of(agent.tenant)) == 1
