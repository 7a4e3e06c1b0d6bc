from datetime import UTC, datetime, timedelta

import pytest

from bpo.conversations.rules.clocks import Clock, Verdict
from bpo.conversations.rules.story import MOST_STRETCHES, ON_ITS_WAY, STILL_TO_COME, Owned, tell
from bpo.tenants.rules.calendar import Calendar, Window
from bpo.tenants.rules.working_time import Pause, WorkingTime

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ALWAYS = WorkingTime(Calendar.always("UTC"))
LUNCH = WorkingTime(
    Calendar("UTC", ((Window.from_text("08:00-12:30"), Window.from_text("13:30-18:00")),) * 7)
)


def at(minute):
    return None if minute is None else NOON + timedelta(minutes=minute)


def story(
    *, due=30, stopped=None, known=0, now=600, hours=ALWAYS, target=30, replied=True, pauses=(), owned=()
):
    return tell(
        Clock(at(0), at(due), at(stopped), None),
        target=None if target is None else timedelta(minutes=target),
        stopped_by_reply=replied,
        known_at=at(known),
        working_time=hours,
        now=at(now),
        pauses=pauses,
        owned=[Owned(at(start), at(end), reason) for start, end, reason in owned],
    )


def drawn(told):
    return [
        (int((one.end - one.start).total_seconds() // 60), one.kind, one.reason) for one in told.stretches
    ]


@pytest.mark.parametrize(
    ("told", "stretches", "verdict", "late", "left"),
    [
        (story(stopped=10), [(10, "running", None)], Verdict.MET, None, 20),
        (story(stopped=30), [(30, "running", None)], Verdict.MET, None, 0),
        (story(stopped=45), [(30, "running", None), (15, "late", None)], Verdict.BREACHED, 15, None),
        (
            story(stopped=10, known=4),
            [(4, "running", ON_ITS_WAY), (6, "running", None)],
            Verdict.MET,
            None,
            20,
        ),
        (story(stopped=10, known=99), [(10, "running", None)], Verdict.MET, None, 20),
        (
            story(now=20),
            [(20, "running", None), (10, "running", STILL_TO_COME)],
            Verdict.OPEN_NOT_DUE,
            None,
            10,
        ),
        (story(now=50), [(30, "running", None), (20, "late", None)], Verdict.OPEN_PAST_DUE, 20, None),
        (story(stopped=10, replied=False), [(10, "running", None)], Verdict.ENDED, None, 20),
        (story(stopped=10, target=None, due=None), [(10, "running", None)], Verdict.UNMEASURED, None, None),
        (story(stopped=0), [], Verdict.MET, None, 30),
        (
            story(due=120, target=60, stopped=125, hours=LUNCH),
            [(30, "running", None), (60, "closed", None), (30, "running", None), (5, "late", None)],
            Verdict.BREACHED,
            5,
            None,
        ),
        (
            story(stopped=20, pauses=(Pause(at(5), at(9), "approval"),)),
            [(5, "running", None), (4, "paused", "approval"), (11, "running", None)],
            Verdict.MET,
            None,
            10,
        ),
    ],
)
def test_the_timeline_says_what_the_figure_says(told, stretches, verdict, late, left):
    assert drawn(told) == stretches
    assert told.verdict is verdict
    assert told.late == (None if late is None else timedelta(minutes=late))
    assert told.left == (None if left is None else timedelta(minutes=left))
    assert not told.is_cut


def test_stretches_follow_one_another_from_start_to_stop():
    told = story(due=120, stopped=60 * 24 * 9, known=3, hours=LUNCH, now=60 * 24 * 30)
    assert told.stretches[0].start == at(0)
    assert told.stretches[-1].end == at(60 * 24 * 9)
    assert all(one.end == two.start for one, two in zip(told.stretches, told.stretches[1:], strict=False))


def test_a_timeline_of_years_is_cut_and_says_so():
    told = story(now=60 * 24 * 3650, hours=LUNCH)
    assert len(told.stretches) == MOST_STRETCHES
    assert told.is_cut
    assert story(now=60 * 24 * 3650).is_cut


@pytest.mark.parametrize(
    ("told", "stretches"),
    [
        pytest.param(
            story(stopped=40, owned=[(10, 20, "boss")]),
            [(10, "running", None), (10, "running", "boss"), (10, "running", None), (10, "late", None)],
            id="while somebody approves",
        ),
        pytest.param(
            story(stopped=40, owned=[(20, 35, "boss")]),
            [(20, "running", None), (10, "running", "boss"), (5, "late", "boss"), (5, "late", None)],
            id="late, and whose it was",
        ),
        pytest.param(
            story(now=20, owned=[(10, None, "boss")]),
            [(10, "running", None), (10, "running", "boss"), (10, "running", STILL_TO_COME)],
            id="they have it still",
        ),
        pytest.param(
            story(stopped=20, owned=[(5, 15, "boss"), (0, 30, "pr")]),
            [(5, "running", "pr"), (10, "running", "boss"), (5, "running", "pr")],
            id="the first named of two",
        ),
        pytest.param(
            story(due=45, stopped=20, pauses=[Pause(at(5), at(15), "client")], owned=[(0, 30, "pr")]),
            [(5, "running", "pr"), (10, "paused", "client"), (5, "running", "pr")],
            id="a pause is told as a pause",
        ),
        pytest.param(
            story(stopped=20, known=10, owned=[(5, 20, "pr")]),
            [(5, "running", ON_ITS_WAY), (5, "running", "pr"), (10, "running", "pr")],
            id="who has it in hand knows it",
        ),
    ],
)
def test_who_had_the_time_in_hand(told, stretches):
    assert drawn(told) == stretches
