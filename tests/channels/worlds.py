"""A brand with one connected account, a customer who writes to it, and workers under a clock of the test's.

The networks look alike from here: `customer_writes`, `reply`, `visible` (how often a reply stands there
for the customer), and `wire` (the lossy proxy between us and the server).
"""

import json
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from builders import make_tenant
from servers.mastodon_server import ANNA
from servers.proxies import HttpProxy, SmtpProxy
from servers.receiver import Receiver
from sqlalchemy import select

from bpo.channels.adapters import Wire
from bpo.channels.models import ChannelConnection, Delivery, DeliveryAttempt, PollCursor
from bpo.channels.operations import renew_webhook_secret, store_inbound
from bpo.channels.operations.accounts import add_account
from bpo.channels.operations.checks import check_account
from bpo.channels.operations.connections import connect_account, connection_place
from bpo.channels.operations.deliveries import queue_delivery
from bpo.channels.operations.polling import poll_account
from bpo.channels.operations.sending import Sender, due_deliveries, nothing
from bpo.channels.queries import get_account
from bpo.channels.rules.read_mastodon import bare, text_of
from bpo.channels.rules.read_telegram import external_id
from bpo.channels.rules.reviews import review_of
from bpo.conversations.models import Message, Turn
from bpo.conversations.operations.received import take_in_waiting
from bpo.conversations.operations.sent import take_in_sent
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.outbox import Job
from bpo.core.secrets import seal
from bpo.core.uow import UnitOfWork

KEY = b"a key of the tests, long enough to be one"
AGENT = "agent@vendor.example"
PATIENCE = 60.0  # seconds
SECONDS = 3.0  # the whole of a conversation with a server; a slow one takes longer (servers.proxies)
LOCAL = frozenset({"127.0.0.1"})


class Clock:
    """Real time, and as much later as the test has jumped."""

    def __init__(self):
        self.ahead = timedelta()

    def now(self):
        return utcnow() + self.ahead

    def jump_to(self, instant):
        self.ahead = max(self.ahead, instant - utcnow() + timedelta(milliseconds=1))

    def jump(self, **stretch):
        self.ahead += timedelta(**stretch)


@dataclass(frozen=True)
class Asked:
    """A customer's message that waits for a reply."""

    external_id: str
    conversation_id: object
    author_id: str
    visibility: str


