"""Who must approve a reply before it goes out, and why; who may; and where it goes when nobody does.

Three tiers, each above the one before: a colleague (any other of the vendor's who may approve), a
supervisor, the client. The gravest reason decides the tier. A tier's time runs out once: then the reply
goes on to the deputy that the brand named, and stays there. Nobody approves their own, as whoever they act.

What a text says is found by `bpo.language`; this decides what follows from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from bpo.core.errors import Conflict, Fault, Forbidden, Invalid
from bpo.core.i18n import N_

LONGEST_NOTE = 2000
TRAINEE = "trainee"


class Tier(StrEnum):
    COLLEAGUE = "colleague"
    SUPERVISOR = "supervisor"
    CLIENT = "client"


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    PASSED_ON = "passed_on"  # somebody asked the next tier instead of deciding
    EXPIRED = "expired"  # nobody decided in time, and the deputy was asked
    CANCELLED = "cancelled"  # the author took it back, or the question went away


class Code(StrEnum):
    CHECK = "check"  # a rule of the guide asks for another pair of eyes
    NEW_AGENT = "new_agent"
    REACH = "reach"
    COMPENSATION = "compensation"  # above what the agent may give
    BLOCKED = "blocked"  # only the client may exempt this one reply
    ASKED = "asked"  # somebody chose to ask


ORDER = tuple(Tier)
USUAL_TIER = {
    Code.CHECK: Tier.COLLEAGUE,
    Code.NEW_AGENT: Tier.COLLEAGUE,
    Code.REACH: Tier.SUPERVISOR,
    Code.COMPENSATION: Tier.SUPERVISOR,
    Code.BLOCKED: Tier.CLIENT,
    Code.ASKED: Tier.COLLEAGUE,
}
# An admin reads no conversations: whoever named one as deputy gets a supervisor.
DEPUTIES = {
    "team_leader": Tier.COLLEAGUE,
    "supervisor": Tier.SUPERVISOR,
    "admin": Tier.SUPERVISOR,
    "client_approver": Tier.CLIENT,
}


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """What the brand agreed to. `new_agents` is a share; the client decides for the reasons in `client_for`."""

    new_agents: float = 1.0
    reach_over: int | None = None
    timeout: timedelta | None = None
    deputy: Tier | None = None
    client_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for asking another person."""

    code: Code
    values: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the approval."""
        return {"code": self.code.value, "values": dict(self.values)}


@dataclass(frozen=True, slots=True)
class Needed:
    """That another person must approve: of which tier, and why."""

    tier: Tier
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who would decide: on whose side they are and what they may do at this brand."""

    user_id: UUID | None
    is_client: bool
    may_approve: bool
    may_approve_risky: bool


def policy_of(section: Mapping[str, Any] | None) -> ApprovalPolicy:
    """The brand's section `approval`; without one every new agent's reply is approved."""
    content = section or {}
    timeout, deputy = content.get("timeout"), content.get("deputy")
    return ApprovalPolicy(
        new_agents=float(content.get("new_agents", 1.0)),
        reach_over=content.get("reach_over"),
        timeout=timedelta(seconds=timeout) if timeout else None,
        deputy=DEPUTIES[deputy] if deputy else None,
        client_for=frozenset(content.get("client_for", ())),
    )


