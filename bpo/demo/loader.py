"""Making the demo vendor at first start: brands, people, weeks of traffic, through the ordinary ways in.

Brand files are applied, messages taken in and acts recorded by the same operations that serve real
brands. Passwords are random and written once to a file that only the owner of BPO_HOME can read.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import select

from bpo.billing.operations import issue_statement
from bpo.billing.rules.fees import Quantities
from bpo.channels.operations import begin_import, finish_import, renew_webhook_secret, set_owner
from bpo.channels.queries import get_import, list_accounts
from bpo.channels.rules.parsing import parse_message
from bpo.conversations.models import Conversation, ThreadLink
from bpo.conversations.operations.acts import DismissalReason, record_history
from bpo.conversations.operations.imports import import_records
from bpo.conversations.operations.moods import read_new_moods
from bpo.core.actor import Actor, ActorKind
from bpo.core.clock import utcnow
from bpo.core.config import Settings
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network
from bpo.demo.mentions import talk
from bpo.demo.people import DEMO_BRANDS, DEMO_PEOPLE, EN, RU, DemoPerson
from bpo.demo.quality import judge
from bpo.demo.situations import LANGUAGES, brand_file, shelf_of
from bpo.demo.staffing import staff
from bpo.demo.surveys import ask_customers
from bpo.demo.traffic import DemoAct, demo_acts, demo_messages
from bpo.identity.operations.links import accept_invitation, issue_link
from bpo.identity.operations.people import invite_user
from bpo.identity.permissions import Profile, Role
from bpo.identity.queries import find_user_by_email
from bpo.identity.rules import Side
from bpo.knowledge.operations import save_article, save_campaign, save_template
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.operations import apply_brand_file, confirm_item, take_live
from bpo.onboarding.rules import Item
from bpo.reports.operations.months import accept_month, prepare_month, sign_month
from bpo.reports.queries.months import get_latest
from bpo.reports.rules.months import last_month
from bpo.tenants.queries import get_tenant, list_calendars, list_tenant_ids

DEMO_LOGINS = "demo-logins.txt"
DEMO_UNFINISHED = "demo-unfinished"  # stands in BPO_HOME while the demo vendor is being made
MESSAGES_AGO = timedelta(seconds=30)  # nothing lies in the future, whatever a start takes
ACTS_AT_ONCE = 1000
SIGNER = "irena.holm@vendor.example"
NOTES = {
    "ru": "Согласовано с клиентом на встрече.",
    "uk": "Погоджено з клієнтом на зустрічі.",
    "pl": "Uzgodnione z klientem na spotkaniu.",
    "en": "Agreed with the client in a meeting.",
}
ZONES = {"ru": "Asia/Almaty", "uk": "Europe/Kyiv", "pl": "Europe/Warsaw", "en": "Europe/London"}


def wants_demo() -> bool:
    """Whether this installation is still empty."""
    with UnitOfWork(Actor.system()) as uow:
        return not list_tenant_ids(uow)


def is_unfinished(settings: Settings) -> bool:
    """Whether making the demo vendor was broken off: then there are brands, and nobody who can log in."""
    return (settings.home / DEMO_UNFINISHED).exists()


def load_demo(settings: Settings, *, weeks: int = 6, now: datetime | None = None) -> None:
    """Make the demo vendor: four brands, their people, and traffic up to now."""
    unfinished = settings.home / DEMO_UNFINISHED
    unfinished.touch()
    until = (now or utcnow()) - MESSAGES_AGO
    tenants = {slug: _make_brand(slug, until, weeks) for slug in DEMO_BRANDS}
    lines = [_make_person(person, tenants, settings) for person in DEMO_PEOPLE]
    staff(tenants, until)
    for slug, tenant_id in tenants.items():
        _settle(slug, tenant_id, settings)
        _shelve(slug, tenant_id, until)
        ask_customers(slug, tenant_id, language=LANGUAGES[slug], until=until)
        talk(slug, tenant_id, until=until)
    judge(tenants, until)
    _close_months(tenants, until)
    path = settings.home / DEMO_LOGINS
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("\n".join(lines) + "\n")
    unfinished.unlink()


def _make_brand(slug: str, until: datetime, weeks: int) -> UUID:
    tenant_id = new_id()
    actor = Actor.system(tenant_id)

    def open_unit() -> UnitOfWork:
        return UnitOfWork(actor)

    with open_unit() as uow:
        apply_brand_file(uow, parse_brand_file(brand_file(slug).read_bytes(), today=until.date()))
    with open_unit() as uow:
        run = begin_import(
            uow, tenant_id, file_name=f"{slug}-history.jsonl", file_format="jsonl", size=0, body=None
        )
    messages = (parse_message(message) for message in demo_messages(slug, until=until, weeks=weeks))
    counts = import_records(open_unit, tenant_id, messages)
    with open_unit() as uow:
        imported = get_import(uow, run.id)
        imported.read, imported.stored = counts.read, counts.stored
        finish_import(uow, imported)
    acts = demo_acts(slug, until=until, weeks=weeks)
    while batch := list(islice(acts, ACTS_AT_ONCE)):
        with open_unit() as uow:
            record_history(uow, tenant_id, list(_as_recorded(uow, tenant_id, batch)))
    while read_new_moods(open_unit, tenant_id, batches=1):  # before its month is signed
        pass
    return tenant_id


def _settle(slug: str, tenant_id: UUID, settings: Settings) -> None:
    """Confirm what people confirm, and take the brand live through its checklist."""
    language = LANGUAGES[slug]
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        tenant = get_tenant(uow, slug)
        for account in list_accounts(uow, tenant_id):
            set_owner(uow, account, owner=f"marketing@{slug}.example")
            if account.network == Network.GENERIC:
                renew_webhook_secret(uow, account, key=settings.secret_key)
        uow.session.flush()  # the checklist counts what is stored
        for item in (Item.RULES_AND_VOLUMES, Item.SERVICE_LEVELS, Item.GUIDE):
            confirm_item(uow, tenant, item, note=NOTES[language])
        if not list_calendars(uow, tenant_id):
            confirm_item(uow, tenant, Item.CALENDAR, note=NOTES[language])
        take_live(uow, tenant)


def _shelve(slug: str, tenant_id: UUID, until: datetime) -> None:
    """Put templates, articles and campaigns at hand."""
    language = LANGUAGES[slug]
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        for one in shelf_of(slug)["templates"]:
            save_template(uow, tenant_id, None, language=language, **one)
        for one in shelf_of(slug)["articles"]:
            save_article(uow, tenant_id, None, **{"language": language, "url": None, **one})
        for one in shelf_of(slug)["campaigns"]:
            told = {key: value for key, value in one.items() if key not in {"from", "until"}}
            save_campaign(
                uow,
                tenant_id,
                None,
                **{"statement": None, "tags": [], **told},
                starts_at=until - timedelta(days=one["from"]),
                ends_at=until + timedelta(days=one["until"]) if "until" in one else None,
            )


def _close_months(tenants: Mapping[str, UUID], until: datetime) -> None:
    """The last whole month: signed for two brands, accepted and put into money for one; the others come later."""
    for slug, approver in ((EN, "d.ashworth@larkwing.example"), (RU, None)):
        tenant_id = tenants[slug]
        with UnitOfWork(Actor.system(tenant_id), now=until) as uow:
            tenant = get_tenant(uow, slug)
            period = last_month(uow.now, tenant.time_zone)
            prepare_month(uow, tenant, period)
        with UnitOfWork(_acting(SIGNER, tenant_id), now=until) as uow:
            sign_month(uow, tenant, get_latest(uow, tenant_id, period.from_date, for_update=True))
        if approver is not None:
            with UnitOfWork(_acting(approver, tenant_id), now=until) as uow:
                accept_month(uow, tenant, get_latest(uow, tenant_id, period.from_date, for_update=True))
            with UnitOfWork(_acting(SIGNER, tenant_id), now=until) as uow:
                issue_statement(uow, tenant, period.from_date, stated=Quantities())


def _acting(email: str, tenant_id: UUID) -> Actor:
    """One of the demo's people at one brand."""
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        user = find_user_by_email(uow, email)
        assert user is not None
    kind = ActorKind.STAFF if user.side == Side.STAFF.value else ActorKind.CLIENT
    return Actor(kind, user_id=user.id, name=user.name, tenant_ids=frozenset({tenant_id}))