class World:
    """Common to the networks; a subclass brings its server."""

    network = ""
    handle = ""

    key = KEY
    public_url = ""  # of ours, for a network that is told where to bring messages

    def __init__(self):
        self.tenant = make_tenant()
        self.actor = Actor.system(self.tenant.id)
        self.clock = Clock()
        with self.unit() as uow:
            self.account_id = add_account(uow, self.tenant.id, network=self.network, handle=self.handle).id
        self.prepare()
        self.connect()

    def prepare(self):
        """What the network needs before it is connected."""

    def settings(self):
        raise NotImplementedError

    def secrets(self):
        raise NotImplementedError

    def unit(self):
        return UnitOfWork(self.actor, now=self.clock.now())

    def wire(self, seconds=SECONDS):
        return Wire(LOCAL, seconds)

    def connect(self):
        with self.unit() as uow:
            account = get_account(uow, self.account_id)
            connect_account(uow, account, settings=self.settings(), secrets=self.secrets(), key=self.key)
        self.check()

    def check(self):
        check_account(
            self.unit,
            self.tenant.id,
            self.account_id,
            wire=self.wire(10),
            key=self.key,
            public_url=self.public_url,
        )

    def connection(self):
        with self.unit() as uow:
            return uow.session.get(ChannelConnection, (self.tenant.id, self.account_id))

    def ask(self, text="Where is my parcel?"):
        """A customer writes, and it is taken in."""
        found = self.taken_in(self.customer_writes(text))
        return Asked(found.external_id, found.conversation_id, found.author_id, found.visibility)

    def taken_in(self, external_id):
        """A message once it has been read; networks show late what was written."""
        ends_at = time.monotonic() + PATIENCE
        while time.monotonic() < ends_at:
            self.read()
            if (found := self.message(external_id)) is not None:
                return found
            time.sleep(0.02)
        raise AssertionError("the customer's message did not arrive")

    def read(self):
        """What the reading and the intake workers would do now."""
        with self.unit() as uow:
            cursor = uow.session.get(PollCursor, (self.tenant.id, self.account_id))
            if cursor is not None:
                cursor.next_poll_at = uow.now
        poll_account(self.unit, self.tenant.id, self.account_id, wire=self.wire(10), key=self.key)
        with self.unit() as uow:
            take_in_waiting(uow, self.tenant.id)

    def reply(self, asked, text="It is on its way."):
        with self.unit() as uow:
            return queue_delivery(
                uow,
                get_account(uow, self.account_id),
                conversation_id=asked.conversation_id,
                source_id=new_id(),
                body=text,
                in_reply_to=asked.external_id,
                visibility=asked.visibility,
                recipient=asked.author_id,
                author_id=new_id(),
                agent=AGENT,
            ).id

    def sender(self, at=nothing, **over):
        return Sender(self.unit, self.wire(), self.key, at=at, **over)

    def deliver_once(self, delivery_id, at=nothing):
        self.sender(at).deliver(self.tenant.id, delivery_id)
        return self.delivery(delivery_id)

    def deliver(self, delivery_id, rounds=20):
        """Do what workers would do until nothing is left to do by itself."""
        for _round in range(rounds):
            row = self.delivery(delivery_id)
            if row.state not in {"queued", "sending"} or self.connection().state == "ill":
                break
            self.clock.jump_to(max(row.next_attempt_at, row.lease_until or row.next_attempt_at))
            self.deliver_once(delivery_id)
            self.settle()
        return self.delivery(delivery_id)

    def settle(self):
        """The listeners: what was sent becomes a message."""
        with self.unit() as uow:
            waiting = uow.session.scalars(
                select(Job).where(
                    Job.tenant_id == self.tenant.id, Job.name == "conversations.jobs.take_in_reply"
                )
            ).all()
            for job in waiting:
                take_in_sent(uow, uow.session.get(Delivery, (self.tenant.id, _uuid(job))))
                uow.session.delete(job)

    def due(self):
        with self.unit() as uow:
            return [row.id for row in due_deliveries(uow, self.tenant.id)]

    def delivery(self, delivery_id):
        with self.unit() as uow:
            return uow.session.get(Delivery, (self.tenant.id, delivery_id))

    def attempts(self, delivery_id):
        with self.unit() as uow:
            rows = uow.session.scalars(
                select(DeliveryAttempt)
                .where(
                    DeliveryAttempt.tenant_id == self.tenant.id,
                    DeliveryAttempt.delivery_id == delivery_id,
                )
                .order_by(DeliveryAttempt.attempt_no)
            )
            return [row.outcome for row in rows]

    def message(self, external_id):
        with self.unit() as uow:
            return uow.session.scalars(
                select(Message).where(Message.tenant_id == self.tenant.id, Message.external_id == external_id)
            ).first()

    def messages(self, direction="out"):
        with self.unit() as uow:
            return list(
                uow.session.scalars(
                    select(Message)
                    .where(Message.tenant_id == self.tenant.id, Message.direction == direction)
                    .order_by(Message.posted_at, Message.external_id)
                )
            )

    def turn(self, asked):
        with self.unit() as uow:
            return uow.session.scalars(
                select(Turn).where(
                    Turn.tenant_id == self.tenant.id, Turn.conversation_id == asked.conversation_id
                )
            ).one()


def _uuid(job):
    return UUID(job.payload["delivery_id"])


