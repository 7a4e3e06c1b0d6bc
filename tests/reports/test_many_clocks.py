"""Clocks in numbers: as they are stored, as the ledger replays them, and by an oracle that shares nothing with either.

A brand talks in many conversations, with messages taken in in any order and in batches, while service levels and calendars
are exchanged and deleted in between. `make test` asks for a few hundred conversations, `make whole` for more than
10,000; a case is a conversation under its own calendar, policy, pauses, exclusions and order of messages.
"""

import random
from collections import defaultdict
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from ledger.keeping import seal
from oracle import Oracle, episodes_of, pauses_for, turns_of
from reports.test_worlds import is_about, level_of
from reports.worlds import (
    STARTS,
    ZONES,
    LeftOut,
    World,
    act,
    leave_out,
    make_brand,
    some_calendars,
    some_left_out,
    some_levels,
    spec_of,
    take,
    talk,
)
from sqlalchemy import select

from bpo.conversations.models import Conversation, Episode, Message, Turn, TurnAdjustment
from bpo.conversations.operations.facts import rewrite_facts
from bpo.core.uow import UnitOfWork
from bpo.ledger.queries.streams import read_one_state
from bpo.reports.operations.ledger import replay_report
from bpo.tenants.operations import replace_calendars, replace_levels
from bpo.tenants.rules.period import Period

SERIES, CONVERSATIONS = 40, 260
PART_OF_TEST = 150
ALWAYS = spec_of("UTC", {"mon-sun": ["00:00-24:00"]})
FURTHEST = timedelta(days=150)


def agree(world, rng, start):
    """Exchange what was agreed: other calendars and levels, often fewer, sometimes none."""
    world.calendars = some_calendars(rng, start)
    world.levels = some_levels(rng)
    with UnitOfWork(world.actor) as uow:
        replace_levels(uow, world.tenant, [])  # first, for a level needs its calendar
        replace_calendars(uow, world.tenant, world.calendars)
        replace_levels(uow, world.tenant, world.levels)


def make_busy_world(seed, conversations):
    """A brand with so many conversations; what was agreed when each message came, by the message's id."""
    rng = random.Random(f"many {seed}")
    start = STARTS[seed % len(STARTS)]
    world = World(make_brand(levels=[], time_zone=rng.choice(ZONES)), {}, [], [])
    for number in range(conversations):
        said, done = talk(rng, f"m{seed}-{number}", rng.choice(("x:one", "vk:two")), start, days=14)
        world.messages += said
        world.acts += done
    rng.shuffle(world.messages)
    some_day = start + timedelta(days=rng.randrange(2, 10), seconds=rng.randrange(86_400))
    some_turns = frozenset(one.id for one in world.messages if rng.random() < 0.03)
    world.left_out = [
        *some_left_out(rng, start, world.messages),
        LeftOut((some_day, some_day + timedelta(days=1)), account="x:one"),
        LeftOut(turns=some_turns),
    ]
    early = [one for one in world.left_out if one.turns is None]
    leave_out(world.tenant, *early)
    agreed = {}
    cuts = sorted(rng.sample(range(len(world.messages)), 2))
    for first, last in zip([0, *cuts], [*cuts, len(world.messages)], strict=True):
        agree(world, rng, start)
        some = world.messages[first:last]
        take(world.tenant, some, batches=rng.randint(1, 4))
        agreed |= dict.fromkeys((one.id for one in some), (world.levels, world.calendars))
    leave_out(world.tenant, *(one for one in world.left_out if one not in early))
    act(world.tenant, world.acts)
    agree(
        world, rng, start
    )  # what is agreed later changes nothing past, also not where facts are derived again
    with UnitOfWork(world.actor) as uow:
        of_brand = select(Conversation.id).where(Conversation.tenant_id == world.tenant.id)
        rewrite_facts(uow, world.tenant.id, list(uow.session.scalars(of_brand)))
    return world, agreed, start


def stored_clocks(world):
    """Every turn and episode with its clock, as they stand there; turns also as they count with exclusions."""
    turns, episodes = {}, {}
    with UnitOfWork(world.actor) as uow:
        names = dict(
            uow.session.execute(
                select(Message.id, Message.external_id).where(Message.tenant_id == world.tenant.id)
            ).all()
        )
        changed = {
            one.id: one
            for one in uow.session.scalars(
                select(TurnAdjustment).where(TurnAdjustment.tenant_id == world.tenant.id)
            )
        }
        for turn in uow.session.scalars(select(Turn).where(Turn.tenant_id == world.tenant.id)):
            clock = (turn.due_at, turn.worked_us)
            other = changed.get(turn.id)
            counted = (other.is_out, other.due_at, other.worked_us) if other else (False, *clock)
            if counted[0]:
                counted = (True,)
            turns[names[turn.id]] = (
                turn.kind,
                turn.started_at,
                turn.outcome,
                turn.stopped_at,
                clock,
                counted,
            )
        for one in uow.session.scalars(select(Episode).where(Episode.tenant_id == world.tenant.id)):
            episodes[names[one.id]] = (one.opened_at, one.closed_at, (one.due_at, one.worked_us))
    return turns, episodes


