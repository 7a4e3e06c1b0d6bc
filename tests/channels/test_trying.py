"""`bpo channel try`: an account tried step by step, on a wire that loses what it is told to."""

import json

import pytest
from channels.vk_worlds import VkWorld
from channels.worlds import LOCAL, MastodonWorld, TelegramWorld, WordPressWorld
from click.testing import CliRunner

from bpo.channels.adapters import Connected
from bpo.channels.adapters.wordpress import WordPressAdapter
from bpo.channels.operations.trying import LossyWire, Target, Trial
from bpo.cli import main


def tried(world, target=None, **over):
    secrets = world.secrets() | over.pop("secrets", {})
    connected = Connected(world.network, f"{world.network}:{world.handle}", world.settings(), secrets)
    trial = Trial(connected, LossyWire(LOCAL, 5.0), pause=lambda _seconds: None)
    return {one.step: (one.works, one.told) for one in trial.run(target)}


@pytest.fixture
def vk(db):
    made = VkWorld()
    yield made
    made.proxy.stop()
    made.server.stop()


@pytest.fixture
def mastodon(mastodon_server, db):
    made = MastodonWorld(mastodon_server)
    yield made
    made.proxy.stop()


@pytest.fixture
def wordpress(wordpress_server, db):
    made = WordPressWorld(wordpress_server)
    yield made
    made.proxy.stop()


REPLIES = ("reply", "reply whose request is lost", "reply whose answer is lost")


def test_nothing_is_written_unless_a_message_is_named(vk):
    vk.customer_writes("Where is my parcel, Anna?")
    before = len(vk.server.messages)
    steps = tried(vk)
    assert [works for works, _told in steps.values()] == [True, True, True, None, None, None]
    assert "1 messages of the last day" in steps["read"][1]
    assert "parcel" not in json.dumps(steps)
    assert len(vk.server.messages) == before


def test_each_reply_stands_once_whatever_is_lost(vk):
    asked = vk.ask()
    steps = tried(vk, Target(asked.external_id, "private", asked.author_id))
    assert {steps[name][0] for name in REPLIES} == {True}, steps
    texts = [one["text"] for one in vk.server.messages if one["out"]]
    assert len(texts) == len(set(texts)) == 3
    assert steps["delete"][0] is None  # a community deletes nothing there


@pytest.mark.parametrize("name", ["mastodon", "wordpress"])
def test_what_was_written_is_deleted_again(request, name):
    world = request.getfixturevalue(name)
    asked = world.ask()
    steps = tried(world, Target(asked.external_id))
    assert {works for works, _told in steps.values()} == {True}, steps
    assert steps["delete"] == (True, "3 replies of this trial")
    again = tried(world)
    assert again["read"][0] is True
    assert "ignore it" not in json.dumps(again)


def test_where_nobody_can_know_a_person_would_be_asked(telegram_server, db):
    world = TelegramWorld(telegram_server)
    asked = world.ask()
    steps = tried(world, Target(asked.external_id, "private", asked.author_id))
    assert steps["reply"][0] is True
    assert "a person would be asked" in steps["reply whose answer is lost"][1]
    world.proxy.stop()


def test_an_adapter_that_does_not_look_is_found_out(wordpress, monkeypatch):
    asked = wordpress.ask()
    monkeypatch.setattr(WordPressAdapter, "find_sent", lambda _self, _out: None)
    steps = tried(wordpress, Target(asked.external_id))
    assert (steps["reply"][0], steps["reply whose answer is lost"][0]) == (True, False)


def test_with_a_dead_token_nothing_else_is_tried(vk):
    steps = tried(vk, secrets={"token": "dead"})
    assert list(steps) == ["connect"]
    assert steps["connect"][0] is False
    assert "AuthExpired" in steps["connect"][1]


def test_where_nothing_can_be_read_the_rest_is_tried_all_the_same(vk):
    vk.customer_writes("Where is my parcel?")
    vk.server.refusals["messages.getHistory"] = 10  # once
    steps = tried(vk)
    assert [steps[name][0] for name in ("connect", "read", "list anew")] == [True, False, True]


def command(tmp_path, told, *more):
    file = tmp_path / "credentials.json"
    file.write_text(told if isinstance(told, str) else json.dumps(told))
    return CliRunner().invoke(main, ["channel", "try", "vk", "--credentials", str(file), *more])


def test_the_command_prints_a_line_a_step(vk, tmp_path, monkeypatch):
    monkeypatch.setenv("BPO_PRIVATE_HOSTS", "127.0.0.1")
    told = {"handle": vk.handle, "settings": vk.settings(), "secrets": vk.secrets()}
    done = command(tmp_path, told)
    assert done.exit_code == 0, done.output
    assert "works     connect: known there as" in done.output
    assert "not tried reply: no message was named" in done.output
    rows = json.loads(command(tmp_path, told, "--json").output)
    assert [row["works"] for row in rows[:3]] == [True, True, True]
    dead = command(tmp_path, told | {"secrets": vk.secrets() | {"token": "dead"}})
    assert (dead.exit_code, dead.output.startswith("FAILS     connect")) == (1, True)


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ({}, ["secrets.token", "secrets.service", "secrets.secret", "secrets.code", "handle", "settings"]),
        (
            {
                "handle": "a",
                "settings": {"server": "http://10.0.0.1"},
                "secrets": dict.fromkeys(("token", "service", "secret", "code"), "x"),
            },
            ["settings.server"],
        ),
    ],
)
def test_credentials_that_lack_something_are_named(tmp_path, told, places):
    done = command(tmp_path, told)
    assert done.exit_code == 2
    assert [line.split(":")[0] for line in done.output.splitlines()] == places, done.output


@pytest.mark.parametrize("text", ["{", "[]"])
def test_credentials_that_are_no_object_are_refused(tmp_path, text):
    done = command(tmp_path, text)
    assert (done.exit_code, "JSON" in done.output) == (2, True)
