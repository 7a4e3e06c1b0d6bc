"""The message file: ours, another brand's and broken lines, and that they add up."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bpo.channels.readers.jsonl import read_jsonl
from bpo.channels.rules.incoming import IncomingMessage, Other, Reject
from bpo.core.errors import Invalid

OURS = {"x:pivo_doma"}
PLAIN = {
    "id": "17",
    "account": "x:pivo_doma",
    "direction": "in",
    "author": {"id": "u1"},
    "text": "Где мой заказ?",
    "posted_at": "2026-11-21T09:30:00Z",
}


def read(tmp_path, *lines, newline=b"\n"):
    path = tmp_path / "messages.jsonl"
    path.write_bytes(
        newline.join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    )
    return list(read_jsonl(path, accounts=OURS))


def test_messages_are_read_in_the_order_of_the_file(tmp_path):
    found = read(tmp_path, PLAIN | {"id": 2}, PLAIN | {"id": 1}, newline=b"\r\n")
    assert [message.external_id for message in found] == ["2", "1"]


def test_blank_lines_and_a_mark_at_the_start_are_no_records(tmp_path):
    first = b"\xef\xbb\xbf" + json.dumps(PLAIN).encode()
    found = read(tmp_path, first, b"", b" \t", PLAIN | {"id": 2}, b"")
    assert [message.external_id for message in found] == ["17", "2"]
    assert read(tmp_path) == []


def test_records_of_other_accounts_are_other_whatever_else_is_wrong_with_them(tmp_path):
    found = read(tmp_path, PLAIN | {"account": "x:somebody"}, {"account": "vk:pivo_doma", "bad": 1})
    assert found == [Other(1), Other(2)]


def test_the_account_may_be_written_with_its_at_sign_and_is_compared_with_case(tmp_path):
    ours, other = read(tmp_path, PLAIN | {"account": "x:@pivo_doma"}, PLAIN | {"account": "x:Pivo_Doma"})
    assert ours.account == "x:pivo_doma"
    assert other == Other(2)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "1",', "column 12: Expecting property name"),
        (b"[]", "message: must be an object"),
        (b'{"a": 1, "a": 2}', "record: the key 'a' stands twice"),
        (b'{"a": NaN}', "record: NaN"),
        (b"[" * 100_000, "record: objects and lists are nested too deeply"),
        (b'"\xff"', "byte 2 of line 2 is not UTF-8"),
        (b'"' + b"x" * 1_100_000 + b'"', "the line is longer than 1048576 bytes"),
        (PLAIN | {"account": "nowhere:x"}, "account: must be a known network"),
        (PLAIN | {"text": "\0"}, "text: holds a NUL"),
        (PLAIN | {"text": "\udc00"}, "text: holds half"),
    ],
    ids=range(10),
)
def test_a_broken_line_is_rejected_with_its_number_and_the_rest_is_read(tmp_path, line, reason):
    before, broken, after = read(tmp_path, PLAIN, line, PLAIN | {"id": 3})
    assert isinstance(broken, Reject)
    assert broken.line == 2
    assert broken.reason.startswith(reason)
    assert (before.external_id, after.external_id) == ("17", "3")


def test_all_faults_of_a_record_are_in_its_reason(tmp_path):
    [found] = read(tmp_path, PLAIN | {"id": "", "text": 5})
    assert found.reason == "id: must not be empty; text: must be text"


def test_a_file_that_is_wrong_as_a_whole_is_refused_before_the_first_record(tmp_path):
    path = tmp_path / "messages.jsonl"
    path.write_bytes(b"PK\x03\x04rest")
    with pytest.raises(Invalid, match="zip"):
        read_jsonl(path, accounts=OURS)


lines = st.binary(max_size=40) | st.sampled_from(
    [json.dumps(PLAIN).encode(), b'{"account": "x:other"}', b"{}"]
)


@given(st.lists(lines, max_size=6))
def test_every_record_has_exactly_one_outcome(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    raw = b'{"account": "x:other"}\n' + b"\n".join(content)
    path.write_bytes(raw)
    assume(b"\0" not in raw)  # a binary file, refused as a whole
    found = list(read_jsonl(path, accounts=OURS))
    records = [line for line in raw.split(b"\n") if line.decode(errors="replace").strip()]
    assert len(found) == len(records)
    assert all(isinstance(one, IncomingMessage | Reject | Other) for one in found)
