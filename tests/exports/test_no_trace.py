"""Nothing is left of whoever is erased, wherever it stood: tables, search, exports, jobs, mails, files, logs.

One person who wrote to the brand and about it, with a canary in name, handle, address and text; rows in every table
that `core.privacy` says may hold something of them, so that a table added there has to be planted here.
"""

import json
from datetime import date

import pytest
from builders import browser, make_person
from conversations.asking import DEPARTMENTS, letters_to, work
from conversations.keeping import Person, dump_of, files_with, places_of
from conversations.worlds import in_unit
from exports.orders import files_of, order, take
from isolation.worlds import _judge, _picture, _preview, _reply_picture, _survey
from monitoring.worlds import posts_of
from monitoring.worlds import take as take_posts
from sqlalchemy import select, update

from bpo.channels.queries import get_account
from bpo.conversations.models import Customer, Draft, Message
from bpo.conversations.operations.handoffs import ask_department
from bpo.conversations.operations.shift_log import write_shift_note
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.privacy import ERASED
from bpo.exports.models import BrandExportPart
from bpo.monitoring.models import Mention, MentionAuthor, MentionHour, MentionMatch
from bpo.monitoring.operations.converting import convert_mention
from bpo.monitoring.operations.sorting import write_note
from bpo.monitoring.operations.watches import file_source, save_watch
from bpo.qa.models import AutomaticCheck, Dispute, Review, ReviewScore
from bpo.qa.operations.figures import quality_report
from bpo.reports.operations import recompute, sla_report
from bpo.surveys.models import SurveyAnswer
from bpo.surveys.queries.figures import satisfaction
from bpo.tenants.models import Tenant
from bpo.tenants.operations import replace_section
from bpo.tenants.rules.period import Period

FIRST, LAST = date(2020, 1, 1), date(2100, 1, 1)


class Talked(Person):
    """Somebody who wrote to the brand, and under the same name about it."""

    def __init__(self, word):
        super().__init__(word)
        self.actor = Actor.system(self.tenant.id)
        in_unit(self.tenant, self._watched)
        self.posts = posts_of(word, 3, f"Larkwing sent {word} to Baker Street {word}")
        take_posts(self.tenant, self.source, *self.posts)
        in_unit(self.tenant, self._converted)
        self.desk.do(
            lambda uow, talk: write_shift_note(
                uow, talk.tenant_id, text=f"Mind {word}", to_do=False, conversation=talk
            )
        )
        in_unit(self.tenant, lambda uow: _picture(uow, self.tenant.id, word))
        in_unit(self.tenant, lambda uow: _preview(uow, self.tenant.id, word))
        in_unit(self.tenant, self._pictured)
        self.asked()
        self.close()
        self.judged()

    def _watched(self, uow):
        self.source = file_source(uow, self.tenant.id, "forum.example")
        save_watch(uow, self.tenant.id, None, name="Larkwing", query="larkwing").ready_at = uow.now

    def _converted(self, uow):
        first, second, _third = uow.session.scalars(select(Mention).order_by(Mention.external_id)).all()
        write_note(uow, first, f"Noted {self.word}")
        write_note(uow, second, f"Noted {self.word} again")
        convert_mention(uow, first, account="generic:care")

    def _pictured(self, uow):
        draft = uow.session.scalars(select(Draft).order_by(Draft.id).limit(1)).one()
        _reply_picture(uow, get_account(uow, draft.account_id), self.word, source_id=draft.id)

    def asked(self):
        """A department is asked by mail."""
        in_unit(
            self.tenant,
            lambda uow: replace_section(
                uow, uow.session.get_one(Tenant, self.tenant.id), "departments", DEPARTMENTS
            ),
        )
        self.desk.do(
            lambda uow, talk: ask_department(uow, talk, department="pr", question=f"And {self.word}?")
        )
        work()

    def judged(self):
        """They answered a survey, and a reply to them was reviewed."""
        _survey(self.actor, self.tenant.id, "plain")
        _judge(self.actor, self.tenant.id, "plain", new_id())

        def words(uow):
            uow.session.execute(update(SurveyAnswer).values(comment=f"Says {self.word}"))
            for model in (Review, ReviewScore, Dispute):
                uow.session.execute(update(model).values(note=f"Judged {self.word}"))
            read = {"reader_state": "read", "reader_at": utcnow(), "reader_version": "1"}
            uow.session.execute(update(AutomaticCheck).values(likely={self.word: 0.5}, **read))

        in_unit(self.tenant, words)


