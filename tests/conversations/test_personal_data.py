"""What a customer posted where everybody reads it: told to whoever serves, dots for analysts, in exports and in logs."""

import json

import pytest
import structlog
from builders import act_as, browser, make_person
from conversations.worlds import in_unit, make_brand, said, store
from sqlalchemy import select

from bpo.conversations.models import Conversation
from bpo.conversations.views.shown import kinds_posted
from bpo.core.logs import mask_logs_with, start_logging
from bpo.core.vocabulary import Visibility
from bpo.exports.operations.writing import _masked
from bpo.identity.permissions import Profile, Role, reads_masked
from bpo.language.personal_masks import LONGEST_READ, mask, mask_values

PHONE, MAIL, ORDER = "067 123 45 67", "olena.k@example.com", "20400000998877"
TOLD = f"Мій номер {PHONE}, пошта {MAIL}, замовлення {ORDER}"
DOTS = "••• ••• •• ••"


@pytest.fixture(scope="module")
def brand(db):
    tenant = make_brand(network="facebook")
    store(
        tenant,
        said("1", 0, network="facebook", conversation="a", author="olena", text=TOLD),
        said(
            "2", 5, network="facebook", conversation="a", author="olena", text=f"Ще раз: замовлення {ORDER}"
        ),
        said(
            "3",
            9,
            network="facebook",
            conversation="b",
            author="boris",
            text=f"{PHONE} тел.",
            visibility=Visibility.PRIVATE,
        ),
    )
    return tenant


def page(app, brand, **who):
    talk = in_unit(
        brand,
        lambda uow: uow.session.scalars(select(Conversation.id).order_by(Conversation.started_at)).first(),
    )
    _user, token = make_person(who.pop("role", "agent"), brand, **who)
    client = browser(app, token)
    return client, f"/brands/{brand.slug}/conversations/{talk}"


def test_whoever_serves_is_told_what_was_posted_and_that_it_can_be_hidden(app, brand):
    client, there = page(app, brand)
    shown = client.get(there).text
    assert shown.count("Everybody can read here: a phone number, an e-mail address.") == 1
    assert "the brand can hide the message" in shown
    assert PHONE in shown


def test_an_analyst_reads_dots_on_every_page_and_as_a_program(app, brand):
    client, there = page(app, brand, profile=Profile.ANALYST)
    for address in (
        there,
        f"/api/v1{there}",
        f"/brands/{brand.slug}/conversations",
        "/search?q=замовлення",
        "/api/v1/search?q=замовлення",
    ):
        answer = client.get(address)
        told = json.dumps(answer.json, ensure_ascii=False) if answer.is_json else answer.text
        assert answer.status_code == 200, address
        assert PHONE not in told, address
        assert MAIL not in told, address
        assert ORDER in told, address
    assert DOTS in client.get(there).text


def test_only_who_watches_and_does_not_serve_reads_dots(brand):
    for role, profile, masked in (
        (Role.AGENT, Profile.ANALYST, True),
        (Role.AGENT, Profile.RESPONDER, False),
        (Role.SUPERVISOR, None, False),
        (Role.TEAM_LEADER, None, False),
        (Role.CLIENT_VIEWER, None, False),
    ):
        extra = {"profile": profile} if profile else {}
        assert reads_masked(act_as(role, brand, **extra), brand.id) is masked


def test_a_mask_is_as_long_as_the_text_and_leaves_the_rest(db):
    masked = mask(TOLD)
    assert len(masked) == len(TOLD)
    assert PHONE not in masked
    assert masked.endswith(f"замовлення {ORDER}")
    assert mask(masked) == masked
    assert mask("Where is my parcel?") == "Where is my parcel?"
    far = "a " * LONGEST_READ + TOLD
    assert PHONE not in mask(far)


def test_exports_mask_what_people_wrote_and_no_id():
    line = json.dumps({"id": "0671234567", "text": TOLD, "raw": {"body": TOLD, "author_id": "380671234567"}})
    out = json.loads(_masked(line))
    assert (out["id"], out["raw"]["author_id"]) == ("0671234567", "380671234567")
    assert out["text"] == out["raw"]["body"] == mask(TOLD)
    assert mask_values([1, None, {"text": None}]) == [1, None, {"text": None}]


def test_logs_mask_what_slips_into_an_error(capsys):
    mask_logs_with(mask)
    start_logging()
    try:
        int(TOLD)
    except ValueError:
        structlog.get_logger().exception("failed", said=TOLD)
    finally:
        structlog.reset_defaults()
    line = capsys.readouterr().err
    assert json.loads(line)["event"] == "failed"
    assert PHONE not in line
    assert MAIL not in line
    assert ORDER in line


def test_kinds_are_told_once_each():
    assert len(kinds_posted(f"{PHONE}, {PHONE}, {MAIL}")) == 2
