"""Claiming and what follows from it, as people who may serve the brand, on the real database."""

import sys
import threading
from datetime import timedelta

import pytest
from builders import act_as, actor_of_person, make_responder
from conversations.worlds import in_unit, make_brand, said, store
from sqlalchemy import select, text

from bpo.conversations.jobs import return_claims
from bpo.conversations.models import Conversation, CustomerIdentity, QueueItem
from bpo.conversations.operations import assignment, many
from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.operations.many import Deed
from bpo.conversations.queries.queue import QueueFilter
from bpo.conversations.queries.whose_time import list_in_hand
from bpo.conversations.rules.claims import CLAIM_LASTS, LONGEST_SNOOZE, MOST_HELD
from bpo.conversations.rules.whose_time import Whose
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.events import EventRow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.staffing.models import Certification
from bpo.staffing.operations import revoke_certification

NOW = utcnow()


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """The pages read the real clock, and this file may be read long before its tests run."""
    monkeypatch.setattr(sys.modules[__name__], "NOW", utcnow())


@pytest.fixture
def tenant(db):
    tenant = make_brand()
    store(tenant, said("1", 0), said("2", 1, author="boris"), said("3", 2, author="carol"))
    return tenant


@pytest.fixture
def anna(tenant):
    return actor_of_person(make_responder(tenant)[0])


@pytest.fixture
def ben(tenant):
    return actor_of_person(make_responder(tenant)[0])


def of(tenant, author="anna"):
    """The conversation of a customer."""
    wanted = (
        select(Conversation.id)
        .join(CustomerIdentity, CustomerIdentity.customer_id == Conversation.customer_id)
        .where(CustomerIdentity.external_id == author, CustomerIdentity.tenant_id == tenant.id)
    )
    return in_unit(tenant, lambda uow: uow.session.scalars(wanted).one())


def as_(actor, deed, *given, after=timedelta(0), **over):
    with UnitOfWork(actor, now=NOW + after) as uow:
        return deed(uow, *given, **over)


def row(tenant, author="anna"):
    wanted = select(QueueItem).where(QueueItem.tenant_id == tenant.id, QueueItem.id == of(tenant, author))
    return in_unit(tenant, lambda uow: uow.session.scalars(wanted).one_or_none())


def deeds(tenant):
    told = select(EventRow.action, EventRow.actor_id).where(
        EventRow.tenant_id == tenant.id, EventRow.action.startswith("queue.")
    )
    return in_unit(tenant, lambda uow: uow.session.execute(told.order_by(EventRow.id)).all())


def told_to(actor, tenant):
    with UnitOfWork(actor) as uow:
        return [
            (one.kind, one.path.rpartition("/")[2])
            for one in uow.session.scalars(select(Notification).where(Notification.tenant_id == tenant.id))
        ]


def test_a_claim_holds_for_a_quarter_of_an_hour_and_is_renewed_by_work(tenant, anna):
    as_(anna, assignment.claim, tenant.id, of(tenant))
    item = row(tenant)
    assert (item.claimed_by, item.claimed_at, item.claim_until) == (anna.user_id, NOW, NOW + CLAIM_LASTS)
    later = timedelta(minutes=10)
    assert as_(anna, assignment.renew, tenant.id, of(tenant), after=later)
    assert row(tenant).claim_until == NOW + later + CLAIM_LASTS
    as_(anna, assignment.claim, tenant.id, of(tenant), after=2 * later)
    assert (row(tenant).claimed_at, row(tenant).claim_until) == (NOW, NOW + 2 * later + CLAIM_LASTS)
    assert deeds(tenant) == [("queue.claimed", anna.user_id)]


def test_what_somebody_holds_nobody_else_takes_and_the_refusal_names_them(tenant, anna, ben):
    as_(anna, assignment.claim, tenant.id, of(tenant))
    with pytest.raises(Conflict) as refused:
        as_(ben, assignment.claim, tenant.id, of(tenant), after=timedelta(minutes=1))
    assert refused.value.values == {"name": "Person agent"}
    assert row(tenant).claimed_by == anna.user_id
    assert not as_(ben, assignment.renew, tenant.id, of(tenant))


def test_an_expired_claim_is_anybodys(tenant, anna, ben):
    as_(anna, assignment.claim, tenant.id, of(tenant))
    as_(ben, assignment.claim, tenant.id, of(tenant), after=CLAIM_LASTS)
    assert row(tenant).claimed_by == ben.user_id
    assert not as_(anna, assignment.renew, tenant.id, of(tenant), after=CLAIM_LASTS)


