"""What Meta's numbers for errors mean, for whoever writes and whoever reads; and lists of many pages."""

from datetime import timedelta

import pytest
from servers.graph_server import GraphServer, refusal

from bpo.channels.adapters import Connected, Wire
from bpo.channels.adapters import graph as graphs
from bpo.channels.adapters.base import (
    NOT_TAKEN,
    PARENT_GONE,
    STRANGE_ANSWER,
    TOKEN_DEAD,
    TOO_MANY,
    UNREACHABLE,
    Ambiguous,
    AuthExpired,
    NotSent,
    Rejected,
)

Graph, NOT_ALLOWED, NOT_READABLE = graphs.Graph, graphs.NOT_ALLOWED, graphs.NOT_READABLE
WINDOW_SHUT, NOT_THERE, HELD_BACK = graphs.WINDOW_SHUT, graphs.NOT_THERE, graphs.HELD_BACK


@pytest.fixture(scope="module")
def server():
    made = GraphServer()
    made.message("Hello?", by="501", to=made.page)
    yield made
    made.stop()


def graph(server, **over):
    secrets = {"token": server.token, "app_secret": server.app_secret} | over
    place = {"server": f"http://127.0.0.1:{server.port}"}
    return Graph(
        Connected("facebook", f"facebook:{server.page}", place, secrets), Wire(frozenset({"127.0.0.1"}))
    )


def write(server):
    content = {"recipient": {"id": "501"}, "message": {"text": "Hello!", "metadata": "a key"}}
    return graph(server).write("POST", "me/messages", content)


WRITES = [
    ((190,), AuthExpired, TOKEN_DEAD),
    ((190, 401, {}, 463), AuthExpired, TOKEN_DEAD),
    ((102,), AuthExpired, TOKEN_DEAD),
    ((4,), NotSent, TOO_MANY),
    ((17,), NotSent, TOO_MANY),
    ((32, 403), NotSent, TOO_MANY),
    ((341,), NotSent, TOO_MANY),
    ((613,), NotSent, TOO_MANY),
    ((80001,), NotSent, TOO_MANY),
    ((80006,), NotSent, TOO_MANY),
    ((368,), NotSent, HELD_BACK),
    ((10, 400, {}, 2018278), Rejected, WINDOW_SHUT),
    ((10, 400, {}, 2018065), Rejected, WINDOW_SHUT),
    ((10, 403), Rejected, NOT_ALLOWED),
    ((3,), Rejected, NOT_ALLOWED),
    ((200, 403), Rejected, NOT_ALLOWED),
    ((230,), Rejected, NOT_ALLOWED),
    ((299,), Rejected, NOT_ALLOWED),
    ((551,), Rejected, NOT_THERE),
    ((200, 400, {}, 1545041), Rejected, NOT_THERE),
    ((200, 400, {}, 2018108), Rejected, NOT_THERE),
    ((100, 400, {}, 2018001), Rejected, NOT_THERE),
    ((100, 400, {}, 33), Rejected, PARENT_GONE),
    ((100,), Rejected, NOT_TAKEN),
    ((300,), Rejected, NOT_TAKEN),
    ((1, 400, {}, 1357046), Ambiguous, STRANGE_ANSWER),  # Meta: the messages were sent all the same
    ((2, 503), Ambiguous, STRANGE_ANSWER),
    ((506,), Ambiguous, STRANGE_ANSWER),  # the same text stands there: perhaps ours
    ((190, 500), Ambiguous, STRANGE_ANSWER),
]


def meet(server, code, status=400, headers=None, subcode=None):
    more = {"error_subcode": subcode} if subcode else {}
    server.refusals["me/messages"] = server.refusals["me/feed"] = refusal(code, status, headers, **more)


@pytest.mark.parametrize(("answer", "kind", "message"), WRITES, ids=str)
def test_what_a_refused_write_came_to(server, answer, kind, message):
    meet(server, *answer)
    with pytest.raises(kind) as told:
        write(server)
    assert (type(told.value), told.value.message) == (kind, message)


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        ((190,), AuthExpired, TOKEN_DEAD),
        ((4,), NotSent, TOO_MANY),
        ((10,), NotSent, NOT_ALLOWED),
        ((200,), NotSent, NOT_ALLOWED),
        ((100,), NotSent, NOT_READABLE),
        ((100, 400, {}, 33), Rejected, PARENT_GONE),
        ((1,), NotSent, UNREACHABLE),
        ((2, 500), NotSent, UNREACHABLE),
    ],
    ids=str,
)
def test_what_a_refused_question_came_to(server, answer, kind, message):
    meet(server, *answer)
    with pytest.raises(kind) as told:
        graph(server).get("me/feed")
    assert (type(told.value), told.value.message) == (kind, message)


@pytest.mark.parametrize("answer", [(404, {}), (302, {"x": 1}), (403, []), (400, {"error": "a word"})])
def test_what_somebody_between_us_answered_says_nothing_of_what_was_written(server, answer):
    server.refusals["me/messages"] = answer
    with pytest.raises(Ambiguous):
        write(server)
    server.refusals["me/feed"] = answer
    with pytest.raises(NotSent):
        graph(server).get("me/feed")


USAGE = '{"17": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": %s}]}'


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"X-Business-Use-Case-Usage": USAGE % 13}, timedelta(minutes=13)),
        ({"X-Business-Use-Case-Usage": USAGE % 10**9}, timedelta(hours=24)),
        ({"X-Business-Use-Case-Usage": USAGE % 0, "Retry-After": "7"}, timedelta(seconds=7)),
        ({"X-Business-Use-Case-Usage": USAGE % '"soon"', "Retry-After": "7"}, timedelta(seconds=7)),
        ({"X-Business-Use-Case-Usage": "[1]"}, None),
        ({"X-Business-Use-Case-Usage": "{"}, None),
        ({}, None),
    ],
)
def test_how_long_the_whole_account_is_to_wait(server, headers, wait):
    meet(server, 80001, 400, headers)
    with pytest.raises(NotSent) as told:
        write(server)
    assert (told.value.whole_account, told.value.retry_after) == (True, wait)


def test_the_token_stands_in_no_address_and_the_proof_needs_the_apps_secret(server):
    server.asked.clear()
    assert graph(server).get("me")["id"] == server.page
    assert server.asked == [("GET", "me")]
    with pytest.raises(AuthExpired):
        graph(server, app_secret="another").get("me")
    with pytest.raises(AuthExpired):
        graph(server, token="EAA\r\nX: 1").get("me")


def test_a_list_is_read_to_its_end_and_no_further_than_was_asked(server):
    for number in range(7):
        server.comment(f"{number}", by="anna")
    asked = {"filter": "stream", "since": 0, "limit": 2}
    pages = list(graph(server).pages(f"{server.page}_77/comments", most=4, **asked))
    assert [one["message"] for some in pages for one in some] == list("6543210")
    assert [len(some) for some in pages] == [2, 2, 2, 1]
    with pytest.raises(NotSent):
        list(graph(server).pages(f"{server.page}_77/comments", most=3, **asked))


@pytest.mark.parametrize("told", [{"data": {}}, {"data": ["x"]}, {"paging": {}}])
def test_what_is_no_list_is_not_taken_for_the_end_of_one(server, told):
    server.refusals["me/feed"] = (200, told)
    with pytest.raises(NotSent):
        list(graph(server).pages("me/feed", most=1))
