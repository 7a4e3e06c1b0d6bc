"""From a customer's message to their answer, over real servers: once, in the thread, and nobody's reply."""

import re
import time
from urllib.parse import urlsplit

import pytest
from builders import browser
from channels.crashing_worker import KILLED
from channels.test_killed_workers import run_worker
from channels.worlds import AGENT, EmailWorld, GenericWorld
from surveys.worlds import answers, invitations, plan_for

from bpo.channels.rules.links import PersonalLink, is_text_of, text_to_keep, text_to_send
from bpo.conversations.models import Conversation
from bpo.conversations.operations.acts import close_conversation
from bpo.conversations.queries.thread import get_conversation
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.surveys.operations.inviting import follow_invitation, plan_invitation, send_invitation

pytestmark = pytest.mark.real_server
PUBLIC = "https://care.example"
POINTS = ("claimed", "before_write", "answered", "done")


@pytest.fixture(params=["generic", "email"])
def world(request, app, settings):
    """A connected account whose secrets and links are sealed with the application's own key."""
    server = [request.getfixturevalue("mail_server")] if request.param == "email" else []
    kind = EmailWorld if server else GenericWorld
    made = type("AppsWorld", (kind,), {"key": settings.secret_key})(*server)
    plan_for(made.tenant)
    yield made
    made.proxy.stop()


def invite(world):
    """A question, a person's reply, the closing; the invitation that follows, on its way."""
    asked = world.ask()
    world.deliver(world.reply(asked))
    if isinstance(world, EmailWorld):  # mails are dated to the second; two of one second have no order
        time.sleep(1 - time.time() % 1)
    world.settle()
    with world.unit() as uow:
        close_conversation(uow, get_conversation(uow, world.tenant.id, asked.conversation_id))
    with world.unit() as uow:
        planned = plan_invitation(uow, world.tenant.id, asked.conversation_id)
    with world.unit() as uow:
        sent = send_invitation(uow, world.tenant.id, planned.id)
        assert sent.state == "queued", sent.reason
    return asked, sent


def send(world, invitation):
    world.sender(public_url=PUBLIC).deliver(world.tenant.id, invitation.delivery_id)
    arrived(world, invitation)


def arrived(world, invitation):
    world.settle()
    with world.unit() as uow:
        follow_invitation(uow, world.tenant.id, invitation.delivery_id)
    world.read()


def received(world):
    """The invitations that the customer has, as texts."""
    if isinstance(world, EmailWorld):
        world.server.wait_for(world.customer, 2, seconds=5)
        texts = [mail.get_content() for mail in world.server.mails(world.customer)]
        return [re.sub(r"\s*\n\s*", "\n", text) for text in texts if "/survey/" in text]
    return [reply["text"] for reply in world.receiver.shown if reply["automatic"]]


def test_the_whole_way(app, world):
    asked, invitation = invite(world)
    before = world.turn(asked)
    send(world, invitation)
    (text,) = received(world)
    link = re.search(rf"{PUBLIC}(/survey/\S+)", text).group(1)
    client = browser(app)
    assert client.get(urlsplit(link).path).status_code == 200
    assert answers(world.tenant) == []
    assert client.post(link, data={"score": "5", "recommend": "10"}).status_code == 303
    (row,) = answers(world.tenant)
    assert (row.score, row.recommend, row.network, row.agent) == (5, 10, world.network, AGENT)
    (one,) = invitations(world.tenant)
    assert (one.state, one.delivered_at is not None) == ("delivered", True)
    said = [(message.automatic, message.agent) for message in world.messages()]
    assert said == [(False, AGENT), (True, None)]  # also after its own copy came back
    assert "/survey/" not in world.messages()[1].text
    after = world.turn(asked)
    kept = ("outcome", "stopped_at", "stopped_by", "worked_us", "answered_by", "message_count")
    assert [getattr(before, name) for name in kept] == [getattr(after, name) for name in kept]
    with world.unit() as uow:
        assert uow.session.get(Conversation, (world.tenant.id, asked.conversation_id)).state == "closed"


def test_by_mail_it_stands_in_the_thread_and_says_that_a_program_wrote_it(app, settings, mail_server):
    world = type("AppsWorld", (EmailWorld,), {"key": settings.secret_key})(mail_server)
    plan_for(world.tenant)
    asked, invitation = invite(world)
    send(world, invitation)
    world.server.wait_for(world.customer, 2, seconds=5)
    (mail,) = [one for one in world.server.mails(world.customer) if "/survey/" in one.get_content()]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] == f"<{asked.external_id}>"
    assert mail["Subject"] == "Re: My parcel"
    world.proxy.stop()


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_worker_leaves_one_invitation(app, database, world, point):
    _asked, invitation = invite(world)
    ended = run_worker(world, invitation.delivery_id, database, point)
    assert ended.returncode == KILLED, ended.stderr[-2000:]
    row = world.delivery(invitation.delivery_id)
    if row.state == "sending":
        world.clock.jump_to(row.lease_until)
    assert world.deliver(invitation.delivery_id).state == "sent"
    arrived(world, invitation)
    assert len(received(world)) == 1
    assert [message.automatic for message in world.messages()] == [False, True]
    assert invitations(world.tenant)[0].state == "delivered"


def link():
    return PersonalLink("survey", "/survey/", new_id(), new_id(), utcnow().replace(microsecond=0), "(link)")


def test_a_personal_link_is_filled_only_as_the_text_goes_out():
    one, tenant_id = link(), new_id()
    told = {"tenant_id": tenant_id, "key": b"k" * 32, "public_url": "https://x.example/"}
    sent = text_to_send("Look: {link} – thanks", one, **told)
    assert sent == text_to_send("Look: {link} – thanks", PersonalLink.of_json(one.as_json()), **told)
    assert re.fullmatch(r"Look: https://x\.example/survey/[\w-]{120} – thanks", sent)
    assert text_to_keep("Look: {link} – thanks", one) == "Look: (link) – thanks"
    assert is_text_of(sent, "Look: {link} – thanks", one)
    assert not is_text_of("Look: – thanks", "Look: {link} – thanks", one)
    assert not is_text_of("Look: http://x y – thanks", "Look: {link} – thanks", one)
    assert text_to_send("{link}", None, **told) == text_to_keep("{link}", None) == "{link}"
