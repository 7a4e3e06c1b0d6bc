"""Recording what reached an account, with nobody in it, and running such a file through readers and intake."""

import json
from datetime import timedelta

import pytest
from builders import make_tenant
from channels.recorded import FORMS
from click.testing import CliRunner
from sqlalchemy import func, select

from bpo.channels.models import InboundEvent
from bpo.channels.operations import store_inbound
from bpo.channels.operations.accounts import add_account
from bpo.channels.operations.recording import record_events
from bpo.channels.rules.masking import Mask
from bpo.cli import main
from bpo.conversations.models import Message
from bpo.conversations.operations.replaying import replay_events
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.tenants.models import Tenant
from bpo.tenants.queries import list_tenant_ids


@pytest.fixture
def brand(db):
    return make_tenant()


def unit(brand):
    return UnitOfWork(Actor.system(brand.id))


def line(form, body, key="a key"):
    return json.dumps({"form": form, "key": key, "received_at": utcnow().isoformat(), "body": body})


def replayed(*lines):
    told = []
    replay_events(lines, tell=told.append)
    return told


def outcomes(*lines):
    return [(one.outcome, one.why) for one in replayed(*lines)]


def kept(brand, file, *, network="facebook", handle="brandpage", form="facebook.comment", **over):
    """An event reaches an account and is recorded: how many lines."""
    with unit(brand) as uow:
        account = add_account(uow, brand.id, network=network, handle=handle)
        uow.session.flush()
        body = json.dumps(FORMS[form], ensure_ascii=False)
        store_inbound(uow, account, [("77123_998877", body)], form=form)
        uow.session.flush()
        window = {"since": uow.now - timedelta(hours=1), "until": uow.now + timedelta(seconds=1)} | over
        return record_events(uow, account, file, **window)


def test_a_recorded_file_holds_nobody_and_is_replayed(brand, tmp_path):
    file = tmp_path / "events.jsonl"
    assert kept(brand, file) == 1
    written = file.read_text()
    for one in ("Anna", "Kowalska", "посылка", "77123", "998877", "brandpage", "5566778899"):
        assert one not in written
    assert outcomes(*written.splitlines()) == [("stored", "")]


def test_what_came_at_another_time_is_not_recorded(brand, tmp_path):
    assert kept(brand, tmp_path / "events.jsonl", until=utcnow() - timedelta(minutes=5)) == 0


def test_a_file_that_is_there_is_not_overwritten(brand, tmp_path):
    file = tmp_path / "events.jsonl"
    file.write_text("mine")
    with pytest.raises(FileExistsError):
        kept(brand, file)
    assert file.read_text() == "mine"


@pytest.mark.parametrize("form", [form for form in FORMS if form != "removal"])
def test_every_form_is_stored_once_masked_or_not(brand, form):
    masked = Mask(b"a secret of a test").event(FORMS[form])
    told = outcomes(line(form, FORMS[form]), line(form, FORMS[form]), line(form, FORMS[form], "another"))
    assert told == [
        ("stored", ""),
        ("duplicate", "the account has an event of this name"),
        ("duplicate", "the account has a message of this id"),
    ]
    assert outcomes(line(form, masked)) == [("stored", "")]


def test_a_removal_is_of_a_message_or_ignored(brand):
    mask = Mask(b"a secret of a test")
    comment, removal = (mask.event(FORMS[form]) for form in ("facebook.comment", "removal"))
    ignored = ("ignored", "it is of no message here, or said already")
    told = outcomes(line("removal", removal), line("facebook.comment", comment, "b"))
    assert told == [ignored, ("stored", "")]
    assert outcomes(line("facebook.comment", comment), line("removal", removal, "b")) == [("stored", "")] * 2


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{", "This is not valid JSON."),
        ("[]", "This line is no recorded event."),
        (line("facebook.comment", {"account": "facebook:x"}), "This is no comment as Facebook sends them."),
        (line("facebook.comment", {"value": {}}), "The event names no account."),
        (line("of.nobody", {"account": "facebook:x"}), "This event is of a form that is not known."),
        (line("message", {"account": "facebook:x", "id": 5}), "direction: is missing"),
    ],
)
def test_an_error_says_what_is_wrong_and_the_next_line_goes_on(brand, bad, why):
    first, second = outcomes(bad, line("message", FORMS["message"]))
    assert first[0] == "error"
    assert why in first[1]
    assert second == ("stored", "")


def test_a_fault_of_ours_says_where(brand, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("bpo.conversations.operations.replaying.read_event", broken)
    ((outcome, why),) = outcomes(line("message", FORMS["message"]))
    assert outcome == "error"
    assert "ZeroDivisionError at " in why


def test_nothing_of_a_replay_is_stored(brand):
    def count():
        with UnitOfWork(Actor.anonymous()) as uow:
            ids = list_tenant_ids(uow)
        with UnitOfWork(Actor.system(*ids)) as uow:
            return [
                uow.session.scalar(select(func.count()).select_from(one))
                for one in (Tenant, Message, InboundEvent)
            ]

    before = count()
    assert outcomes(line("message", FORMS["message"])) == [("stored", "")]
    assert count() == before


def test_the_commands(brand, tmp_path, monkeypatch):
    monkeypatch.setattr("bpo.cli.recordings.start", lambda: None)
    with unit(brand) as uow:
        account = add_account(uow, brand.id, network="facebook", handle="brandpage")
        uow.session.flush()
        store_inbound(uow, account, [("1", json.dumps(FORMS["facebook.comment"]))], form="facebook.comment")
    file = tmp_path / "events.jsonl"
    run = CliRunner().invoke
    args = ["channel", "record", "facebook:brandpage", "--brand", brand.slug, "--out", str(file)]
    assert json.loads(run(main, args).output) == {"written": 1}
    assert run(main, args).exit_code != 0
    done = run(main, ["channel", "replay", str(file)])
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, '{"stored": 1}')
    file.write_text(file.read_text() + "{}\n")
    done = run(main, ["channel", "replay", str(file), "--json"])
    assert done.exit_code == 1
    assert [json.loads(one).get("outcome") for one in done.output.splitlines()] == ["stored", "error", None]
    for wrong in (["facebook:nobody", "--brand", brand.slug], ["facebook:brandpage", "--brand", "no-brand"]):
        assert run(main, ["channel", "record", *wrong, "--out", str(tmp_path / "x")]).exit_code != 0
