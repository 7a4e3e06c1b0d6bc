"""Which tweets hang together, whose thread it is, and which customer a brand's tweet answers.

Placement depends on the set of records only, never on their order in the file. A tweet that is only
linked to is a point of its thread all the same: two tweets that answer the same absent one are in one
thread. Texts are not kept here, so that a file's size in memory is about its ids and links.

Reading the file is `twitter_csv`.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

ABSENT = 0  # of `line`: a tweet that is only linked to
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Tweet:
    """One record of the file, its cells checked and read."""

    number: int
    author: str
    is_inbound: bool
    at: datetime
    text: str
    answered_by: tuple[int, ...]
    answers: tuple[int, ...]


class Threads:
    """The reply graph: filled by `add`, then asked about one brand's records after `settle`."""

    def __init__(self) -> None:
        self._points: dict[int, int] = {}  # tweet id -> point; the arrays below go by point
        self._ids: list[int] = []
        self._parents = array("i")
        self._lines = array("i")
        self._times = array("q")
        self._authors = array("i")
        self._inbound = bytearray()
        self._above = array("i")  # the point that a brand's tweet answers, -1 where there is none
        self._more_above: dict[int, tuple[int, ...]] = {}  # the rest of them, where there are several
        self._named = array("i")
        self._names: dict[str, int] = {}
        self._mentions: dict[tuple[str, ...], int] = {(): 0}
        self._handles: list[str] = []
        self._ours: set[int] = set()  # roots
        self._owners = array("i")  # by root: a name, NOBODY where the thread is no brand's
        self._customers: set[int] = set()
        self._lowest: dict[int, int] = {}
        self._answered: dict[int, int] = {}

    def add(self, tweet: Tweet, *, line: int, mentions: tuple[str, ...]) -> None:
        """Take a record in; of two with one id the first counts."""
        point = self._point(tweet.number)
        if self._lines[point] != ABSENT:
            return
        self._lines[point] = line
        self._times[point] = int(tweet.at.timestamp())
        self._authors[point] = self._names.setdefault(tweet.author, len(self._names))
        self._inbound[point] = tweet.is_inbound
        for other in tweet.answered_by:
            self._join(point, self._point(other))
        above = [self._point(other) for other in tweet.answers]
        for other_point in above:
            self._join(point, other_point)
        if tweet.is_inbound:
            self._named[point] = self._mentions.setdefault(mentions, len(self._mentions))
        elif above:
            self._above[point] = above[0]
            if above[1:]:
                self._more_above[point] = tuple(above[1:])

    def settle(self, handles: Collection[str]) -> None:
        """Decide whose every thread is, and remember the customers of those that are ours."""
        self._handles = list(self._names)
        self._owners = array("i", [NOBODY]) * len(self._ids)
        self._settle_by_records()
        self._settle_by_mention()
        ours = {self._names[handle] for handle in handles if handle in self._names}
        self._ours = {root for root, name in enumerate(self._owners) if name in ours}
        for point, number in enumerate(self._ids):
            root = self._root(point)
            if root not in self._ours:
                continue
            self._lowest[root] = min(number, self._lowest.get(root, number))
            if self._lines[point] != ABSENT and self._inbound[point]:
                self._customers.add(self._key(root, self._authors[point]))
        self._answered = self._find_answered()

    def line_of(self, number: int) -> int:
        """The line of the record that counts for this id; ABSENT for an id that was never read."""
        point = self._points.get(number)
        return ABSENT if point is None else self._lines[point]

    def first_side_and_author(self, number: int) -> tuple[bool, str]:
        """Whether the record that counts for this id is inbound, and who wrote it."""
        point = self._points[number]
        return bool(self._inbound[point]), self._handles[self._authors[point]]

    def owner_of(self, number: int) -> str | None:
        """The handle of the brand whose thread this tweet is in; None where it is nobody's."""
        owner = self._owners[self._root(self._points[number])]
        return None if owner == NOBODY else self._handles[owner]

    def lowest_in_thread(self, number: int) -> int:
        """The least id in a thread of ours: one name that all its tweets can share."""
        return self._lowest[self._root(self._points[number])]

    def customer_of(self, number: int, *, leading: str | None) -> str | None:
        """The customer whom a brand's tweet answers, directly or through other brand tweets.

        `leading` is the handle that the tweet's text begins with: the last resort.
        """
        point = self._points[number]
        name = self._answered.get(point)
        if name is not None:
            return self._handles[name]
        name = self._names.get(leading) if leading else None
        if name is not None and self._key(self._root(point), name) in self._customers:
            return leading
        return None

    def _find_answered(self) -> dict[int, int]:
        """Whom each brand tweet in our threads answers, found downward from the customers' tweets.

        Going up from each tweet would walk a chain of n tweets n times. Of several tweets answered, the
        nearest customer counts, and of two as near the one named first.
        """
        below: dict[int, list[int]] = defaultdict(list)
        for point, above in enumerate(self._above):
            if above >= 0 and self._root(point) in self._ours:
                for answered in self._answered_at(point):
                    below[answered].append(point)
        found = {point: self._authors[point] for point in below if self._inbound[point]}
        edge = list(found)
        while edge:
            reached: dict[int, int] = {}
            for above in edge:
                for point in below.get(above, ()):
                    if point not in found and point not in reached:
                        nearest = next(one for one in self._answered_at(point) if one in found)
                        reached[point] = found[nearest]
            found |= reached
            edge = list(reached)
        return found

    def _answered_at(self, point: int) -> tuple[int, ...]:
        first = self._above[point]
        return () if first < 0 else (first, *self._more_above.get(point, ()))

    def _point(self, number: int) -> int:
        point = self._points.get(number)
        if point is None:
            point = len(self._ids)
            self._points[number] = point
            self._ids.append(number)
            self._parents.append(point)
            for column in (self._times, self._authors, self._named):
                column.append(0)
            self._lines.append(ABSENT)
            self._above.append(-1)
            self._inbound.append(0)
        return point

    def _root(self, point: int) -> int:
        parents = self._parents
        while parents[point] != point:
            parents[point] = parents[parents[point]]
            point = parents[point]
        return point

    def _join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        # The lower point stays the root; with halving, chains stay short in practice and in the bound.
        if one != other:
            self._parents[max(one, other)] = min(one, other)

    def _key(self, root: int, name: int) -> int:
        """Two numbers in one: a set of tuples would cost three times the memory."""
        return root * len(self._handles) + name

    def _settle_by_records(self) -> None:
        """Each thread to the brand with most records in it; to the first by code point on a tie."""
        contested = set()
        for point, root in self._brand_tweets():
            if self._owners[root] == NOBODY:
                self._owners[root] = self._authors[point]
            elif self._owners[root] != self._authors[point]:
                contested.add(root)
        # Counted only where there is something to count: nearly all threads are one brand's.
        counts: dict[int, Counter[int]] = {root: Counter() for root in contested}
        for point, root in self._brand_tweets():
            if root in counts:
                counts[root][self._authors[point]] += 1
        for root, count in counts.items():
            self._owners[root] = min(count, key=lambda name: (-count[name], self._handles[name]))

    def _settle_by_mention(self) -> None:
        """Each other thread to the first handle named in it that is a brand's somewhere in the file."""
        brands = {self._authors[point] for point, _ in self._brand_tweets()}
        first_brand = [
            next((name for handle in named if (name := self._names.get(handle)) in brands), None)
            for named in self._mentions
        ]
        earliest: dict[int, tuple[int, int, int]] = {}
        for point, named in enumerate(self._named):
            brand = first_brand[named]
            if brand is None:
                continue
            root = self._root(point)
            if self._owners[root] == NOBODY:
                rank = (self._times[point], self._ids[point], brand)
                earliest[root] = min(rank, earliest.get(root, rank))
        for root, (_, _, brand) in earliest.items():
            self._owners[root] = brand

    def _brand_tweets(self) -> Iterator[tuple[int, int]]:
        """Each brand's record and the root of its thread."""
        for point, line in enumerate(self._lines):
            if line != ABSENT and not self._inbound[point]:
                yield point, self._root(point)