def microseconds(duration):
    return duration // timedelta(microseconds=1)


def clock_of(agreed, said, kind, begun, stopped, pauses):
    """When it is due and what was worked, by what was agreed when the message came."""
    levels, calendars = agreed[said.id] if said else ([], {})
    level = level_of(levels, said) if said else None
    spec = calendars.get(level["calendar"], ALWAYS) if level else ALWAYS
    oracle = Oracle(spec, begun, begun + FURTHEST)
    target = level and level[kind]
    due = None if target is None else oracle.due(begun, timedelta(seconds=target), pauses)
    worked = None if stopped is None else microseconds(oracle.between(begun, stopped, pauses))
    return due, worked


def oracle_clocks(world, agreed):
    """The same by the definitions alone."""
    turns, episodes = {}, {}
    said_in, acts_in = defaultdict(dict), defaultdict(list)
    for at, said in enumerate(world.messages):
        said_in[said.conversation][UUID(int=at)] = said
    for done in world.acts:
        acts_in[done.conversation].append(done)
    for name, said in said_in.items():
        moments = [
            SimpleNamespace(
                id=key, external_id=one.id, at=one.at, direction=one.direction, automatic=one.automatic
            )
            for key, one in said.items()
        ]
        for at, done in enumerate(done for done in acts_in[name] if done.subject is None):
            kind = {"reason": "spam"} if done.kind == "dismissed" else {}
            moments.append(SimpleNamespace(id=UUID(int=10**6 + at), at=done.at, **kind))
        asked, decided = (
            [(done.subject, done.at) for done in acts_in[name] if done.kind == kind]
            for kind in ("client_asked", "client_decided")
        )
        for turn in turns_of(moments):
            first = said[turn["first_message_id"]]
            pauses = pauses_for(turn, asked, decided)
            begun, stopped = turn["started_at"], turn["stopped_at"]
            clock = clock_of(agreed, first, turn["kind"], begun, stopped, pauses)
            about = [one for one in world.left_out if is_about(one, first)]
            counted = (False, *clock)
            if any(one.time is None for one in about):
                counted = (True,)
            elif about:
                out = [
                    SimpleNamespace(start=one.time[0], end=one.time[1])
                    for one in about
                    if stopped is None or one.time[0] < stopped  # a clock that stood already cannot pause
                ]
                counted = (False, *clock_of(agreed, first, turn["kind"], begun, stopped, pauses + out))
            turns[first.id] = (turn["kind"], begun, turn["outcome"], stopped, clock, counted)
        for episode in episodes_of(moments):
            waits = [SimpleNamespace(start=begun, end=ended) for begun, ended in episode["waits"]]
            first = said.get(episode["first_customer_message_id"])
            begun, closed = episode["opened_at"], episode["closed_at"]
            clock = clock_of(agreed, first, "resolution", begun, closed, waits)
            episodes[said[episode["opened_by"]].id] = (begun, closed, clock)
    return turns, episodes


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(one, marks=pytest.mark.whole) for one in range(1, SERIES))]
)
def test_stored_replayed_and_by_definition(db, request, seed):
    conversations = (
        CONVERSATIONS if request.config.option.markexpr == "whole or long_series" else PART_OF_TEST
    )
    world, agreed, start = make_busy_world(seed, conversations)
    turns, episodes = stored_clocks(world)
    by_definition = oracle_clocks(world, agreed)
    for stored, oracle in zip((turns, episodes), by_definition, strict=True):
        assert stored.keys() == oracle.keys()
        for name, clock in oracle.items():
            assert stored[name] == clock, (seed, name)
    seal(world.tenant)
    month = Period(date(start.year, start.month, 1), date(start.year, start.month + 2, 1), "Europe/Kyiv")
    with UnitOfWork(world.actor) as uow:
        read_one_state(uow)
        replayed = replay_report(uow, world.tenant.id, period=month, as_of=start + timedelta(days=30))
    assert replayed.difference is None
    assert replayed.counted.waiting == 0
    assert (replayed.counted.turns, replayed.counted.episodes) == (len(turns), len(episodes))
    assert replayed.counted.conversations == conversations
    # Nothing of this was agreement about nothing.
    changed = [counted for *_, clock, counted in turns.values() if counted != (False, *clock)]
    assert {counted[0] for counted in changed} == {True, False}
    assert {turn[2] for turn in turns.values()} == {"open", "answered", "dismissed"}
    assert len({due for *_, (due, _worked), _counted in turns.values() if due}) > 10
