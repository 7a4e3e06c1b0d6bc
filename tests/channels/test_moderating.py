"""What is hidden, shown again and deleted on the network itself, by a rule of the brand, and undone."""

import pytest
from builders import browser, make_person, make_responder
from channels.meta_worlds import FacebookWorld
from channels.worlds import BlueskyWorld, ForgetfulWorld, MastodonWorld, TelegramWorld, WordPressWorld
from servers.graph_server import refusal
from sqlalchemy import select

from bpo.channels.adapters.base import Act
from bpo.conversations.models import Message, Moderation, QueueItem
from bpo.conversations.operations.moderating import MOST_TRIES, ask_moderation, moderate
from bpo.conversations.queries.moderations import due_moderations
from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Invalid
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.profile import create_api_key_for
from bpo.tenants.operations import replace_section
from bpo.tenants.queries import get_tenant

pytestmark = pytest.mark.real_server
RULES = [{"id": "no-spam", "text": {"en": "No advertisements."}, "action": "hide"}]


def agree(world, rules=RULES):
    with world.unit() as uow:
        replace_section(uow, get_tenant(uow, world.tenant.slug), "community_rules", rules)


@pytest.fixture
def site(wordpress_server, db):
    made = WordPressWorld(wordpress_server)
    agree(made)
    yield made
    made.proxy.stop()


@pytest.fixture
def page(db):
    made = FacebookWorld()
    agree(made)
    yield made
    made.proxy.stop()
    made.server.stop()


def ask(world, external_id, act, *, rule="no-spam", **over):
    with world.unit() as uow:
        message = uow.session.get(Message, (world.tenant.id, world.message(external_id).id))
        return ask_moderation(uow, message, act, rule=rule, **over)


def work(world):
    """What workers would do now."""
    with world.unit() as uow:
        due = [row.id for row in due_moderations(uow, world.tenant.id)]
    for one in due:
        moderate(world.unit, world.tenant.id, one, wire=world.wire(), key=world.key)


def rows(world):
    with world.unit() as uow:
        return [
            (row.act, row.state)
            for row in uow.session.scalars(
                select(Moderation)
                .where(Moderation.tenant_id == world.tenant.id)
                .order_by(Moderation.asked_at, Moderation.id)
            )
        ]


def test_a_comment_is_hidden_shown_again_and_deleted_for_the_public(site):
    asked = site.ask("Buy pills!")
    shown = site.server.is_shown
    assert shown(asked.external_id)
    assert ask(site, asked.external_id, Act.HIDE) == 1
    assert shown(asked.external_id)  # only once a worker has told the network
    work(site)
    assert not shown(asked.external_id)
    ask(site, asked.external_id, Act.UNHIDE, rule=None)
    work(site)
    assert shown(asked.external_id)
    ask(site, asked.external_id, Act.DELETE)
    work(site)
    assert not shown(asked.external_id)
    assert rows(site) == [("hide", "done"), ("unhide", "done"), ("delete", "done")]
    with pytest.raises(Conflict):
        ask(site, asked.external_id, Act.HIDE)
    with site.unit() as uow:
        assert due_moderations(uow, site.tenant.id) == []


def test_a_comment_on_facebook_is_hidden_shown_again_and_deleted_and_its_page_offers_that(app, page):
    asked, gone = page.ask("Buy pills!"), page.ask("Buy more!")
    client = browser(app, make_person("supervisor", page.tenant)[1])
    base = f"/brands/{page.tenant.slug}/conversations/{asked.conversation_id}"
    path = f"{base}/messages/{page.message(asked.external_id).id}/moderation"
    assert path in client.get(base).text
    assert client.post(path, data={"act": "hide", "rule": "no-spam"}).status_code == 303
    work(page)
    comments = page.server.comments
    assert comments[asked.external_id]["is_hidden"] is True
    assert "Hidden on the network" in client.get(base).text
    ask(page, asked.external_id, Act.UNHIDE, rule=None)
    work(page)
    assert comments[asked.external_id]["is_hidden"] is False
    ask(page, asked.external_id, Act.DELETE)
    work(page)
    assert comments.keys() == {gone.external_id}
    del comments[gone.external_id]  # by its author, meanwhile: as was asked
    ask(page, gone.external_id, Act.DELETE)
    work(page)
    assert rows(page) == [("hide", "done"), ("unhide", "done"), ("delete", "done"), ("delete", "done")]


def test_what_facebook_refuses_to_hide_is_told(page):
    asked = page.ask("Buy pills!")
    page.server.refusals[f"/{asked.external_id}"] = refusal(200, 403)
    ask(page, asked.external_id, Act.HIDE)
    work(page)
    assert rows(page) == [("hide", "failed")]


