"""The week's digest: made once a week and brand, of figures and ids, and told to the client's readers."""

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership, User
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import CLIENT_ROLES, Permission, posts_with
from bpo.monitoring.models import WeekDigest
from bpo.monitoring.queries import digests
from bpo.monitoring.queries.spikes import list_spikes
from bpo.monitoring.queries.watches import list_watches
from bpo.monitoring.rules.weeks import Week, last_week
from bpo.tenants.models import Tenant, TenantState

MOST_SPIKES = 50


def make_due_digest(uow: UnitOfWork, tenant_id: UUID) -> WeekDigest | None:
    """Make the digest of the week that is over, where it is due and not made; tell the client's readers."""
    tenant = uow.session.get_one(Tenant, tenant_id)
    week = last_week(uow.now, ZoneInfo(tenant.time_zone))
    if week is None or tenant.state != TenantState.LIVE or digests.find_digest(uow, tenant_id, week.monday):
        return None
    if not list_watches(uow, [tenant_id], retired=True):
        return None
    return make_digest(uow, tenant, week)


def make_digest(uow: UnitOfWork, tenant: Tenant, week: Week) -> WeekDigest | None:
    """Make the digest of a week; None where it is made already, perhaps at this moment."""
    own_id = new_id()
    row = {
        "tenant_id": tenant.id,
        "id": own_id,
        "week": week.monday,
        "content": content_of(uow, tenant.id, week),
        "made_at": uow.now,
    }
    stored = uow.session.connection().execute(
        insert(WeekDigest).values(row).on_conflict_do_nothing(), execution_options={"preserve_rowcount": True}
    )
    if not stored.rowcount:
        return None
    digest = digests.get_digest(uow, tenant.id, own_id)
    uow.audit("week_digest.made", digest, week=week.monday.isoformat())
    notify(
        uow,
        _readers(uow, tenant.id),
        tenant_id=tenant.id,
        kind=Kind.WEEK_DIGEST,
        message=N_("What was said about %(brand)s in the week from %(week_on)s."),
        values={"brand": tenant.name, "week_on": week.monday.isoformat()},
        path=f"/brands/{tenant.slug}/digests/{digest.id}",
        about=digest.id,
    )
    return digest


def content_of(uow: UnitOfWork, tenant_id: UUID, week: Week) -> dict[str, object]:
    """The figures of a week beside those of the week before; ids, no texts and no names."""
    now, before = (week.since, week.until), (week.before, week.since)
    watches, earlier = (
        digests.count_by_watch(uow, tenant_id, *now),
        digests.count_by_watch(uow, tenant_id, *before),
    )
    shown = [str(one.id) for one in list_watches(uow, [tenant_id])]
    shown += sorted(set(watches) - set(shown))
    return {
        "moods": digests.count_moods(uow, tenant_id, *now),
        "moods_before": digests.count_moods(uow, tenant_id, *before),
        "watches": [
            {
                "watch": one,
                "mentions": watches.get(one, (0, 0))[0],
                "negative": watches.get(one, (0, 0))[1],
                "before": earlier.get(one, (0, 0))[0],
            }
            for one in shown
        ],
        "authors": digests.list_top_authors(uow, tenant_id, *now),
        "posts": digests.list_top_posts(uow, tenant_id, *now),
        "spikes": [
            {
                "spike": str(one.id),
                "watch": str(one.watch_id),
                "measure": one.measure,
                "count": one.count,
                "expected": one.expected,
                "at": one.began_at.isoformat(),
            }
            for one in list_spikes(uow, [tenant_id], since=now[0], until=now[1], limit=MOST_SPIKES)
        ],
        "done": digests.count_done(uow, tenant_id, *now),
    }


def _readers(uow: UnitOfWork, tenant_id: UUID) -> list[UUID]:
    """The client's people who read what is said about their brand."""
    roles = {role.value for role, _profile in posts_with(Permission.MENTION_READ) if role in CLIENT_ROLES}
    return list(
        uow.session.scalars(
            select(Membership.user_id)
            .join(User, User.id == Membership.user_id)
            .where(
                Membership.tenant_id == tenant_id,
                Membership.role.in_(sorted(roles)),
                Membership.revoked_at.is_(None),
                User.disabled_at.is_(None),
            )
            .distinct()
        )
    )
