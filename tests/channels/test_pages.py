"""Pages of connections and replies, as people meet them."""

import pytest
from builders import browser, make_person
from channels.meta_worlds import FacebookWorld, MessengerWorld
from channels.vk_worlds import VkWorld
from channels.whatsapp_worlds import WhatsAppWorld
from channels.worlds import (
    BlueskyWorld,
    ForgetfulWorld,
    GooglePlayWorld,
    MastodonWorld,
    TelegramWorld,
    WordPressWorld,
)

from bpo.channels.models import ChannelConnection
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import get_account

pytestmark = pytest.mark.real_server


@pytest.fixture
def unknown(app, db):
    """A brand with a reply that may have been sent."""
    world = ForgetfulWorld()
    world.proxy.next("answer lost")
    delivery_id = world.reply(world.ask(), "It is on its way.")
    assert world.deliver(delivery_id).state == "unknown"
    yield world, delivery_id
    world.proxy.stop()
    world.receiver.stop()


def test_a_supervisor_settles_what_nobody_else_can_tell(app, unknown):
    world, delivery_id = unknown
    client = browser(app, make_person("team_leader", world.tenant)[1])
    base = f"/brands/{world.tenant.slug}/deliveries"
    page = client.get(f"{base}?state=unknown").text
    assert "It arrived" in page
    assert "Send again" in page
    assert "Maybe sent" in client.get(f"{base}/{delivery_id}").text
    answer = client.post(f"{base}/{delivery_id}/settle", data={"arrived": "yes"})
    assert answer.status_code == 303
    assert world.delivery(delivery_id).state == "sent"
    assert client.post(f"{base}/{delivery_id}/settle", data={"arrived": "no"}).status_code == 409


def test_the_switch_says_why_and_is_thrown_back(app, unknown):
    world, _ = unknown
    client = browser(app, make_person("supervisor", world.tenant)[1])
    base = f"/brands/{world.tenant.slug}"
    assert client.post(f"{base}/sending/stop", data={"reason": ""}).status_code == 422
    assert client.post(f"{base}/sending/stop", data={"reason": "A recall."}).status_code == 303
    assert "A recall." in client.get(f"{base}/deliveries").text
    client.post(f"{base}/sending/resume", data={})
    assert "A recall." not in client.get(f"{base}/deliveries").text


