"""The Twitter support corpus: tweets of many brands in one CSV, read for one of them.

Every record of the file ends as exactly one value, and the values of one brand do not depend on the
order of the rows. The file is read twice: once for ids, links and times (`twitter_threads` decides
from them whose thread is whose), once more for the texts, which are never all in memory.

Decided here where the contract leaves it open:
- a brand with several handles takes the threads of each; a reply of one handle in a thread of another
  stays in that thread, on that thread's account;
- a record that is rejected for its own faults joins nothing and takes no id away from a good one;
- a later record with an id that was there before is a duplicate for the brand that the first one
  belongs to, and another brand's for everybody else.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bpo.channels.readers.csv_records import Broken, read_rows
from bpo.channels.readers.twitter_threads import ABSENT, Threads, Tweet
from bpo.channels.rules.incoming import Duplicate, IncomingMessage, Other, Reject
from bpo.channels.rules.parsing import FIRST_YEAR, ID_LIMIT, LAST_YEAR, TEXT_LIMIT, shown
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.vocabulary import Direction

COLUMNS = (
    "tweet_id",
    "author_id",
    "inbound",
    "created_at",
    "text",
    "response_tweet_id",
    "in_response_to_tweet_id",
)
DIGITS_LIMIT = 40
_RECORD_START = re.compile(r'"?[0-9]{1,40}"?,"?[^",\n]{1,255}"?,"?(?:True|False)"?,')
# What may follow a handle in a text are letters of any other alphabet: "@AmazonHelpさん" names AmazonHelp.
_HANDLE = re.compile(r"@([A-Za-z0-9_]+)")
_LEADING = re.compile(r"\s*@([A-Za-z0-9_]+)")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1
    )
}
# Not strptime: it reads the names of days and months in the machine's language, and ten times slower.
_TIME = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-])([01]\d|2[0-3])([0-5]\d) (\d{4})",
    re.ASCII,
)

Outcome = IncomingMessage | Reject | Duplicate | Other


def read_twitter_csv(path: Path, *, handles: Mapping[str, str]) -> Iterator[Outcome]:
    """What became of each record; `handles` are the brand's, each with its account as network:handle."""
    threads = Threads()
    for line, tweet in _read_tweets(path):
        if isinstance(tweet, Tweet):
            threads.add(tweet, line=line, mentions=_mentions_of(tweet))
    threads.settle(handles)
    return _place_tweets(path, threads, handles)


def parse_time(value: str) -> datetime | None:
    """The instant of a form like `Tue Oct 31 22:10:47 +0000 2017`; None where it is none."""
    match = _TIME.fullmatch(value)
    if match is None:
        return None
    month, day, hour, minute, second, sign, hours, minutes, year = match.groups()
    try:
        at = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        if hours != "00" or minutes != "00":
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            at = at + offset if sign == "-" else at - offset
    except (ValueError, KeyError, OverflowError):
        return None
    return at if FIRST_YEAR <= at.year <= LAST_YEAR else None


class _Faulty(Exception):  # noqa: N818 -- never leaves this file
    """A record that is to be rejected; the text is the reason."""


def _read_tweets(path: Path) -> Iterator[tuple[int, Tweet | str]]:
    """Each record with the line where it starts: a tweet, or why it is none."""
    for line, cells in read_rows(path, COLUMNS, start=_RECORD_START):
        if isinstance(cells, Broken):
            yield line, cells.reason
            continue
        try:
            tweet: Tweet | str = _read_tweet(cells)
        except _Faulty as fault:
            tweet = str(fault)
        yield line, tweet


def _read_tweet(cells: list[str]) -> Tweet:
    tweet_id, author, inbound, created_at, text, answered_by, answers = cells
    if inbound not in {"True", "False"}:
        raise _Faulty(f"inbound {shown(inbound)} is neither True nor False")
    at = parse_time(created_at)
    if at is None:
        raise _Faulty(f"created_at {shown(created_at)} is not a time like Tue Oct 31 22:10:47 +0000 2017")
    if not author or author.isspace() or len(author) > ID_LIMIT:
        raise _Faulty(f"author_id must have 1 to {ID_LIMIT} characters")
    if len(text) > TEXT_LIMIT:
        raise _Faulty(f"text is {len(text)} characters long; at most {TEXT_LIMIT} are taken")
    if "\0" in text or "\0" in author:
        raise _Faulty("the record holds a NUL character, which cannot be stored")
    number = _read_id(tweet_id, column="tweet_id")
    return Tweet(
        number=number,
        author=author,
        is_inbound=inbound == "True",
        at=at,
        text=text,
        answered_by=_read_links(answered_by, column="response_tweet_id") if answered_by else (),
        answers=_read_links(answers, column="in_response_to_tweet_id") if answers else (),
    )


def _read_id(value: str, *, column: str) -> int:
    if value.isascii() and value.isdigit() and len(value) <= DIGITS_LIMIT:
        return int(value)
    raise _Faulty(f"{column} {shown(value)} is not a number of at most {DIGITS_LIMIT} digits")


def _read_links(value: str, *, column: str) -> tuple[int, ...]:
    parts = (part.strip() for part in value.split(","))
    return tuple(_read_id(part, column=column) for part in parts if part)


def _mentions_of(tweet: Tweet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_HANDLE.findall(tweet.text))) if tweet.is_inbound else ()


def _place_tweets(path: Path, threads: Threads, handles: Mapping[str, str]) -> Iterator[Outcome]:
    for line, tweet in _read_tweets(path):
        if isinstance(tweet, str):
            yield Reject(line, tweet)
            continue
        counted = threads.line_of(tweet.number)
        if counted == ABSENT:
            raise Invalid(N_("The file changed while it was read."))
        if counted == line:
            yield _place_tweet(tweet, line, threads, handles)
        else:
            yield Duplicate(line) if _is_ours(tweet.number, threads, handles) else Other(line)


def _is_ours(number: int, threads: Threads, handles: Mapping[str, str]) -> bool:
    is_inbound, author = threads.first_side_and_author(number)
    return (threads.owner_of(number) if is_inbound else author) in handles


def _place_tweet(tweet: Tweet, line: int, threads: Threads, handles: Mapping[str, str]) -> Outcome:
    if not _is_ours(tweet.number, threads, handles):
        return Other(line)
    owner = threads.owner_of(tweet.number)
    if owner is None or owner not in handles:
        return Reject(line, f"the thread of this tweet belongs to {owner}, not to {tweet.author}")
    addressee = None
    if not tweet.is_inbound:
        leading = _LEADING.match(tweet.text)
        addressee = threads.customer_of(tweet.number, leading=leading[1] if leading else None)
        if addressee is None:
            return Reject(
                line,
                N_(
                    "this reply answers no customer's tweet in the file, and its text begins with no customer of its thread"
                ),
            )
    linked = dict.fromkeys(
        (tweet.number, *tweet.answers, *tweet.answered_by, threads.lowest_in_thread(tweet.number))
    )
    return IncomingMessage(
        account=handles[owner],
        external_id=str(tweet.number),
        direction=Direction.IN if tweet.is_inbound else Direction.OUT,
        author_id=tweet.author,
        text=tweet.text,
        posted_at=tweet.at,
        in_reply_to=str(tweet.answers[0]) if tweet.answers else None,
        # Its own links, so that a later file can add to the thread; the least id, because two of our
        # tweets may hang together only through a record that is not stored.
        thread_keys=tuple(f"m:{number}" for number in linked),
        addressee=addressee,
    )