def test_of_fifty_who_claim_one_item_exactly_one_gets_it(tenant):
    people = [actor_of_person(make_responder(tenant)[0]) for _ in range(10)]
    wanted, start, outcomes = of(tenant), threading.Barrier(50), []

    def want(actor):
        start.wait()
        try:
            as_(actor, assignment.claim, tenant.id, wanted)
            outcomes.append(actor.user_id)
        except Conflict:
            outcomes.append(None)

    everybody = [threading.Thread(target=want, args=(people[n % 10],)) for n in range(50)]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    winners = {user_id for user_id in outcomes if user_id is not None}
    assert (len(outcomes), len(winners)) == (50, 1)
    assert winners == {row(tenant).claimed_by}
    assert [action for action, _ in deeds(tenant)] == ["queue.claimed"]


def test_ten_who_ask_for_the_next_at_once_get_ten_different_ones(tenant):
    store(tenant, *(said(f"x{n}", n, author=f"x{n}") for n in range(17)))
    people = [actor_of_person(make_responder(tenant)[0]) for _ in range(10)]
    start, given = threading.Barrier(10), []

    def ask(actor):
        start.wait()
        given.append(as_(actor, assignment.claim_next).id)

    everybody = [threading.Thread(target=ask, args=(actor,)) for actor in people]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    assert (len(given), len(set(given))) == (10, 10)


def test_the_next_is_the_first_that_is_free_of_the_brands_one_serves(tenant, anna, ben):
    other = make_brand()
    store(other, said("0", -600))
    as_(ben, assignment.claim, tenant.id, of(tenant, "anna"))
    until = NOW + timedelta(hours=1)
    as_(ben, assignment.snooze, tenant.id, of(tenant, "boris"), until=until)
    item = as_(anna, assignment.claim_next)
    assert (item.id, item.claimed_by) == (of(tenant, "carol"), anna.user_id)
    assert as_(anna, assignment.claim_next) is None


def test_the_next_fits_the_filter(tenant, anna):
    assert as_(anna, assignment.claim_next, QueueFilter(network="x")) is None
    assert as_(anna, assignment.claim_next, QueueFilter(network="generic")) is not None


def test_whoever_has_no_valid_certification_claims_nothing(tenant):
    uncertified = actor_of_person(make_responder(tenant, certified=False)[0])
    expired = make_responder(
        tenant, valid_from=NOW - timedelta(days=9), valid_until=NOW + timedelta(hours=1)
    )[0]
    for actor, after in ((uncertified, timedelta(0)), (actor_of_person(expired), timedelta(hours=1))):
        for deed, more in (
            (assignment.claim, {}),
            (assignment.snooze, {"until": NOW + timedelta(hours=3)}),
            (assignment.dismiss, {"reason": DismissalReason.SPAM}),
        ):
            with pytest.raises(Forbidden):
                as_(actor, deed, tenant.id, of(tenant), after=after, **more)
        assert as_(actor, assignment.claim_next, after=after) is None
    supervisor = act_as("supervisor", tenant)
    with pytest.raises(Forbidden):
        as_(supervisor, assignment.claim, tenant.id, of(tenant))
    assert row(tenant).claimed_by is None


def test_a_certification_revoked_since_the_page_was_drawn_counts(tenant, anna):
    as_(anna, assignment.claim, tenant.id, of(tenant))
    with UnitOfWork(Actor.system(tenant.id), now=NOW) as uow:
        held = uow.session.scalars(
            select(Certification).where(
                Certification.tenant_id == tenant.id, Certification.user_id == anna.user_id
            )
        ).one()
        revoke_certification(uow, held)
    with pytest.raises(Forbidden):
        as_(anna, assignment.claim, tenant.id, of(tenant, "boris"), after=timedelta(minutes=1))


def test_what_waits_no_more_is_not_claimed(tenant, anna):
    store(tenant, said("9", 5, out=True, in_reply_to="1"))
    with pytest.raises(Conflict) as refused:
        as_(anna, assignment.claim, tenant.id, of(tenant))
    assert "no longer waits" in refused.value.message
    with pytest.raises(NotFound):
        as_(anna, assignment.claim, tenant.id, new_id())


