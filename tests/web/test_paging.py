import base64
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.core.errors import Invalid
from bpo.web.paging import decode_cursor, encode_cursor, page_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)), st.uuids(), st.text(max_size=50), st.integers(-(2**60), 2**60))
def test_a_cursor_gives_back_its_key(instant, row_id, name, number):
    key = (instant, row_id, name, number, None)
    assert decode_cursor(encode_cursor(key), datetime, UUID, str, int, str) == key


def pack(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "", "!", "abc", "ы", pack({}), pack([]), pack(["2026-11-20T12:00:00", str(UUID(int=1))]), pack([True, "x"]),
        pack([NOON.isoformat(), "no uuid"]), pack([NOON.isoformat()]), pack([NOON.isoformat(), {}]),
        "A" * 100_000, "W" * 1999,
    ],
)  # fmt: skip
def test_a_cursor_we_did_not_make_is_refused(cursor):
    with pytest.raises(Invalid) as caught:
        decode_cursor(cursor, datetime, UUID)
    assert caught.value.faults[0].place == "cursor"


def test_not_a_number_is_refused():
    with pytest.raises(Invalid):
        decode_cursor(pack([float("nan")]), float)


def test_a_page_knows_whether_more_follows():
    rows = list(range(6))
    page = page_of(rows, size=5, key=lambda row: (row,))
    assert list(page.items) == [0, 1, 2, 3, 4]
    assert decode_cursor(page.next_cursor, int) == (4,)
    assert page_of(rows[:5], size=5, key=lambda row: (row,)).next_cursor is None
    assert page_of([], size=5, key=lambda row: (row,)).next_cursor is None
