"""Erasing an author who only ever wrote elsewhere, or became a customer: no trace, every figure, and never back."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import act_as, browser, make_person
from conversations.asking import work
from conversations.desk import Agent
from conversations.keeping import places_of
from conversations.worlds import account_of, in_unit
from exports.orders import order
from exports.orders import take as take_export
from monitoring.worlds import NOON, make_watched, post, posts_of, take, unit
from sqlalchemy import select

from bpo.cli.backups import erase_from_lists
from bpo.conversations.models import Conversation, Customer, Erasure
from bpo.conversations.operations.erasing import ask_erasure
from bpo.conversations.operations.ledger import NAME, Line, read_lists
from bpo.core.errors import Conflict, Forbidden
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import Mention, MentionAuthor, MentionHour, WeekDigest
from bpo.monitoring.operations.converting import convert_mention
from bpo.monitoring.operations.digests import make_due_digest
from bpo.monitoring.operations.erasing import ask_author_erasure
from bpo.monitoring.operations.sorting import write_note


class Author:
    """Somebody with a canary in everything that a source tells of them, and somebody else who stays."""

    def __init__(self):
        self.word = f"zq{new_id().hex[-12:]}"
        self.tenant, self.source, _watch = make_watched(state="live")
        word = self.word
        self.posts = posts_of(word, 2, f"Larkwing is awful, says {word}")
        take(self.tenant, self.source, *self.posts, post("Larkwing sings", author="boris"))
        with unit(self.tenant) as uow:
            self.id = uow.session.scalars(
                select(MentionAuthor.id).where(MentionAuthor.handle == f"@{word}")
            ).one()
            self.mentions = uow.session.scalars(
                select(Mention.id).where(Mention.author_id == self.id).order_by(Mention.id)
            ).all()
            write_note(uow, uow.session.get_one(Mention, (self.tenant.id, self.mentions[0])), f"Is {word}")
        self.page = f"/brands/{self.tenant.slug}/authors/{self.id}/erasure"

    def ask(self, reason="customer"):
        with unit(self.tenant) as uow:
            ask_author_erasure(
                uow, uow.session.get_one(MentionAuthor, (self.tenant.id, self.id)), reason=reason
            )

    def convert(self, number=0):
        account_of(self.tenant)
        with unit(self.tenant) as uow:
            row = uow.session.get_one(Mention, (self.tenant.id, self.mentions[number]))
            convert_mention(uow, row, account="generic:care")

    def figures(self):
        authors = (MentionAuthor.mentions, MentionAuthor.negative, MentionAuthor.last_at)
        hours = (MentionHour.hour, MentionHour.mentions, MentionHour.negative)
        moods = (Mention.posted_at, Mention.sentiment, Mention.mood, Mention.reach, Mention.state)

        def read(uow):
            return [sorted(map(tuple, uow.session.execute(select(*one)))) for one in (authors, hours, moods)]

        return in_unit(self.tenant, read)

    def erasures(self):
        return in_unit(
            self.tenant, lambda uow: uow.session.scalars(select(Erasure).order_by(Erasure.kind)).all()
        )


@pytest.fixture
def anna(app):
    return Author()


def test_an_author_is_erased_from_the_page_of_a_mention(app, anna, owner, settings):
    tenant, word = anna.tenant, anna.word
    with unit(tenant, NOON + timedelta(days=7)) as uow:
        digest = make_due_digest(uow, tenant.id)
    export = order(tenant)
    work("slow")
    before = anna.figures()
    staff = browser(app, make_person("supervisor", tenant)[1])
    one = f"/brands/{tenant.slug}/mentions/{anna.mentions[0]}"
    assert anna.page in staff.get(one).text
    assert anna.page not in browser(app, make_person("agent", tenant, profile="analyst")[1]).get(one).text
    asked = staff.get(anna.page).text
    assert f"@{word}" in asked
    assert "2 mentions" in asked
    assert "is a customer of the brand" not in asked

    wrong = staff.post(anna.page, data={"reason": "customer", "word": "yes"})
    assert (wrong.status_code, anna.erasures()) == (422, [])
    done = staff.post(anna.page, data={"reason": "customer", "word": "erase"})
    assert done.status_code == 303
    assert "is being erased" in staff.get(anna.page).text
    work()

    assert places_of(owner, [word]) == set()
    assert anna.figures() == before
    take(tenant, anna.source, *anna.posts)  # the feed shows them still
    assert places_of(owner, [word]) == set()
    assert anna.figures() == before
    (erasure,) = anna.erasures()
    assert (erasure.kind, erasure.author_id, erasure.messages) == ("author", anna.id, 2)
    assert erasure.done_at is not None
    assert take_export(app, tenant, export.id).status_code == 409
    with unit(tenant) as uow:
        content = uow.session.get_one(WeekDigest, (tenant.id, digest.id)).content
    assert content["moods"]["negative"] == 2
    shown = staff.get(f"/brands/{tenant.slug}/digests/{digest.id}").text
    assert shown.count("What was written here was erased.") == 2
    assert "author has been erased" in staff.get(anna.page).text
    assert anna.page not in staff.get(one).text
    kept = staff.get(f"/brands/{tenant.slug}/kept").text
    assert "One author of mentions" in kept
    assert "The author asked for it" in kept
    lines = [one for one in read_lists([settings.home / NAME]) if one.tenant_id == tenant.id]
    assert lines == [Line(tenant.id, None, "customer", anna.id)]
    assert erase_from_lists(lines) == 0  # twice does no harm


def test_who_became_a_customer_is_erased_as_one_too(app, anna, owner, settings):
    anna.convert()
    staff = browser(app, make_person("supervisor", anna.tenant)[1])
    assert "is a customer of the brand" in staff.get(anna.page).text
    answer = staff.post(f"/api/v1{anna.page}", json={"reason": "authority"})
    assert (answer.status_code, answer.json["kind"], answer.json["author_id"]) == (
        202,
        "author",
        str(anna.id),
    )
    with pytest.raises(Conflict):
        anna.convert(1)  # while it waits, no customer is made of them any more
    work()
    assert places_of(owner, [anna.word]) == set()
    assert [(one.kind, one.done_at is not None) for one in anna.erasures()] == [
        ("author", True),
        ("customer", True),
    ]
    again = staff.post(f"/api/v1{anna.page}", json={"reason": "other"})
    assert again.status_code == 409
    lines = {(one.customer_id is None, one.author_id) for one in read_lists([settings.home / NAME])}
    assert {(True, anna.id), (False, None)} <= lines


def test_a_backup_from_before_a_post_was_answered_loses_its_author_too(anna, settings):
    anna.convert()
    with unit(anna.tenant) as uow:
        ask_erasure(uow, uow.session.scalars(select(Customer)).one(), reason="customer")
    work()
    assert anna.id in {one.author_id for one in read_lists([settings.home / NAME])}


def test_a_restored_state_is_erased_by_the_list(anna, owner, tmp_path):
    line = {"brand": str(anna.tenant.id), "author": str(anna.id), "reason": "mistake", "done_at": "-"}
    (tmp_path / NAME).write_text(json.dumps(line) + "\n")
    assert erase_from_lists(read_lists([tmp_path / NAME])) == 1
    assert places_of(owner, [anna.word]) == set()
    assert erase_from_lists([Line(anna.tenant.id, None, "mistake", new_id())]) == 0
    (erasure,) = anna.erasures()
    assert (erasure.reason, erasure.done_at is not None) == ("mistake", True)
    take(anna.tenant, anna.source, *anna.posts)
    assert places_of(owner, [anna.word]) == set()


def test_nothing_is_asked_for_while_a_reply_is_on_its_way(app, anna):
    anna.convert()
    talk = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(Conversation.id)).one())
    Agent(anna.tenant, talk).claim().send("We are sorry.")
    staff = browser(app, make_person("supervisor", anna.tenant)[1])
    assert "on its way" in staff.get(anna.page).text
    done = staff.post(anna.page, data={"reason": "customer", "word": "erase"})
    assert (done.status_code, "on its way" in done.text, anna.erasures()) == (409, True, [])


def test_who_sees_some_accounts_only_cannot_erase_an_author(anna):
    narrow = replace(act_as("supervisor", anna.tenant), narrowed={anna.tenant.id: frozenset()})
    with UnitOfWork(narrow) as uow, pytest.raises(Forbidden):
        ask_author_erasure(
            uow, uow.session.get_one(MentionAuthor, (anna.tenant.id, anna.id)), reason="customer"
        )
    assert anna.erasures() == []


def test_asking_twice_is_one_erasure_and_others_stay(anna):
    anna.ask()
    anna.ask()
    work()
    assert len(anna.erasures()) == 1
    with pytest.raises(Conflict):
        anna.ask()
    names = in_unit(anna.tenant, lambda uow: uow.session.scalars(select(MentionAuthor.name)).all())
    assert sorted(map(str, names)) == ["Boris", "None"]