class MastodonWorld(World):
    network = "mastodon"

    def __init__(self, server):
        self.server = server
        self.name = server.another_brand()
        self.handle = server.full_name(self.name)
        self.proxy = HttpProxy(server.port)
        self.token = server.token(self.name)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return {"token": self.token}

    def customer_writes(self, text):
        return self.server.write(text, to=self.name)

    def visible(self, asked, text):
        shown = [bare(text_of(status.content)) for status in self.server.replies(asked.external_id)]
        return shown.count(text)

    def writes_elsewhere(self, asked, text):
        """Somebody of the brand answers in the network's own application."""
        status = self.server.client(self.name).status_post(
            f"@{ANNA} {text}", in_reply_to_id=asked.external_id
        )
        return str(status.id)

    def lose_token(self):
        self.token = "no longer known"
        self._put_token()

    def renew_token(self):
        self.token = self.server.token(self.name)
        self.connect()

    def _put_token(self):
        """The server forgets the token that we hold."""
        with self.unit() as uow:
            row = uow.session.get(ChannelConnection, (self.tenant.id, self.account_id))
            row.secret = seal(b'{"token": "no longer known"}', key=self.key, place=connection_place(row))


class BlueskyWorld(World):
    network = "bluesky"

    def __init__(self, server):
        self.server = server
        self.handle = server.another("brand")
        self.proxy = HttpProxy(server.port)
        self.password = server.app_password(self.handle)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return {"password": self.password}

    def customer_writes(self, text):
        return self.server.write(text, to=self.handle)

    def visible(self, asked, text):
        standing = [
            one["value"]["text"]
            for one in self.server.posts(self.handle)
            if one["value"].get("reply", {}).get("parent", {}).get("uri") == asked.external_id
        ]
        return standing.count(text)

    def writes_elsewhere(self, asked, text):
        return self.server.write(text, by=self.handle, answers=asked.external_id)

    def lose_token(self):
        """The app password is revoked, and what signing in gave is over."""
        self.server.revoke(self.handle)
        with self.unit() as uow:
            row = uow.session.get(ChannelConnection, (self.tenant.id, self.account_id))
            over = b'{"access": "over", "refresh": "over", "did": "did:plc:over"}'
            row.session = seal(over, key=self.key, place=connection_place(row, "session"))

    def renew_token(self):
        self.password = self.server.app_password(self.handle)
        self.connect()


