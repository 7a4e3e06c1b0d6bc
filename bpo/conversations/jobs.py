"""Messages become conversations here, off the request: what a webhook stored, what a page uploaded.

And what the queue does by itself; what follows from decisions of the client's people, and the mails to them.
A mail's link is signed just before it is handed over, so that it stands in no job and no table.
"""

from datetime import timedelta
from uuid import UUID

from bpo.channels.adapters import Wire
from bpo.channels.events import (
    DeliveryFailed,
    DeliverySucceeded,
    DeliveryUnknown,
    ImportRequested,
    InboundReceived,
)
from bpo.channels.operations.engagement import accounts_that_tell, read_engagement
from bpo.channels.queries import get_delivery
from bpo.channels.rules.capabilities import TELLING_GONE
from bpo.channels.rules.web_links import host_in
from bpo.conversations import letters
from bpo.conversations.events import (
    ApprovalDecided,
    CustomerErased,
    ErasureAsked,
    ExclusionDecided,
    HandoffAnswered,
)
from bpo.conversations.models import Exclusion
from bpo.conversations.operations import attachments, links, moderating, previews, removals
from bpo.conversations.operations.approvals import let_time_run_out
from bpo.conversations.operations.assignment import return_forgotten
from bpo.conversations.operations.deciding import conclude_alone
from bpo.conversations.operations.engagement import FOLLOWED, keep_engagement
from bpo.conversations.operations.erasing import erase_customer, erase_outlived
from bpo.conversations.operations.exclusions import conclude_exclusion
from bpo.conversations.operations.facts import mend_queue
from bpo.conversations.operations.finding import find_excludable
from bpo.conversations.operations.handoffs import pass_answer_on, remind_departments
from bpo.conversations.operations.ledger import write_down
from bpo.conversations.operations.moods import read_new_moods
from bpo.conversations.operations.received import import_upload, take_in_waiting
from bpo.conversations.operations.sending import follow_delivery
from bpo.conversations.operations.sent import take_back_answer, take_in_sent
from bpo.conversations.operations.watch import forget_told, tell_of_dues
from bpo.conversations.operations.workplace import forget_presence
from bpo.conversations.queries.approvals import get_approval
from bpo.conversations.queries.attachments import due_attachments
from bpo.conversations.queries.erasures import find_done_erasure, get_erasure
from bpo.conversations.queries.handoffs import get_alert, get_handoff
from bpo.conversations.queries.moderations import due_moderations
from bpo.conversations.queries.previews import due_previews
from bpo.conversations.rules.approval import ApprovalState, Tier
from bpo.conversations.rules.handoffs import HandoffState
from bpo.core.i18n import speaking
from bpo.core.queue import job, on
from bpo.core.schedule import every
from bpo.core.signed_links import address_id
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.identity import mail
from bpo.identity.queries import get_user
from bpo.tenants.models import Tenant

MODERATION_SWEEP = timedelta(seconds=30)
ATTACHMENT_SWEEP = timedelta(seconds=30)
PREVIEW_SWEEP = timedelta(seconds=30)
PREVIEW_SECONDS = 10.0
MENDED_AT_ONCE = 1000
IMPORT = "conversations.jobs.import_file"
ERASE = "conversations.jobs.erase_asked"
ERASE_AGAIN = timedelta(minutes=1)
READ_MOODS = "conversations.jobs.read_moods"
MOOD_BATCHES = 4  # then others may have the worker
LOOK = "conversations.jobs.look_at_posts"
LOOK_FOR_GONE = "conversations.jobs.look_for_gone"


@job("delivery", units="own")
def moderate(open_unit: OpenUnit, tenant_id: str, moderation_id: str) -> None:
    """Hide, show again or delete one message on its network."""
    settings = mail.in_use()
    moderating.moderate(
        open_unit,
        UUID(tenant_id),
        UUID(moderation_id),
        wire=Wire(settings.private_hosts),
        key=settings.secret_key,
    )


