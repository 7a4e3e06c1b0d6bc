"""What a story plays on: other people's real servers, our site, our workers, and brands with their people."""

import json
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import httpx
from builders import actor_of_person, make_person, make_responder
from servers.mail_server import PASSWORD, MailServer, why_absent
from servers.mastodon_server import DOMAIN, MastodonServer
from sqlalchemy import select
from story.words import BRAND_FILE, WORDS

from bpo.channels.models import ChannelConnection, InboundEvent, PollCursor
from bpo.channels.operations import renew_webhook_secret
from bpo.channels.operations.connections import connect_account
from bpo.channels.queries import list_accounts
from bpo.channels.rules.read_mastodon import bare, text_of
from bpo.channels.rules.signatures import sign
from bpo.conversations.models import Message
from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.outbox import Job
from bpo.core.schedule import PERIODS
from bpo.core.uow import UnitOfWork
from bpo.identity.mail import in_use, use
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.operations import apply_brand_file, brand_unit_actor
from bpo.tenants.queries import get_tenant

NETWORKS = ("mastodon", "email")
LOCAL = frozenset({"127.0.0.1"})
CONNECTED_WITHIN = 120.0
STANDS_WITHIN = 120.0
READ_WITHIN = 240.0
SETTLED_AFTER = 1.0  # a second copy of a reply would come within this
TICK = 0.1
POLLS = "channels.jobs.begin_polls"


@dataclass(frozen=True)
class Servers:
    """Where the brands of the story have their accounts; `mail` is None where Postfix and Dovecot are absent."""

    mastodon: MastodonServer
    mail: MailServer | None


@contextmanager
def start_servers(*, people):
    """Servers of one's own, with so many people on the Mastodon server."""
    with ExitStack() as stack:
        mastodon = stack.enter_context(MastodonServer(spare=people))
        mail = stack.enter_context(MailServer()) if why_absent() is None else None
        yield Servers(mastodon, mail)


@contextmanager
def networks_are_local(settings):
    """The networks' servers of the story are on this machine, which is otherwise no place to send to."""
    before = in_use()
    use(replace(settings, private_hosts=LOCAL))
    yield
    use(before)


class Workers:
    """What `bpo worker` and `bpo relay` do, for the brands of the story alone, until it ends."""

    def __init__(self):
        self.brands = []
        self.reads = False  # whether accounts are also asked what is new, beside what bridges bring
        self._next = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="workers")

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def serve(self, tenant_id):
        self.brands = [*self.brands, tenant_id]

    def failures(self):
        """Work that failed, by its name; a story has none."""
        found = []
        for tenant_id in self.brands:
            with UnitOfWork(Actor.system(tenant_id)) as uow:
                rows = uow.session.scalars(
                    select(Job).where(Job.tenant_id == tenant_id, Job.attempts > 0)
                ).all()
                found += [f"{row.name}: {row.last_error}" for row in rows]
        return found

    def _run(self):
        while not self._stop.is_set():
            worked = False
            for tenant_id in self.brands:
                self._beat(tenant_id)
                for name in queue.QUEUES:
                    worked |= queue.do_one(name, tenant_id)
            if not worked:
                self._stop.wait(TICK)

    def _beat(self, tenant_id):
        """Leave the work that happens by itself, as the relay does."""
        now = time.monotonic()
        for name, period in PERIODS.items():
            if name == POLLS and not self.reads:
                continue
            if self._next.get((tenant_id, name), 0) <= now:
                self._next[tenant_id, name] = now + period.every.total_seconds()
                with UnitOfWork(Actor.system(tenant_id)) as uow:
                    uow.defer(name, tenant_id=tenant_id, payload={"tenant_id": str(tenant_id)})


@dataclass(frozen=True)
class Account:
    """A connected account, and what signs its webhook."""

    id: object
    network: str
    handle: str
    secret: bytes

    @property
    def key(self):
        return f"{self.network}:{self.handle}"


