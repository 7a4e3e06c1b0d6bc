"""Accounts as a supervisor meets them in the browser: connected on the real Bluesky, moderated on a real WordPress.

And a reply of which only a person can tell whether it arrived.
"""

import time
from dataclasses import replace

import pytest
from browser.looks import languages
from builders import make_person
from channels.test_moderating import agree, work
from channels.worlds import TelegramWorld, WordPressWorld
from story.desk import Agent, Camera, Reader
from story.stage import LOCAL, STANDS_WITHIN, Servers, Workers, World, networks_are_local

pytestmark = [pytest.mark.browser, pytest.mark.real_server]
QUESTIONS = {
    "en": (
        "Third day without my order, this is a disgrace!",
        "Hello! We are sorry, it arrives tomorrow. ^GH",
    ),
    "ru": ("Третий день жду заказ, это безобразие!", "Здравствуйте! Извините, он приедет завтра. ^АК"),
    "uk": (
        "Третій день чекаю на замовлення, це неподобство!",
        "Вітаємо! Перепрошуємо, воно приїде завтра. ^ОГ",
    ),
    "pl": ("Trzeci dzień czekam na zamówienie, to skandal!", "Dzień dobry! Przepraszamy, dotrze jutro. ^EN"),
}


@pytest.fixture(scope="module")
def workers(app, settings, site):
    before, app.config["BPO"] = app.config["BPO"], replace(app.config["BPO"], private_hosts=LOCAL)
    with networks_are_local(settings), Workers() as workers:
        workers.reads = True
        yield workers
    app.config["BPO"] = before


@pytest.mark.parametrize("locale", languages("pl"))
def test_from_an_app_password_to_a_reply_on_bluesky(
    open_browser, site, settings, workers, mastodon_server, bluesky_server, locale
):
    handle = bluesky_server.another("tea")
    servers = Servers(mastodon_server, None)
    world = World(
        locale, url=site, servers=servers, workers=workers, settings=settings, more=(("bluesky", handle),)
    )
    camera = Camera(f"bluesky-{locale}")
    boss = Reader(open_browser(locale, token=world.boss_token), locale, camera)
    agent = Agent(open_browser(locale, token=world.agent_token), locale, camera)
    connect(boss, world, handle, bluesky_server)

    question, answer = QUESTIONS[locale]
    asked = bluesky_server.write(question, to=handle)
    agent.open("/queue")
    agent.wait_for_lines(1)
    agent.take("in-the-queue")
    agent.claim_first()
    agent.shows(question)
    checked = agent.type(answer)
    assert checked.verdict != "block"
    agent.send()
    assert standing(bluesky_server, handle, asked) == [answer]
    agent.take("sent")
    time.sleep(1)  # a second copy would come within this
    assert standing(bluesky_server, handle, asked) == [answer]

    boss.open(f"/brands/{world.slug}/completeness")
    boss.shows(handle)
    boss.take("completeness")
    assert workers.failures() == []
    assert [reader.complaints() for reader in (agent, boss)] == [[], []]


def connect(boss, world, handle, server):
    """On the account's page: the server's address, a password that does not work, then one that does."""
    boss.open(f"/brands/{world.slug}/accounts")
    boss.page.get_by_role("link", name=handle).first.click()
    boss.page.locator("main a[href$='/connection']").first.click()
    for password, state in (
        ("wrong-wrong-wrong", "No longer accepted"),
        (server.app_password(handle), "Works"),
    ):
        boss.page.locator("[name=server]").fill(f"http://127.0.0.1:{server.port}")
        boss.page.locator("[name=password]").fill(password)
        boss.page.get_by_role("button", name=boss.says("Keep and test")).click()
        boss.page.locator("#connection-state").get_by_text(boss.says(state), exact=True).wait_for()
        boss.take("refused" if state != "Works" else "connected")
    assert boss.page.locator("[name=password]").input_value() == ""


def standing(server, handle, asked):
    """What the brand has answered there, once there is something."""
    ends_at = time.monotonic() + STANDS_WITHIN
    while time.monotonic() < ends_at:
        found = [
            one["value"]["text"]
            for one in server.posts(handle)
            if one["value"].get("reply", {}).get("parent", {}).get("uri") == asked
        ]
        if found:
            return found
        time.sleep(0.1)
    return []


@pytest.mark.parametrize("locale", languages("uk"))
def test_a_comment_is_hidden_in_the_browser_and_gone_for_the_public(open_browser, wordpress_server, locale):
    world = WordPressWorld(wordpress_server)
    agree(world)
    asked = world.ask("Buy pills!")
    boss = Reader(
        open_browser(locale, token=make_person("supervisor", world.tenant, locale=locale)[1], width=390),
        locale,
        Camera(f"hidden-{locale}"),
    )
    boss.open(f"/brands/{world.tenant.slug}/conversations/{asked.conversation_id}")
    boss.page.get_by_role("link", name=boss.says("Moderation")).click()
    boss.page.locator("[name=act]").select_option("hide")
    boss.page.locator("[name=rule]").select_option("no-spam")
    assert wordpress_server.is_shown(asked.external_id)
    boss.page.get_by_role("button", name=boss.says("Do it on the network")).click()
    boss.says_now(boss.says("Being hidden"))
    work(world)
    boss.says_now(boss.says("Hidden on the network"))  # the page looks again by itself
    boss.says_now(boss.says("Show it again"))
    boss.take("gone")
    assert not wordpress_server.is_shown(asked.external_id)
    assert boss.complaints() == []
    world.proxy.stop()


@pytest.mark.parametrize("arrived", [True, False])
def test_a_reply_that_may_stand_there_is_settled_by_hand(open_browser, telegram_server, arrived):
    world = TelegramWorld(telegram_server)
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost" if arrived else "request lost")
    assert world.deliver(delivery_id).state == "unknown"
    boss = Reader(
        open_browser("pl", token=make_person("supervisor", world.tenant, locale="pl")[1]),
        "pl",
        Camera(f"settled-{arrived}"),
    )
    boss.open(f"/brands/{world.tenant.slug}/deliveries?state=unknown")
    boss.take("maybe")
    boss.page.get_by_role("button", name=boss.says("It arrived" if arrived else "Send again")).click()
    boss.says_now(boss.says("The reply is noted as sent." if arrived else "The reply is sent again."))
    for waiting in world.due():
        assert world.deliver(waiting).state == "sent"
    assert world.visible(asked, "It is on its way.") == 1
    assert boss.complaints() == []
    world.proxy.stop()
