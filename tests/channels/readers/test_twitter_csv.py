"""Whose tweet is whose: the contract's rules one by one, broken files, and the order of the rows."""

import csv
import io
from datetime import UTC, datetime

import pytest

from bpo.channels.readers.twitter_csv import COLUMNS, parse_time, read_twitter_csv
from bpo.channels.rules.incoming import Duplicate, IncomingMessage, Other, Reject
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction

HEADER = ",".join(COLUMNS)
DELTA = {"Delta": "x:Delta"}


def tweet(number, author, *, text="hello", minute=None, after="", before=""):
    """A row; whoever's name is not a number is a brand."""
    at = f"Tue Oct 31 22:{number % 60 if minute is None else minute:02}:00 +0000 2017"
    return [number, author, str(author.isdigit()), at, text, after, before]


def write(path, rows, *, columns=COLUMNS):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def read(tmp_path, *rows, handles=DELTA):
    return list(read_twitter_csv(write(tmp_path / "tweets.csv", rows), handles=handles))


def read_raw(tmp_path, content, *, handles=DELTA):
    path = tmp_path / "raw.csv"
    path.write_bytes(content)
    return list(read_twitter_csv(path, handles=handles))


def kinds(outcomes):
    return [type(one).__name__ for one in outcomes]


def test_a_question_and_its_answer(tmp_path):
    question, answer = read(
        tmp_path,
        tweet(1, "900", text="@Delta where, is\nmy bag?", after="2"),
        tweet(2, "Delta", text="@900 Here.", before="1"),
    )
    assert question == IncomingMessage(
        account="x:Delta",
        external_id="1",
        direction=Direction.IN,
        author_id="900",
        text="@Delta where, is\nmy bag?",
        posted_at=datetime(2017, 10, 31, 22, 1, tzinfo=UTC),
        thread_keys=("m:1", "m:2"),
    )
    assert (answer.direction, answer.addressee, answer.in_reply_to) == (Direction.OUT, "900", "1")
    assert answer.thread_keys == ("m:2", "m:1")


def test_tweets_that_answer_the_same_absent_tweet_are_in_one_thread(tmp_path):
    one, other = read(tmp_path, tweet(8, "900", before="5"), tweet(9, "Delta", text="@900 hi", before="5"))
    assert other.addressee == "900"
    assert "m:5" in one.thread_keys
    assert "m:5" in other.thread_keys


def test_tweets_joined_by_a_record_that_is_not_stored_still_share_a_key(tmp_path):
    outcomes = read(
        tmp_path,
        tweet(7, "900"),
        tweet(3, "KLM", after="9", before="7"),
        tweet(9, "900"),
        tweet(10, "Delta", before="9"),
        tweet(11, "Delta", before="9"),
    )
    assert kinds(outcomes) == ["IncomingMessage", "Other", *["IncomingMessage"] * 3]
    shared = set.intersection(*(set(one.thread_keys) for one in outcomes if isinstance(one, IncomingMessage)))
    assert shared == {"m:3"}


def test_a_thread_is_of_the_brand_with_most_records_in_it(tmp_path):
    rows = [
        tweet(1, "900", after="2,3,4"),
        tweet(2, "Delta", before="1"),
        tweet(3, "KLM", before="1"),
        tweet(4, "KLM", before="1"),
    ]
    assert kinds(read(tmp_path, *rows)) == ["Other", "Reject", "Other", "Other"]
    rejected = read(tmp_path, *rows)[1]
    assert rejected == Reject(3, "the thread of this tweet belongs to KLM, not to Delta")
    klm = read(tmp_path, *rows, handles={"KLM": "x:KLM"})
    assert kinds(klm) == ["IncomingMessage", "Other", "IncomingMessage", "IncomingMessage"]


@pytest.mark.parametrize(("rival", "is_ours"), [("Alpha", False), ("delta", True), ("Émile", True)])
def test_a_tie_goes_to_the_first_by_code_point(tmp_path, rival, is_ours):
    rows = [tweet(1, "900", after="2,3"), tweet(2, rival, before="1"), tweet(3, "Delta", before="1")]
    assert isinstance(read(tmp_path, *rows)[0], IncomingMessage) == is_ours