@dataclass(frozen=True)
class Asked:
    """A customer's message that really stands on its network."""

    network: str
    external_id: str
    customer: str  # the network's own name of them
    name: str
    text: str
    visibility: str
    language: str | None
    followers: int
    posted_at: object = field(default_factory=utcnow)

    def as_brought(self, account):
        """The same as a bridge brings it."""
        author = {"id": self._author, "name": self.name, "followers": self.followers}
        return {
            "id": self.external_id,
            "account": account.key,
            "direction": "in",
            "author": author,
            "text": self.text,
            "posted_at": self.posted_at.isoformat(),
            "visibility": self.visibility,
            "language": self.language,
        }

    @property
    def _author(self):
        return f"{self.customer}@{DOMAIN}" if self.network == "mastodon" else self.customer


class World:
    """A brand of one language on its servers: agreed by its file, connected, with everybody hired."""

    def __init__(self, language, *, url, servers, workers, settings, more=()):
        """`more`: further accounts (network, handle), which nobody has connected yet."""
        self.language, self.url, self.servers, self.settings = language, url, servers, settings
        self.words = WORDS[language]
        self.more = more
        self.mark = new_id().hex[-8:]
        self.slug = f"story-{language}-{self.mark}"
        self._customers = 0
        self._name = servers.mastodon.another_brand()
        self._address = f"care-{self.mark}@brand.test"
        self.tenant_id = self._agree()
        self._hire()
        workers.serve(self.tenant_id)
        self.accounts = self._connect()

    def unit(self):
        return UnitOfWork(Actor.system(self.tenant_id))

    # --- the brand and its people ---------------------------------------------------------------------------

    def _agree(self):
        text = BRAND_FILE.format(
            slug=self.slug,
            name=self.words.brand,
            language=self.language,
            time_zone=self.words.time_zone,
            mastodon=self.servers.mastodon.full_name(self._name),
            email=self._address,
            generic=f"chat-{self.mark}",
            more="".join(
                f'  - {{network: {network}, handle: "{handle}"}}\n' for network, handle in self.more
            ),
            elections=self.words.elections,
        )
        with UnitOfWork(Actor.system()) as uow:
            opened = brand_unit_actor(uow, self.slug)
        with UnitOfWork(opened.actor) as uow:
            apply_brand_file(uow, parse_brand_file(text, today=uow.now.date()))
        return opened.tenant_id

    def _hire(self):
        with self.unit() as uow:
            self.tenant = get_tenant(uow, self.slug)
        words, locale = self.words, self.language
        self.agent, self.agent_token = make_responder(self.tenant, locale=locale, name=words.agent)
        self.leader, self.leader_token = make_responder(
            self.tenant, role="team_leader", locale=locale, name=words.leader
        )
        self.viewer, self.viewer_token = make_person(
            "client_viewer", self.tenant, locale=locale, name=words.viewer
        )
        self.boss, self.boss_token = make_person("supervisor", self.tenant, locale=locale)

    # --- the networks ---------------------------------------------------------------------------------------

    def _connect(self):
        """A supervisor connects both accounts, and the worker finds that their credentials are good."""
        made = {}
        with UnitOfWork(actor_of_person(self.boss)) as uow:
            rows = {row.network: row for row in list_accounts(uow, self.tenant_id)}
            for network, (told, secrets) in self._credentials().items():
                row = rows[network]
                connect_account(uow, row, settings=told, secrets=secrets, key=self.settings.secret_key)
                secret = renew_webhook_secret(uow, row, key=self.settings.secret_key)
                made[network] = Account(row.id, network, row.handle, secret.encode())
        deadline = time.monotonic() + CONNECTED_WITHIN
        while ill := self._not_fine(made):
            if time.monotonic() > deadline:
                raise AssertionError(f"not connected: {ill}")
            time.sleep(TICK)
        return made

    def _credentials(self):
        found = {}
        mastodon, mail = self.servers.mastodon, self.servers.mail
        found["mastodon"] = ({"server": mastodon.url}, {"token": mastodon.token(self._name)})
        if mail is not None:
            found["email"] = (
                {**mail.settings(self._address), "name": self.words.brand},
                {"password": PASSWORD},
            )
        return found

    def _not_fine(self, accounts):
        with self.unit() as uow:
            rows = [uow.session.get(ChannelConnection, (self.tenant_id, one.id)) for one in accounts.values()]
            return [f"{row.id} is {row.state}: {row.why}" for row in rows if row.state != "fine"]

    def customer_writes(self, text, *, network="mastodon", visibility=None, minutes_ago=0, **over):
        """A customer of their own writes to the brand on the network itself."""
        number = self._customers
        self._customers += 1
        names = self.words.customers
        name = names[number % len(names)]
        if network == "mastodon":
            customer = self.servers.mastodon.another_brand()  # somebody whom nobody knows yet
            there = "direct" if visibility == "private" else "public"
            external_id = self.servers.mastodon.write(text, by=customer, to=self._name, visibility=there)
        else:
            visibility = "private"
            customer = f"anna{number or ''}-{self.mark}@cust.test"
            external_id = self.servers.mail.write(
                sender=f"{name} <{customer}>", to=self._address, subject=self.words.subject, text=text
            )
        return Asked(
            network=network,
            external_id=external_id,
            customer=customer,
            name=name,
            text=text,
            visibility=visibility or "public",
            language=over.get("language"),
            followers=over.get("followers", 12),
            posted_at=utcnow() - timedelta(minutes=minutes_ago),
        )

    def bring(self, asked):
        """The bridge of each network posts the messages, signed, over HTTP; what the site answered."""
        told = {}
        for network, account in self.accounts.items():
            brought = [one.as_brought(account) for one in asked if one.network == network]
            if brought:
                told[network] = self._post(account, json.dumps({"messages": brought}).encode())
        return told

    def _post(self, account, body):
        at = int(utcnow().timestamp())
        answer = httpx.post(
            f"{self.url}/hooks/{account.network}/{account.id}",
            content=body,
            headers={
                "Content-Type": "application/json",
                "X-Timestamp": str(at),
                "X-Signature-256": sign(account.secret, at, body),
            },
            timeout=120,
        )
        answer.raise_for_status()
        return answer.json()

    def read_ourselves(self, workers):
        """Ask both accounts what is new, beside what the bridges brought, and take it in."""
        workers.reads = True
        deadline = time.monotonic() + READ_WITHIN
        while self._unread() and time.monotonic() < deadline:
            time.sleep(TICK)
        workers.reads = False
        assert self._unread() == []

    def _unread(self):
        with self.unit() as uow:
            cursors = [
                uow.session.get(PollCursor, (self.tenant_id, one.id)) for one in self.accounts.values()
            ]
            waiting = uow.session.scalars(
                select(InboundEvent.id).where(
                    InboundEvent.tenant_id == self.tenant_id, InboundEvent.processed_at.is_(None)
                )
            ).all()
            return [one for one in cursors if one is None or one.polled_at is None] + list(waiting)

    def conversations(self):
        """In which conversation each message was taken in, by the network's id of it."""
        with self.unit() as uow:
            rows = uow.session.execute(
                select(Message.external_id, Message.conversation_id).where(
                    Message.tenant_id == self.tenant_id
                )
            ).all()
        return {external_id: str(conversation_id) for external_id, conversation_id in rows}

    def messages(self):
        """The texts of all messages of the brand, as they were taken in: (in, out)."""
        with self.unit() as uow:
            rows = uow.session.execute(
                select(Message.direction, Message.text).where(Message.tenant_id == self.tenant_id)
            ).all()
        return tuple(sorted(bare(text) for way, text in rows if way == side) for side in ("in", "out"))

    def standing(self, asked):
        """Everything of the brand's that stands under a customer's message, on their own network."""
        if asked.network == "mastodon":
            found = self.servers.mastodon.replies(asked.external_id, seen_by=asked.customer)
            ours = [one for one in found if one.account.acct == self._name]
            return [bare(text_of(one.content)) for one in ours]
        return [bare(mail.get_content()) for mail in self.servers.mail.mails(asked.customer)]

    def wait_until_stands(self, asked):
        """The same, once there is something and a second copy would have come."""
        deadline = time.monotonic() + STANDS_WITHIN
        while not self.standing(asked) and time.monotonic() < deadline:
            time.sleep(TICK)
        time.sleep(SETTLED_AFTER)
        return self.standing(asked)
