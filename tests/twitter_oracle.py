"""The SLA figures of one brand, straight from a Twitter support CSV: an independent calculation.

Written from the public contract and from nothing else. It imports nothing of the product and takes
other ways on purpose: the whole file in memory, a graph walked breadth first, the `statistics`
module. Calendar `always`, one target for first and for next responses.
"""

import csv
import re
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

FAR_PAST = datetime(2008, 1, 1, tzinfo=UTC)
FAR_FUTURE = datetime(2018, 1, 1, tzinfo=UTC)
CUSTOMER, BRAND = "customer", "brand"


@dataclass
class Tweet:
    number: int
    author: str
    side: str
    at: datetime
    text: str
    after: list[int]
    before: list[int]


@dataclass
class Clock:
    """One of the two response clocks: how long each answered turn took, and what is still open."""

    seconds: list[float] = field(default_factory=list)
    open_past_due: int = 0
    open_not_due: int = 0

    def figures(self, target):
        met = sum(taken <= target.total_seconds() for taken in self.seconds)
        return {
            "n": len(self.seconds),
            "met": met,
            "breached": len(self.seconds) - met,
            "open_past_due": self.open_past_due,
            "open_not_due": self.open_not_due,
            "median": median(self.seconds) if self.seconds else None,
        }


def load(path: Path) -> dict[int, Tweet]:
    tweets: dict[int, Tweet] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            try:
                at = datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y")
                number = int(row["tweet_id"])
                side = {"True": CUSTOMER, "False": BRAND}[row["inbound"]]
            except (ValueError, KeyError):
                continue
            links = [
                [int(one) for one in row[column].split(",") if one]
                for column in ("response_tweet_id", "in_response_to_tweet_id")
            ]
            tweet = Tweet(number, row["author_id"], side, at, row["text"], links[0], links[1])
            tweets.setdefault(number, tweet)
    return tweets


def threads_of(tweets: dict[int, Tweet]) -> list[list[Tweet]]:
    """The connected components of the reply graph, absent tweets included as points."""
    edges: dict[int, set[int]] = defaultdict(set)
    for tweet in tweets.values():
        for other in (*tweet.after, *tweet.before):
            edges[tweet.number].add(other)
            edges[other].add(tweet.number)
    unseen = set(tweets) | set(edges)
    threads = []
    while unseen:
        queue, thread = deque([unseen.pop()]), []
        while queue:
            number = queue.popleft()
            if number in tweets:
                thread.append(tweets[number])
            fresh = edges[number] & unseen
            unseen -= fresh
            queue.extend(fresh)
        threads.append(sorted(thread, key=lambda tweet: (tweet.at, tweet.number)))
    return threads


def owner_of(thread: list[Tweet], brands: set[str]) -> str | None:
    counts = Counter(tweet.author for tweet in thread if tweet.side == BRAND)
    if counts:
        return min(counts, key=lambda brand: (-counts[brand], brand))
    named = (handle for tweet in thread for handle in re.findall(r"@([A-Za-z0-9_]+)", tweet.text))
    return next((handle for handle in named if handle in brands), None)


def customer_of(reply: Tweet, thread: dict[int, Tweet]) -> str | None:
    queue, seen = deque(reply.before), set()
    while queue:
        number = queue.popleft()
        above = thread.get(number)
        if above is None or number in seen:
            continue
        if above.side == CUSTOMER:
            return above.author
        seen.add(number)
        queue.extend(above.before)
    leading = re.match(r"\s*@([A-Za-z0-9_]+)", reply.text)
    customers = {tweet.author for tweet in thread.values() if tweet.side == CUSTOMER}
    return leading[1] if leading and leading[1] in customers else None


def conversations(tweets: dict[int, Tweet]) -> dict[str, list[list[Tweet]]]:
    """Each brand's conversations: one customer in one thread, in order of time, then id."""
    brands = {tweet.author for tweet in tweets.values() if tweet.side == BRAND}
    found: dict[str, list[list[Tweet]]] = {brand: [] for brand in brands}
    for thread in threads_of(tweets):
        owner = owner_of(thread, brands)
        if owner is None:
            continue
        by_number = {tweet.number: tweet for tweet in thread}
        by_customer: dict[str, list[Tweet]] = defaultdict(list)
        for tweet in thread:
            if tweet.side == CUSTOMER:
                by_customer[tweet.author].append(tweet)
            elif tweet.author == owner and (customer := customer_of(tweet, by_number)):
                by_customer[customer].append(tweet)
        found[owner].extend(by_customer.values())
    return found


def turns_of(conversation: list[Tweet], as_of: datetime) -> list[tuple[datetime, datetime | None]]:
    """When each turn started and when it was answered, as the world was at `as_of`."""
    turns: list[list[datetime | None]] = []
    for tweet in conversation:
        if tweet.at > as_of:
            break
        waiting = bool(turns) and turns[-1][1] is None
        if tweet.side == CUSTOMER and not waiting:
            turns.append([tweet.at, None])
        elif tweet.side == BRAND and waiting:
            turns[-1][1] = tweet.at
    return [(start, answer) for start, answer in turns]


def count(each_turns, *, as_of, start=FAR_PAST, end=FAR_FUTURE, target=timedelta(minutes=30)):
    """The figures of conversations given as their turns, each a list of (start, answer)."""
    first, later, total = Clock(), Clock(), 0
    for turns in each_turns:
        for place, (began, answered) in enumerate(turns):
            if not start <= began < end:
                continue
            total += 1
            clock = later if place else first
            if answered:
                clock.seconds.append((answered - began).total_seconds())
            elif as_of > began + target:
                clock.open_past_due += 1
            else:
                clock.open_not_due += 1
    return {
        "total": total,
        "first_response": first.figures(target),
        "next_response": later.figures(target),
    }


def figures_by_brand(path: Path, *, as_of: datetime, **period):
    """For each brand of the file: total turns, first and next responses."""
    return {
        brand: count([turns_of(one, as_of) for one in those], as_of=as_of, **period)
        for brand, those in conversations(load(path)).items()
    }


def sla_figures(path: Path, handle: str, *, as_of: datetime, **period):
    """The figures of one brand."""
    return figures_by_brand(path, as_of=as_of, **period)[handle]
