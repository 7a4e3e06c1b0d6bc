"""The reader against an independent calculation: on the real corpus and on random small worlds."""

import csv
import io
import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twitter_oracle import count, figures_by_brand, sla_figures

from bpo.channels.readers.twitter_csv import COLUMNS, read_twitter_csv
from bpo.channels.rules.incoming import Duplicate, IncomingMessage, Other, Reject
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "data" / "care" / "twitter-support-2017.csv"
AS_OF = datetime(2017, 12, 31, tzinfo=UTC)
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="../shared/data is not on this machine")


def read(path, brand):
    return list(read_twitter_csv(path, handles={brand: f"x:{brand}"}))


def conversations_of(messages):
    """Messages that share a key, directly or through others, by customer; in order of time and id."""
    thread_of, members = {}, defaultdict(set)
    for message in messages:
        merged = set(message.thread_keys)
        for key in message.thread_keys:
            merged |= members.pop(thread_of.get(key), set())
        name = min(merged)
        members[name] = merged
        thread_of |= dict.fromkeys(merged, name)
    found = defaultdict(list)
    for message in messages:
        customer = message.addressee or message.author_id
        found[thread_of[message.thread_keys[0]], customer].append(message)
    return {
        key: sorted(those, key=lambda message: (message.posted_at, int(message.external_id)))
        for key, those in found.items()
    }


def figures_of(messages, *, as_of=AS_OF):
    """The same figures from what the reader gives, folded in a few lines."""
    each_turns = []
    for conversation in conversations_of(messages).values():
        runs = [
            (direction, next(run).posted_at)
            for direction, run in groupby(
                (message for message in conversation if message.posted_at <= as_of),
                key=lambda message: message.direction,
            )
        ]
        answers = [at for direction, at in runs if direction is Direction.OUT]
        starts = [at for direction, at in runs if direction is Direction.IN]
        if runs and runs[0][0] is Direction.OUT:
            answers.pop(0)  # the brand spoke first
        each_turns.append(list(zip(starts, [*answers, None], strict=False)))
    return count(each_turns, as_of=as_of)


def messages_in(outcomes):
    return [one for one in outcomes if isinstance(one, IncomingMessage)]


@needs_corpus
@pytest.mark.data
@pytest.mark.parametrize(
    ("brand", "total", "first", "median", "later"),
    [
        ("AmazonHelp", 218, (104, 81), 601.5, (83, 73)),
        ("AppleSupport", 150, (88, 80), 471.5, (51, 45)),
        ("British_Airways", 78, (39, 0), 20768, (34, 2)),
    ],
)
def test_the_published_figures_come_out_of_the_oracle(brand, total, first, median, later):
    found = sla_figures(CORPUS, brand, as_of=AS_OF)
    assert found["total"] == total
    assert (found["first_response"]["n"], found["first_response"]["met"]) == first
    assert found["first_response"]["median"] == median
    assert (found["next_response"]["n"], found["next_response"]["met"]) == later


@needs_corpus
@pytest.mark.data
def test_every_brand_of_the_corpus_equals_the_oracle():
    expected = figures_by_brand(CORPUS, as_of=AS_OF)
    assert len(expected) == 48
    for brand, figures in expected.items():
        assert figures_of(messages_in(read(CORPUS, brand))) == figures, brand


@needs_corpus
@pytest.mark.data
def test_the_rows_of_the_corpus_may_come_in_any_order(tmp_path):
    header, *rows = csv.reader(io.StringIO(CORPUS.read_bytes().decode(), newline=""))
    random.Random(7).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    with shuffled.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    for brand in ("AmazonHelp", "Delta"):
        assert set(messages_in(read(shuffled, brand))) == set(messages_in(read(CORPUS, brand)))


NOTHING = count([], as_of=AS_OF)
AUTHORS = ["Delta", "KLM", "ba", "900", "901", "902"]
TEXTS = [
    "",
    "@900 hi",
    " @901 hi",
    "@Delta",
    "so @KLM @Delta",
    "@klm @ba",
    "@903",
    "a@Delta.com",
    "@@ba",
    "@KLMさん",
]
links = st.lists(st.integers(1, 14), max_size=2).map(lambda ids: ",".join(map(str, ids)))
tweets = st.builds(
    lambda number, author, minute, text, after, before: [
        number, author, str(author.isdigit()), f"Tue Oct 31 22:{minute:02}:00 +0000 2017", text, after, before
    ],
    st.integers(1, 12),
    st.sampled_from(AUTHORS),
    st.sampled_from([0, 1, 5, 31, 59]),
    st.sampled_from(TEXTS),
    links,
    links,
)  # fmt: skip


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


@settings(max_examples=300)
@given(st.lists(tweets, max_size=12), st.integers(0, 120))
def test_random_worlds_equal_the_oracle(tmp_path_factory, rows, minutes):
    path = write(tmp_path_factory.getbasetemp() / "world.csv", rows)
    as_of = datetime(2017, 10, 31, 22, tzinfo=UTC) + timedelta(minutes=minutes)
    expected = figures_by_brand(path, as_of=as_of)
    for brand in ("Delta", "KLM", "ba"):
        outcomes = read(path, brand)
        assert len(outcomes) == len(rows)
        assert figures_of(messages_in(outcomes), as_of=as_of) == expected.get(brand, NOTHING)


@settings(max_examples=100)
@given(st.lists(tweets, max_size=12, unique_by=lambda row: row[0]), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(tmp_path_factory, rows, chance):
    base = tmp_path_factory.getbasetemp()
    first = write(base / "first.csv", rows)
    chance.shuffle(rows)
    second = write(base / "second.csv", rows)
    for brand in ("Delta", "KLM"):
        one, other = read(first, brand), read(second, brand)
        assert set(messages_in(one)) == set(messages_in(other))
        reasons = [
            sorted(those.reason for those in found if isinstance(those, Reject)) for found in (one, other)
        ]
        assert reasons[0] == reasons[1]


@settings(max_examples=200)
@given(st.lists(tweets, max_size=12))
def test_each_record_is_stored_by_one_brand_at_most(tmp_path_factory, rows):
    path = write(tmp_path_factory.getbasetemp() / "world.csv", rows)
    for outcomes in zip(*(read(path, brand) for brand in ("Delta", "KLM", "ba")), strict=True):
        assert sum(isinstance(one, IncomingMessage) for one in outcomes) <= 1
        assert sum(isinstance(one, Duplicate | Reject) for one in outcomes) <= 1
        assert sum(isinstance(one, Other) for one in outcomes) >= 2


@settings(max_examples=200)
@given(
    st.lists(
        st.binary(max_size=30)
        | st.sampled_from([b'"', b"\n", b",", b"5,900,True,Tue Oct 31 22:10:47 +0000 2017,"])
    )
)
@example(parts=[b"\0" * 5])
def test_no_bytes_after_the_header_break_the_reader(tmp_path_factory, parts):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    content = ",".join(COLUMNS).encode() + b"\n" + b"".join(parts)[:90]
    path.write_bytes(content)
    if content.count(b"\0") * 20 > len(content):
        with pytest.raises(Invalid):  # it is no text at all
            read(path, "Delta")
        return
    for one in read(path, "Delta"):
        assert isinstance(one, Other | Reject | Duplicate)
