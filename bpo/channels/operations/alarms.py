"""Telling those who keep a brand's accounts that one is about to stop, lacks something, or has stopped."""

from collections.abc import Mapping

from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.channels.rules.health import Health, alarms_of, still_told
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.tenants.queries import slug_of

STOPPED = N_(
    "The network no longer accepts the token or password of %(account)s. Replies wait until new ones are entered."
)


def raise_alarms(
    uow: UnitOfWork, connection: ChannelConnection, health: Health, *, told: list[str]
) -> list[str]:
    """Tell of what is new among what is wrong; the names of all that people know now."""
    alarms = alarms_of(health, now=uow.now)
    for alarm in alarms:
        if alarm.name not in told:
            _tell(uow, connection, Kind.ACCOUNT_ALARM, alarm.message, alarm.values)
            uow.audit("account.alarm", connection, alarm=alarm.name)
    return still_told(told, alarms, health)


def tell_of_illness(uow: UnitOfWork, connection: ChannelConnection) -> None:
    """The account has just stopped."""
    _tell(uow, connection, Kind.ACCOUNT_ILL, STOPPED, {})


def _tell(
    uow: UnitOfWork, connection: ChannelConnection, kind: Kind, message: str, values: Mapping[str, str]
) -> None:
    account = uow.session.get(ChannelAccount, (connection.tenant_id, connection.id))
    if account is None:
        return
    notify(
        uow,
        list_people_who_may(uow, account.tenant_id, Permission.ACCOUNT_MANAGE, account_id=account.id),
        tenant_id=account.tenant_id,
        kind=kind,
        message=message,
        values={"account": account.key, **values},
        path=f"/brands/{slug_of(uow, account.tenant_id)}/accounts/{account.id}/connection",
    )
