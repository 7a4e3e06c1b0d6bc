"""What is known of an account's access and of its messages, as the connection's page shows it."""

import json
from dataclasses import dataclass
from datetime import datetime

from bpo.channels.adapters.youtube import READING
from bpo.channels.models import ChannelAccount, ChannelConnection, PollCursor
from bpo.channels.rules.health import Health, Quota, alarms_of
from bpo.channels.rules.quotas import Purse
from bpo.core.vocabulary import Network
from bpo.web.sentences import say


@dataclass(frozen=True)
class Shown:
    """As templates need it; `wrong` are sentences."""

    health: Health
    wrong: tuple[str, ...]
    quota: Quota | None


def shown_health(
    connection: ChannelConnection, cursor: PollCursor | None, *, account: ChannelAccount, now: datetime
) -> Shown:
    """Of one account that is connected."""
    health = Health.of(connection.facts)
    quota = health.quota
    if account.network == Network.YOUTUBE and cursor is not None:
        quota = _units_left(cursor, now=now)
    wrong = tuple(
        say(alarm.message, {"account": account.key, **alarm.values}) for alarm in alarms_of(health, now=now)
    )
    return Shown(health, wrong, quota)


def _units_left(cursor: PollCursor, *, now: datetime) -> Quota:
    """Of what reading may spend of YouTube's day."""
    told = json.loads(cursor.cursor).get("units") if cursor.cursor else None
    return Quota(max(int(Purse.of(told, READING, now=now).left), 0), READING.at_once)
