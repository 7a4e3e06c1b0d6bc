"""Random brands with calendars, levels, messages and acts, taken in for real; and what we know of them."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from builders import make_tenant
from sqlalchemy import select

from bpo.channels.operations import replace_accounts
from bpo.channels.queries import list_accounts
from bpo.channels.rules.incoming import Engagement, IncomingMessage
from bpo.conversations.models import Conversation, ConversationAct, Exclusion, Message, MessageMood
from bpo.conversations.operations.engagement import keep_engagement
from bpo.conversations.operations.excluding import apply_exclusion
from bpo.conversations.operations.facts import rewrite_facts
from bpo.conversations.operations.intake import take_in
from bpo.conversations.operations.mood_marks import mark_moods
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Visibility
from bpo.tenants.operations import replace_calendars, replace_levels, replace_section

ZONES = ("UTC", "Europe/Warsaw", "Europe/Kyiv", "Europe/Moscow", "Asia/Kolkata", "America/St_Johns")
WEEKS = (
    {"mon-fri": ["09:00-13:00", "14:00-18:00"]},
    {"mon-fri": ["22:00-06:00"], "sat": ["22:00-02:00"]},
    {"mon-sun": ["00:00-24:00"]},
    {"mon-thu": ["08:00-12:00", "12:30-16:00", "20:00-01:00"], "sun": ["10:00-11:00"]},
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Around the days on which Warsaw and Kyiv change their clocks.
STARTS = (
    datetime(2026, 3, 20, tzinfo=UTC),
    datetime(2026, 10, 16, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
)
_numbers = count(1)


@dataclass
class Said:
    """One message, and of a customer's first word also what was agreed for it."""

    id: str
    conversation: str
    account: str
    direction: str
    at: datetime
    automatic: bool = False
    visibility: str = "public"
    language: str | None = None
    agent: str | None = None
    text: str = "…"
    engagement: Engagement | None = None
    customer: str | None = None  # of several conversations; else of this one alone

    @property
    def incoming(self):
        customer = self.customer or f"c-{self.conversation}"
        return IncomingMessage(
            account=self.account,
            external_id=self.id,
            direction=Direction(self.direction),
            author_id=customer if self.direction == "in" else "brand",
            text=self.text,
            posted_at=self.at,
            conversation=self.conversation,
            thread_keys=(f"m:{self.id}", f"c:{self.conversation}"),
            addressee=customer if self.direction == "out" else None,
            visibility=Visibility(self.visibility),
            automatic=self.automatic,
            language=self.language,
            agent=self.agent,
            engagement=self.engagement,
        )


@dataclass
class Done:
    """Somebody dismissed what was open, closed, or asked the client about something, or the client decided."""

    conversation: str
    kind: str
    at: datetime
    subject: UUID | None = None


@dataclass
class LeftOut:
    """What the client agreed to leave out: a stretch of all accounts, of one, or of turns; or turns as a whole.

    Turns are named by the message that they begin with.
    """

    time: tuple[datetime, datetime] | None = None
    account: str | None = None
    turns: frozenset[str] | None = None


@dataclass
class World:
    tenant: object
    calendars: dict
    levels: list
    messages: list[Said]
    acts: list[Done] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def actor(self):
        return Actor.system(self.tenant.id)


def spec_of(zone, week, closed=()):
    """A calendar in its normal form."""
    weekly = {day: [] for day in DAYS}
    for key, windows in week.items():
        first, _, last = key.partition("-")
        for day in DAYS[DAYS.index(first) : DAYS.index(last or first) + 1]:
            weekly[day] = windows
    return {
        "time_zone": zone,
        "weekly": weekly,
        "holidays": None,
        "holiday_dates": {},
        "closed": sorted(closed),
    }


def level(name="standard", first=1800, following=1800, resolution=86400, calendar="always", **when):
    return {
        "name": name,
        "when": {key: [value] for key, value in when.items()},
        "first_response": first,
        "next_response": following,
        "resolution": resolution,
        "calendar": calendar,
    }


