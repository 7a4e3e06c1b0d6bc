"""Random brands: the figures by the facts, from the messages, and by an oracle that shares nothing."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from oracle import Oracle, pauses_for, turns_of
from reports.worlds import make_world, spec_of

from bpo.core.uow import UnitOfWork
from bpo.reports.operations import recompute, sla_report
from bpo.reports.queries.figures import Question
from bpo.reports.queries.rows import STATES, Drill, count_rows, list_rows
from bpo.tenants.rules.period import Period

WORLDS = 150


def oracle_counts(world, *, start, end, as_of, excluding):
    """A few figures from what was said, by the definitions alone; with what the client left out, or as if nothing were."""
    found = {"total": 0, "met": 0, "breached": 0, "open_past_due": 0, "n": 0, "late": 0, "excluded": 0}
    for name in {said.conversation for said in world.messages}:
        said = {
            UUID(int=at): one
            for at, one in enumerate(one for one in world.messages if one.conversation == name)
        }
        moments = [
            SimpleNamespace(
                id=key, external_id=one.id, at=one.at, direction=one.direction, automatic=one.automatic
            )
            for key, one in said.items()
        ]
        acts = [done for done in world.acts if done.conversation == name and done.at <= as_of]
        for at, done in enumerate(done for done in acts if done.subject is None):
            kind = {"reason": "spam"} if done.kind == "dismissed" else {}
            moments.append(SimpleNamespace(id=UUID(int=1000 + at), at=done.at, **kind))
        for turn in turns_of([moment for moment in moments if moment.at <= as_of]):
            asked, decided = (
                [(done.subject, done.at) for done in acts if done.kind == kind]
                for kind in ("client_asked", "client_decided")
            )
            pauses = pauses_for(turn, asked, decided)
            first = said[turn["first_message_id"]]
            left_out = [one for one in world.left_out if excluding and is_about(one, first)]
            pauses += [SimpleNamespace(start=one.time[0], end=one.time[1]) for one in left_out if one.time]
            is_out = any(one.time is None for one in left_out)
            counted = {**turn, "outcome": "excluded"} if is_out else turn
            count_turn(found, world, counted, first, pauses, span=(start, end), as_of=as_of)
    return found


def is_about(left_out, first):
    return left_out.account in {None, first.account} and (
        left_out.turns is None or first.id in left_out.turns
    )


def count_turn(found, world, turn, first, pauses, *, span, as_of):
    level = level_of(world.levels, first)
    target = level and level[turn["kind"]]
    due = None
    if target is not None:
        spec = world.calendars.get(level["calendar"]) or spec_of("UTC", {"mon-sun": ["00:00-24:00"]})
        limit = turn["started_at"] + timedelta(days=40)
        oracle = Oracle(spec, turn["started_at"], limit)
        due = oracle.due(turn["started_at"], timedelta(seconds=target), pauses)
    if due is not None and turn["outcome"] == "open" and due < as_of:
        found["late"] += 1
    if not span[0] <= turn["started_at"] < span[1]:
        return
    found["total"] += 1
    found["excluded"] += turn["outcome"] == "excluded"
    if turn["kind"] != "first_response":
        return
    if turn["outcome"] == "answered":
        found["n"] += 1
        if target is not None:
            found["met" if due is None or turn["stopped_at"] <= due else "breached"] += 1
    elif turn["outcome"] == "open" and due is not None and due < as_of:
        found["open_past_due"] += 1


def level_of(levels, said):
    for level in levels:
        known = {
            "language": said.language,
            "visibility": said.visibility,
            "tag": said.account.partition(":")[2],
        }
        if all(known[key] in values for key, values in level["when"].items()):
            return level
    return None


@pytest.mark.parametrize(
    "part", [*range(3), *(pytest.param(one, marks=pytest.mark.whole) for one in range(3, 10))]
)
def test_three_ways_agree(db, part):
    for seed in range(part, WORLDS, 10):
        world, start, rng = make_world(seed)
        first = start.date() + timedelta(days=rng.randrange(-1, 8))
        last = first + timedelta(days=rng.choice((1, 3, 7, 31)))
        as_of = (
            rng.choice(world.messages).at
            if rng.random() < 0.5
            else start + timedelta(seconds=rng.randrange(40 * 86_400))
        )
        with UnitOfWork(world.actor) as uow:
            asked = {"from_date": first, "to_date": last, "as_of": as_of}
            report = sla_report(uow, world.tenant, **asked)
            assert report == recompute(uow, world.tenant, **asked), seed
            period = Period(first, last, world.tenant.time_zone)
            for figures, excluding in ((report, True), (report["before_exclusions"], False)):
                span = {"start": period.start, "end": period.end, "as_of": as_of}
                check_oracle(figures, oracle_counts(world, **span, excluding=excluding))
            check_rows(
                uow,
                report,
                Question(
                    world.tenant.id,
                    period,
                    as_of,
                    report["response_coverage"]["window"],
                    recontact_days=report["beside"]["first_contact"]["days"],
                ),
            )


def check_oracle(report, found):
    clock = report["first_response"]
    assert report["turns"]["total"] == found["total"]
    assert report["turns"]["excluded"] == found["excluded"]
    assert report["backlog"]["count"] == found["late"]
    assert clock["n"] == found["n"]
    if clock["met"] is None:
        assert (found["met"], found["breached"], found["open_past_due"]) == (0, 0, 0)
    else:
        assert [clock[key] for key in ("met", "breached", "open_past_due")] == [
            found[key] for key in ("met", "breached", "open_past_due")
        ]


def check_rows(uow, report, question):
    """Every figure opens to exactly its rows."""
    for (figure, state, level), expected in figures_with_rows(report).items():
        drill = Drill(figure, state, level)
        rows = list_rows(uow, question, drill, after=None, limit=10_000)
        assert count_rows(uow, question, drill) == len({row.id for row in rows}) == len(rows) == expected, (
            drill
        )


def figures_with_rows(report):
    expected = {("turns", state, None): report["turns"][state] for state in STATES["turns"]}
    coverage = report["response_coverage"]
    expected["response_coverage", "due", None] = coverage["due"]
    expected["response_coverage", "within", None] = round((coverage["value"] or 0) * coverage["due"])
    expected["backlog", "late", None] = report["backlog"]["count"]
    contact, beside = report["beside"]["first_contact"], report["beside"]["coverage_by_sentiment"]
    for state in STATES["first_contact"]:
        expected["first_contact", state, None] = contact[state]
    for mood, found in beside.items():
        expected["coverage_by_sentiment", f"due_{mood}", None] = found["due"]
    for state in STATES["wrote_again"]:
        expected["wrote_again", state, None] = report["beside"]["wrote_again"][state]
    assert sum(found["due"] for found in beside.values()) == coverage["due"]
    moods = report["volumes"]["sentiment"]
    for state in STATES["sentiment"]:
        side, _, mood = state.partition("_")
        expected["sentiment", state, None] = moods[side][mood] if mood else moods[state]
    for level, clocks in ((None, report), *report["by_service_level"].items()):
        for figure in ("first_response", "next_response", "resolution"):
            clock = clocks[figure]
            expected[figure, "measured", level] = clock["n"]
            for state in ("met", "breached", "open_past_due", "open_not_due"):
                expected[figure, state, level] = clock[state] or 0
            expected[figure, "judged", level] = sum(
                clock[s] or 0 for s in ("met", "breached", "open_past_due")
            )
    return expected