def test_a_thread_without_a_brand_goes_to_the_first_brand_it_names(tmp_path):
    elsewhere = [
        tweet(50, "Delta", text="@1", before="51"),
        tweet(51, "1"),
        tweet(60, "KLM"),
        tweet(70, "AA"),
    ]
    rows = [
        tweet(1, "900", minute=9, text="@KLM no", before="2"),
        tweet(2, "900", minute=5, text="@delta @nobody @Deltaさん @KLM", before="3"),
        tweet(10, "900", minute=5, text="@KLM later id", before="2"),
        tweet(3, "900", minute=4, text="no handle, a@b, @901"),
    ]
    assert kinds(read(tmp_path, *rows, *elsewhere))[:4] == ["IncomingMessage"] * 4
    assert kinds(read(tmp_path, *rows, *elsewhere, handles={"KLM": "x:KLM"}))[:4] == ["Other"] * 4


def test_a_thread_that_names_no_brand_is_nobodys(tmp_path):
    rows = [tweet(1, "900", text="@KLM @delta @Delta_ hello"), tweet(2, "Delta", text="@1")]
    assert kinds(read(tmp_path, *rows)) == ["Other", "Reject"]


def test_a_reply_goes_up_through_brand_tweets_to_the_first_customer(tmp_path):
    outcomes = read(
        tmp_path,
        tweet(1, "900"),
        tweet(2, "901", before="1"),
        tweet(3, "Delta", text="@900 text does not count", before="2"),
        tweet(4, "KLM", before="3"),
        tweet(5, "Delta", before="4"),
        tweet(6, "Delta", before="77,5"),
    )
    assert [one.addressee for one in outcomes if isinstance(one, IncomingMessage)] == [
        None,
        None,
        "901",
        "901",
        "901",
    ]


def test_a_chain_without_a_customer_falls_back_on_the_leading_id(tmp_path):
    outcomes = read(
        tmp_path,
        tweet(1, "900", before="5"),
        tweet(2, "Delta", text="@900 see you", before="5"),
        tweet(3, "Delta", text="see you @900", before="5"),
        tweet(4, "Delta", text="@901 see you", before="5"),
        tweet(6, "Delta", text=" @900 in circles", before="7"),
        tweet(7, "Delta", text="@Delta", before="6,5"),
        tweet(8, "901", text="@Delta elsewhere"),
    )
    assert kinds(outcomes) == [
        "IncomingMessage",
        "IncomingMessage",
        "Reject",
        "Reject",
        "IncomingMessage",
        "Reject",
        "IncomingMessage",
    ]
    assert outcomes[1].addressee == outcomes[4].addressee == "900"
    assert "no customer" in outcomes[2].reason
    assert outcomes[3].line == 5


def test_of_two_records_with_one_id_the_first_counts(tmp_path):
    outcomes = read(
        tmp_path,
        tweet(1, "900", text="first"),
        tweet(2, "Delta", before="1"),
        ["001", *tweet(1, "901", text="second", before="9")[1:]],
        tweet(9, "901", text="@KLM"),
        tweet(10, "KLM", before="9"),
        tweet(9, "901", text="@Delta"),
    )
    assert outcomes[0].text == "first"
    assert outcomes[2:] == [Duplicate(4), Other(5), Other(6), Other(7)]


def test_a_rejected_record_takes_no_id_and_joins_nothing(tmp_path):
    broken = tweet(1, "900", after="2")
    broken[3] = "yesterday"
    outcomes = read(tmp_path, broken, tweet(1, "901", text="@Delta"), tweet(2, "Delta", text="@901 hi"))
    assert kinds(outcomes) == ["Reject", "IncomingMessage", "Reject"]


def test_ids_of_any_size_are_ordered_as_numbers(tmp_path):
    big = 10**30
    outcomes = read(tmp_path, tweet(big, "900", after="9"), tweet(9, "Delta", minute=1, before=str(big)))
    assert outcomes[0].external_id == str(big)
    assert outcomes[0].thread_keys == (f"m:{big}", "m:9")