@pytest.mark.parametrize(
    "fault", ["request lost", "answer lost", "502 after success", "503", "429", "slow", "cut"]
)
def test_whatever_the_wire_to_facebook_does_it_is_hidden_in_the_end(page, fault):
    asked = page.ask("Buy pills!")
    ask(page, asked.external_id, Act.HIDE)
    page.proxy.next(fault, ("POST", f"/{asked.external_id}$"))
    work(page)
    for _round in range(3):
        page.clock.jump(minutes=11)
        work(page)
    assert page.proxy.log == [fault]
    assert rows(page) == [("hide", "done")]
    assert page.server.comments[asked.external_id]["is_hidden"] is True


def test_nothing_is_hidden_without_a_rule_of_the_brand(site):
    asked = site.ask("Buy pills!")
    for rule in (None, "", "another"):
        with pytest.raises(Invalid, match="Choose the community rule"):
            ask(site, asked.external_id, Act.HIDE, rule=rule)
    assert rows(site) == []


def test_a_spree_is_hidden_in_one_go_and_nobody_elses_words_are(site):
    spree = [site.ask(f"Buy pills {number}!").external_id for number in range(4)]
    other = site.taken_in(site.server.write("When do you open?", by=site.server.another("reader")))
    ask(site, spree[1], Act.HIDE)
    work(site)
    assert ask(site, spree[0], Act.HIDE, all_of_author=True) == 3  # one was hidden before
    work(site)
    assert [site.server.is_shown(one) for one in spree] == [False] * 4
    assert site.server.is_shown(other.external_id)


@pytest.mark.parametrize(
    "fault", ["request lost", "answer lost", "502 after success", "503", "429", "slow", "cut"]
)
def test_whatever_the_wire_does_it_is_hidden_in_the_end(site, fault):
    asked = site.ask("Buy pills!")
    ask(site, asked.external_id, Act.HIDE)
    site.proxy.next(fault)
    work(site)
    for _round in range(3):
        site.clock.jump(minutes=11)
        work(site)
    assert rows(site) == [("hide", "done")]
    assert not site.server.is_shown(asked.external_id)


def test_what_the_network_refuses_is_told_and_a_dead_token_waits(site):
    asked, gone = site.ask("Buy pills!"), site.ask("Buy more!")
    site.server.revoke(site.user)
    ask(site, asked.external_id, Act.HIDE)
    work(site)
    assert site.connection().state == "ill"
    assert rows(site) == [("hide", "waiting")]
    site.renew_token()
    site.clock.jump(minutes=11)
    work(site)
    assert not site.server.is_shown(asked.external_id)
    site.server.delete(gone.external_id)
    ask(site, gone.external_id, Act.HIDE)
    work(site)
    assert rows(site)[-1] == ("hide", "failed")


def test_what_cannot_be_reached_for_hours_is_given_up(site):
    asked = site.ask("Buy pills!")
    ask(site, asked.external_id, Act.HIDE)
    with pytest.raises(Conflict, match="being done already"):
        ask(site, asked.external_id, Act.HIDE)
    site.proxy.stop()
    for _round in range(MOST_TRIES + 2):
        work(site)
        site.clock.jump(minutes=11)
    assert rows(site) == [("hide", "failed")]


def test_what_a_network_cannot_do_is_not_offered(db, telegram_server):
    bot, hook = TelegramWorld(telegram_server), ForgetfulWorld()
    for world in (bot, hook):
        agree(world)
        asked = world.ask()
        for act in Act:
            with pytest.raises(Conflict):
                ask(world, asked.external_id, act)
        world.proxy.stop()


def test_a_message_with_which_nothing_can_be_done_offers_nothing(app, mastodon_server, telegram_server, db):
    for world in (MastodonWorld(mastodon_server), TelegramWorld(telegram_server)):
        asked = world.ask()
        world.deliver(world.reply(asked))
        world.settle()
        theirs, [ours] = world.message(asked.external_id), world.messages()
        client = browser(app, make_person("supervisor", world.tenant)[1])
        page = client.get(f"/brands/{world.tenant.slug}/conversations/{asked.conversation_id}").text
        assert f"/messages/{theirs.id}/moderation" not in page
        assert f"/messages/{ours.id}/moderation" in page  # it can be deleted
        world.proxy.stop()


def test_the_page_hides_a_comment_under_our_post_on_bluesky(app, bluesky_server, db):
    world = BlueskyWorld(bluesky_server)
    first = world.server.write("Good morning!", by=world.handle)
    world.ask()
    comment = world.server.write(f"@{world.handle} Buy pills!", to=world.handle, answers=first)
    message = world.taken_in(comment)
    client = browser(app, make_person("supervisor", world.tenant)[1])
    base = f"/brands/{world.tenant.slug}/conversations/{message.conversation_id}"
    path = f"{base}/messages/{message.id}/moderation"
    assert path in client.get(base).text
    assert "no community rules yet" in client.get(path).text
    agree(world)
    assert "No advertisements." in client.get(path).text
    assert client.post(path, data={"act": "hide", "rule": ""}).status_code == 422
    assert client.post(path, data={"act": "hide", "rule": "no-spam"}).status_code == 303
    assert "Being hidden" in client.get(base).text
    assert client.post(path, data={"act": "hide", "rule": "no-spam"}).status_code == 409
    work(world)
    assert "Hidden on the network" in client.get(base).text
    assert "Show it again" in client.get(path).text
    assert "no-spam" in client.get(path).text
    gate = world.server.ask(
        "com.atproto.repo.getRecord",
        world.handle,
        repo=world.server.did(world.handle),
        collection="app.bsky.feed.threadgate",
        rkey=first.rpartition("/")[2],
    )
    assert gate["value"]["hiddenReplies"] == [comment]
    viewer = browser(app, make_person("client_viewer", world.tenant)[1])
    assert viewer.get(path).status_code in {403, 404}
    assert "Hidden on the network" in viewer.get(base).text  # the client sees what was done in their name
    world.proxy.stop()