def _as_recorded(
    uow: UnitOfWork, tenant_id: UUID, acts: list[DemoAct]
) -> Iterator[tuple[UUID, str, datetime, DismissalReason | None]]:
    """Acts name conversations as the message file does: by the id of their first message's conversation."""
    names = {f"c:{act['conversation']}" for act in acts}
    found = _conversations(uow, tenant_id, names)
    for act in acts:
        reason = DismissalReason(act["reason"]) if act["reason"] else None
        kind = "dismissed" if act["kind"] == "dismiss" else "closed"
        yield found[f"c:{act['conversation']}"], kind, datetime.fromisoformat(act["at"]), reason


def _conversations(uow: UnitOfWork, tenant_id: UUID, keys: set[str]) -> Mapping[str, UUID]:
    rows = uow.session.execute(
        select(ThreadLink.key, Conversation.id)
        .join(
            Conversation,
            (Conversation.tenant_id == ThreadLink.tenant_id)
            & (Conversation.thread_id == ThreadLink.thread_id),
        )
        .where(ThreadLink.tenant_id == tenant_id, ThreadLink.key.in_(keys))
    )
    return {row.key: row.id for row in rows}


def _make_person(person: DemoPerson, tenants: Mapping[str, UUID], settings: Settings) -> str:
    role = Role(person["role"])
    profile = Profile(person["profile"]) if person["profile"] else None
    brands = () if person["brands"] == "all" else tuple(tenants[slug] for slug in person["brands"])
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    with UnitOfWork(Actor.system(*tenants.values())) as uow:
        user, link = invite_user(
            uow,
            email=person["email"],
            name=person["name"],
            role=role,
            tenant_ids=brands,
            profile=profile,
            locale=person["locale"],
            time_zone=ZONES[person["locale"]],
            by_mail=False,
        )
        token = issue_link(uow, link, public_url=settings.public_url).rpartition("/")[2]
        accept_invitation(
            uow,
            token,
            name=user.name,
            password=password,
            locale=user.locale,
            time_zone=user.time_zone,
        )
    where = "all brands" if not brands else ", ".join(person["brands"])
    return f"{person['email']:40} {password:20} {role.value} ({where})"