class TelegramWorld(World):
    network = "telegram"

    def __init__(self, server):
        self.server = server
        self.bot = server.another_bot()
        self.handle = self.bot.username
        self.proxy = HttpProxy(server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return {"token": self.bot.token}

    def customer_writes(self, text):
        message = self.server.write(self.bot, text)["message"]
        return external_id(message["chat"]["id"], message["message_id"])

    def visible(self, asked, text):
        chat, number = map(int, asked.external_id.split(":"))
        return self.server.standing(self.bot, chat).count((text, number))

    def lose_token(self):
        self.server.revoke(self.bot)

    def renew_token(self):
        self.server.renew_token(self.bot)
        self.connect()


class WordPressWorld(World):
    network = "wordpress"

    def __init__(self, server):
        self.server = server
        self.user = server.another_brand()
        self.handle = f"{self.user}.example"
        self.proxy = HttpProxy(server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url, "user": self.user}

    def secrets(self):
        return {"password": self.server.passwords[self.user]}

    def customer_writes(self, text):
        return self.server.write(text)

    def visible(self, asked, text):
        shown = [bare(text_of(content)) for content in self.server.replies(asked.external_id)]
        return shown.count(text)

    def writes_elsewhere(self, asked, text):
        return self.server.write(text, by=self.user, under=asked.external_id)

    def lose_token(self):
        self.server.revoke(self.user)

    def renew_token(self):
        self.server.new_password(self.user)
        self.connect()


class GooglePlayWorld(World):
    network = "google_play"

    def __init__(self, server):
        self.server = server
        self.app = server.another_app()
        self.handle = self.app.package
        self.proxy = HttpProxy(server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return {"key": self.app.key}

    def customer_writes(self, text):
        return self.server.write(self.app, text)

    def visible(self, asked, text):
        return int(self.standing(asked) == text)

    def standing(self, asked):
        return self.server.reply(self.app, review_of(asked.external_id))

    def writes_elsewhere(self, asked, text):
        self.server.reply_elsewhere(self.app, review_of(asked.external_id), text)

    def lose_token(self):
        self.server.revoke(self.app)

    def renew_token(self):
        self.server.new_key(self.app)
        self.connect()


class EmailWorld(World):
    network = "email"

    def __init__(self, server):
        mark = new_id().hex[-10:]
        self.server = server
        self.handle = f"care-{mark}@brand.test"
        self.customer = f"anna-{mark}@cust.test"
        self.proxy = SmtpProxy(server.smtp_port)
        super().__init__()

    def settings(self):
        return self.server.settings(self.handle, smtp_port=self.proxy.port)

    def secrets(self):
        return {"password": "secret"}

    def customer_writes(self, text):
        before = len(self.server.mails(self.handle))
        found = self.server.write(
            sender=f"Anna <{self.customer}>", to=self.handle, subject="My parcel", text=text
        )
        self.server.wait_for(self.handle, before + 1)
        return found

    def visible(self, asked, text):
        self.server.wait_for(self.customer, 1, seconds=1)
        return sum(text in mail.get_content() for mail in self.server.mails(self.customer))

    def writes_elsewhere(self, asked, text):
        before = len(self.server.mails(self.handle))
        found = self.server.write(
            sender=self.handle,
            to=self.customer,
            subject="Re: My parcel",
            text=text,
            headers={"In-Reply-To": f"<{asked.external_id}>"},
        )
        # Their mail programme keeps a copy where ours would.
        self.server.write(
            sender=self.handle,
            to=self.handle,
            subject="Re: My parcel",
            text=text,
            headers={"In-Reply-To": f"<{asked.external_id}>"},
        )
        self.server.wait_for(self.handle, before + 1)
        return found

    def lose_token(self):
        self.server.lock(self.handle)

    def renew_token(self):
        self.server.unlock(self.handle)
        self.connect()


class GenericWorld(World):
    network = "generic"
    recognises = True

    def __init__(self):
        self.handle = f"shop-{new_id().hex[-10:]}"
        self.receiver = Receiver(recognises=self.recognises)
        self.proxy = HttpProxy(self.receiver.port)
        super().__init__()

    def prepare(self):
        with self.unit() as uow:
            self.receiver.secret = renew_webhook_secret(uow, get_account(uow, self.account_id), key=self.key)

    def settings(self):
        return {"url": f"{self.proxy.url}/replies", "recognises_repeats": self.recognises}

    def secrets(self):
        return {}

    def customer_writes(self, text):
        external_id = f"m-{new_id().hex[-10:]}"
        self.bring(external_id, text, direction="in", author="anna")
        return external_id

    def bring(self, external_id, text, *, direction, author, in_reply_to=None):
        """The vendor's bridge brings a message by the signed webhook."""
        message = {
            "id": external_id,
            "account": f"generic:{self.handle}",
            "conversation": "a thread" if direction == "in" else None,
            "direction": direction,
            "author": {"id": author},
            "text": text,
            "posted_at": self.clock.now().isoformat(),
            "in_reply_to": in_reply_to,
        }
        with self.unit() as uow:
            store_inbound(uow, get_account(uow, self.account_id), [(external_id, json.dumps(message))])

    def visible(self, asked, text):
        return sum(reply["text"] == text for reply in self.receiver.shown)

    def lose_token(self):
        self.good, self.receiver.secret = self.receiver.secret, "another"

    def renew_token(self):
        self.receiver.secret = self.good
        self.connect()


class ForgetfulWorld(GenericWorld):
    """A receiver that writes whatever it is told, however often."""

    recognises = False