def test_one_brand_with_two_handles_keeps_a_thread_whole(tmp_path):
    rows = [
        tweet(1, "900"),
        tweet(2, "Delta", before="1"),
        tweet(3, "Delta", before="1"),
        tweet(4, "DeltaEU", before="1"),
    ]
    outcomes = read(tmp_path, *rows, handles={"Delta": "x:Delta", "DeltaEU": "x:DeltaEU"})
    assert [(one.account, one.author_id) for one in outcomes][2:] == [
        ("x:Delta", "Delta"),
        ("x:Delta", "DeltaEU"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("tweet_id", "", "tweet_id"),
        ("tweet_id", "12a", "tweet_id"),
        ("tweet_id", "-3", "tweet_id"),
        ("tweet_id", "٣", "tweet_id"),
        ("tweet_id", "9" * 5000, "tweet_id"),
        ("author_id", "", "author_id"),
        ("inbound", "", "inbound"),
        ("inbound", "true", "inbound"),
        ("created_at", "", "created_at"),
        ("created_at", "2017-10-31T22:10:47Z", "created_at"),
        ("created_at", "Tue Feb 30 22:10:47 +0000 2017", "created_at"),
        ("text", "a\0b", "NUL"),
        ("text", "т" * 100_001, "100001"),
        ("response_tweet_id", "3.0", "response_tweet_id '3.0'"),
        ("in_response_to_tweet_id", "1;2", "in_response_to_tweet_id '1;2'"),
    ],
    ids=range(15),
)
def test_a_broken_record_is_rejected_with_its_line_for_every_brand(tmp_path, column, value, part):
    broken = tweet(2, "900")
    broken[COLUMNS.index(column)] = value
    rows = [tweet(1, "900", text="@Delta\n\nbag"), broken, tweet(3, "Delta", before="1")]
    ours = read(tmp_path, *rows)
    theirs = read(tmp_path, *rows, handles={"KLM": "x:KLM"})
    assert kinds(ours) == ["IncomingMessage", "Reject", "IncomingMessage"]
    assert kinds(theirs) == ["Other", "Reject", "Other"]
    assert ours[1] == theirs[1]
    assert ours[1].line == 5
    assert part in ours[1].reason


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Tue Oct 31 22:10:47 +0000 2017", datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)),
        ("Sat Feb 29 00:00:00 +0200 2020", datetime(2020, 2, 28, 22, 0, tzinfo=UTC)),
        ("Sat Feb 29 23:30:00 -0530 2020", datetime(2020, 3, 1, 5, 0, tzinfo=UTC)),
        ("Tue Okt 31 22:10:47 +0000 2017", None),
        ("Die Oct 31 22:10:47 +0000 2017", None),
        ("Tue Oct 31 22:10:60 +0000 2017", None),
        ("Tue Oct 31 22:10:47 2017", None),
        ("Tue Oct 31 22:10:47 +0000 0001", None),
        ("Tue Oct 31 22:10:47 +0000 2017\n", None),
    ],
)
def test_times_are_read_in_english_whatever_the_machine_speaks(value, expected):
    assert parse_time(value) == expected


GOOD = b"1,900,True,Tue Oct 31 22:10:47 +0000 2017,@Delta bag,,\n"
REPLY = b"2,Delta,False,Tue Oct 31 22:11:47 +0000 2017,@900 yes,,1\n"


