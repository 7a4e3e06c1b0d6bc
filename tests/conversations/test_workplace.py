"""The workplace over HTTP, as forms without scripts use it."""

import re

import pytest
from builders import browser, make_person
from conversations.desk import KEY, Agent, deliveries_of, drafts_of, make_talk
from conversations.worlds import in_unit, said, store
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.conversations.models import Conversation, ConversationAct, CustomerNumber, Message, Note
from bpo.conversations.operations.sending import follow_delivery
from bpo.core.clock import utcnow
from bpo.staffing.operations import suspend_certification
from bpo.staffing.queries import list_certifications
from bpo.tenants.operations import replace_section

TEXT = "It arrives today, Anna."


@pytest.fixture
def desk(app):
    tenant, talk = make_talk()
    return Agent(tenant, talk).claim()


def path_of(agent, end=""):
    return f"/brands/{agent.tenant.slug}/conversations/{agent.talk}{end}"


def page(app, agent, *, token=None):
    return browser(app, token or agent.token).get(path_of(agent)).get_data(as_text=True)


def reply(app, agent, text=TEXT, *, key=KEY, token=None, **over):
    return browser(app, token or agent.token).post(
        path_of(agent, "/reply"),
        data={"client_key": key, "version": "0", "text": text, "kind": "reply", "act": "send", **over},
    )


def post(app, agent, end, *, token=None, **data):
    return browser(app, token or agent.token).post(path_of(agent, end), data=data)


def test_the_page_is_locked_to_its_brand(app, desk):
    shown = page(app, desk)
    assert f"Answer as {desk.tenant.name}" in shown
    assert f'data-api="/api/v1/brands/{desk.tenant.slug}/conversations/{desk.talk}"' in shown


def test_a_form_sends_once_and_the_page_says_so(app, desk):
    for _ in range(2):
        answer = reply(app, desk)
        assert (answer.status_code, answer.headers["Location"].partition("#")[0]) == (303, path_of(desk))
    assert len(deliveries_of(desk.tenant)) == 1
    assert "Being sent" in page(app, desk)


def test_a_refused_form_is_shown_again_with_what_was_found(app, desk):
    answer = reply(app, desk, "z" * 500)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Cannot be sent: Too long by 6: the network takes 494." in shown
    assert 'data-start="494" data-end="500" data-severity="block"' in shown
    assert "z" * 500 in shown
    assert (drafts_of(desk.tenant)[0].text, deliveries_of(desk.tenant)) == ("z" * 500, [])


def test_line_ends_of_a_form_count_as_typed(app, desk):
    reply(app, desk, "Hello Anna!\r\nIt arrives today.")
    assert deliveries_of(desk.tenant)[0].body == "Hello Anna!\nIt arrives today."


def test_a_draft_can_be_kept_without_sending(app, desk):
    assert reply(app, desk, act="keep").status_code == 303
    assert (drafts_of(desk.tenant)[0].state, deliveries_of(desk.tenant)) == ("open", [])
    assert re.search(rf"<textarea[^>]*>\s*{TEXT}</textarea>", page(app, desk))


def test_a_page_left_open_since_yesterday_sends_nothing(app, desk):
    assert "Send" in page(app, desk)

    def suspend(uow):
        held = list_certifications(uow, [desk.tenant.id], user_ids=[desk.user.id])
        suspend_certification(uow, held[0], reason="A review")

    in_unit(desk.tenant, suspend)
    answer = reply(app, desk)
    assert (answer.status_code, deliveries_of(desk.tenant)) == (403, [])
    assert (drafts_of(desk.tenant)[0].state, drafts_of(desk.tenant)[0].text) == ("open", TEXT)
    shown = page(app, desk)
    assert "The certification for this brand is suspended." in shown
    assert re.search(r'value="send"[^>]* disabled', shown)


def test_who_was_never_certified_reads_and_writes_for_themselves(app):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk, certified=False)
    answer = reply(app, agent)
    assert (answer.status_code, deliveries_of(tenant)) == (403, [])
    assert drafts_of(tenant)[0].text == TEXT
    assert "There is no certification as a responder for this brand." in page(app, agent)


def test_a_colleague_sees_who_holds_it_and_cannot_send(app, desk):
    colleague = Agent(desk.tenant, desk.talk)
    shown = page(app, colleague)
    assert f"Held by {desk.user.name}" in shown
    answer = reply(app, colleague, key="key-0000-0002")
    assert (answer.status_code, deliveries_of(desk.tenant)) == (409, [])


def test_who_has_answered_can_add_something(app, desk):
    """Where nothing waits there is nothing to claim, and nobody in whose way one could be."""
    store(desk.tenant, said("a1", 0, out=True, network="mastodon", in_reply_to="q1", posted_at=utcnow()))
    assert "Claim the conversation to answer it." not in page(app, desk)
    assert reply(app, desk, "One more thing, Anna: it comes with a cup.").status_code == 303
    assert len(deliveries_of(desk.tenant)) == 1