def figures(person, at):
    """Everything that is counted of the brand, as text."""

    def read(uow):
        tenant = uow.session.get_one(Tenant, person.tenant.id)
        period = Period(FIRST, LAST, "UTC")
        asked = {"from_date": FIRST, "to_date": LAST, "as_of": at}
        authors = (MentionAuthor.mentions, MentionAuthor.negative, MentionAuthor.positive)
        hours = (MentionHour.hour, MentionHour.mentions, MentionHour.negative, MentionHour.positive)
        moods = (Mention.posted_at, Mention.sentiment, Mention.mood, Mention.reach, Mention.state)
        return [
            sla_report(uow, tenant, **asked),
            recompute(uow, tenant, **asked),
            satisfaction(uow, tenant.id, period),
            quality_report(uow, tenant, period),
            *(sorted(map(tuple, uow.session.execute(select(*one)))) for one in (authors, hours, moods)),
            len(uow.session.scalars(select(MentionMatch.id)).all()),
        ]

    return [json.dumps(one, default=str, sort_keys=True) for one in in_unit(person.tenant, read)]


@pytest.fixture
def person(app):
    return Talked(f"zq{new_id().hex[-12:]}")


def test_no_trace(app, person, owner, addresses, database, settings, redis_url, capfd):
    word, tenant = person.word, person.tenant
    planted = {table for table, _column in places_of(owner, [word])}
    assert set(ERASED) - planted == {"brand_export_part"}  # packed: the word cannot be seen in its bytes
    export = order(tenant)
    work("slow")
    held = files_of(take(app, tenant, export.id).data)
    assert sum(word.encode() in body for body in held.values()) > 15
    staff = browser(app, make_person("supervisor", tenant)[1])
    assert word in staff.get(f"/search?q={word}").text.split("<main", 1)[1].replace(f'value="{word}"', "")
    at = utcnow()
    before = figures(person, at)
    assert "null" not in before[2]

    ids = in_unit(tenant, lambda uow: uow.session.scalars(select(Customer.id)).all())
    assert len(ids) == 2
    for customer_id in ids:
        answer = staff.post(
            f"/api/v1/brands/{tenant.slug}/customers/{customer_id}/erasure", json={"reason": "customer"}
        )
        assert answer.status_code == 202
    work()

    assert places_of(owner, [word]) == set()
    assert in_unit(tenant, lambda uow: uow.session.scalars(select(BrandExportPart.id)).all()) == []
    assert take(app, tenant, export.id).status_code == 409
    assert figures(person, at) == before
    assert len(in_unit(tenant, lambda uow: uow.session.scalars(select(Message.id)).all())) == 4
    assert staff.get(f"/search?q={word}").text.count(word) == staff.get("/search?q=qqqqq").text.count("qqqqq")

    take_posts(tenant, person.source, *person.posts)  # the feed shows them still
    person.post(f"id{word}1", 0, f"My order {word}")
    second = order(tenant)
    work()
    clean = files_of(take(app, tenant, second.id).data)
    assert [name for name, body in clean.items() if word.encode() in body] == []
    assert places_of(owner, [word]) == set()
    assert figures(person, at) == before

    assert letters_to("pr@client.example")
    assert files_with(word, settings, redis_url) == []
    assert word not in dump_of(addresses, database)
    written = capfd.readouterr()
    assert word not in written.out + written.err
