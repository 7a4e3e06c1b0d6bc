"""The floor's streams: what each reader is told and nothing else, counted once, and ended with their right."""

import json
import socket
import threading
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import pytest
from builders import browser, make_person
from conversations.worlds import account_of, make_brand, said, store
from sqlalchemy import select, update

from bpo.cli import board, streams
from bpo.conversations.queries import live as live_counts
from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.handover import hand_over
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, UserSession
from bpo.identity.operations.credentials import token_hash


@pytest.fixture(autouse=True)
def bell(redis_url):
    queue.hang_bell(redis_url)


@pytest.fixture
def kept(db, tmp_path, monkeypatch):
    monkeypatch.setattr(board, "COUNTED_EVERY", 0.0)
    monkeypatch.setattr(streams, "CHECKED_EVERY", 0.0)
    kept = streams.Streams(tmp_path)
    yield kept
    kept.close()


@pytest.fixture
def follow(kept, tmp_path):
    with ExitStack() as opened:
        yield partial(Reader, kept, tmp_path, opened)


class Reader:
    """A page with a stream: what it was told."""

    def __init__(self, kept, home, opened, token, *, last=""):
        self.socket, self.passed = (opened.enter_context(one) for one in socket.socketpair())
        theirs = self.passed
        self.socket.settimeout(0.2)
        given = {"session": token_hash(token).hex(), "within": 15, "last": last, "head": "HEAD\r\n\r\n"}
        assert hand_over(home, theirs, given)
        kept.turn()

    def events(self):
        data = b""
        while True:
            try:
                some = self.socket.recv(65536)
            except TimeoutError:
                break
            if not some:
                break
            data += some
        blocks = [dict(line.split(": ", 1) for line in one.splitlines()) for one in _blocks(data)]
        return [(one["event"], one.get("id", ""), json.loads(one["data"])) for one in blocks]

    def is_over(self):
        try:
            return self.socket.recv(1) == b""
        except TimeoutError:
            return False


def _blocks(data):
    text = data.decode().removeprefix("HEAD\r\n\r\n")
    return [one for one in text.split("\n\n") if one]


def write(tenant, *names, handle="care"):
    now = utcnow()
    store(tenant, *(replace(said(one, 0, author=one, handle=handle), posted_at=now) for one in names))


def waiting(event):
    return {brand: numbers["waiting"] for brand, numbers in event[2]["brands"].items()}


def test_each_reader_is_told_their_brands_alone_and_a_change_once(kept, follow, monkeypatch):
    counted = []
    count = live_counts.count_now
    monkeypatch.setattr(
        board, "count_now", lambda uow, ids, **over: counted.append(list(ids)) or count(uow, ids, **over)
    )
    first, second = make_brand(), make_brand()
    write(first, "anna", "boris")
    write(second, "carol")
    one = follow(make_person("supervisor", first)[1])
    both = follow(make_person("supervisor", first, second)[1])
    assert [waiting(event) for event in one.events()] == [{str(first.id): 2}]
    assert [waiting(event) for event in both.events()] == [{str(first.id): 2, str(second.id): 1}]
    counted.clear()
    write(second, "dora")
    kept.turn()
    assert one.events() == []
    assert [waiting(event) for event in both.events()] == [{str(second.id): 2}]
    assert counted == [[second.id]]
    write(first, "emil")
    kept.turn()
    assert [waiting(event) for event in one.events()] == [{str(first.id): 3}]
    assert counted == [[second.id], [first.id]]  # once, though two watch


def test_a_reader_narrowed_to_accounts_is_told_of_these(kept, follow):
    tenant = make_brand("care", "shop")
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.session.merge(account_of(tenant, "shop")).tags = ["shop"]
    write(tenant, "anna", "boris")
    write(tenant, "carol", handle="shop")
    reader = follow(make_person("team_leader", tenant, tags=("shop",))[1])
    assert [waiting(event) for event in reader.events()] == [{str(tenant.id): 1}]


def test_a_stream_ends_with_its_session_and_with_its_right(kept, follow):
    tenant, other = make_brand(), make_brand()
    (leaver, token), (moved, moved_token) = (make_person("supervisor", tenant, other) for _ in range(2))
    gone, narrower = follow(token), follow(moved_token)
    assert (len(gone.events()), len(narrower.events())) == (1, 1)
    with UnitOfWork(Actor.system()) as uow:
        uow.session.execute(
            update(UserSession).where(UserSession.user_id == leaver.id).values(revoked_at=utcnow())
        )
    with UnitOfWork(Actor.system(tenant.id, other.id)) as uow:
        uow.session.scalars(
            select(Membership).where(Membership.user_id == moved.id, Membership.tenant_id == other.id)
        ).one().revoked_at = utcnow()
    kept.turn()
    assert [name for name, _id, _told in gone.events()] == ["end"]
    assert gone.is_over()
    assert [told["all"] for _name, _id, told in narrower.events()] == [[str(tenant.id)]]


def test_nobody_without_the_right_is_told_anything(kept, follow):
    tenant = make_brand()
    for token in (make_person("agent", tenant)[1], make_person("client_viewer", tenant)[1], "no such token"):
        reader = follow(token)
        assert [name for name, _id, _told in reader.events()] == ["end"]
        assert reader.is_over()


def test_who_comes_again_is_told_only_what_they_missed(kept, follow):
    tenant = make_brand()
    token = make_person("supervisor", tenant)[1]
    first = follow(token)
    ((_name, last, _told),) = first.events()
    first.socket.close()
    kept.turn()
    assert kept.viewers == []
    again = follow(token, last=last)
    assert [name for name, _id, _told in again.events()] in ([], ["beat"])
    again.socket.close()
    write(tenant, "anna")
    later = follow(token, last=last)
    assert [waiting(event) for event in later.events()] == [{str(tenant.id): 1}]


def test_the_web_keeps_nothing_of_a_connection_that_it_passed_on(follow):
    reader = follow(make_person("supervisor", make_brand())[1])
    with pytest.raises(BrokenPipeError):
        reader.passed.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
    reader.passed.shutdown(socket.SHUT_WR)
    reader.passed.close()
    assert [name for name, _id, _told in reader.events()] == ["numbers"]
    assert not reader.is_over()


def test_many_who_come_at_once_are_all_taken(kept, tmp_path):
    given = {"session": token_hash("x").hex(), "head": "HEAD\r\n\r\n"}
    passed = []

    def come():
        for _ in range(40):
            ours, theirs = socket.socketpair()
            with ours, theirs:
                passed.append(hand_over(tmp_path, theirs, given))

    coming = threading.Thread(target=come)
    coming.start()
    while coming.is_alive():
        kept.turn()
    assert passed == [True] * 40


def test_where_no_process_keeps_streams_the_page_is_told_so(app, db):
    tenant = make_brand()
    supervisor = browser(app, make_person("supervisor", tenant)[1])
    assert supervisor.get("/floor/stream").status_code == 204
    page = supervisor.get("/floor/wall").text
    assert tenant.name in page
    assert "/floor/stream?within=15" in page
