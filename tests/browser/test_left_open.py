"""Pages that were opened before something changed: claiming where one reads, and a certification that has ended."""

import pytest
from browser.workplace import Desk
from conversations.desk import deliveries_of, drafts_of
from conversations.worlds import in_unit
from sqlalchemy import select
from story.desk import Agent, Camera

from bpo.conversations.models import QueueItem
from bpo.staffing.operations import suspend_certification
from bpo.staffing.queries import list_certifications

pytestmark = pytest.mark.browser
TEXT = "Hello Anna, the water is back this evening."
SUSPENDED = "The certification for this brand is suspended."


@pytest.fixture
def desk(app):
    return Desk(held=False)


@pytest.fixture
def agent(open_browser, desk):
    return Agent(open_browser(token=desk.token), "en", Camera("left-open"))


def suspend(desk):
    def work(uow):
        (held,) = list_certifications(uow, [desk.tenant.id], user_ids=[desk.user.id])
        suspend_certification(uow, held, reason="A review")

    in_unit(desk.tenant, work)


def holder(desk):
    return in_unit(desk.tenant, lambda uow: uow.session.scalars(select(QueueItem.claimed_by)).one())


def test_what_one_reads_is_claimed_and_answered_without_leaving_it(agent, desk):
    agent.claim(desk.path)
    assert holder(desk) == desk.user.id
    agent.check_marks(agent.type(TEXT))
    assert agent.send() == 200
    assert len(deliveries_of(desk.tenant)) == 1
    assert agent.complaints() == []


def test_a_page_left_open_since_yesterday_claims_nothing(agent, desk):
    agent.open(desk.path)
    suspend(desk)
    agent.page.keyboard.press("c")
    agent.says_now(SUSPENDED)
    assert holder(desk) is None
    assert agent.complaints() == []


def test_a_page_left_open_since_yesterday_sends_nothing_and_loses_nothing(agent, desk):
    agent.claim(desk.path)
    agent.type(TEXT)
    suspend(desk)
    assert agent.send() == 403
    agent.says_now(SUSPENDED)
    assert agent.typed == TEXT
    assert [(draft.state, draft.text) for draft in drafts_of(desk.tenant)] == [("open", TEXT)]
    assert deliveries_of(desk.tenant) == []
    assert agent.complaints() == []
