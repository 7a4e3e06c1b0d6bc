import os
import threading
import time

from bpo.core import ids
from bpo.core.ids import new_id


def test_ids_are_version_seven_of_the_standard_variant():
    before = time.time_ns() // 1_000_000
    made = [new_id() for _ in range(100)]
    after = time.time_ns() // 1_000_000
    assert {(value.version, value.variant) for value in made} == {(7, "specified in RFC 4122")}
    assert all(before <= value.int >> 80 <= after + 1 for value in made)


def test_each_id_is_greater_than_the_one_before_within_a_millisecond_too():
    made = [new_id() for _ in range(5000)]
    assert made == sorted(set(made))


def test_ids_grow_while_the_clock_is_set_back(monkeypatch):
    first = new_id()
    monkeypatch.setattr(ids.time, "time_ns", time.monotonic_ns)
    made = [first, *(new_id() for _ in range(1000))]
    assert made == sorted(set(made))
    assert made[-1].int >> 80 == first.int >> 80


def test_threads_never_make_the_same_id_and_each_sees_them_grow():
    made: list[list] = [[] for _ in range(8)]

    def make(mine):
        mine.extend(new_id() for _ in range(2000))

    threads = [threading.Thread(target=make, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == sorted(mine) for mine in made)
    assert len({value for mine in made for value in mine}) == 16000


def test_a_forked_child_does_not_continue_its_parents_ids(monkeypatch):
    frozen = time.time_ns()
    monkeypatch.setattr(ids.time, "time_ns", lambda: frozen)
    new_id()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"".join(new_id().bytes for _ in range(500)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    children = {said[at : at + 16] for at in range(0, len(said), 16)}
    mine = {new_id().bytes for _ in range(500)}
    assert (len(children), len(mine), children & mine) == (500, 500, set())