@pytest.mark.parametrize(
    ("broken", "part"),
    [
        (b"5,901,True,Tue Oct 31 22:10:47 +0000 2017,short,\n", "6 columns instead of 7"),
        (b"5,901,True,Tue Oct 31 22:10:47 +0000 2017,a,b,c,d,e\n", "9 columns"),
        (b'5,901,True,Tue Oct 31 22:10:47 +0000 2017,"never closed,,\n', "not a CSV record"),
        (b'5,901,True,Tue Oct 31 22:10:47 +0000 2017,"closed" early,,\n', "not a CSV record"),
        (b"5,901,True,Tue Oct 31 22:10:47 +0000 2017,\xff,,\n", "line 3 is not UTF-8"),
        (b'5,901,True,Tue Oct 31 22:10:47 +0000 2017,"a\nb\xff\nc",,\n', "line 4 is not UTF-8"),
        (b"5,901,True,Tue Oct 31 22:10:47 +0000 2017," + b"x" * 1_100_000 + b",,\n", "longer than 1048576"),
        (
            b'5,901,True,Tue Oct 31 22:10:47 +0000 2017,"\n' + b"x" * 1_100_000 + b'",,\n',
            "longer than 1048576",
        ),
        (b"5,901,True,Tue Oct 31 22:10:47 +0000 2017," + b"x" * 140_000 + b",,\n", "not a CSV record"),
        (b"5,901,True,Tue Oct 31 22:10:47 +0000 2017,a\rb,,\n", "not a CSV record"),
    ],
    ids=range(10),
)
def test_one_broken_row_costs_one_row(tmp_path, broken, part):
    outcomes = read_raw(tmp_path, HEADER.encode() + b"\n" + GOOD + broken + b"\n" + REPLY)
    assert kinds(outcomes) == ["IncomingMessage", "Reject", "IncomingMessage"]
    assert outcomes[1].line == 3
    assert part in outcomes[1].reason


def test_a_record_without_end_is_cut_off(tmp_path):
    endless = b'5,901,True,"' + b'a","b\n' * 400_000
    outcomes = read_raw(tmp_path, HEADER.encode() + b"\n" + endless + GOOD + REPLY)
    assert "longer than" in outcomes[0].reason
    assert kinds(outcomes[-2:]) == ["IncomingMessage", "IncomingMessage"]


def test_windows_line_ends_a_mark_and_other_orders_of_columns(tmp_path):
    content = b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n" + GOOD.replace(b"\n", b"\r\n") + b"\r\n" + REPLY
    assert kinds(read_raw(tmp_path, content)) == ["IncomingMessage", "IncomingMessage"]
    path = write(
        tmp_path / "turned.csv",
        [list(reversed(tweet(1, "900", text="@Delta"))), list(reversed(tweet(2, "Delta")))],
        columns=COLUMNS[::-1],
    )
    assert kinds(read_twitter_csv(path, handles=DELTA)) == ["IncomingMessage", "Reject"]


@pytest.mark.parametrize(
    ("header", "places"),
    [
        (b"", ["header"]),
        (b"\xff", ["header"]),
        (HEADER.encode().replace(b",text", b""), ["text"]),
        (HEADER.encode() + b",likes", ["likes"]),
        (HEADER.encode() + b",text", ["text"]),
        (HEADER.encode().replace(b"inbound", b"Inbound"), ["inbound", "Inbound"]),
        (GOOD.strip(), [*COLUMNS, *(cell.decode() for cell in GOOD.strip().split(b",")[:5]), "", ""]),
    ],
    ids=range(7),
)
def test_a_wrong_header_refuses_the_file_and_names_the_column(tmp_path, header, places):
    with pytest.raises(Invalid) as caught:
        read_raw(tmp_path, header)
    assert [fault.place for fault in caught.value.faults] == places
    assert {fault.line for fault in caught.value.faults} == {1}


def test_a_file_that_changes_under_the_reader_is_refused(tmp_path):
    path = write(tmp_path / "tweets.csv", [tweet(1, "900", text="@Delta"), tweet(2, "Delta")])
    outcomes = read_twitter_csv(path, handles=DELTA)
    write(path, [tweet(3, "900")])
    with pytest.raises(Invalid, match="changed"):
        list(outcomes)


def test_a_long_chain_needs_no_recursion(tmp_path):
    file = io.StringIO()
    rows = [tweet(1, "900"), *(tweet(number, "Delta", before=str(number - 1)) for number in range(2, 5000))]
    csv.writer(file).writerows([COLUMNS, *rows])
    outcomes = read_raw(tmp_path, file.getvalue().encode())
    assert outcomes[-1].addressee == "900"
