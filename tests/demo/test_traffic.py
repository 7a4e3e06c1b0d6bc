"""The demo's traffic is what the import takes, and is what its docstrings promise."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from bpo.channels.rules.parsing import parse_message
from bpo.demo.pace import CHARACTERS, working_time
from bpo.demo.people import DEMO_BRANDS, DEMO_PEOPLE, DESKS
from bpo.demo.situations import LANGUAGES, brand_file
from bpo.demo.traffic import DemoAct, DemoMessage, demo_acts, demo_messages
from bpo.onboarding.brand_file.parse import parse_brand_file

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)  # a Friday, every desk open
HALF_AN_HOUR = timedelta(minutes=30)
brands = pytest.mark.parametrize("brand", DEMO_BRANDS)


@cache
def messages_of(brand: str) -> list[DemoMessage]:
    return list(demo_messages(brand, until=NOW))


@cache
def acts_of(brand: str) -> list[DemoAct]:
    return list(demo_acts(brand, until=NOW))


def conversations_of(brand: str) -> dict[str, list[DemoMessage]]:
    found: dict[str, list[DemoMessage]] = {}
    for message in messages_of(brand):
        found.setdefault(message["conversation"], []).append(message)
    return found


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


@brands
def test_every_message_is_taken_by_the_reader_of_message_files(brand):
    for message in messages_of(brand):
        parse_message(json.loads(json.dumps(message)))


@brands
def test_ids_are_unique_and_answers_point_to_an_earlier_message_of_the_conversation(brand):
    seen: dict[str, DemoMessage] = {}
    for message in messages_of(brand):
        assert message["id"] not in seen
        seen[message["id"]] = message
        answered = message["in_reply_to"]
        assert message["direction"] == "in" or answered is not None
        assert answered is None or seen[answered]["conversation"] == message["conversation"]
        assert answered is None or seen[answered]["direction"] != message["direction"]


@brands
def test_a_conversation_is_one_customer_on_one_account_and_opens_with_the_customer(brand):
    for messages in conversations_of(brand).values():
        assert len({message["account"] for message in messages}) == 1
        assert len({m["author"]["id"] for m in messages if m["direction"] == "in"}) == 1
        assert messages[0]["direction"] == "in"


@brands
def test_every_account_stands_in_the_brand_file_and_is_used(brand):
    sections = parse_brand_file(brand_file(brand).read_bytes(), today=date(2026, 11, 20)).sections
    accounts = {f"{account['network']}:{account['handle']}" for account in sections["accounts"]}
    assert {message["account"] for message in messages_of(brand)} == accounts


@brands
def test_the_brand_file_says_what_the_character_says(brand):
    character = CHARACTERS[brand]
    sections = parse_brand_file(brand_file(brand).read_bytes(), today=date(2026, 11, 20)).sections
    profile = sections["profile"]
    assert (profile["slug"], profile["name"]) == (brand, character.name)
    assert profile["time_zone"] == character.time_zone
    assert profile["languages"] == [LANGUAGES[brand]]
    assert sections["service_levels"][-1]["calendar"] == character.desk
    assert len(sections["service_levels"]) >= 2
    assert sections["contract"]["targets"]


@brands
def test_replies_are_signed_by_agents_who_serve_the_brand(brand):
    serving = {p["email"] for p in DEMO_PEOPLE if p["role"] == "agent" and brand in p["brands"]}
    initials = {signer.email: signer.initials for signer in DESKS[brand]}
    assert initials.keys() <= serving
    for message in messages_of(brand):
        if message["direction"] == "out" and not message["automatic"]:
            assert message["text"].endswith(f"^{initials[message['agent']]}")
        else:
            assert message["agent"] is None


@brands
def test_nothing_lies_after_now_and_the_weeks_are_covered(brand):
    times = [instant(message["posted_at"]) for message in messages_of(brand)]
    assert max(times) < NOW
    assert timedelta(weeks=5, days=5) < NOW - min(times) <= timedelta(weeks=6, days=1)
    assert times == sorted(times)


@brands
def test_texts_are_filled_in_fit_the_network_and_vary(brand):
    texts = [message["text"] for message in messages_of(brand)]
    assert not [text for text in texts if re.search(r"[{}\[\]<>|]|=>|  ", text)]
    assert max(map(len, texts)) <= 280
    assert len(set(texts)) > 0.5 * len(texts)


@brands
def test_there_is_a_believable_number_of_conversations_of_every_length(brand):
    lengths = [len(messages) for messages in conversations_of(brand).values()]
    assert 350 <= len(lengths) <= 600
    assert sum(length >= 3 for length in lengths) > 150
    assert max(lengths) >= 7


@brands
def test_there_are_automatic_private_and_returning(brand):
    messages = messages_of(brand)
    writers = [m[0]["author"]["id"] for m in conversations_of(brand).values()]
    moved = [m for m in conversations_of(brand).values() if len({x["visibility"] for x in m}) == 2]
    assert any(message["automatic"] for message in messages)
    assert len(moved) > 10
    assert len(set(writers)) < 0.85 * len(writers)


@brands
def test_some_wait_now_and_some_of_them_are_late(brand):
    decided = {act["conversation"] for act in acts_of(brand)}
    waiting = [
        messages
        for name, messages in conversations_of(brand).items()
        if name not in decided and (messages[-1]["direction"] == "in" or messages[-1]["automatic"])
    ]
    clock = working_time(brand, CHARACTERS[brand].desk, year=2026)
    late = [
        messages
        for messages in waiting
        if clock.between(instant([m for m in messages if m["direction"] == "in"][-1]["posted_at"]), NOW)
        > HALF_AN_HOUR
    ]
    assert len(late) >= 3
    assert len(waiting) - len(late) >= 5


@brands
def test_acts_come_after_all_messages_of_their_conversation(brand):
    last = {name: messages[-1]["posted_at"] for name, messages in conversations_of(brand).items()}
    accounts = {name: messages[0]["account"] for name, messages in conversations_of(brand).items()}
    for act in acts_of(brand):
        assert last[act["conversation"]] < act["at"] <= NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert act["account"] == accounts[act["conversation"]]
        assert (act["reason"] is None) == (act["kind"] == "close")


@brands
def test_a_dismissal_is_of_an_unanswered_turn_and_closing_comes_after_it(brand):
    dismissed = {a["conversation"]: a["at"] for a in acts_of(brand) if a["kind"] == "dismiss"}
    closed = [a["conversation"] for a in acts_of(brand) if a["kind"] == "close"]
    assert len(closed) == len(set(closed)) > 0.75 * len(conversations_of(brand))
    assert all(
        conversations_of(brand)[name][-1]["direction"] == "in"
        or conversations_of(brand)[name][-1]["automatic"]
        for name in dismissed
    )
    for act in acts_of(brand):
        assert act["kind"] == "dismiss" or act["at"] > dismissed.get(act["conversation"], "")
    assert {"thanks", "spam"} <= {a["reason"] for a in acts_of(brand)}


@brands
def test_equal_arguments_give_equal_traffic_and_another_seed_other(brand):
    assert list(demo_messages(brand, until=NOW)) == messages_of(brand)
    assert list(demo_acts(brand, until=NOW)) == acts_of(brand)
    other = list(demo_messages(brand, until=NOW, seed=8))
    assert [m["text"] for m in other] != [m["text"] for m in messages_of(brand)]


def test_the_same_traffic_in_any_zone_and_fewer_weeks_are_fewer():
    two = list(demo_messages("larkwing", until=NOW, weeks=2))
    assert 0 < len(two) < len(messages_of("larkwing"))
    assert NOW - instant(two[0]["posted_at"]) <= timedelta(weeks=2, days=1)


def attainment(brand: str, *, since_hour: int = 0, weeks_ago: int | None = None) -> float:
    """Of the first responses under the 30-minute level, the share in time."""
    character = CHARACTERS[brand]
    clock = working_time(brand, character.desk, year=2026)
    reviews = {account.key for account in character.accounts if account.kind == "reviews"}
    results = []
    for messages in conversations_of(brand).values():
        began = instant(messages[0]["posted_at"])
        replies = [m for m in messages if m["direction"] == "out" and not m["automatic"]]
        wanted = (
            bool(replies)
            and messages[0]["account"] not in reviews
            and began.astimezone(character.zone).hour >= since_hour
            and weeks_ago in {None, (NOW - began).days // 7}
        )
        if wanted:
            results.append(clock.between(began, instant(replies[0]["posted_at"])) <= HALF_AN_HOUR)
    return sum(results) / len(results)


def test_each_brand_keeps_its_promises_in_its_own_way():
    assert attainment("morkov-i-veter") > 0.94
    assert 0.85 < attainment("tykha-zakladka") < 0.915
    assert attainment("paczkodziupla") > 0.91
    assert attainment("paczkodziupla", since_hour=19) < 0.85
    assert attainment("larkwing", weeks_ago=2) < 0.75
    assert attainment("larkwing", weeks_ago=0) > 0.9
