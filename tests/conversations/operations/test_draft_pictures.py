"""Pictures of a draft: their author's while the text is, frozen with it, and shown as what the message shows."""

import pytest
from builders import actor_of_person, make_person
from conversations.desk import Agent, deliveries_of, make_talk
from conversations.worlds import in_unit
from servers.painted import painted
from sqlalchemy import select

from bpo.channels.models import Delivery, ReplyPicture
from bpo.channels.operations.sending.recording import give_up
from bpo.channels.queries.pictures import pictures_of, seals_of
from bpo.conversations.models import Approval, Attachment, Conversation, Customer, Message
from bpo.conversations.operations.deciding import approve
from bpo.conversations.operations.draft_pictures import (
    NOT_AS_SEEN,
    add_files,
    add_to_draft,
    describe,
    remove_from_draft,
)
from bpo.conversations.operations.drafts import reopen_draft
from bpo.conversations.operations.erasing import ask_erasure, erase_customer
from bpo.conversations.operations.sending import follow_delivery
from bpo.conversations.operations.sent import take_in_sent
from bpo.conversations.queries.approvals import get_approval
from bpo.core.errors import Conflict, Invalid
from bpo.core.uow import UnitOfWork

RAW = painted("JPEG", (60, 40))
LONG = " ".join(f"The parcel number {n} left our house this morning." for n in range(16))


@pytest.fixture
def desk(db):
    tenant, talk = make_talk()
    return Agent(tenant, talk).claim()


def with_pictures(desk, *alts, text="It arrives today, Anna."):
    draft = desk.save(text)
    for alt in alts:
        desk.do(lambda uow, _talk, alt=alt: add_to_draft(uow, draft, RAW, alt=alt))
    return draft


def pictures(desk, draft):
    return in_unit(desk.tenant, lambda uow: pictures_of(uow, desk.tenant.id, [draft.id]).get(draft.id, []))


def stands(desk, delivery):
    def work(uow):
        row = uow.session.get(Delivery, (desk.tenant.id, delivery.id))
        row.state, row.remote_id = "sent", f"r{row.part_no}"
        row.started_at = row.sent_at = row.posted_at = uow.now
        uow.session.flush()
        take_in_sent(uow, row)
        take_in_sent(uow, row)  # a job may run twice
        return follow_delivery(uow, desk.tenant.id, row.id)

    return in_unit(desk.tenant, work)


def attachments(desk):
    query = select(Attachment).order_by(Attachment.place)
    return in_unit(
        desk.tenant, lambda uow: [(one.alt, one.state, one.body) for one in uow.session.scalars(query)]
    )


def test_pictures_are_the_authors_until_the_reply_goes_and_then_frozen_with_it(desk):
    draft = with_pictures(desk, "the label", "the shelf", "a mistake")
    first, second, third = pictures(desk, draft)
    desk.do(lambda uow, _talk: remove_from_draft(uow, draft, third.id))
    desk.do(lambda uow, _talk: describe(uow, draft, {second.id: "  the upper\nshelf "}))
    other = Agent(desk.tenant, desk.talk)
    with pytest.raises(Conflict, match="somebody else"):
        other.do(lambda uow, _talk: add_to_draft(uow, draft, RAW))
    desk.submit(draft, pictures=[str(first.id), str(second.id)])
    [delivery] = deliveries_of(desk.tenant)
    frozen = in_unit(desk.tenant, lambda uow: seals_of(uow, desk.tenant.id, draft.id))
    assert delivery.pictures == [one.as_json() for one in frozen]
    assert [(one.alt, one.place) for one in pictures(desk, draft)] == [
        ("the label", 1),
        ("the upper shelf", 2),
    ]
    for deed in (
        lambda uow, _talk: add_to_draft(uow, draft, RAW),
        lambda uow, _talk: remove_from_draft(uow, draft, first.id),
        lambda uow, _talk: describe(uow, draft, {first.id: "another"}),
    ):
        with pytest.raises(Conflict, match="on its way"):
            desk.do(deed)
    assert stands(desk, delivery).state == "sent"
    body = in_unit(desk.tenant, lambda uow: uow.session.get(ReplyPicture, (desk.tenant.id, first.id)).body)
    assert attachments(desk) == [("the label", "kept", body), ("the upper shelf", "kept", body)]


def test_what_the_author_did_not_see_does_not_go_out(desk):
    draft = with_pictures(desk, "the label")
    with pytest.raises(Conflict) as refused:
        desk.submit(draft, pictures=[])
    assert refused.value.message == NOT_AS_SEEN
    assert deliveries_of(desk.tenant) == []
    desk.submit(draft, pictures=[str(one.id) for one in pictures(desk, draft)])
    assert len(deliveries_of(desk.tenant)) == 1


