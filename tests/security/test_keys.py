"""The installation's key is changed while work goes on, and what was sealed goes with it."""

import json
import os
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from builders import make_person
from channels.worlds import KEY, GenericWorld
from databases import own_databases, serving
from forked import command, run_forked
from security.killed_rotation import KILLED, main
from sqlalchemy import LargeBinary, update
from sqlalchemy.engine import make_url

import bpo.app  # noqa: F401 -- every model is known
from bpo.channels.models import ChannelConnection
from bpo.channels.operations.connections import connect_account
from bpo.channels.queries import get_account
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.models import Base
from bpo.core.rotation import NO_KEY, count_keys, pass_to_present_key
from bpo.core.sealed import place_of, sealed_columns
from bpo.core.secrets import SecretKey, _cipher, name_of, seal, unseal
from bpo.core.signed_links import SignedLink, address_id, is_address, read, sign
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.profile import begin_second_factor, second_factor_address
from bpo.identity.queries import get_user

ROOT = Path(__file__).resolve().parents[2]
NEW = b"the key that comes after, long enough too"
CHANGING = SecretKey(NEW, [KEY])

# Bytes that are no sealed secret: what else they are. A new column stands here, or is `sealed(…)`.
NOT_SEALED = {
    "api_key.key_hash": "SHA-256 of 256 random bits",
    "user_session.token_hash": "SHA-256 of 256 random bits",
    "one_time_link.token_hash": "SHA-256 of 256 random bits",
    "login_tries.key": "a keyed hash",
    "erasure_key.secret": "the key of hashes of who was erased, which a restored backup needs to erase again",
    "ledger_key.secret": "the key of the ledger's hashes of our people's addresses, which must outlive every other",
    "ledger_entry.hash": "SHA-256 of what the client may check",
    "ledger_day.last_hash": "the same",
    "ledger_day.seal": "the same",
    "attachment.body": "a picture that a customer sent",
    "attachment.small": "the same, small",
    "link_preview.small": "a picture of a page behind a link",
    "reply_picture.body": "a picture that goes out with a reply",
    "reply_picture.small": "the same, small",
    "brand_export_part.body": "a part of a ZIP",
    "import_run.body": "a file that is imported",
    "mention_import.body": "a file that is imported",
}


def as_before(secret, place, key=KEY):
    """As it was sealed before keys had names."""
    nonce = os.urandom(12)
    return nonce + _cipher(key).encrypt(nonce, secret, place.encode())


def test_every_column_of_bytes_is_sealed_or_said_not_to_be():
    bytes_of = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert bytes_of == {str(column) for column in sealed_columns()} | set(NOT_SEALED)


def test_what_was_sealed_before_keys_had_names_opens_in_its_place_alone():
    sealed = as_before(b"token", "a|b")
    assert unseal(sealed, key=KEY, place="a|b") == b"token"
    assert unseal(sealed, key=CHANGING, place="a|b") == b"token"
    for key, place in ((KEY, "a|c"), (NEW, "a|b")):
        with pytest.raises(ValueError, match="another place"):
            unseal(sealed, key=key, place=place)


def test_while_a_key_takes_anothers_place_both_open_and_the_present_one_seals():
    old, new = seal(b"x", key=KEY, place="a"), seal(b"x", key=CHANGING, place="a")
    assert unseal(old, key=CHANGING, place="a") == unseal(new, key=CHANGING, place="a") == b"x"
    assert unseal(new, key=SecretKey(KEY, [NEW]), place="a") == b"x"  # a process not yet told to seal with it
    assert unseal(new, key=NEW, place="a") == b"x"
    with pytest.raises(ValueError, match="another key"):
        unseal(new, key=KEY, place="a")


def test_the_name_of_a_key_cannot_be_put_before_anothers_work():
    sealed = seal(b"x", key=KEY, place="a")
    forged = seal(b"y", key=NEW, place="a")[:12] + sealed[12:]
    with pytest.raises(ValueError, match="another"):
        unseal(forged, key=CHANGING, place="a")


def test_a_link_made_by_the_old_key_still_opens():
    now = utcnow()
    recipient = address_id("anna@client.test", key=KEY)
    link = SignedLink(
        "approval", new_id(), new_id(), recipient, now.replace(microsecond=0, year=now.year + 1)
    )
    token = sign(link, key=KEY)
    assert read(token, purpose="approval", key=CHANGING, now=now) == link
    assert read(token, purpose="approval", key=NEW, now=now) is None
    assert is_address(recipient, "anna@client.test", key=CHANGING)
    assert not is_address(recipient, "anna@client.test", key=NEW)


@contextmanager
def sealed_world():
    """A connected account and somebody's second factor, sealed as before keys had names or with the old key."""
    world = GenericWorld()
    with world.unit() as uow:
        connect_account(
            uow,
            get_account(uow, world.account_id),
            settings=world.settings(),
            secrets={"token": "t-1"},
            key=KEY,
        )
        row = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        row.secret = as_before(b'{"token": "t-1"}', place_of(row, "secret"))
        row.session = seal(b'{"access": "a-1"}', key=KEY, place=place_of(row, "session"))
        row.state = "fine"
    user, _token = make_person("agent", world.tenant)
    with UnitOfWork(Actor.system(world.tenant.id)) as uow:
        begin_second_factor(uow, get_user(uow, user.id), secret_key=KEY)
    world.person = user.id
    yield world
    with UnitOfWork(Actor.system(world.tenant.id)) as uow:  # other modules' keys are others
        uow.session.execute(update(type(user)).where(type(user).id == user.id).values(totp_secret=None))


