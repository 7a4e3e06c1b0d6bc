"""What monitoring does off the request: reading feeds and files, reading mentions again, spikes, digests, erasing."""

from datetime import timedelta
from uuid import UUID

from bpo.channels.adapters import Wire
from bpo.conversations.events import CustomerErased
from bpo.conversations.operations import links
from bpo.conversations.operations.ledger import write_down
from bpo.conversations.queries.erasures import find_author_erasure, find_done_erasure, get_erasure
from bpo.conversations.queries.handoffs import list_departments
from bpo.core.i18n import speaking
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.identity import mail
from bpo.monitoring import letters
from bpo.monitoring.events import AuthorErased, AuthorErasureAsked, MentionFileReceived, WatchChanged
from bpo.monitoring.models import Watch
from bpo.monitoring.operations.digests import make_due_digest
from bpo.monitoring.operations.erasing import erase_author
from bpo.monitoring.operations.imports import LONGEST_IMPORT, give_up_import, import_file
from bpo.monitoring.operations.polling import poll_source
from bpo.monitoring.operations.spikes import end_spikes, judge_fresh
from bpo.monitoring.operations.taking import count_again, read_again
from bpo.monitoring.queries.authors import list_authors_of
from bpo.monitoring.queries.spikes import get_spike
from bpo.monitoring.queries.watches import due_sources, get_mention_import, list_watches
from bpo.tenants.models import Tenant

POLL = "monitoring.jobs.poll"
READ_AGAIN = "monitoring.jobs.read_stored"
IMPORT = "monitoring.jobs.import_mentions"
GIVE_UP = "monitoring.jobs.give_up"


@every(timedelta(minutes=1), queue_name="reading")
def begin_reading_feeds(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for the feeds that are to be asked what is new."""
    for source_id in due_sources(uow, UUID(tenant_id)):
        payload = {"tenant_id": tenant_id, "source_id": str(source_id)}
        uow.defer(POLL, tenant_id=UUID(tenant_id), payload=payload)


@job("reading", units="own")
def poll(open_unit: OpenUnit, tenant_id: str, source_id: str) -> None:
    """Ask one feed what is new."""
    wire = Wire(mail.in_use().private_hosts)
    poll_source(open_unit, UUID(tenant_id), UUID(source_id), wire=wire)


@on(WatchChanged, queue="slow")
def begin_reading_stored(uow: UnitOfWork, tenant_id: str, watch_id: str) -> None:
    """A listener has one unit, and reading everything again needs many: leave it to a job of its own."""
    payload = {"tenant_id": tenant_id, "watch_id": watch_id}
    uow.defer(READ_AGAIN, tenant_id=UUID(tenant_id), payload=payload)


@job("slow", units="own")
def read_stored(open_unit: OpenUnit, tenant_id: str, watch_id: str) -> None:
    """Find the stored mentions of a watch that looks for something else than before."""
    key = (UUID(tenant_id), UUID(watch_id))
    place: UUID | None = None
    with open_unit() as uow:
        version = uow.session.get_one(Watch, key).version
    while True:
        with open_unit() as uow:
            watch = uow.session.get_one(Watch, key)
            if watch.version != version or watch.ready_at is not None:
                return  # changed meanwhile: a later job reads by what it says now
            place = read_again(uow, watch, after=place)
            if place is None:
                count_again(uow, watch)
                return


@on(MentionFileReceived, queue="slow")
def begin_import(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:
    """An import needs units of its own; and somebody to look whether it ended."""
    payload = {"tenant_id": tenant_id, "run_id": run_id}
    uow.defer(IMPORT, tenant_id=UUID(tenant_id), payload=payload)
    uow.defer(GIVE_UP, tenant_id=UUID(tenant_id), payload=payload, run_after=uow.now + LONGEST_IMPORT)


@job("slow", units="own")
def import_mentions(open_unit: OpenUnit, tenant_id: str, run_id: str) -> None:
    """Import a file of mentions."""
    import_file(open_unit, UUID(tenant_id), UUID(run_id))


@job("slow")
def give_up(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:
    """End an import that did not end by itself."""
    give_up_import(uow, get_mention_import(uow, UUID(tenant_id), UUID(run_id)))


@every(timedelta(minutes=1), queue_name="intake")
def watch_spikes(uow: UnitOfWork, tenant_id: str) -> None:
    """Raise what nobody judged yet (a watch that has just been read again), and end what is over."""
    watches = [watch.id for watch in list_watches(uow, [UUID(tenant_id)])]
    if watches:
        judge_fresh(uow, UUID(tenant_id), watches)
    end_spikes(uow, UUID(tenant_id))


@on(AuthorErasureAsked, queue="slow")
def erase_asked(uow: UnitOfWork, tenant_id: str, erasure_id: str) -> None:
    """Erase an author."""
    erase_author(uow, get_erasure(uow, UUID(tenant_id), UUID(erasure_id)))


@on(AuthorErased, queue="slow")
def write_down_erased(uow: UnitOfWork, tenant_id: str, author_id: str) -> None:
    """Keep the list of whom we have erased beside the database too."""
    erasure = find_author_erasure(uow, UUID(tenant_id), UUID(author_id), done=True)
    if erasure is not None:
        write_down(mail.in_use().home, erasure)


@on(CustomerErased, queue="slow")
def write_down_their_authors(uow: UnitOfWork, tenant_id: str, customer_id: str) -> None:
    """A backup from before their posts became conversations knows the authors alone."""
    erasure = find_done_erasure(uow, UUID(tenant_id), UUID(customer_id))
    if erasure is None:
        return
    for author_id in list_authors_of(uow, UUID(tenant_id), UUID(customer_id)):
        write_down(mail.in_use().home, erasure, author_id=author_id)


@job("delivery", units="own")
def send_spike_mail(open_unit: OpenUnit, spike_id: str, contact: str) -> None:
    """Write to the contact of the client's department; nothing where it has none any more."""
    settings = mail.in_use()
    with open_unit() as uow:
        (tenant_id,) = uow.actor.tenant_ids
        spike = get_spike(uow, tenant_id, UUID(spike_id))
        addresses = [one.contact for one in list_departments(uow, tenant_id) if one.kind == contact]
        if not addresses:
            return
        to = links.contact_of(uow, tenant_id, addresses[0])
        tenant = uow.session.get_one(Tenant, tenant_id)
        watch = uow.session.get_one(Watch, (tenant_id, spike.watch_id))
        address = f"{settings.public_url}/brands/{tenant.slug}/spikes/{spike.id}/told"
    with speaking(to.locale, to.time_zone):
        subject, text = letters.spike(
            brand=tenant.name,
            watch=watch.name,
            count=spike.count,
            expected=spike.expected,
            hours=spike.hours,
            address=address,
        )
    mail.send(settings, to=to.email, subject=subject, text=text)


@every(timedelta(minutes=30), queue_name="slow")
def make_digests(uow: UnitOfWork, tenant_id: str) -> None:
    """Make the digest of the week that is over, once."""
    make_due_digest(uow, UUID(tenant_id))
