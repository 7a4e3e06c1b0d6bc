from datetime import timedelta
from threading import Barrier, Thread

import pytest
from builders import act_as
from conversations.desk import KEY, Agent, drafts_of, make_talk
from conversations.worlds import in_unit, said, store
from sqlalchemy import select

from bpo.conversations.models import Draft, Message, Note
from bpo.conversations.operations.drafts import discard_draft, edit_held, hold_draft, reopen_draft, save_draft
from bpo.conversations.operations.workplace import Stage, add_note, set_customer_number, set_stage
from bpo.conversations.queries.drafts import find_by_key, get_draft, list_own_unfinished, list_revisions
from bpo.conversations.queries.thread import get_conversation
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role


@pytest.fixture
def desk(db):
    tenant, talk = make_talk()
    return Agent(tenant, talk)


def texts(agent):
    def read(uow, _talk):
        draft = find_by_key(uow, agent.tenant.id, KEY)
        return [(one.cause, one.text) for one in reversed(list_revisions(uow, draft))]

    return agent.do(read)


def test_what_is_typed_is_kept_and_counted(desk):
    first = desk.save("It")
    again = desk.save("It arrives", version=first.version)
    assert (first.version, again.version, again.id) == (1, 2, first.id)
    assert [draft.text for draft in drafts_of(desk.tenant)] == ["It arrives"]


def test_the_same_save_twice_is_one(desk):
    desk.save("It arrives")
    repeated = desk.save("It arrives")
    assert (repeated.version, len(drafts_of(desk.tenant))) == (1, 1)


def test_a_save_whose_answer_was_lost_goes_on_from_the_same_window(desk):
    desk.save("It", version=0, window_key="window-a1")
    later = desk.save("It arrives", version=0, window_key="window-a1")
    assert (later.text, later.version) == ("It arrives", 2)


def test_an_older_window_overwrites_nothing_and_loses_nothing(desk):
    desk.save("It", window_key="window-a1")
    desk.save("It arrives", version=1, window_key="window-b2")
    stale = desk.save("It left", version=1, window_key="window-a1")
    assert (stale.text, stale.version) == ("It arrives", 2)
    assert texts(desk) == [("set_aside", "It left")]


def test_former_texts_are_kept_about_once_a_minute(desk):
    start = utcnow()
    words = ["It", "It is", "It is on", "It is on its way"]
    for version, (text, minute) in enumerate(zip(words, (0, 0.5, 1.2, 1.4), strict=True)):
        desk.do(
            lambda uow, talk, text=text, version=version: save_draft(
                uow, talk, client_key=KEY, text=text, version=version
            ),
            now=start + timedelta(minutes=minute),
        )
    assert texts(desk) == [("typed", "It is")]


def test_two_windows_that_begin_at_once_begin_one_draft(desk):
    barrier, seen = Barrier(8), []

    def begin():
        def work(uow, talk):
            barrier.wait()
            seen.append(save_draft(uow, talk, client_key=KEY, text="Hello", window_key="window-a1").id)

        desk.do(work)

    threads = [Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(seen), len(set(seen)), len(drafts_of(desk.tenant))) == (8, 1, 1)


def test_a_key_is_one_persons_and_one_conversations(desk):
    desk.save("Mine")
    colleague = Agent(desk.tenant, desk.talk)
    with pytest.raises(Conflict, match="somebody else's"):
        colleague.save("Theirs")
    assert [draft.text for draft in drafts_of(desk.tenant)] == ["Mine"]


def test_too_much_is_refused(desk):
    with pytest.raises(Invalid):
        desk.save("x" * 20_001)


def test_a_draft_thrown_away_can_be_brought_back(desk):
    draft = desk.save("Hello")
    desk.do(lambda uow, _t: discard_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    with pytest.raises(Conflict, match="thrown away"):
        desk.save("Hello again", version=1)
    desk.do(lambda uow, _t: reopen_draft(uow, get_draft(uow, draft.tenant_id, draft.id)))
    assert desk.save("Hello again", version=1).text == "Hello again"


def test_nobody_touches_a_colleagues_draft(desk):
    draft = desk.save("Hello")
    colleague = Agent(desk.tenant, desk.talk)
    for deed in (discard_draft, reopen_draft):
        with pytest.raises(Conflict):
            colleague.do(lambda uow, _t, deed=deed: deed(uow, get_draft(uow, draft.tenant_id, draft.id)))


def test_a_held_draft_waits_as_it_is_and_keeps_both_wordings(desk):
    draft = desk.save("We are sorry")

    def hold(uow, _talk):
        held = get_draft(uow, draft.tenant_id, draft.id, for_update=True)
        hold_draft(uow, held)
        edit_held(uow, held, "We are very sorry")

    desk.do(hold)
    with pytest.raises(Conflict, match="waits for approval"):
        desk.save("Never mind", version=2)
    assert texts(desk) == [("submitted", "We are sorry"), ("edited", "We are very sorry")]


def test_a_draft_is_the_vendors_alone(desk):
    draft = desk.save("We do not like this customer")
    client = act_as(Role.CLIENT_APPROVER, desk.tenant)
    with UnitOfWork(client) as uow, pytest.raises(NotFound):
        get_draft(uow, desk.tenant.id, draft.id)


def test_when_threads_turn_out_to_be_one_nothing_beside_them_is_lost(db):
    tenant, talk = make_talk()
    store(
        tenant,
        said("q2", 0, network="mastodon", posted_at=utcnow(), thread_keys=("m:q2", "m:gap")),
    )
    other = in_unit(
        tenant,
        lambda uow: uow.session.scalar(_conversation_of("q2")),
    )
    agent = Agent(tenant, other)
    agent.save("Hello")

    def keep(uow, conversation):
        add_note(uow, conversation, text="Calls on Fridays")
        set_customer_number(uow, conversation, number="C-17")
        set_stage(uow, conversation, stage=Stage.USING)

    agent.do(keep)
    store(
        tenant,
        said("gap", 0, network="mastodon", posted_at=utcnow(), thread_keys=("m:gap", "m:q1")),
    )

    def read(uow):
        note, draft = uow.session.scalars(select(Note)).one(), uow.session.scalars(select(Draft)).one()
        merged = get_conversation(uow, tenant.id, talk)
        return note.conversation_id, draft.conversation_id, merged.stage

    assert in_unit(tenant, read) == (talk, talk, "using")
    survivor = Agent(tenant, talk)
    assert survivor.do(lambda uow, found: len(list_own_unfinished(uow, found, agent.user.id))) == 1


def _conversation_of(external_id):
    return select(Message.conversation_id).where(Message.external_id == external_id)
