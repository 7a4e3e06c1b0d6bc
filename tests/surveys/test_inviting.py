"""Who is invited, once and when; on the real database, as the role that serves."""

import re
import threading
from datetime import timedelta

import pytest
from builders import act_as
from conversations.desk import deliveries_of
from conversations.worlds import in_unit, said, store
from surveys.worlds import (
    AGENT,
    HOUR,
    close,
    closings,
    dismiss,
    erase,
    invitations,
    jobs,
    make_asking_brand,
    plan_for,
    send,
    state_of,
    talk,
)

from bpo.conversations.operations.acts import DismissalReason
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Invalid
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.operations import recompute, sla_report
from bpo.reports.render.files import report_json
from bpo.surveys.operations.inviting import SEND, follow_invitation, plan_invitation, send_invitation
from bpo.surveys.operations.plans import WordingRefused
from bpo.surveys.queries import find_plan, list_plan_versions
from bpo.surveys.rules.wording import OURS
from bpo.tenants.models import Tenant
from bpo.tenants.operations import replace_section

pytestmark = pytest.mark.usefixtures("db")


def test_a_closed_conversation_is_asked_about_once_in_private_and_by_nobody():
    tenant = make_asking_brand(name="Nord")
    talk_id = talk(tenant, "q", text="Where is my tea?", language="en")
    planned = close(tenant, talk_id)
    assert (planned.state, planned.language, planned.agent) == ("planned", "en", AGENT)
    assert len(jobs(tenant, SEND)) == 1
    sent = send(tenant, planned)
    assert sent.state == "queued"
    (delivery,) = deliveries_of(tenant)
    assert (delivery.visibility, delivery.automatic, delivery.author_id, delivery.agent) == (
        "private",
        True,
        None,
        None,
    )
    assert delivery.recipient == "anna"
    assert delivery.in_reply_to == "q-1"
    assert "{link}" in delivery.body
    assert "(personal link)" in delivery.kept_text
    assert "Nord" in delivery.body
    assert sent.expires_at - sent.queued_at > timedelta(days=13, hours=23)


def test_job_and_listener_run_twice_ask_once():
    tenant = make_asking_brand()
    talk_id = talk(tenant, "q")
    first = close(tenant, talk_id)
    assert in_unit(tenant, lambda uow: plan_invitation(uow, tenant.id, talk_id)) is None
    assert len(jobs(tenant, SEND)) == 1
    assert send(tenant, first).delivery_id == send(tenant, first).delivery_id
    assert len(deliveries_of(tenant)) == len(invitations(tenant)) == 1


def test_a_worker_that_dies_before_the_commit_leaves_the_invitation_planned():
    tenant = make_asking_brand()
    planned = close(tenant, talk(tenant, "q"))
    with pytest.raises(ZeroDivisionError):
        in_unit(tenant, lambda uow: (send_invitation(uow, tenant.id, planned.id), 1 / 0))
    assert (invitations(tenant)[0].state, deliveries_of(tenant)) == ("planned", [])
    assert send(tenant, planned).state == "queued"
    assert len(deliveries_of(tenant)) == 1


def test_two_conversations_of_one_customer_closed_at_once_are_asked_about_once():
    tenant = make_asking_brand()
    planned = [close(tenant, talk(tenant, name)) for name in ("q", "r")]
    gate = threading.Barrier(2)

    def work(one):
        gate.wait()
        send(tenant, one)

    threads = [threading.Thread(target=work, args=(one,)) for one in planned]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((one.state, one.reason) for one in invitations(tenant)) == [
        ("dropped", "asked_lately"),
        ("queued", None),
    ]
    assert len(deliveries_of(tenant)) == 1