def test_a_newer_answer_is_shown_and_can_be_sent_beside(app, desk):
    seen = in_unit(desk.tenant, lambda uow: uow.session.scalar(select(Message.id)))
    store(
        desk.tenant,
        said(
            "a1", 0, out=True, network="mastodon", in_reply_to="q1", posted_at=utcnow(), agent="o@v.example"
        ),
    )
    answer = reply(app, desk, seen_message=str(seen))
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, "o@v.example has answered here" in shown) == (409, True)
    assert 'name="despite_answer"' in shown
    assert reply(app, desk, seen_message=str(seen), despite_answer="true").status_code == 303
    assert len(deliveries_of(desk.tenant)) == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"promise": "own", "promise_at": "whenever"}, "Not a valid datetime."),
        ({"promise": "own", "promise_at": "2020-01-01T10:00"}, "A promised update lies in the future."),
        ({"compensation_amount": "5"}, "This brand gives no compensation."),
    ],
)
def test_what_is_wrong_beside_the_text_is_said(app, desk, asked, words):
    answer = reply(app, desk, **asked)
    assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)
    assert deliveries_of(desk.tenant) == []


@pytest.mark.parametrize(("chosen", "minutes"), [("60", 60), ("240", 240)])
def test_an_update_is_promised_from_now(app, desk, chosen, minutes):
    reply(app, desk, promise=chosen)
    (draft,) = drafts_of(desk.tenant)
    assert round((draft.promise_at - draft.submitted_at).total_seconds() / 60) == minutes


def test_limits_are_shown_to_whoever_may_give(app, desk):
    in_unit(
        desk.tenant,
        lambda uow: replace_section(
            uow,
            desk.tenant,
            "compensation",
            {"currency": "EUR", "agent_limit": "20", "supervisor_limit": "100"},
        ),
    )
    assert "up to 20. With a supervisor&#39;s approval: up to 100." in page(app, desk)


def test_dismissed_with_a_reason_and_closed(app, desk):
    assert post(app, desk, "/dismissal", reason="odd").status_code == 422
    assert post(app, desk, "/dismissal", reason="answered_elsewhere", close="true").status_code == 303
    acts = in_unit(
        desk.tenant,
        lambda uow: [
            (a.kind, a.reason)
            for a in uow.session.scalars(select(ConversationAct).order_by(ConversationAct.id))
        ],
    )
    assert acts == [("dismissed", "answered_elsewhere"), ("closed", None)]
    assert "Answered elsewhere" in page(app, desk)


def test_what_waits_is_not_closed(app, desk):
    answer = post(app, desk, "/closing")
    assert (answer.status_code, "still waits for an answer" in answer.get_data(as_text=True)) == (409, True)


def test_notes_number_and_stage(app, desk):
    assert post(app, desk, "/notes", note="Calls on Fridays").status_code == 303
    assert post(app, desk, "/notes", note="  ").status_code == 422
    for number in ("C-17", "C-18"):
        assert post(app, desk, "/customer-number", number=number).status_code == 303
    assert post(app, desk, "/stage", stage="buying").status_code == 303

    def read(uow):
        notes = [(note.text, note.author_id) for note in uow.session.scalars(select(Note))]
        numbers = [row.number for row in uow.session.scalars(select(CustomerNumber))]
        return notes, numbers, uow.session.scalar(select(Conversation.stage))

    assert in_unit(desk.tenant, read) == ([("Calls on Fridays", desk.user.id)], ["C-18"], "buying")
    shown = page(app, desk)
    assert "Calls on Fridays" in shown
    assert 'value="C-18"' in shown
    post(app, desk, "/customer-number", number="")
    assert in_unit(desk.tenant, read)[1] == []


def test_a_client_sees_the_talk_and_nothing_of_the_work(app, desk):
    post(app, desk, "/notes", note="Calls on Fridays")
    reply(app, desk, "We think about it", act="keep")
    shown = page(app, desk, token=make_person("client_viewer", desk.tenant)[1])
    assert "Where is my tea?" in shown
    for word in ("Calls on Fridays", "We think about it", "data-composer", "Held by", desk.user.name):
        assert word not in shown


def test_the_history_with_this_brand_is_there(app, desk):
    store(
        desk.tenant,
        said("old", 0, network="mastodon", text="My first cup!", language="en"),
    )
    shown = page(app, desk)
    assert "1 other conversation" in shown
    assert "My first cup!" in shown