def test_nobody_hoards(tenant, anna):
    store(tenant, *(said(f"x{n}", n, author=f"x{n}") for n in range(MOST_HELD)))
    for n in range(MOST_HELD):
        as_(anna, assignment.claim, tenant.id, of(tenant, f"x{n}"))
    for deed in (
        lambda: as_(anna, assignment.claim, tenant.id, of(tenant)),
        lambda: as_(anna, assignment.claim_next),
    ):
        with pytest.raises(Conflict):
            deed()
    as_(anna, assignment.claim, tenant.id, of(tenant, "x0"))  # one's own is only renewed


def test_only_the_holder_holds(tenant, anna, ben):
    with pytest.raises(Conflict):
        as_(anna, assignment.check_holds, tenant.id, of(tenant))
    as_(anna, assignment.claim, tenant.id, of(tenant))
    as_(anna, assignment.check_holds, tenant.id, of(tenant))
    with pytest.raises(Conflict):
        as_(ben, assignment.check_holds, tenant.id, of(tenant))
    with pytest.raises(Conflict):
        as_(anna, assignment.check_holds, tenant.id, of(tenant), after=CLAIM_LASTS)


def test_the_holder_or_a_supervisor_returns_it_and_nobody_else(tenant, anna, ben):
    as_(anna, assignment.claim, tenant.id, of(tenant))
    with pytest.raises(Forbidden):
        as_(ben, assignment.release, tenant.id, of(tenant))
    as_(anna, assignment.release, tenant.id, of(tenant), reason="not my language")
    assert row(tenant).claimed_by is None
    with pytest.raises(Conflict):
        as_(anna, assignment.release, tenant.id, of(tenant))
    as_(anna, assignment.claim, tenant.id, of(tenant))
    as_(act_as("supervisor", tenant), assignment.release, tenant.id, of(tenant))
    assert row(tenant).claimed_by is None
    with pytest.raises(Invalid):
        as_(anna, assignment.claim, tenant.id, of(tenant)) and as_(
            anna, assignment.release, tenant.id, of(tenant), reason="x" * 301
        )


def test_it_is_handed_only_to_who_may_serve_and_they_are_told(tenant, anna, ben):
    as_(anna, assignment.claim, tenant.id, of(tenant))
    uncertified, _ = make_responder(tenant, certified=False)
    elsewhere, _ = make_responder(make_brand())
    for user in (uncertified, elsewhere):
        with pytest.raises(Conflict):
            as_(anna, assignment.hand_over, tenant.id, of(tenant), to_user_id=user.id)
    with pytest.raises(Forbidden):
        as_(ben, assignment.hand_over, tenant.id, of(tenant), to_user_id=ben.user_id)
    as_(anna, assignment.hand_over, tenant.id, of(tenant), to_user_id=ben.user_id)
    assert row(tenant).claimed_by == ben.user_id
    assert told_to(ben, tenant) == [("handed_over", str(of(tenant)))]
    as_(ben, assignment.check_holds, tenant.id, of(tenant))


def test_what_is_put_off_is_out_of_sight_and_comes_back_by_itself(tenant, anna, ben):
    due = row(tenant).due_at
    as_(anna, assignment.claim, tenant.id, of(tenant))
    until = NOW + timedelta(hours=1)
    as_(anna, assignment.snooze, tenant.id, of(tenant), until=until)
    item = row(tenant)
    assert (item.claimed_by, item.snoozed_until, item.snoozed_by) == (None, until, anna.user_id)
    assert item.due_at == due  # the clock goes on
    with UnitOfWork(Actor.system(tenant.id), now=until - timedelta(seconds=1)) as uow:
        return_claims(uow, str(tenant.id))
    assert row(tenant).snoozed_until == until
    with UnitOfWork(Actor.system(tenant.id), now=until) as uow:
        return_claims(uow, str(tenant.id))
    assert (row(tenant).snoozed_until, row(tenant).snoozed_by) == (None, None)
    as_(ben, assignment.snooze, tenant.id, of(tenant), until=until)
    as_(anna, assignment.wake, tenant.id, of(tenant))
    assert row(tenant).snoozed_until is None


def test_nothing_is_put_off_into_the_past_or_for_ever_or_from_under_a_colleague(tenant, anna, ben):
    for until in (NOW, NOW + LONGEST_SNOOZE + timedelta(seconds=1)):
        with pytest.raises(Invalid):
            as_(anna, assignment.snooze, tenant.id, of(tenant), until=until)
    as_(anna, assignment.claim, tenant.id, of(tenant))
    for deed, over in (
        (assignment.snooze, {"until": NOW + timedelta(hours=1)}),
        (assignment.dismiss, {"reason": DismissalReason.SPAM}),
    ):
        with pytest.raises(Conflict):
            as_(ben, deed, tenant.id, of(tenant), **over)