def test_a_token_is_kept_and_never_shown_and_does_not_follow_a_changed_server(app, mastodon_server):
    world = MastodonWorld(mastodon_server)
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert world.token not in page
    refused = client.post(path, data={"server": "https://elsewhere.example", "token": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    refused = client.post(path, data={"server": "http://10.0.0.1", "token": "a-typed-secret"})
    assert (refused.status_code, "a-typed-secret" in refused.text) == (422, False)
    kept = client.post(path, data={"server": "https://elsewhere.example", "token": "a-typed-secret"})
    assert kept.status_code == 303
    page = client.get(path).text
    assert "Being tested" in page
    assert "a-typed-secret" not in page
    world.proxy.stop()


def test_bluesky_is_connected_by_an_app_password_that_is_never_shown(app, bluesky_server):
    world = BlueskyWorld(bluesky_server)
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert f"@{world.handle}" in page
    assert "App password" in page
    assert world.password not in page
    refused = client.post(path, data={"server": "https://elsewhere.example", "password": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    world.proxy.stop()


def test_telegram_is_connected_by_a_bots_token_that_is_never_shown(app, telegram_server):
    world = TelegramWorld(telegram_server)
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert f"@{world.handle}" in page
    assert "Token of the bot" in page
    assert world.bot.token not in page
    refused = client.post(path, data={"server": "https://elsewhere.example", "token": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    refused = client.post(path, data={"server": "https://api.telegram.org", "token": "not/a token"})
    assert (refused.status_code, "no token of a bot" in refused.text) == (422, True)
    assert "not/a token" not in refused.text
    client.post(f"{path}/end")
    page = client.get(path).text
    assert "@BotFather" in page
    assert 'value="https://api.telegram.org"' in page
    world.proxy.stop()


def test_wordpress_is_connected_by_an_application_password_that_is_never_shown(app, wordpress_server):
    world = WordPressWorld(wordpress_server)
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "Application password" in page
    assert wordpress_server.passwords[world.user] not in page
    for server, said in (
        ("https://elsewhere.example", "typed again"),
        ("http://10.0.0.1", "must begin with https://"),
        ("https://blog.example/?p=1", "no address of the web"),
    ):
        refused = client.post(path, data={"server": server, "user": world.user, "password": ""})
        assert (refused.status_code, said in refused.text) == (422, True)
    refused = client.post(path, data={"server": world.proxy.url, "user": "a:b", "password": "a-typed-secret"})
    assert (refused.status_code, "has no colon" in refused.text) == (422, True)
    assert "a-typed-secret" not in refused.text
    world.proxy.stop()


def test_vk_is_connected_by_keys_that_are_never_shown(app, settings, db):
    class SealedWorld(VkWorld):
        key = settings.secret_key

    world = SealedWorld()
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert f"/hooks/vk/{world.account_id}" in page
    assert "Service key of an app" in page
    assert not any(secret in page for secret in world.secrets().values())
    empty = dict.fromkeys(world.secrets(), "")
    refused = client.post(path, data={"server": "https://elsewhere.example"} | empty)
    assert (refused.status_code, refused.text.count("typed again")) == (422, 8)  # above and at each
    typed = {"server": "http://10.0.0.1"} | {name: f"typed-{name}" for name in empty}
    refused = client.post(path, data=typed)
    assert (refused.status_code, "letters and digits only" in refused.text) == (422, True)
    assert not any(f"typed-{name}" in refused.text for name in empty)
    kept = client.post(path, data=typed | {"server": "https://api.vk.com", "code": "n3w"})
    assert kept.status_code == 303
    page = client.get(path).text
    assert "Being tested" in page
    assert not any(f"typed-{name}" in page for name in empty)
    kept = client.post(path, data={"server": "https://api.vk.com"} | empty | {"code": "n3wer"})
    assert kept.status_code == 303  # the others stay
    world.proxy.stop()
    world.server.stop()


@pytest.mark.parametrize("kind", [FacebookWorld, MessengerWorld])
def test_a_page_of_metas_is_connected_by_secrets_that_are_never_shown(app, settings, db, kind):
    world = type("Sealed", (kind,), {"key": settings.secret_key})()
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert f"/hooks/{world.network}/{world.account_id}" in page
    assert ("messaging_postbacks" in page, "subscribed_apps" in page) == (kind is MessengerWorld, True)
    assert not any(secret in page for secret in world.secrets().values())
    empty = dict.fromkeys(world.secrets(), "")
    refused = client.post(path, data={"server": "https://elsewhere.example"} | empty)
    assert (refused.status_code, refused.text.count("typed again")) == (422, 6)  # above and at each
    typed = {"server": "https://graph.facebook.com", "app_secret": "typed-a", "verify_token": "typed-v"}
    refused = client.post(path, data=typed | {"token": "a token\r\nX: 1"})
    assert (refused.status_code, "letters and digits only" in refused.text) == (422, True)
    assert not any(word in refused.text for word in ("X: 1", "typed-a", "typed-v"))
    assert client.post(path, data=typed | {"token": "EAA1"}).status_code == 303
    kept = client.post(path, data={"server": typed["server"]} | empty | {"verify_token": "n3w"})
    assert kept.status_code == 303  # the others stay
    with world.unit() as uow:
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        secrets = connected_of(get_account(uow, world.account_id), connection, key=world.key).secrets
    assert secrets == {"token": "EAA1", "app_secret": "typed-a", "verify_token": "n3w"}
    world.proxy.stop()
    world.server.stop()


def test_a_number_on_whatsapp_is_connected_by_its_id_and_secrets_that_are_never_shown(app, settings, db):
    world = type("Sealed", (WhatsAppWorld,), {"key": settings.secret_key})()
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert ("Works" in page, "Known there as" in page, "Last read" in page) == (True, True, False)
    assert f"/hooks/whatsapp/{world.account_id}" in page
    assert world.server.number in page
    assert not any(secret in page for secret in world.secrets().values())
    empty = dict.fromkeys(world.secrets(), "")
    place = {"server": world.proxy.url, "phone_number_id": "+380"}
    refused = client.post(path, data=place | empty)
    assert (refused.status_code, "digits only" in refused.text) == (422, True)
    assert client.post(path, data=place | empty | {"phone_number_id": "15"}).status_code == 422  # http
    world.proxy.stop()
    world.server.stop()


def test_google_play_is_connected_by_a_key_that_is_never_shown(app, review_server):
    world = GooglePlayWorld(review_server)
    client = browser(app, make_person("supervisor", world.tenant)[1])
    path = f"/brands/{world.tenant.slug}/accounts/{world.account_id}/connection"
    page = client.get(path).text
    assert "Works" in page
    assert "Key of the service account" in page
    assert "PRIVATE KEY" not in page
    assert world.app.email not in page
    refused = client.post(path, data={"server": "https://elsewhere.example", "key": ""})
    assert (refused.status_code, "typed again" in refused.text) == (422, True)
    for wrong in ("a-typed-secret", '{"client_email": "a-typed-secret"}', '["a-typed-secret"]'):
        refused = client.post(path, data={"server": world.proxy.url, "key": wrong})
        assert (refused.status_code, "no key of a service account" in refused.text) == (422, True)
        assert "a-typed-secret" not in refused.text
    client.post(f"{path}/end")
    assert 'value="https://androidpublisher.googleapis.com"' in client.get(path).text
    world.proxy.stop()
