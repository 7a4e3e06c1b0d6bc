"""Sent replies are read by the reader as the composer reads them; what is not read is told, and nothing is lost."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from builders import browser
from conversations.worlds import in_unit
from qa.test_automatic import kept, run
from qa.worlds import DAY, House, system
from sqlalchemy import select

from bpo.conversations.models import Customer
from bpo.conversations.operations.erasing import ask_erasure, erase_customer
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.profile import create_api_key_for
from bpo.language.engine import check
from bpo.language.grammar.worker import GrammarEngine, Limits
from bpo.language.reader import Reader, card
from bpo.language.types import Language
from bpo.qa.operations import grammar
from bpo.qa.operations.automatic import automatic_figures, context_of, usual_period
from bpo.qa.operations.reading import keep_read, read_batch, read_one, read_sent_replies
from bpo.qa.queries.automatic import texts_now
from bpo.qa.queries.read_counts import count_read
from bpo.qa.queries.reading import likelihoods_of
from bpo.qa.rules.reading import kept_of as kept_likely
from bpo.qa.rules.reading import topics_of
from bpo.tenants.operations import replace_section

BROKEN = str(Path(__file__).parents[1] / "language" / "broken_engine.py")
ASKED = "The coat came with a hole in the sleeve!"
ARGUES = "Our records show that the coat left us whole, and there is no ground to think otherwise."
BETS = "I put it all on red tonight and I will surely win it back, give me some more chips!"
TOPICS = {
    "style_guide": {},
    "terms": [],
    "restricted_topics": [
        {"topic": "gambling", "policy": "restricted", "severity": "block", "terms": ["casino"]}
    ],
    "names": [],
}


@pytest.fixture
def house(app):
    return House()


class Broken:
    """A network that fails on one text: the edge of ours, so it is made up."""

    def __init__(self, network, word):
        self.network, self.word = network, word

    def query(self, texts):
        if any(self.word in one for one in texts):
            raise RuntimeError(self.word)
        return self.network.query(texts)


def restrict(house, *, since):
    """Have a topic restricted in replies posted since then."""
    with UnitOfWork(Actor.system(house.tenant.id), now=utcnow() - since) as uow:
        replace_section(uow, house.tenant, "rule_set", TOPICS)


def read(tenant, **over):
    return read_sent_replies(lambda: system(tenant), tenant.id, **{"seconds": 300, "size": 3, **over})


def states(tenant):
    return {key: (row.reader_state, row.reader_unread) for key, row in kept(tenant).items()}


def likely(row):
    return [one for one in row.findings if "likely" in one.get("values", {})]


def counted(house):
    with system(house.tenant) as uow:
        return count_read(uow, house.tenant.id, start=uow.now - 100 * DAY, end=uow.now + DAY)


def test_replies_are_read_once_as_the_composer_reads_them(house, network):
    restrict(house, since=50 * DAY)
    argues = house.reply(asked=ASKED, text=ARGUES)
    misspelt = house.reply(house.bob, asked=ASKED, text=f"Hello! {ARGUES} We recieve it today.")
    bets = house.reply(asked="What is new?", text=BETS, ago=3 * DAY)
    told = house.reply(asked="What is new?", text=f"Come to our casino. {BETS}")
    kind = house.reply(asked=ASKED, text="I am so sorry! A new coat will be with you on Friday.")
    short = house.reply(text="Yes.")
    old = house.reply(asked=ASKED, text=ARGUES, ago=40 * DAY)
    other = House()
    theirs = other.reply(asked=ASKED, text=ARGUES)
    run(house.tenant)
    run(other.tenant)
    before, composed = kept(house.tenant), as_composed(house)
    assert (counted(house).waiting, counted(house).old) == (6, 1)
    assert read(house.tenant, seconds=0, size=2) is True
    assert [one for one, _ in states(house.tenant).values()].count("read") == 1
    assert read(house.tenant) is False
    found = kept(house.tenant)
    for key, row in found.items():
        assert likely(row) == composed.get(key, [])
        assert [one for one in row.findings if one not in likely(row)] == before[key].findings
    assert [one["rule"] for one in likely(found[argues])] == ["tone"]
    assert likely(found[bets])[0]["values"]["topic"] == "gambling"
    assert (found[bets].warns, found[argues].infos) == (before[bets].warns + 1, before[argues].infos + 1)
    assert [row for row in likely(found[told]) if row["rule"] == "topic"] == []  # its words are found already
    assert likely(found[kind]) == []
    assert found[told].likely["t.gambling"] > 0.5
    assert found[argues].likely["r.offends"] > 0.6
    assert found[short].likely == {}
    places = [one["start"] for one in found[misspelt].findings]
    assert places == sorted(places)
    assert {row.reader_version for key, row in found.items() if key != old} == {network.version}
    assert states(house.tenant) == {**dict.fromkeys(found, ("read", None)), old: (None, None)}
    assert (counted(house).read, counted(house).waiting, counted(house).not_read) == (6, 0, 1)
    assert read(house.tenant) is False
    again = kept(house.tenant)
    assert all(again[key].reader_at == row.reader_at for key, row in found.items())
    assert states(other.tenant)[theirs] == (None, None)
    with system(other.tenant) as uow:  # another brand reaches none of them
        assert likelihoods_of(uow, house.tenant.id, [argues], version=card().version) == {}
    with system(house.tenant) as uow:
        ours = likelihoods_of(uow, house.tenant.id, [argues, old], version=card().version)
        assert ours == {argues: found[argues].likely}
        assert likelihoods_of(uow, house.tenant.id, [argues], version="another") == {}


def as_composed(house):
    """What the reader finds in each reply that waits, where the composer asks it."""
    with system(house.tenant) as uow:
        batch = read_batch(uow, house.tenant.id, limit=100)
    found = {}
    for one, compiled in batch:
        context = replace(context_of(one.reply), deep=True)
        findings = check(one.reply.text, compiled, context).findings
        found[one.reply.id] = kept_likely([each for each in findings if "likely" in each.values])
    return found


def test_the_latest_are_read_first_and_what_cannot_be_read_is_told(house, network):
    broken = house.reply(text="It comes today, dear Xanthippe.")
    early = house.reply(asked=ASKED, text=ARGUES, ago=9 * DAY)
    late = house.reply(asked=ASKED, text=ARGUES, ago=2 * DAY)
    run(house.tenant)
    assert (
        read(house.tenant, reader_of=lambda: None) is False
    )  # such a machine reads nothing, and nothing is lost
    assert {one for one, _ in states(house.tenant).values()} == {None}
    stumbles = Reader(Broken(network.network, "Xanthippe"))
    assert read(house.tenant, seconds=0, size=2, reader_of=lambda: stumbles) is True
    assert states(house.tenant) == {broken: ("not_read", "failed"), early: (None, None), late: (None, None)}
    read(house.tenant, seconds=0, size=1, reader_of=lambda: stumbles)
    assert states(house.tenant)[late] == ("read", None)
    assert states(house.tenant)[early] == (None, None)
    assert read(house.tenant, reader_of=lambda: stumbles) is False
    assert (counted(house).read, counted(house).unread) == (2, {"failed": 1})
    with system(house.tenant) as uow:
        figures = automatic_figures(uow, house.tenant, usual_period(uow, house.tenant))
    assert (figures.whole.n, figures.whole.judged) == (3, 2)  # not read is never clean


def row_of(batch, message_id):
    return next(one.reply for one, _ in batch if one.reply.id == message_id)


def test_what_is_erased_meanwhile_is_not_read_and_two_at_once_keep_one(house, network):
    gone, stays = (house.reply(asked=ASKED, text=ARGUES) for _ in range(2))
    run(house.tenant)
    with system(house.tenant) as uow:
        batch = read_batch(uow, house.tenant.id, limit=10)
    results = [(one, read_one(network, one, compiled)) for one, compiled in batch]
    assert all(done.findings for _, done in results)
    before = {gone: SimpleNamespace(**{**row_of(batch, gone)._mapping, "text": "before"})}
    changed = [(replace(one, reply=before.get(one.reply.id, one.reply)), done) for one, done in results]
    with system(house.tenant) as uow:
        assert keep_read(uow, house.tenant.id, changed, version=network.version) == 2
    found = kept(house.tenant)
    assert states(house.tenant) == {gone: ("not_read", "erased"), stays: ("read", None)}
    assert (likely(found[gone]), found[gone].likely) == ([], None)
    assert len(likely(found[stays])) == 1
    with system(house.tenant) as uow:
        assert keep_read(uow, house.tenant.id, results, version=network.version) == 0
    assert kept(house.tenant)[stays].infos == found[stays].infos


@pytest.mark.parametrize("reader_is_last", [True, False])
def test_grammar_and_reader_at_once_lose_nothing_of_each_other(house, network, reader_is_last):
    message_id = house.reply(asked=ASKED, text=f"{ARGUES} It is wrong.")
    run(house.tenant)
    with system(house.tenant) as uow:
        [(one, compiled)] = read_batch(uow, house.tenant.id, limit=10)
        waiting = grammar.read_waiting(uow, house.tenant.id, Language.EN, limit=10)
    done = read_one(network, one, compiled)
    command = (sys.executable, BROKEN)
    with GrammarEngine(Language.EN, limits=Limits(megabytes=400, seconds=0.2), command=command) as engine:
        readings = [(each, grammar.read_reply(engine, each.reply.text)) for each in waiting]

    def keep_ours():
        with system(house.tenant) as uow:
            assert keep_read(uow, house.tenant.id, [(one, done)], version=network.version) == 1

    def keep_theirs():
        with system(house.tenant) as uow:
            assert grammar.keep_readings(uow, house.tenant.id, readings) == 1

    for keep in (keep_theirs, keep_ours) if reader_is_last else (keep_ours, keep_theirs):
        keep()
    row = kept(house.tenant)[message_id]
    assert {"tone", "grammar"} <= {each["rule"] for each in row.findings}
    assert (row.infos, row.warns) == tuple(
        sum(each["severity"] == severity for each in row.findings) for severity in ("info", "warn")
    )
    starts = [each["start"] for each in row.findings]
    assert starts == sorted(starts)


def test_erasing_the_customer_takes_how_it_read_and_leaves_what_was_found(house, network):
    message_id = house.reply(asked=ASKED, text=ARGUES)
    run(house.tenant)
    read(house.tenant)
    before = kept(house.tenant)[message_id]
    assert before.likely
    with system(house.tenant) as uow:
        customer = uow.session.scalars(select(Customer).where(Customer.tenant_id == house.tenant.id)).one()
        erasure = ask_erasure(uow, customer, reason="customer")
        uow.session.flush()
        assert erase_customer(uow, erasure)
    row = kept(house.tenant)[message_id]
    assert (row.likely, row.findings, row.reader_state) == (None, before.findings, "read")
    with system(house.tenant) as uow:
        assert likelihoods_of(uow, house.tenant.id, [message_id], version=card().version) == {}


def test_who_keeps_how_a_reply_read_waits_for_an_erasure_under_way(house, network):
    message_id = house.reply(asked=ASKED, text=ARGUES)
    run(house.tenant)
    with system(house.tenant) as uow:
        [(one, compiled)] = read_batch(uow, house.tenant.id, limit=10)
    done = read_one(network, one, compiled)
    assert done.likely

    def keep():
        with system(house.tenant) as uow:
            return keep_read(uow, house.tenant.id, [(one, done)], version=network.version)

    with ThreadPoolExecutor(1) as pool:
        with system(house.tenant) as uow:
            customer = uow.session.scalars(
                select(Customer).where(Customer.tenant_id == house.tenant.id)
            ).one()
            erasure = ask_erasure(uow, customer, reason="customer")
            uow.session.flush()
            assert erase_customer(uow, erasure)
            keeping = pool.submit(keep)
            with pytest.raises(TimeoutError):
                keeping.result(timeout=0.5)
        assert keeping.result(timeout=60) == 1
    row = kept(house.tenant)[message_id]
    assert (row.likely, row.findings, row.reader_unread) == (None, [], "erased")


def test_an_erasure_waits_for_who_keeps_and_takes_what_was_kept(house, network):
    message_id = house.reply(asked=ASKED, text=ARGUES)
    run(house.tenant)
    with system(house.tenant) as uow:
        [(one, compiled)] = read_batch(uow, house.tenant.id, limit=10)
    done = read_one(network, one, compiled)

    def erase():
        with system(house.tenant) as uow:
            customer = uow.session.scalars(
                select(Customer).where(Customer.tenant_id == house.tenant.id)
            ).one()
            erasure = ask_erasure(uow, customer, reason="customer")
            uow.session.flush()
            return erase_customer(uow, erasure)

    with ThreadPoolExecutor(1) as pool:
        with system(house.tenant) as uow:
            assert texts_now(uow, house.tenant.id, [message_id]) == {message_id: ARGUES}
            erasing = pool.submit(erase)
            with pytest.raises(TimeoutError):
                erasing.result(timeout=0.5)
            assert keep_read(uow, house.tenant.id, [(one, done)], version=network.version) == 1
        assert erasing.result(timeout=60)
    row = kept(house.tenant)[message_id]
    assert (row.likely, row.reader_state) == (None, "read")


def test_a_topic_kept_without_its_name_is_looked_up_once_more(house, network):
    restrict(house, since=5 * DAY)
    told = house.reply(asked="What is new?", text=f"Come to our casino. {BETS}")
    run(house.tenant)
    [(one, compiled)] = in_unit(house.tenant, lambda uow: read_batch(uow, house.tenant.id, limit=10))
    assert topics_of(one.findings) == {"gambling"}
    bare = [{name: each[name] for name in ("rule", "severity", "start", "end")} for each in one.findings]
    assert topics_of(bare) is None
    assert told == one.reply.id
    assert not [
        each
        for each in read_one(network, replace(one, findings=bare), compiled).findings
        if each.rule == "topic"
    ]


def test_pages_and_programs_tell_the_readers_findings_apart(app, house, network):
    house.start()
    argues = house.reply(asked=ASKED, text=ARGUES)
    house.reply(text="It comes today.", ago=2 * DAY)
    house.reply(house.bob, text="We recieve it today, I am sure.", ago=40 * DAY)
    run(house.tenant)
    base = f"/brands/{house.tenant.slug}/quality/automatic"
    staff, reviewer = browser(app, house.boss_token), browser(app, house.rita_token)
    desk = f"/brands/{house.tenant.slug}/reviewing/{house.choose(argues).id}"
    assert "Not read by the reader yet" in reviewer.get(desk).text
    read(house.tenant, seconds=0, size=1)
    page = staff.get(base).text
    assert "rule=likely:tone" in page.replace("%3A", ":")
    assert "tone (likely)" in page
    assert "cannot run on this server" not in page
    rows = staff.get(f"{base}/replies?rule=likely:tone").text
    assert (rows.count("<tr>"), rows.count("tone (likely)") > 0) == (2, True)
    assert "Not read by the reader yet" not in rows
    assert staff.get(f"{base}/replies?rule=tone").text.count("<tr>") == 0
    waiting = staff.get(f"{base}/replies?reader=waiting").text
    assert (waiting.count("<tr>"), "Not read by the reader yet" in waiting) == (2, True)
    told = reviewer.get(desk).text
    assert "Read by the reader" in told
    kept_one = likely(kept(house.tenant)[argues])[0]
    assert f"Reads as if it argued with the customer ({kept_one['values']['likely']} % likely)." in told
    with UnitOfWork(Actor.system()) as uow:
        _row, key = create_api_key_for(uow, uow.session.merge(house.boss), name="reading")
    client, with_key = app.test_client(), {"Authorization": f"Bearer {key}"}
    figures = client.get(f"/api/v1{base}", headers=with_key).json
    assert (figures["reader"]["read"], figures["reader"]["waiting"]) == (1, 1)
    [rule] = [one for one in figures["rules"] if one["rule"] == "likely:tone"]
    assert (rule["replies"], rule["share"]["n"]) == (1, 1)  # of those that it has read
    [item] = client.get(f"/api/v1{base}/replies?rule=likely:tone", headers=with_key).json["items"]
    assert (item["message_id"], item["reader_state"], item["reader_version"]) == (
        str(argues),
        "read",
        network.version,
    )
    long_ago = (utcnow() - 60 * DAY).date().isoformat()
    old = client.get(f"/api/v1{base}/replies?reader=old&from={long_ago}&to=2100-01-01", headers=with_key).json
    assert [one["reader_state"] for one in old["items"]] == [None]
    never = client.get(f"/api/v1{base}/replies?reader=never&from={long_ago}&to=2100-01-01", headers=with_key)
    assert never.json["items"] == old["items"]
    assert (
        "Too old for the reader" in staff.get(f"{base}/replies?reader=old&from={long_ago}&to=2100-01-01").text
    )


def test_where_the_reader_cannot_run_the_page_says_so(app, house, monkeypatch):
    monkeypatch.setattr("bpo.qa.views.automatic.can_read", lambda: False)
    house.reply()
    run(house.tenant)
    page = browser(app, house.boss_token).get(f"/brands/{house.tenant.slug}/quality/automatic").text
    assert "The reader cannot run on this server" in page