def test_claiming_what_was_put_off_brings_it_back(tenant, anna):
    as_(anna, assignment.snooze, tenant.id, of(tenant), until=NOW + timedelta(hours=1))
    as_(anna, assignment.claim, tenant.id, of(tenant))
    assert (row(tenant).snoozed_until, row(tenant).claimed_by) == (None, anna.user_id)


def test_a_dismissal_goes_the_ordinary_way(tenant, anna):
    as_(anna, assignment.dismiss, tenant.id, of(tenant), reason=DismissalReason.THANKS)
    assert row(tenant) is None
    assert (
        in_unit(tenant, lambda uow: uow.session.scalar(text("SELECT reason FROM conversation_act")))
        == "thanks"
    )


def test_what_was_forgotten_returns_and_who_held_it_is_told(tenant, anna):
    as_(anna, assignment.claim, tenant.id, of(tenant))
    as_(anna, assignment.claim, tenant.id, of(tenant, "boris"), after=timedelta(minutes=5))
    with UnitOfWork(Actor.system(tenant.id), now=NOW + CLAIM_LASTS) as uow:
        return_claims(uow, str(tenant.id))
    assert (row(tenant).claimed_by, row(tenant, "boris").claimed_by) == (None, anna.user_id)
    assert told_to(anna, tenant) == [("returned", str(of(tenant)))]
    assert deeds(tenant)[-1] == ("queue.returned", None)


def test_many_at_once_and_what_one_refuses_keeps_no_other(tenant, anna, ben):
    as_(ben, assignment.claim, tenant.id, of(tenant, "boris"))
    wanted = [(tenant.id, of(tenant, name)) for name in ("anna", "boris", "carol")]
    with UnitOfWork(anna, now=NOW) as uow:
        result = many.do_to_many(uow, Deed.CLAIM, wanted)
    assert set(result.done) == {of(tenant, "anna"), of(tenant, "carol")}
    assert [(one, type(problem)) for one, problem in result.refused] == [(of(tenant, "boris"), Conflict)]
    assert [row(tenant, name).claimed_by for name in ("anna", "boris", "carol")] == [
        anna.user_id,
        ben.user_id,
        anna.user_id,
    ]


def test_many_are_put_off_returned_brought_back_and_dismissed(tenant, anna):
    wanted = [(tenant.id, of(tenant, name)) for name in ("anna", "boris")]
    until = NOW + timedelta(hours=1)
    for deed, over, told in (
        (Deed.CLAIM, {}, {"claimed_by": anna.user_id}),
        (Deed.RELEASE, {}, {"claimed_by": None}),
        (Deed.SNOOZE, {"until": until}, {"snoozed_until": until}),
        (Deed.WAKE, {}, {"snoozed_until": None}),
    ):
        assert len(as_(anna, many.do_to_many, deed, wanted, **over).done) == 2
        for name in ("anna", "boris"):
            assert {key: getattr(row(tenant, name), key) for key in told} == told
    for deed in (Deed.SNOOZE, Deed.DISMISS):
        with pytest.raises(Invalid):
            as_(anna, many.do_to_many, deed, wanted)
    done = as_(anna, many.do_to_many, Deed.DISMISS, wanted, reason=DismissalReason.SPAM)
    assert (len(done.done), row(tenant), row(tenant, "boris")) == (2, None, None)


def test_who_held_it_is_told_as_stretches_without_names(tenant, anna, ben):
    talk = of(tenant)
    as_(anna, assignment.claim, tenant.id, talk)
    as_(anna, assignment.release, tenant.id, talk, after=timedelta(minutes=5))
    as_(ben, assignment.claim, tenant.id, talk, after=timedelta(minutes=8))
    held = in_unit(
        tenant, lambda uow: list_in_hand(uow, uow.session.get_one(Conversation, (tenant.id, talk)))
    )
    assert [(one.start - NOW, one.end and one.end - NOW, one.whose) for one in held] == [
        (timedelta(0), timedelta(minutes=5), Whose.HANDLING),
        (timedelta(minutes=8), None, Whose.HANDLING),
    ]