def test_the_same_customer_is_asked_again_only_after_the_time_between():
    tenant = make_asking_brand(plan={"apart_days": 30})
    send(tenant, close(tenant, talk(tenant, "q")))
    assert close(tenant, talk(tenant, "r")).reason == "asked_lately"
    other = close(tenant, talk(tenant, "s", author="boris"))
    assert send(tenant, other).state == "queued"
    later = utcnow() + timedelta(days=30, hours=1)
    again = close(tenant, talk(tenant, "t", posted_at=later - HOUR), now=later + HOUR)
    assert send(tenant, again, now=later + HOUR).state == "queued"


def test_opened_again_before_the_time_asks_nobody_and_the_next_closing_asks_once():
    tenant = make_asking_brand(plan={"delay": 2 * HOUR})
    talk_id = talk(tenant, "q")
    first = close(tenant, talk_id)
    common = {"network": "generic", "conversation": "q", "visibility": "private"}
    store(tenant, said("q-3", 0, **common, posted_at=utcnow()))
    assert state_of(tenant, talk_id) == "open"
    assert send(tenant, first, now=first.due_at).reason == "reopened"
    reply = {"out": True, "agent": AGENT, "addressee": "anna", "in_reply_to": "q-3"}
    store(tenant, said("q-4", 0, **common, **reply, posted_at=utcnow()))
    second = close(tenant, talk_id, now=utcnow() + HOUR)
    assert second.id != first.id
    assert send(tenant, second, now=second.due_at).state == "queued"
    assert [one.state for one in invitations(tenant)] == ["dropped", "queued"]
    assert len(closings(tenant)) == 2
    assert len(deliveries_of(tenant)) == 1


def test_closed_again_meanwhile_leaves_the_question_to_the_later_closing():
    tenant = make_asking_brand(plan={"delay": 2 * HOUR})
    talk_id = talk(tenant, "q")
    first = close(tenant, talk_id)
    common = {"network": "generic", "conversation": "q", "visibility": "private"}
    store(tenant, said("q-3", 0, **common, posted_at=utcnow()))
    reply = {"out": True, "agent": AGENT, "addressee": "anna", "in_reply_to": "q-3"}
    store(tenant, said("q-4", 0, **common, **reply, posted_at=utcnow()))
    second = close(tenant, talk_id, now=utcnow() + timedelta(minutes=1))
    assert send(tenant, first, now=second.due_at).reason == "reopened"
    assert send(tenant, second, now=second.due_at).state == "queued"


def test_what_was_dismissed_as_spam_or_never_answered_is_not_asked_about():
    tenant = make_asking_brand()
    spam = talk(tenant, "q", answered=False)
    dismiss(tenant, spam)
    assert close(tenant, spam).reason == "not_for_us"
    thanks = talk(tenant, "r", author="boris", answered=False)
    dismiss(tenant, thanks, DismissalReason.THANKS)
    assert close(tenant, thanks).reason == "not_answered"
    assert deliveries_of(tenant) == []


def test_a_network_that_is_not_in_the_plan_and_a_brand_without_a_plan_ask_nobody():
    tenant = make_asking_brand(network="mastodon")
    assert close(tenant, talk(tenant, "q", network="mastodon")).reason == "network"
    silent = make_asking_brand(plan={"is_on": False})
    assert close(silent, talk(silent, "q")) is None
    assert invitations(silent) == []


def test_switched_off_or_too_late_meanwhile():
    tenant = make_asking_brand()
    planned = close(tenant, talk(tenant, "q"))
    late = close(tenant, talk(tenant, "r", author="boris"))
    assert send(tenant, late, now=late.due_at + timedelta(days=2)).reason == "late"
    plan_for(tenant, is_on=False)
    assert send(tenant, planned).reason == "off"
    assert deliveries_of(tenant) == []