@every(MODERATION_SWEEP, queue_name="delivery")
def sweep_moderations(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for acts whose worker died, that the network put off, or whose account works again."""
    for row in due_moderations(uow, UUID(tenant_id)):
        moderating.leave_moderation(uow, row)


@job("reading", units="own")
def fetch_attachment(open_unit: OpenUnit, tenant_id: str, attachment_id: str) -> None:
    """Fetch one picture of a message."""
    settings = mail.in_use()
    attachments.fetch_attachment(
        open_unit,
        UUID(tenant_id),
        UUID(attachment_id),
        wire=Wire(settings.private_hosts),
        key=settings.secret_key,
    )


@every(ATTACHMENT_SWEEP, queue_name="reading")
def sweep_attachments(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for pictures whose worker died, that were put off, or whose account works again."""
    for row in due_attachments(uow, UUID(tenant_id)):
        attachments.leave_fetching(uow, row)


@job("background", units="own")
def fetch_preview(open_unit: OpenUnit, tenant_id: str, preview_id: str) -> None:
    """Look behind one link of a message: never at a private host, nor at ourselves.

    Not where accounts are read: whoever writes a message chooses the server, and a slow one would delay other messages.
    """
    wire, own = Wire(seconds=PREVIEW_SECONDS, plain=True), host_in(mail.in_use().public_url)
    previews.fetch_preview(open_unit, UUID(tenant_id), UUID(preview_id), wire=wire, shut={own})


@every(PREVIEW_SWEEP, queue_name="background")
def sweep_previews(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for links whose worker died, or that were put off."""
    for row in due_previews(uow, UUID(tenant_id)):
        previews.leave_looking(uow, row)


@on(InboundReceived, queue="intake")
def take_in_received(uow: UnitOfWork, tenant_id: str) -> None:
    """Take in what waits, a batch a unit; what is left is another job."""
    if take_in_waiting(uow, UUID(tenant_id)):
        uow.emit(InboundReceived(UUID(tenant_id)))


@every(timedelta(hours=1), queue_name="slow")
def look_for_excludable(uow: UnitOfWork, tenant_id: str) -> None:
    """Note what the evidence says could be left out of measurement, for the vendor to look at."""
    find_excludable(uow, uow.session.get_one(Tenant, UUID(tenant_id)))


@on(ExclusionDecided, queue="intake")
def follow_exclusion(uow: UnitOfWork, tenant_id: str, exclusion_id: str) -> None:
    """The client decided what is left out: clocks are computed with it, and who signs reports is told."""
    tenant = uow.session.get_one(Tenant, UUID(tenant_id))
    conclude_exclusion(uow, tenant, uow.session.get_one(Exclusion, (tenant.id, UUID(exclusion_id))))


@on(DeliverySucceeded, queue="intake")
def take_in_reply(uow: UnitOfWork, tenant_id: str, delivery_id: str) -> None:
    """A reply was sent: it becomes a message, its draft says so, what it promised and gave begins."""
    take_in_sent(uow, get_delivery(uow, UUID(delivery_id)))
    follow_delivery(uow, UUID(tenant_id), UUID(delivery_id))


@on(ImportRequested, queue="slow")
def begin_import_file(uow: UnitOfWork, tenant_id: str, run_id: str) -> None:
    """A listener has one unit, and an import needs many: leave it to a job of its own."""
    uow.defer(IMPORT, tenant_id=UUID(tenant_id), payload={"tenant_id": tenant_id, "run_id": run_id})


@job("slow", units="own")
def import_file(open_unit: OpenUnit, tenant_id: str, run_id: str) -> None:
    """Import an uploaded file."""
    import_upload(open_unit, UUID(tenant_id), UUID(run_id))


@every(timedelta(hours=1), queue_name="slow", units="own")
def mend_queues(open_unit: OpenUnit, tenant_id: str) -> None:
    """See that the queue holds what waits: at once after an update, and then once an hour."""
    more = True
    while more:
        with open_unit() as uow:
            more = mend_queue(uow, UUID(tenant_id), limit=MENDED_AT_ONCE)


@every(timedelta(minutes=1), queue_name="slow", units="own")
def read_moods(open_unit: OpenUnit, tenant_id: str) -> None:
    """Read how new customers' messages sound; where many wait, some now and the others by a job after it."""
    if read_new_moods(open_unit, UUID(tenant_id), batches=MOOD_BATCHES):
        with open_unit() as uow:
            uow.defer(READ_MOODS, tenant_id=UUID(tenant_id), payload={"tenant_id": tenant_id})


@every(timedelta(hours=1), queue_name="reading")
def begin_looking(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for the accounts whose network tells how the brand's posts are taken up."""
    for account_id in accounts_that_tell(uow, UUID(tenant_id)):
        payload = {"tenant_id": tenant_id, "account_id": str(account_id)}
        uow.defer(LOOK, tenant_id=UUID(tenant_id), payload=payload)


@job("reading", units="own")
def look_at_posts(open_unit: OpenUnit, tenant_id: str, account_id: str) -> None:
    """Ask one network how the brand's recent posts were taken up; what cannot be asked is asked in an hour."""
    settings = mail.in_use()
    seen = read_engagement(
        open_unit,
        UUID(tenant_id),
        UUID(account_id),
        private_hosts=settings.private_hosts,
        key=settings.secret_key,
        within=FOLLOWED,
    )
    if seen:
        with open_unit() as uow:
            keep_engagement(uow, UUID(tenant_id), [(UUID(account_id), *one) for one in seen])


@every(timedelta(hours=1), queue_name="reading")
def begin_looking_for_gone(uow: UnitOfWork, tenant_id: str) -> None:
    """Leave work for the accounts whose network tells of deleted messages only where it is asked."""
    for account_id in accounts_that_tell(uow, UUID(tenant_id), among=TELLING_GONE):
        payload = {"tenant_id": tenant_id, "account_id": str(account_id)}
        uow.defer(LOOK_FOR_GONE, tenant_id=UUID(tenant_id), payload=payload)


@job("reading", units="own")
def look_for_gone(open_unit: OpenUnit, tenant_id: str, account_id: str) -> None:
    """Ask one network whether what was said of late still stands there."""
    settings = mail.in_use()
    removals.look_for_gone(
        open_unit,
        UUID(tenant_id),
        UUID(account_id),
        wire=Wire(settings.private_hosts),
        key=settings.secret_key,
    )


@every(timedelta(seconds=30), queue_name="intake")
def return_claims(uow: UnitOfWork, tenant_id: str) -> None:
    """Return to the queue what was claimed and forgotten, and bring back what was put off until now."""
    return_forgotten(uow, UUID(tenant_id))


@every(timedelta(minutes=1), queue_name="intake")
def warn_of_dues(uow: UnitOfWork, tenant_id: str) -> None:
    """Warn people before an answer is late, and tell of what has become late."""
    tell_of_dues(uow, UUID(tenant_id))
    forget_told(uow, UUID(tenant_id))


@on(ApprovalDecided, queue="delivery")
def conclude_approval(uow: UnitOfWork, tenant_id: str, approval_id: str) -> None:
    """The client has decided on a reply: it goes out, or back to its author."""
    conclude_alone(uow, get_approval(uow, UUID(tenant_id), UUID(approval_id)))


@on(HandoffAnswered, queue="intake")
def tell_asker(uow: UnitOfWork, tenant_id: str, handoff_id: str) -> None:
    """A department has answered: whoever asked goes on with it."""
    pass_answer_on(uow, get_handoff(uow, UUID(tenant_id), UUID(handoff_id)))


@every(timedelta(minutes=1), queue_name="slow")
def follow_up(uow: UnitOfWork, tenant_id: str) -> None:
    """Remind departments, and pass on to deputies what nobody approved in time."""
    let_time_run_out(uow, UUID(tenant_id))
    remind_departments(uow, UUID(tenant_id))


@job("delivery", units="own")
def send_handoff_mail(open_unit: OpenUnit, handoff_id: str, about: str) -> None:
    """Write to a department's contact; nothing where it has been answered or withdrawn meanwhile."""
    settings = mail.in_use()
    with open_unit() as uow:
        (tenant_id,) = uow.actor.tenant_ids
        row = get_handoff(uow, tenant_id, UUID(handoff_id))
        to = links.contact_of(uow, tenant_id, row.contact)
        brand = uow.session.get_one(Tenant, tenant_id).name
        if row.state != HandoffState.WAITING:
            return
        address = links.link_of(
            links.HANDOFF,
            tenant_id=tenant_id,
            row_id=row.id,
            recipient=address_id(row.contact, key=settings.secret_key),
            now=uow.now,
            key=settings.secret_key,
            public_url=settings.public_url,
        )
    with speaking(to.locale, to.time_zone):
        subject, text = letters.question(
            about, brand=brand, department=row.department, due_at=row.due_at, address=address
        )
    mail.send(settings, to=to.email, subject=subject, text=text)


@job("delivery", units="own")
def send_approval_mail(open_unit: OpenUnit, approval_id: str, user_id: str) -> None:
    """Write to one of the client's approvers; nothing where it has been decided meanwhile."""
    settings = mail.in_use()
    with open_unit() as uow:
        (tenant_id,) = uow.actor.tenant_ids
        row = get_approval(uow, tenant_id, UUID(approval_id))
        user = get_user(uow, UUID(user_id))
        brand = uow.session.get_one(Tenant, tenant_id).name
        if row.state != ApprovalState.WAITING or row.tier != Tier.CLIENT or user.disabled_at is not None:
            return
        address = links.link_of(
            links.APPROVAL,
            tenant_id=tenant_id,
            row_id=row.id,
            recipient=user.id,
            now=uow.now,
            key=settings.secret_key,
            public_url=settings.public_url,
        )
    with speaking(user.locale, user.time_zone):
        subject, text = letters.approval(brand=brand, due_at=row.due_at, address=address)
    mail.send(settings, to=user.email, subject=subject, text=text)


@job("delivery", units="own")
def send_alert_mail(open_unit: OpenUnit, alert_id: str) -> None:
    """Write to a department's contact at once."""
    settings = mail.in_use()
    with open_unit() as uow:
        (tenant_id,) = uow.actor.tenant_ids
        row = get_alert(uow, tenant_id, UUID(alert_id))
        to = links.contact_of(uow, tenant_id, row.contact)
        brand = uow.session.get_one(Tenant, tenant_id).name
        address = links.link_of(
            links.ALERT,
            tenant_id=tenant_id,
            row_id=row.id,
            recipient=address_id(row.contact, key=settings.secret_key),
            now=uow.now,
            key=settings.secret_key,
            public_url=settings.public_url,
        )
    with speaking(to.locale, to.time_zone):
        subject, text = letters.alert(brand=brand, department=row.department, address=address)
    mail.send(settings, to=to.email, subject=subject, text=text)


@on(DeliveryFailed, queue="intake")
def follow_failed(uow: UnitOfWork, tenant_id: str, delivery_id: str) -> None:
    """A reply was given up, or did not arrive after all: its draft says so, and what it answered waits."""
    take_back_answer(uow, get_delivery(uow, UUID(delivery_id)))
    follow_delivery(uow, UUID(tenant_id), UUID(delivery_id))


@on(DeliveryUnknown, queue="intake")
def follow_unknown(uow: UnitOfWork, tenant_id: str, delivery_id: str) -> None:
    """Nobody but a person can tell whether a reply arrived: its draft says so."""
    follow_delivery(uow, UUID(tenant_id), UUID(delivery_id))


@every(timedelta(hours=1), queue_name="slow")
def forget_who_was_here(uow: UnitOfWork, tenant_id: str) -> None:
    """Forget who had which conversation open long ago."""
    forget_presence(uow, UUID(tenant_id))


@on(ErasureAsked, queue="slow")
def erase_asked(uow: UnitOfWork, tenant_id: str, erasure_id: str) -> None:
    """Erase a customer; while a reply to them is on its way, a minute later."""
    if not erase_customer(uow, get_erasure(uow, UUID(tenant_id), UUID(erasure_id))):
        payload = {"tenant_id": tenant_id, "erasure_id": erasure_id}
        uow.defer(ERASE, tenant_id=UUID(tenant_id), payload=payload, run_after=uow.now + ERASE_AGAIN)


@on(CustomerErased, queue="slow")
def write_down_erased(uow: UnitOfWork, tenant_id: str, customer_id: str) -> None:
    """Keep the list of whom we have erased beside the database too: a backup that is restored knows less."""
    erasure = find_done_erasure(uow, UUID(tenant_id), UUID(customer_id))
    if erasure is not None:
        write_down(mail.in_use().home, erasure)


@every(timedelta(days=1), queue_name="slow", units="own")
def erase_old(open_unit: OpenUnit, tenant_id: str) -> None:
    """Erase texts that the brand no longer keeps, a batch a unit."""
    more = True
    while more:
        with open_unit() as uow:
            more = erase_outlived(uow, UUID(tenant_id))