def make_brand(*, levels=None, calendars=None, accounts=(("x", "one"), ("vk", "two")), contract=None, **over):
    """A brand with what was agreed with it."""
    tenant = make_tenant(**over)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        replace_accounts(
            uow,
            tenant.id,
            [
                {"network": network, "handle": handle, "purpose": "care", "tags": [handle]}
                for network, handle in accounts
            ],
        )
        replace_calendars(uow, tenant, calendars or {})
        replace_levels(uow, tenant, [level()] if levels is None else levels)
        if contract is not None:
            replace_section(uow, tenant, "contract", contract)
    return tenant


def take(tenant, messages, *, batches=1):
    """Take messages in, in so many batches."""
    size = max(1, -(-len(messages) // batches))
    for first in range(0, len(messages), size):
        with UnitOfWork(Actor.system(tenant.id)) as uow:
            take_in(uow, tenant.id, [said.incoming for said in messages[first : first + size]])


def act(tenant, acts):
    """Record acts at any time, as imported history would, and derive the facts again."""
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        rows = uow.session.execute(
            select(
                Message.thread_id,
                Message.conversation_id,
                Message.account_id,
                Message.id,
                Message.external_id,
            ).where(Message.tenant_id == tenant.id)
        ).all()
        by_conversation = {row.external_id.partition("/")[0]: row for row in rows}
        for done in acts:
            row = by_conversation[done.conversation]
            uow.session.add(
                ConversationAct(
                    id=new_id(),
                    tenant_id=tenant.id,
                    account_id=row.account_id,
                    conversation_id=row.conversation_id,
                    message_id=row.id,
                    kind=done.kind,
                    at=done.at,
                    recorded_at=uow.now,
                    reason="spam" if done.kind == "dismissed" else None,
                    subject_id=done.subject,
                )
            )
        uow.session.flush()
        ids = list(uow.session.scalars(select(Conversation.id).where(Conversation.tenant_id == tenant.id)))
        rewrite_facts(uow, tenant.id, ids)


def leave_out(tenant, *left_out):
    """Have exclusions count, as if the client had approved them."""
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        accounts = {one.key: one.id for one in list_accounts(uow, tenant.id)}
        ids = dict(
            uow.session.execute(
                select(Message.external_id, Message.id).where(Message.tenant_id == tenant.id)
            ).all()
        )
        known = uow.session.scalars(select(Exclusion.id).where(Exclusion.tenant_id == tenant.id)).all()
        for number, one in enumerate(left_out, len(known) + 1):
            row = Exclusion(
                tenant_id=tenant.id,
                number=number,
                kind="other",
                account_ids=None if one.account is None else [str(accounts[one.account])],
                turn_ids=None if one.turns is None else [str(ids[name]) for name in sorted(one.turns)],
                starts_at=one.time and one.time[0],
                ends_at=one.time and one.time[1],
                why="",
                evidence=[],
                state="approved",
                made_at=uow.now,
                proposed_at=uow.now,
                decided_at=uow.now,
            )
            uow.session.add(row)
            uow.session.flush()
            apply_exclusion(uow, row)


def some_left_out(rng, start, messages):
    """Up to three exclusions: of everything, of an account, of some turns, of turns as a whole."""
    found = []
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        began = start + timedelta(seconds=rng.randrange(15 * 86_400))
        time = (began, began + timedelta(seconds=rng.choice((60, 1800, 30_000, 200_000))))
        some = frozenset(one.id for one in messages if rng.random() < 0.2)
        found.append(
            rng.choice(
                (
                    LeftOut(time),
                    LeftOut(time, account=rng.choice(("x:one", "vk:two"))),
                    LeftOut(time, turns=some),
                    LeftOut(turns=some),
                )
            )
        )
    return found


def notice(tenant, rng):
    """Most customers' messages were read, and most public replies looked at, once or more often."""
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        rows = uow.session.scalars(
            select(Message).where(Message.tenant_id == tenant.id).order_by(Message.external_id)
        ).all()
        for row in rows:
            if row.direction == "in" and rng.random() < 0.8:
                mood = rng.choice(("negative", "neutral", "positive"))
                uow.session.add(
                    MessageMood(
                        tenant_id=tenant.id,
                        id=row.id,
                        account_id=row.account_id,
                        sentiment=mood,
                        read_at=uow.now,
                    )
                )
        seen = [
            (
                row.account_id,
                row.external_id,
                Engagement(
                    row.posted_at + timedelta(seconds=rng.randrange(-60, 200_000)),
                    *(rng.choice((None, 0, rng.randrange(1000))) for _ in range(4)),
                ),
            )
            for row in rows
            for _ in range(rng.choice((0, 1, 3)))
        ]
        keep_engagement(uow, tenant.id, seen)
        mark_moods(uow, {row.conversation_id for row in rows})


def talk(rng, name, account, start, *, days):
    """A conversation: customers, agents and machines writing in any order."""
    at = start + timedelta(seconds=rng.randrange(days * 86400))
    messages = []
    customer = rng.choice((None, f"of-{name.partition('-')[0]}"))
    language, visibility = rng.choice(("ru", "pl", None)), rng.choice(("public", "private"))
    for number in range(rng.randint(1, 9)):
        kind = rng.choices(("in", "out", "auto"), (5, 4, 1))[0]
        messages.append(
            Said(
                f"{name}/{number}",
                name,
                account,
                "in" if kind == "in" else "out",
                at,
                automatic=kind == "auto",
                visibility=visibility,
                language=language,
                customer=customer,
                agent=rng.choice(("anna@example.com", "piotr@example.com", None)) if kind == "out" else None,
            )
        )
        # Same instants, exact half hours, minutes, days.
        at += timedelta(
            seconds=rng.choice((0, 60, 900, 1800, 1800, rng.randrange(7200), rng.randrange(200_000)))
        )
    acts = []
    for kind in ("dismissed", "closed"):
        if rng.random() < 0.4:
            acts += [
                Done(
                    name, kind, rng.choice(messages).at + timedelta(seconds=rng.choice((0, 30, 5000, 90_000)))
                )
                for _ in range(rng.randint(1, 2))
            ]
    return messages, [*acts, *asking(rng, name, messages)]


def asking(rng, name, messages):
    """The client is asked now and then, and decides soon, late, or not at all."""
    acts = []
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        subject = new_id()
        at = rng.choice(messages).at + timedelta(seconds=rng.choice((0, 60, 900, 1800, 5000)))
        acts.append(Done(name, "client_asked", at, subject))
        if rng.random() < 0.8:
            acts.append(
                Done(
                    name,
                    "client_decided",
                    at + timedelta(seconds=rng.choice((0, 300, 1800, 40_000, 200_000))),
                    subject,
                )
            )
    return acts


def some_calendars(rng, start):
    return {
        name: spec_of(
            rng.choice(ZONES),
            rng.choice(WEEKS),
            {(start + timedelta(days=rng.randrange(14))).date().isoformat()},
        )
        for name in ("office", "night")
    }


def some_levels(rng):
    """None to three levels with conditions, in any order, and mostly one for the rest."""

    def any_level(name, **when):
        targets = [rng.choice((900, 1800, 14_400, None)) for _ in range(3)]
        return level(name, *targets, rng.choice(("always", "office", "night")), **when)

    narrow = [
        any_level("polish", language="pl"),
        any_level("branch", tag="two"),
        any_level("private", visibility="private"),
    ]
    rest = [any_level("standard")] if rng.random() < 0.7 else []
    return rng.sample(narrow, rng.randint(0, 3)) + rest


def make_world(seed):
    """A brand of its own for each seed."""
    rng = random.Random(seed)
    start = rng.choice(STARTS)
    calendars, levels = some_calendars(rng, start), some_levels(rng)
    tenant = make_brand(
        levels=levels,
        calendars=calendars,
        time_zone=rng.choice(ZONES),
        contract={
            "coverage_window": rng.choice((3600, 86_400, 259_200)),
            "recontact_days": rng.choice((1, 2, 7)),
            "targets": [{"figure": "first_response", "attainment": 0.9}],
        },
    )
    messages, acts = [], []
    for number in range(rng.randint(1, 12)):
        said, done = talk(rng, f"w{seed}-{number}", rng.choice(("x:one", "vk:two")), start, days=14)
        messages += said
        acts += done
    rng.shuffle(messages)
    left_out = some_left_out(rng, start, messages)
    early = [one for one in left_out if one.turns is None and rng.random() < 0.5]
    leave_out(tenant, *early)  # before anything is there
    take(tenant, messages, batches=rng.randint(1, 3))
    leave_out(tenant, *(one for one in left_out if one not in early))
    if acts:
        act(tenant, acts)
    notice(tenant, rng)
    return World(tenant, calendars, levels, messages, acts, left_out), start, rng