@pytest.fixture
def sealed(db):
    with sealed_world() as world:
        yield world


@pytest.fixture
def alone(db, addresses, database, worker_id):
    """The same in a database of its own: what other tests sealed need not be passed on. (world, addresses)."""
    name, empty = f"bpo_keys_{worker_id}", make_url(addresses.owner).database
    with (
        own_databases(addresses, database, **{name: empty}) as (urls,),
        serving(urls),
        sealed_world() as world,
    ):
        yield world, urls


def opened(world, key):
    with world.unit() as uow:
        row = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        kept = [
            unseal(getattr(row, name), key=key, place=place_of(row, name)) for name in ("secret", "session")
        ]
        return [*kept, second_factor_address(get_user(uow, world.person), secret_key=key)]


def under(world, key, name):
    """How many of the brand's own values, by which key."""
    counts = count_keys([world.tenant.id], key=key)
    return sum(counts[str(column)][name] for column in sealed_columns() if column.is_brands)


def test_everything_is_passed_on_and_the_old_key_is_needed_no_more(sealed):
    before = opened(sealed, KEY)
    assert under(sealed, CHANGING, name_of(KEY)) == 2
    assert under(sealed, CHANGING, f"{name_of(KEY)} unnamed") == 1
    passed = pass_to_present_key([sealed.tenant.id], key=CHANGING)
    assert passed["channel_connection.secret"] == {"passed": 1}
    assert opened(sealed, NEW) == before
    assert under(sealed, NEW, name_of(NEW)) == 3
    again = pass_to_present_key([sealed.tenant.id], key=CHANGING)
    assert [counted["passed"] for counted in again.values()] == [0] * len(again)


def test_what_opens_with_no_key_is_told_and_left_as_it_is(sealed):
    other = SecretKey(b"a key that has sealed nothing here at all", [])
    assert under(sealed, other, NO_KEY) == 3
    passed = pass_to_present_key([sealed.tenant.id], key=other)
    assert passed["channel_connection.session"] == {NO_KEY: 1}
    assert opened(sealed, KEY)


def test_a_rotation_killed_at_any_point_goes_on_and_sending_does_not_notice(sealed, database):
    """Two processes of the installation send meanwhile: one that seals with the new key, one that does not yet."""
    before = opened(sealed, KEY)
    world, stop, sent = sealed, Event(), []

    def send():
        while not stop.is_set() or not sent:
            for key in (CHANGING, SecretKey(KEY, [NEW])):
                world.key = key
                text = f"Reply {len(sent)}"
                asked = world.ask(f"Question {len(sent)}")
                delivered = world.deliver(world.reply(asked, text))
                sent.append((asked, text, delivered.state))

    sending = Thread(target=send)
    sending.start()
    try:
        for _round in range(3):  # one value each
            told = [database[1], NEW.decode(), KEY.decode(), str(world.tenant.id), "1"]
            killed = run_forked(main, told, cwd=ROOT, env=os.environ)
            assert killed.returncode == KILLED, killed.stderr
        pass_to_present_key([world.tenant.id], key=CHANGING)
    finally:
        stop.set()
        sending.join()
    assert opened(world, NEW) == before
    assert [(state, world.visible(asked, text)) for asked, text, state in sent] == [("sent", 1)] * len(sent)


@pytest.mark.slow
def test_the_commands_say_what_is_under_which_key_and_pass_it_on(alone, redis_url, tmp_path):
    sealed, urls = alone
    keys = {
        "BPO_SECRET_KEY": NEW.decode().replace(" ", "-"),
        "BPO_SECRET_KEYS_ALSO": KEY.decode().replace(" ", "-"),
    }
    old, new = (keys[name].encode() for name in ("BPO_SECRET_KEYS_ALSO", "BPO_SECRET_KEY"))
    with sealed.unit() as uow:
        row = uow.session.get(ChannelConnection, (sealed.tenant.id, sealed.account_id))
        row.secret = seal(b'{"token": "t-1"}', key=old, place=place_of(row, "secret"))
    servers = {"DATABASE_URL": urls[0], "DATABASE_APP_URL": urls[1], "REDIS_URL": redis_url}
    env = os.environ | servers | keys | {"BPO_HOME": str(tmp_path)}

    def say(word):
        told = run_forked(command, ["secrets", word], cwd=ROOT, env=env)
        assert told.returncode in {0, 1}, told.stderr  # 1: somebody's second factor opens with neither
        return json.loads(told.stdout)

    checked = say("check")
    assert (checked["present"], checked["also"]) == (name_of(new), [name_of(old)])
    assert checked["sealed"]["channel_connection.secret"][name_of(old)] == 1
    assert say("rotate")["columns"]["channel_connection.secret"]["passed"] == 1
    counted = say("check")["sealed"]["channel_connection.secret"]
    assert (counted[name_of(new)], name_of(old) in counted) == (1, False)
