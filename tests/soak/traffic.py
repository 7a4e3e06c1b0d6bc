"""What customers write, what a bridge brings of it, and what agents answer: all of it from one seed, before it begins.

Every text holds a number of its own, by which it is found again wherever it stands.
"""

import json
import random
import re
from dataclasses import dataclass, field
from datetime import timedelta

from bpo.core.clock import utcnow

NUMBER = re.compile(r"order (\d{6})")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DUPLICATED, REORDERED, BROKEN = 0.05, 0.01, 0.01
MOST_IN_A_BODY = 20


@dataclass
class Said:
    """One message of a customer. `written`: on the network itself, to be read there; else the bridge brings it."""

    network: str
    number: int
    written: bool
    answered: bool = False
    external_id: str | None = None

    @property
    def text(self):
        return f"Where is my order {self.number:06d}?"

    @property
    def reply(self):
        """Without digits, which a check might take for personal data."""
        return f"It is on its way, {' '.join(DIGITS[int(one)] for one in f'{self.number:06d}')}."


@dataclass
class Brought:
    """One body that the bridge brings; a broken one must be refused."""

    network: str
    messages: list = field(default_factory=list)
    broken: str | None = None


@dataclass
class Plan:
    said: list
    bodies: list
    repeated: int
    late: int

    @property
    def broken(self):
        return sum(body.broken is not None for body in self.bodies)


BREAKAGES = ("cut", "no JSON", "no id", "another's account", "bytes", "signature")


def plan(networks, *, events, replies, seed):
    """Who says what: a fifth of the answered ones at least is written on each network but the one that has only a bridge."""
    rng = random.Random(seed)
    said = []
    for place, network in enumerate(networks):
        share = events // len(networks)
        answered = replies // len(networks)
        for turn in range(share):
            number = place * 100_000 + turn
            is_answered = turn < answered
            said.append(
                Said(network, number, written=is_answered and network != "generic", answered=is_answered)
            )
    rng.shuffle(said)
    return _bodies_of(said, rng)


def _bodies_of(said, rng):
    bodies, repeated, late = [], 0, 0
    for network in dict.fromkeys(one.network for one in said):
        mine = [one for one in said if one.network == network and not one.written]
        again = [one for one in mine if rng.random() < DUPLICATED * len(said) / max(1, _brought(said))]
        repeated += len(again)
        told = mine[:]
        for one in again:
            told.insert(rng.randint(told.index(one) + 1, len(told)), one)
        while told:
            size = rng.randint(1, MOST_IN_A_BODY)
            bodies.append(Brought(network, told[:size]))
            del told[:size]
    rng.shuffle(bodies)
    for place in range(len(bodies) - 3):
        if rng.random() < REORDERED * 3:
            bodies[place], bodies[place + 3] = bodies[place + 3], bodies[place]
            late += len(bodies[place + 3].messages)
    for number in range(max(len(BREAKAGES), round(len(bodies) * BROKEN))):
        whole = rng.choice(bodies)
        spoilt = Brought(whole.network, whole.messages, broken=BREAKAGES[number % len(BREAKAGES)])
        bodies.insert(rng.randint(0, bodies.index(whole)), spoilt)
    return Plan(said, bodies, repeated, late)


def _brought(said):
    return sum(not one.written for one in said)


def as_message(one, account):
    """A message as the signed webhook takes it."""
    one.external_id = one.external_id or f"b-{one.number:06d}"
    return {
        "id": one.external_id,
        "account": account,
        "conversation": f"t-{one.number:06d}",
        "direction": "in",
        "author": {"id": f"customer-{one.number % 997}"},
        "text": one.text,
        "posted_at": (utcnow() - timedelta(seconds=1)).isoformat(),
        "in_reply_to": None,
    }


def body_of(brought, account):
    """The bytes that travel."""
    messages = [as_message(one, account) for one in brought.messages]
    if brought.broken == "no id":
        messages[-1].pop("id")
    elif brought.broken == "another's account":
        messages[-1]["account"] = f"{brought.network}:somebody-else"
    body = json.dumps({"messages": messages}).encode()
    if brought.broken == "cut":
        return body[: len(body) * 2 // 3]
    if brought.broken == "no JSON":
        return body.replace(b":", b"=")
    return body.replace(b"Where", b"\xff\xfe") if brought.broken == "bytes" else body
