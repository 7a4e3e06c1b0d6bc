from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import act_as

from bpo.channels.operations import begin_import, finish_import, renew_webhook_secret, set_owner
from bpo.channels.queries import list_accounts
from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.identity.permissions import Role
from bpo.onboarding.operations import confirm_item, take_live, withdraw_item
from bpo.onboarding.queries import brand_checklist
from bpo.onboarding.rules import Facts, Item, ItemState, Word, checklist, is_ready, open_items
from bpo.staffing.operations import assign, certify, describe_person
from bpo.tenants.models import TenantState

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
READY = Facts(
    accounts=1,
    levels=2,
    levels_at=NOON,
    calendars=1,
    guide_rules=3,
    rule_set_at=NOON,
    departments=1,
    agents=1,
    supervisors=1,
    client_people=1,
    imports=1,
    words={
        item: Word("Anna wrote so.", NOON + timedelta(hours=1))
        for item in ("rules_and_volumes", "service_levels", "guide")
    },
)
KEY = b"k" * 32


def state_of(facts, item):
    return next(one.state for one in checklist(facts) if one.item is item)


def changed(**over):
    return replace(READY, **over)


def test_a_new_brand_has_everything_to_do():
    assert len(open_items(checklist(Facts()))) == len(Item)


def test_a_brand_with_nothing_open_is_ready():
    assert is_ready(checklist(READY))


@pytest.mark.parametrize(
    ("over", "item"),
    [
        ({"accounts": 0}, Item.ACCOUNTS),
        ({"accounts_without_owner": 1}, Item.ACCOUNTS),
        ({"webhooks_without_secret": 1}, Item.ACCOUNTS),
        ({"levels": 0}, Item.SERVICE_LEVELS),
        ({"levels_at": NOON + timedelta(days=1)}, Item.SERVICE_LEVELS),
        ({"rule_set_at": NOON + timedelta(days=1)}, Item.GUIDE),
        ({"guide_rules": 0}, Item.GUIDE),
        ({"calendars": 0}, Item.CALENDAR),
        ({"departments": 0}, Item.DEPARTMENTS),
        ({"agents": 0}, Item.AGENTS),
        ({"languages_unanswered": ("uk",)}, Item.AGENTS),
        ({"supervisors": 0}, Item.SUPERVISOR),
        ({"client_people": 0}, Item.CLIENT_PEOPLE),
        ({"imports": 0}, Item.HISTORY),
    ],
)
def test_one_thing_missing_opens_its_item_alone(over, item):
    assert [one.item for one in open_items(checklist(changed(**over)))] == [item]


def test_a_word_says_that_history_is_not_needed():
    facts = changed(imports=0, words={**READY.words, "history": Word("New brand.", NOON)})
    assert state_of(facts, Item.HISTORY) is ItemState.NOT_NEEDED
    assert is_ready(checklist(facts))


def add_person(uow, tenant, role, *, profile=None):
    side = "client" if role.startswith("client") else "staff"
    user = User(
        id=new_id(),
        side=side,
        email=f"{new_id()}@example.com",
        name="Anna",
        locale="en",
        time_zone="UTC",
        created_at=uow.now,
        sessions_from=uow.now,
        recovery_codes=[],
    )
    uow.session.add(user)
    uow.session.flush()
    uow.session.add(
        Membership(
            tenant_id=tenant.id,
            user_id=user.id,
            side=side,
            role=role,
            profile=profile,
            tags=[],
            created_at=uow.now,
        )
    )
    return user


def make_ready(uow, tenant):
    for account in list_accounts(uow, tenant.id):
        set_owner(uow, account, owner="Marketing, Olena")
        if account.network == "generic":
            renew_webhook_secret(uow, account, key=KEY)
    for item in ("rules_and_volumes", "service_levels", "guide"):
        confirm_item(uow, tenant, item, note="By mail of 20 November.")
    run = begin_import(uow, tenant.id, file_name="a.jsonl", file_format="jsonl", size=1, body=None)
    finish_import(uow, run)
    for role in ("supervisor", "client_viewer"):
        add_person(uow, tenant, role)
    responder = add_person(uow, tenant, "agent", profile="responder")
    uow.session.flush()
    describe_person(uow, responder.id, profile="responder", languages=tenant.languages)
    certify(
        uow,
        tenant.id,
        user_id=responder.id,
        valid_from=uow.now,
        valid_until=uow.now + timedelta(days=90),
    )
    assign(uow, tenant.id, user_id=responder.id)
    uow.session.flush()


def test_brand_goes_live_when_nothing_is_open(apply, brand, example, with_slug):
    apply(with_slug(example))
    uow, tenant = brand()
    with uow:
        left = {one.item for one in open_items(brand_checklist(uow, tenant))}
        assert Item.DEPARTMENTS not in left
        assert {Item.ACCOUNTS, Item.GUIDE, Item.HISTORY} <= left
        with pytest.raises(Conflict) as refused:
            take_live(uow, tenant)
        assert "style guide" in str(refused.value)
        make_ready(uow, tenant)
        assert open_items(brand_checklist(uow, tenant)) == []
    with UnitOfWork(act_as(Role.AGENT, tenant)) as agents, pytest.raises(Forbidden):
        take_live(agents, tenant)
    uow, tenant = brand()
    with uow:
        take_live(uow, tenant)
        assert tenant.state == TenantState.LIVE
        with pytest.raises(Conflict):
            take_live(uow, tenant)


def test_a_change_after_the_word_opens_the_item_again(apply, brand, example, with_slug):
    text = with_slug(example)
    apply(text)
    uow, tenant = brand()
    with uow:
        confirm_item(uow, tenant, "service_levels", note="Signed.")
    apply(text.replace("15m", "10m"))
    uow, tenant = brand()
    with uow:
        assert Item.SERVICE_LEVELS in {one.item for one in open_items(brand_checklist(uow, tenant))}
        confirm_item(uow, tenant, "service_levels", note="Signed again.")
        uow.session.flush()
        assert Item.SERVICE_LEVELS not in {one.item for one in open_items(brand_checklist(uow, tenant))}
        withdraw_item(uow, tenant, "service_levels")
        uow.session.flush()
        assert Item.SERVICE_LEVELS in {one.item for one in open_items(brand_checklist(uow, tenant))}


def test_a_word_needs_a_note_and_an_item_that_takes_one(apply, brand, head):
    apply(head)
    uow, tenant = brand()
    with uow:
        with pytest.raises(Invalid):
            confirm_item(uow, tenant, "guide", note=" ")
        with pytest.raises(Conflict):
            confirm_item(uow, tenant, "agents", note="They are there.")