def writes(page, who, text):
    return page.taken_in(page.server.comment(text, by=who))


def api_key(user):
    with UnitOfWork(Actor.system()) as uow:
        return {"Authorization": f"Bearer {create_api_key_for(uow, user, name='test')[1]}"}


def waits(page):
    with page.unit() as uow:
        return set(uow.session.scalars(select(QueueItem.id).where(QueueItem.tenant_id == page.tenant.id)))


def test_masses_of_spam_are_dismissed_and_hidden_in_one_go_by_the_page(app, page):
    spam = [writes(page, who, f"Buy pills from {who}!") for who in ("anna", "boris", "carol")]
    other = writes(page, "dora", "When do you open?")
    client = browser(app, make_responder(page.tenant)[1])
    slug = page.tenant.slug
    ticked = [f"{slug}/{one.conversation_id}" for one in spam]
    wanted = {"deed": "dismiss", "reason": "spam", "item": ticked}
    asked = client.post("/queue/bulk", data={**wanted, "hide": "true"})
    assert asked.status_code == 200
    assert "Conversations to dismiss: 3" in asked.text
    assert "Hide 3 messages by the rule" in asked.text
    assert f'value="{slug}/no-spam"' in asked.text
    assert (len(waits(page)), rows(page)) == (4, [])  # nothing is done before the rule is chosen
    assert client.post("/queue/bulk", data={**wanted, "asked": slug}).status_code == 422
    assert (len(waits(page)), rows(page)) == (4, [])
    client.post("/queue/bulk", data={**wanted, "asked": slug, "rule": f"{slug}/no-spam"})
    told = client.get("/queue").text
    assert "3 conversations are dismissed." in told
    assert "The network is being told to hide 3 messages." in told
    work(page)
    assert waits(page) == {other.conversation_id}
    assert rows(page) == [("hide", "done")] * 3
    hidden = {name for name, one in page.server.comments.items() if one.get("is_hidden")}
    assert hidden == {one.external_id for one in spam}


def test_what_is_dismissed_is_not_hidden_where_that_is_chosen_or_impossible(app, page):
    spam = writes(page, "anna", "Buy pills!")
    client = browser(app, make_responder(page.tenant)[1])
    slug = page.tenant.slug
    wanted = {"deed": "dismiss", "reason": "spam", "item": f"{slug}/{spam.conversation_id}"}
    client.post("/queue/bulk", data={**wanted, "asked": slug, "rule": f"{slug}/"})
    assert (waits(page), rows(page)) == (set(), [])
    hook = ForgetfulWorld()
    agree(hook)
    asked = hook.ask()
    there = browser(app, make_responder(hook.tenant)[1])
    wanted = {"deed": "dismiss", "reason": "spam", "item": f"{hook.tenant.slug}/{asked.conversation_id}"}
    answer = there.post("/queue/bulk", data={**wanted, "hide": "true"}).text
    assert "None of the messages that wait there can be hidden on its network." in answer
    assert 'name="rule"' not in answer
    hook.proxy.stop()


def test_a_program_dismisses_and_hides_and_a_rule_that_is_none_leaves_all_as_it_is(app, page):
    first, second = writes(page, "anna", "Buy pills!"), writes(page, "boris", "Buy more!")
    user, _token = make_responder(page.tenant)
    slug, key = page.tenant.slug, api_key(user)

    def do(**over):
        items = [{"brand": slug, "id": str(one.conversation_id)} for one in (first, second)]
        body = {"deed": "dismiss", "reason": "spam", "items": items, **over}
        return app.test_client().post("/api/v1/queue/bulk", headers=key, json=body)

    wrong = do(hide_by={slug: "no-such-rule"})
    assert (wrong.json["done"], wrong.json["hidden"], len(wrong.json["refused"])) == ([], 0, 2)
    assert do(hide_by={"nobody": "no-spam"}).status_code == 422
    assert do(deed="claim", hide_by={slug: "no-spam"}).status_code == 422
    assert (len(waits(page)), rows(page)) == (2, [])
    done = do(hide_by={slug: "no-spam"}).json
    assert (len(done["done"]), done["hidden"], done["refused"]) == (2, 2, [])
    work(page)
    assert all(one.get("is_hidden") for one in page.server.comments.values())