def test_taken_private_in_one_action(app, desk):
    for _ in range(2):
        answer = post(
            app, desk, "/private", client_key="private-key-1", line="We have written to you privately."
        )
        assert answer.status_code == 303
    (line,) = deliveries_of(desk.tenant)
    assert (line.body, line.visibility) == ("We have written to you privately.", "public")
    public, private = drafts_of(desk.tenant)
    assert (public.kind, public.promise_at is not None) == ("acknowledgement", True)
    assert (private.kind, private.state, private.text) == ("private_reply", "open", "")
    assert 'value="private_reply" checked' in page(app, desk)


def test_a_network_without_private_messages_says_how(app):
    tenant, talk = make_talk(network="generic", visibility="private")
    agent = Agent(tenant, talk).claim()
    answer = post(app, agent, "/private", client_key="private-key-1", line="Hello")
    assert (answer.status_code, deliveries_of(tenant)) == (409, [])


def test_a_held_reply_is_taken_back(app):
    tenant, talk = make_talk()
    trainee = Agent(tenant, talk, level="trainee").claim()
    reply(app, trainee)
    assert "Waits for approval" in page(app, trainee)
    (draft,) = drafts_of(tenant)
    assert post(app, trainee, f"/drafts/{draft.id}/reopen").status_code == 303
    assert drafts_of(tenant)[0].state == "open"
    assert post(app, trainee, f"/drafts/{draft.id}/discard").status_code == 303
    assert drafts_of(tenant)[0].state == "discarded"


def test_a_fate_that_nobody_knows_is_said_and_leads_who_may_settle_it(app, desk):
    reply(app, desk)

    def lose(uow):
        delivery = uow.session.scalars(select(Delivery)).one()
        delivery.state = "unknown"
        uow.session.flush()
        follow_delivery(uow, desk.tenant.id, delivery.id)
        return delivery.id

    link = f"/brands/{desk.tenant.slug}/deliveries/{in_unit(desk.tenant, lose)}"
    author = page(app, desk)
    assert "May have arrived" in author
    assert link not in author
    assert link in page(app, desk, token=make_person("supervisor", desk.tenant)[1])


def test_another_pair_of_eyes_can_be_asked_for(app, desk):
    reply(app, desk, ask_colleague="true")
    assert (drafts_of(desk.tenant)[0].state, deliveries_of(desk.tenant)) == ("held", [])
    shown = page(app, desk)
    assert "Waits for approval" in shown


def test_a_draft_thrown_away_is_offered_back(app, desk):
    reply(app, desk, act="keep")
    (draft,) = drafts_of(desk.tenant)
    post(app, desk, f"/drafts/{draft.id}/discard")
    assert f"Thrown away: “{TEXT}”" in page(app, desk)
    post(app, desk, f"/drafts/{draft.id}/reopen")
    assert re.search(rf"<textarea[^>]*>\s*{TEXT}</textarea>", page(app, desk))


def test_a_second_draft_of_ones_own_is_within_reach(app, desk):
    reply(app, desk, "The first one", act="keep")
    reply(app, desk, "The second one", key="key-0000-0002", act="keep")
    shown = page(app, desk)
    assert re.search(r"<textarea[^>]*>\s*The second one</textarea>", shown)
    assert "You have another draft here: “The first one”" in shown
    first = next(draft for draft in drafts_of(desk.tenant) if draft.text == "The first one")
    opened = browser(app, desk.token).get(path_of(desk, f"?draft={first.id}")).get_data(as_text=True)
    assert re.search(r"<textarea[^>]*>\s*The first one</textarea>", opened)


def test_only_the_part_that_changed_comes_to_a_script(app, desk):
    client = browser(app, desk.token)
    part = client.get(path_of(desk, "?part=now"), headers={"HX-Request": "true"}).get_data(as_text=True)
    for name in ("talk", "composer", "acts", "facts", "clocks", "dialogs"):
        assert f'id="{name}"' in part
    assert "<html" not in part
    checked = client.post(
        path_of(desk, "/check"), data={"text": "q" * 500}, headers={"HX-Request": "true"}
    ).get_data(as_text=True)
    assert 'data-verdict="block"' in checked
    assert "<html" not in checked


def test_without_scripts_a_long_reply_is_offered_in_parts_and_another_number_is_not_chosen(app, desk):
    text = " ".join(f"Parcel number {n} left our house this morning." for n in range(14))
    for seen in ({}, {"in_parts": "3"}, {"in_parts": "many"}):
        refused = reply(app, desk, text, **seen)
        assert refused.status_code == 422
        offer = refused.text.partition('name="in_parts" value="2"')[2].partition(">")[0]
        assert (offer != "", "checked" in offer) == (True, False)
    assert deliveries_of(desk.tenant) == []
    assert reply(app, desk, text, in_parts="2").status_code == 303
    assert [one.part_no for one in deliveries_of(desk.tenant)] == [1, 2]
    assert page(app, desk).count("Part 1 of 2 waits") == 1
