"""Who they are that write about a brand: leaders, critics and advocates, by a rule that can be read.

A leader reaches `LEADER_REACH` people. A critic has written at least `FEWEST` mentions of which three in five
are negative, an advocate as many of which three in five are positive. Somebody may be a leader and a critic.
"""

from collections.abc import Sequence
from enum import StrEnum

LEADER_REACH = 10_000
FEWEST = 3
SHARE = 0.6


class Tier(StrEnum):
    LEADER = "leader"
    CRITIC = "critic"
    ADVOCATE = "advocate"


def tiers_of(*, reach: int | None, mentions: int, negative: int, positive: int) -> Sequence[Tier]:
    """What somebody is, the gravest first."""
    found = []
    if mentions >= FEWEST and negative >= SHARE * mentions:
        found.append(Tier.CRITIC)
    if reach is not None and reach >= LEADER_REACH:
        found.append(Tier.LEADER)
    if mentions >= FEWEST and positive >= SHARE * mentions:
        found.append(Tier.ADVOCATE)
    return found