def approval_needed(
    policy: ApprovalPolicy,
    *,
    draft_id: UUID,
    approve_rules: Sequence[str] = (),
    blocked_rules: Sequence[str] = (),
    level: str | None = None,
    reach: int | None = None,
    over_limit: bool = False,
    asked: Tier | None = None,
) -> Needed | None:
    """Whether another person must approve, and why.

    `approve_rules` and `blocked_rules` are the rules of the findings that ask for approval, and of those
    that only the client may exempt from; `asked` is the tier that somebody chose to ask.
    """
    reasons = []
    if blocked_rules:
        reasons.append(Why(Code.BLOCKED, {"rules": sorted(set(blocked_rules))}))
    if policy.reach_over is not None and reach is not None and reach > policy.reach_over:
        reasons.append(Why(Code.REACH, {"reach": reach, "over": policy.reach_over}))
    if over_limit:
        reasons.append(Why(Code.COMPENSATION))
    if approve_rules:
        reasons.append(Why(Code.CHECK, {"rules": sorted(set(approve_rules))}))
    if level == TRAINEE and is_in_share(draft_id, policy.new_agents):
        reasons.append(Why(Code.NEW_AGENT))
    if asked is not None:
        reasons.append(Why(Code.ASKED, {"tier": asked.value}))
    if not reasons:
        return None
    tiers = [_tier(why, policy) for why in reasons] + ([asked] if asked else [])
    return Needed(max(tiers, key=ORDER.index), tuple(reasons))


def _tier(why: Why, policy: ApprovalPolicy) -> Tier:
    return Tier.CLIENT if why.code.value in policy.client_for else USUAL_TIER[why.code]


def is_in_share(draft_id: UUID, share: float) -> bool:
    """Whether this draft is one of the share: always the same answer for the same draft."""
    place = int.from_bytes(sha256(draft_id.bytes).digest()[:8], "big") / 2**64
    return place < share


def deputy_of(tier: Tier, policy: ApprovalPolicy) -> Tier | None:
    """Who is asked when this tier's time runs out; None where it stays with the tier."""
    deputy = policy.deputy or Tier.SUPERVISOR
    return None if deputy is tier else deputy


def due_at(submitted_at: datetime, policy: ApprovalPolicy) -> datetime | None:
    """When the tier's time runs out."""
    return submitted_at + policy.timeout if policy.timeout is not None else None


def can_decide(tier: Tier, *, author_id: UUID, approver: Approver) -> bool:
    """Whether somebody is of the tier that is asked, and not the author."""
    if approver.user_id is None or approver.user_id == author_id or not approver.may_approve:
        return False
    if tier is Tier.CLIENT:
        return approver.is_client
    return not approver.is_client and (tier is Tier.COLLEAGUE or approver.may_approve_risky)


def check_can_decide(state: str, tier: Tier, *, author_id: UUID, approver: Approver) -> None:
    """Raise unless this person may decide this now."""
    if state != ApprovalState.WAITING:
        raise Conflict(N_("This has already been decided."))
    if approver.user_id == author_id:
        raise Forbidden(N_("Nobody approves their own reply: a colleague has to."))
    if not can_decide(tier, author_id=author_id, approver=approver):
        raise Forbidden(REFUSALS[tier])


REFUSALS = {
    Tier.COLLEAGUE: N_("You do not approve replies of this brand."),
    Tier.SUPERVISOR: N_("This reply waits for a supervisor."),
    Tier.CLIENT: N_("This reply waits for the client."),
}


def check_can_pass_on(tier: Tier, to: Tier) -> None:
    """Raise unless a reply may be passed from one tier to another: only upward."""
    if ORDER.index(to) <= ORDER.index(tier):
        raise Conflict(N_("A reply is passed on to a higher tier only."))


def check_note(note: str, *, required: bool) -> str:
    """What the approver says to the author."""
    said = note.strip()
    if required and not said:
        fault = Fault("note", N_("Say what to change."))
        raise Invalid(N_("A reply is returned with a reason."), faults=(fault,))
    if len(said) > LONGEST_NOTE:
        raise Invalid(N_("This is too long."), faults=(Fault("note", N_("This is too long.")),))
    return said


def added(before: Iterable[tuple[str, str, str]], after: Iterable[tuple[str, str, str]]) -> list[str]:
    """The rules of findings in an approver's own words that were not in the author's and stop the reply.

    Findings are (rule, severity, text). The approver is the second person for what the author wrote; for
    what they add themselves there is none. What blocks and was there before is exempt by the client alone,
    which is why it counts here only where it is new.
    """
    known = set(before)
    return sorted({one[0] for one in after if one not in known and one[1] in {"approve", "block"}})
