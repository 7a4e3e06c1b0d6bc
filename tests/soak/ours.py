"""The product as it is: the processes of `bpo up`, started again when they end, and what they keep."""

import threading
import time
from collections import Counter
from contextlib import suppress

import httpx
from builders import make_responder
from soak.traffic import NUMBER
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from bpo.channels.models import Delivery, InboundEvent
from bpo.channels.rules.signatures import sign
from bpo.cli.children import Children
from bpo.cli.services import run_relay, work_on
from bpo.cli.streams import run_streams
from bpo.conversations.models import Message
from bpo.core.clock import utcnow

AGENTS = 20  # since each may hold so many conversations at once


class Ours:
    name = "bpo"
    patience = 300.0  # seconds until an agent gives up
    quiet = 600.0  # seconds for what is under way to come to rest

    def __init__(self, ground, settings):
        self.ground, self.settings = ground, settings
        self.url = f"http://127.0.0.1:{settings.port}"
        tenants = [place.world.tenant for place in ground.places.values()]
        self.agents = [make_responder(*tenants)[1] for _ in range(AGENTS)]
        self.children = Children(settings, run_relay, work_on, run_streams)
        self.over = threading.Event()
        self.why = {}  # an answer is not accepted yet, by its message's number

    def start(self):
        self.children.start("web")
        assert self.children.web_answers()
        self.children.start(*(name for name in self.children.calls if name != "web"))
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        while not self.over.wait(0.2):
            self.children.look_after()

    def stop(self):
        self.over.set()
        self.children.stopping = True
        self.children.stop()

    def victims(self):
        """Workers and relay, by name."""
        running = dict(self.children.running)
        return {name: child.pid for name, child in running.items() if name != "web" and child.is_alive()}

    def bring(self, client, place, body, *, spoilt=False):
        """The status of one try to bring a body; None where nobody answered."""
        at = int(utcnow().timestamp())
        signature = sign(b"another" if spoilt else place.secret.encode(), at, body)
        headers = {"X-Timestamp": str(at), "X-Signature-256": signature}
        with suppress(httpx.HTTPError):
            path = f"{self.url}/hooks/{place.network}/{place.world.account_id}"
            return client.post(path, content=body, headers=headers).status_code
        return None

    def answer(self, client, said):
        """An agent answers as soon as the message is there; whether it was accepted. The same key for every try."""
        place = self.ground.places[said.network]
        found = self._find(place, said)
        if found is None:
            self.why[said.number] = "its message is not there"
            return False
        brand = f"{self.url}/api/v1/brands/{place.world.tenant.slug}"
        client.cookies.set("session", self.agents[said.number % AGENTS])
        with suppress(httpx.HTTPError):
            claimed = client.post(f"{brand}/queue/{found}/claim")
            if claimed.status_code != 200:
                self.why[said.number] = f"claim {claimed.status_code}: {claimed.text[:200]}"
                return False
            answer = client.post(
                f"{brand}/conversations/{found}/drafts/soak-{said.number:06d}/submission",
                json={"text": said.reply, "version": 0},
            )
            self.why[said.number] = f"{answer.status_code}: {answer.text[:200]}"
            if answer.status_code == 200:
                return answer.json()["state"] not in {"open", "returned"}
            if answer.status_code not in {409, 429} and answer.status_code < 500:
                raise AssertionError(f"{answer.status_code}: {answer.text[:500]}")
        return False

    def _find(self, place, said):
        if said.external_id is None:
            return None
        with suppress(DBAPIError), place.world.unit() as uow:
            return uow.session.scalar(
                select(Message.conversation_id).where(
                    Message.tenant_id == place.world.tenant.id, Message.external_id == said.external_id
                )
            )
        return None

    def kept(self):
        """How often each customer's message is kept, by its number."""
        found = Counter()
        for place in self.ground.places.values():
            with place.world.unit() as uow:
                texts = uow.session.scalars(
                    select(Message.text).where(
                        Message.tenant_id == place.world.tenant.id, Message.direction == "in"
                    )
                )
                found.update(int(NUMBER.search(text)[1]) for text in texts)
        return found

    def states(self):
        """How many replies are in which state, and by text in which."""
        found = {}
        for place in self.ground.places.values():
            with place.world.unit() as uow:
                rows = uow.session.execute(
                    select(Delivery.body, Delivery.state).where(Delivery.tenant_id == place.world.tenant.id)
                )
                found |= dict(map(tuple, rows))
        return found

    def rests(self):
        """Whether nothing is left to do by itself."""
        try:
            for place in self.ground.places.values():
                with place.world.unit() as uow:
                    moving = select(func.count()).select_from(Delivery)
                    moving = moving.where(
                        Delivery.tenant_id == place.world.tenant.id, Delivery.state.in_(("queued", "sending"))
                    )
                    raw = select(func.count()).select_from(InboundEvent)
                    raw = raw.where(
                        InboundEvent.tenant_id == place.world.tenant.id, InboundEvent.processed_at.is_(None)
                    )
                    if uow.session.scalar(moving) or uow.session.scalar(raw):
                        return False
        except DBAPIError:
            return False
        return True


def wait_until(holds, seconds):
    """Whether it came to hold in time."""
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(1.0)
    return held