def test_a_public_complaint_is_asked_about_in_private_and_its_mood_is_kept():
    tenant = make_asking_brand()
    planned = close(
        tenant, talk(tenant, "q", visibility="public", text="Terrible service, I am furious!", language="en")
    )
    assert planned.public_mood == "negative"
    send(tenant, planned)
    assert deliveries_of(tenant)[0].visibility == "private"
    private = close(tenant, talk(tenant, "r", author="boris", text="Terrible service!", language="en"))
    assert private.public_mood is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Где моя посылка? Жду уже неделю.", "ru"),
        ("Де моя посилка? Чекаю вже тиждень.", "uk"),
        ("Gdzie jest moja paczka? Czekam już tydzień.", "pl"),
        ("Where is my parcel? I have been waiting for a week.", "en"),
    ],
)
def test_the_customers_language(text, language):
    tenant = make_asking_brand(languages=["en", "ru", "uk", "pl"])
    sent = send(tenant, close(tenant, talk(tenant, "q", text=text)))
    assert sent.language == language
    assert deliveries_of(tenant)[0].body.startswith(OURS[language].invitation.split("!")[0])


def test_what_becomes_of_the_delivery_becomes_of_the_invitation():
    tenant = make_asking_brand()
    sent = send(tenant, close(tenant, talk(tenant, "q")))

    def end(state):
        def work(uow):
            row = deliveries_of(tenant)[0]
            delivery = uow.session.merge(row)
            delivery.state, delivery.posted_at = state, uow.now
            uow.session.flush()
            return follow_invitation(uow, tenant.id, delivery.id)

        return in_unit(tenant, work)

    assert end("failed").state == "failed"
    arrived = end("sent")
    assert arrived.state == "delivered"
    assert arrived.delivered_at is not None
    assert end("failed").state == "delivered"  # a late no does not undo a certain yes
    assert sent.id == arrived.id


def test_a_certain_failure_does_not_count_as_asked():
    tenant = make_asking_brand()
    first = send(tenant, close(tenant, talk(tenant, "q")))

    def fail(uow):
        row = uow.session.get(type(first), (tenant.id, first.id))
        row.state = "failed"

    in_unit(tenant, fail)
    assert send(tenant, close(tenant, talk(tenant, "r"))).state == "queued"


def test_an_erased_customer_is_not_asked_and_their_words_and_links_go():
    tenant = make_asking_brand(plan={"delay": HOUR, "apart_days": 0})
    planned = close(tenant, talk(tenant, "q"))
    erase(tenant, planned.customer_id)
    assert send(tenant, planned, now=planned.due_at).reason == "erased"
    assert close(tenant, talk(tenant, "r")).state == "planned"  # who writes again is somebody new
    assert deliveries_of(tenant) == []


AUTOMATIC = r'"automatic": (\d+)'


def test_invitations_change_no_clock_no_turn_no_queue_and_no_report():
    """The same two brands' days, one asking its customers: the same report, byte for byte."""
    start = utcnow() - timedelta(days=1)
    reports = []
    for asks in (False, True):
        tenant = make_asking_brand(plan={"is_on": asks})
        for n, name in enumerate(("q", "r", "s")):
            talk_id = talk(tenant, name, author=name, posted_at=start + n * HOUR)
            planned = close(tenant, talk_id, now=start + timedelta(hours=6))
            if planned:
                arrive(
                    tenant,
                    send(tenant, planned, now=start + timedelta(hours=6)),
                    at=start + timedelta(hours=7),
                )
                assert state_of(tenant, talk_id) == "closed"
        waiting = talk(tenant, "t", author="t", answered=False, posted_at=start)
        assert state_of(tenant, waiting) == "open"
        reports.append(report_of(tenant, start))
    # What was sent by itself is counted apart, as what it is; all else is the same to the byte.
    silent, asking = reports
    assert "3" in re.findall(AUTOMATIC, asking)
    assert set(re.findall(AUTOMATIC, silent)) == {"0"}
    assert re.sub(AUTOMATIC, "", asking) == re.sub(AUTOMATIC, "", silent)