def test_one_bad_file_costs_neither_the_text_nor_the_others(desk):
    draft = desk.save("It arrives today, Anna.")
    files = [("a.jpg", RAW), ("b.svg", b"<svg/>"), ("c.png", painted("PNG")), ("d.jpg", RAW), ("e.jpg", RAW)]
    files += [("f.jpg", RAW), ("cut.jpg", RAW[:60])]
    refused = desk.do(lambda uow, _talk: add_files(uow, draft, files))
    assert [(name, problem.text()) for name, problem in refused] == [
        ("b.svg", "This is no picture of a kind that is shown here: JPEG, PNG, GIF or WebP."),
        ("f.jpg", "A reply carries at most 4 pictures on this network."),
        ("cut.jpg", "A reply carries at most 4 pictures on this network."),
    ]
    assert len(pictures(desk, draft)) == 4
    assert desk.do(lambda uow, _talk: uow.session.get(type(draft), (draft.tenant_id, draft.id)).text) == (
        "It arrives today, Anna."
    )


def test_a_network_that_takes_none_says_so(db):
    tenant, talk = make_talk(network="google_play")
    agent = Agent(tenant, talk).claim()
    draft = agent.save()
    with pytest.raises(Invalid, match="carries no pictures"):
        agent.do(lambda uow, _talk: add_to_draft(uow, draft, RAW))


def test_of_a_reply_in_parts_the_first_carries_them(desk):
    draft = with_pictures(desk, "the label", text=LONG)
    desk.submit(draft, in_parts=2, override_reason="All of it matters to her.")
    first, second = deliveries_of(desk.tenant)
    assert ([len(one.pictures) for one in (first, second)]) == [1, 0]
    stands(desk, first)
    stands(desk, second)
    shown = in_unit(
        desk.tenant,
        lambda uow: uow.session.scalars(
            select(Message.part_no).join(Attachment, Attachment.message_id == Message.id)
        ).all(),
    )
    assert shown == [1]


def test_a_reply_that_did_not_go_is_begun_again_with_its_pictures(desk):
    draft = with_pictures(desk, "the label")
    desk.submit(draft)
    [delivery] = deliveries_of(desk.tenant)

    def fails(uow):
        give_up(uow, uow.session.get(Delivery, (desk.tenant.id, delivery.id)), "Refused.")
        uow.session.flush()
        follow_delivery(uow, desk.tenant.id, delivery.id)

    in_unit(desk.tenant, fails)
    again = desk.do(
        lambda uow, _talk: reopen_draft(uow, uow.session.get(type(draft), (draft.tenant_id, draft.id)))
    )
    [old], [new] = pictures(desk, draft), pictures(desk, again)
    assert (new.alt, new.digest, new.id != old.id) == ("the label", old.digest, True)
    desk.do(lambda uow, _talk: remove_from_draft(uow, again, new.id))
    assert len(pictures(desk, draft)) == 1  # what its delivery names stays


def test_an_approver_is_asked_for_these_pictures_and_the_client_sees_no_others(db):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk).claim()
    approver = make_person("supervisor", tenant)[0]
    draft = agent.save()
    agent.do(lambda uow, _talk: add_to_draft(uow, draft, RAW, alt="the label"))
    agent.submit(draft, ask_colleague=True)
    approval = in_unit(tenant, lambda uow: uow.session.scalars(select(Approval)).one())
    frozen = in_unit(tenant, lambda uow: seals_of(uow, tenant.id, draft.id))
    assert approval.pictures == [one.as_json() for one in frozen] != []
    with UnitOfWork(actor_of_person(approver)) as uow:
        approve(uow, get_approval(uow, tenant.id, approval.id, for_update=True))
    [delivery] = deliveries_of(tenant)
    assert delivery.pictures == approval.pictures
    client = actor_of_person(make_person("client_approver", tenant)[0])
    with UnitOfWork(client) as uow:
        assert uow.session.scalars(select(ReplyPicture)).all() == []  # it was no question to the client


def test_who_is_erased_leaves_no_picture_of_a_reply_either(desk):
    draft = with_pictures(desk, "the label")
    desk.submit(draft)
    [delivery] = deliveries_of(desk.tenant)
    stands(desk, delivery)
    unsent = desk.save("Another.", key="key-0000-0002")
    desk.do(lambda uow, _talk: add_to_draft(uow, unsent, RAW, alt="her face"))

    def erase(uow):
        talk = uow.session.scalars(select(Conversation)).one()
        customer = uow.session.get(Customer, (desk.tenant.id, talk.customer_id))
        assert erase_customer(uow, ask_erasure(uow, customer, reason="customer"))

    in_unit(desk.tenant, erase)
    left = in_unit(
        desk.tenant,
        lambda uow: [(one.alt, one.body, one.small) for one in uow.session.scalars(select(ReplyPicture))],
    )
    assert left == [("", None, None), ("", None, None)]
    assert [body for _alt, _state, body in attachments(desk)] == [None]
