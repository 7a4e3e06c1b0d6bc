"""A list that grows at its top, and now and then below, while it is read in pieces."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.walking import walk_back

START = datetime(2026, 11, 1, tzinfo=UTC)
PER_PAGE, MOST_PAGES = 3, 2


def pages_of(items):
    """How a network shows a list: from the newest down, a cursor where there is more."""

    def read(cursor):
        below = [one for one in sorted(items, reverse=True) if cursor is None or one < from_text(cursor)]
        page = below[:PER_PAGE]
        return page, to_text(page[-1]) if len(below) > PER_PAGE else None

    return read


def to_text(item):
    return f"{item[0].isoformat()}|{item[1]}"


def from_text(cursor):
    at, _, number = cursor.partition("|")
    return datetime.fromisoformat(at), int(number)


def step(items, place, now):
    return walk_back(
        pages_of(items), place, at=lambda one: one[0], since=START, now=now, most_pages=MOST_PAGES
    )


@given(
    st.lists(  # minutes since the last look, and by how many each new entry became visible late
        st.tuples(st.integers(1, 300), st.lists(st.integers(0, 9), max_size=9)), min_size=1, max_size=12
    )
)
def test_everything_is_found_that_is_no_later_than_the_overlap(rounds):
    now, items, found, place = START, [], set(), None
    for minutes, late in [*rounds, (1, [])]:
        now += timedelta(minutes=minutes)
        items += [(now - timedelta(minutes=one), len(items) + number) for number, one in enumerate(late)]
        goes_on = True
        while goes_on:
            walk = step(items, place, now)
            found, place, goes_on = found | set(walk.found), walk.place, walk.goes_on
    assert {one for one in items if one[0] >= START} <= found <= set(items)


def test_a_long_list_is_read_in_pieces_and_what_comes_meanwhile_comes_next():
    now = START + timedelta(days=1)
    items = [(START + timedelta(minutes=one), one) for one in range(20)]
    first = step(items, None, now)
    assert first.goes_on
    items.append((now, 99))
    found, walk = set(first.found), first
    while walk.goes_on:
        walk = step(items, walk.place, now)
        found |= set(walk.found)
    assert found == set(items[:-1])
    assert (now, 99) in step(items, walk.place, now).found


def test_a_fast_clock_hides_nothing():
    now = START + timedelta(days=1)
    items = [(now + timedelta(hours=5), 1)]
    place = step(items, None, now).place
    items.append((now + timedelta(minutes=1), 2))
    walk = step(items, place, now + timedelta(minutes=2))
    assert (now + timedelta(minutes=1), 2) in walk.found