def report_of(tenant, start):
    dates = {"from_date": start.date(), "to_date": (start + timedelta(days=2)).date()}

    def both(uow):
        brand = uow.session.get_one(Tenant, tenant.id)
        made = sla_report(uow, brand, **dates, as_of=start + timedelta(hours=20))
        again = recompute(uow, brand, **dates, as_of=start + timedelta(hours=20))
        assert report_json(made) == report_json(again)
        return report_json(made).replace(tenant.slug, "brand")

    return in_unit(tenant, both)


def arrive(tenant, invitation, *, at):
    """The invitation stands on its network: it becomes a message, as every delivery does."""
    from bpo.channels.models import Delivery
    from bpo.conversations.operations.sent import take_in_sent

    def work(uow):
        delivery = uow.session.get(Delivery, (tenant.id, invitation.delivery_id))
        delivery.state, delivery.remote_id, delivery.posted_at = "sent", f"r-{delivery.id}", at
        uow.session.flush()
        take_in_sent(uow, delivery)
        follow_invitation(uow, tenant.id, delivery.id)

    in_unit(tenant, work, now=at)


def test_a_plan_is_versioned_and_the_same_again_is_no_new_version():
    tenant = make_asking_brand(plan={"apart_days": 10})
    plan_for(tenant, apart_days=10)
    plan_for(tenant, apart_days=11)
    with UnitOfWork(act_as(Role.SUPERVISOR, tenant)) as uow:
        assert [one.version for one in list_plan_versions(uow, tenant.id)] == [2, 1]
        assert find_plan(uow, tenant.id).apart_days == 11


def test_a_wording_that_the_brands_rules_hold_is_refused_with_what_was_found():
    tenant = make_asking_brand()
    with pytest.raises(WordingRefused) as refused:
        plan_for(tenant, wording={"en": {"thanks": "You are an idiot, fuck off."}})
    assert [one.place for one in refused.value.faults] == ["en.thanks"]
    assert refused.value.found[0].findings
    with pytest.raises(Invalid):
        plan_for(tenant, wording={"en": {"invitation": "no link here"}})


@pytest.mark.parametrize("language", ["en", "ru", "uk", "pl"])
def test_our_own_wording_passes_an_ordinary_brands_rules(language):
    tenant = make_asking_brand(languages=[language])
    assert find_plan_of(tenant).is_on


def test_rules_that_changed_since_hold_the_invitation_back():
    tenant = make_asking_brand()
    planned = close(tenant, talk(tenant, "q"))

    def forbid(uow):
        brand = uow.session.get_one(Tenant, tenant.id)
        terms = [{"banned": ["satisfied"], "severity": "block"}]
        section = {"style_guide": {}, "terms": terms, "restricted_topics": [], "names": []}
        replace_section(uow, brand, "rule_set", section)

    in_unit(tenant, forbid)
    assert send(tenant, planned).reason == "wording"
    assert deliveries_of(tenant) == []


def find_plan_of(tenant):
    return in_unit(tenant, lambda uow: find_plan(uow, tenant.id))


def test_no_reply_waits_for_an_invitation_and_no_clock_stops_by_it():
    tenant = make_asking_brand()
    sent = send(tenant, close(tenant, talk(tenant, "q")))
    from bpo.channels.models import Delivery
    from bpo.channels.operations.sending.claiming import may_be_sent

    def later_reply(uow):
        first = uow.session.get(Delivery, (tenant.id, sent.delivery_id))
        first.state = "unknown"
        reply = Delivery(
            **{
                column.name: getattr(first, column.name)
                for column in Delivery.__table__.columns
                if column.name not in {"id", "place", "source_id", "automatic", "link", "state"}
            },
            id=first.account_id,
            place=first.place + 1,
            source_id=first.account_id,
            automatic=False,
            link=None,
            state="queued",
        )
        uow.session.add(reply)
        uow.session.flush()
        assert may_be_sent(uow, reply)
        raise Conflict("undo")

    with pytest.raises(Conflict):
        in_unit(tenant, later_reply)
