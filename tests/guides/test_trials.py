"""A changed guide tried on last month's replies: what it lists, going on after a stop, and whose it is."""

from datetime import timedelta

import pytest
from builders import act_as, browser, make_person
from conversations.worlds import in_unit, said, store
from monitoring.worlds import work as run_jobs
from qa.worlds import DAY, House, system
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.guides.models import GuideTrial, GuideTrialReply
from bpo.guides.operations.drafting import publish_tried, read_draft
from bpo.guides.operations.trials import (
    cancel_trial,
    forget_lists,
    order_trial,
    run_trial,
)
from bpo.guides.queries.trials import count_by_rule, get_trial
from bpo.language import changes
from bpo.tenants.queries import list_sections

NO_CHEAP = "terms:\n  - {banned: [cheap], severity: warn}\n"


@pytest.fixture
def house(app):
    return House()


def order(house, text=NO_CHEAP, who=None):
    def work(uow):
        return order_trial(uow, house.tenant, read_draft(uow, house.tenant, text)).id

    return house.as_(who or house.boss, work)


def run(house, trial_id, **over):
    def open_unit():
        return UnitOfWork(Actor.system(house.tenant.id))

    return run_trial(open_unit, house.tenant.id, trial_id, **{"batches": 100, **over})


def trial_of(house, trial_id):
    return in_unit(house.tenant, lambda uow: get_trial(uow, house.tenant.id, trial_id))


def replies_of(house, trial_id):
    rows = in_unit(
        house.tenant,
        lambda uow: uow.session.scalars(
            select(GuideTrialReply).where(GuideTrialReply.trial_id == trial_id)
        ).all(),
    )
    return {row.message_id: row for row in rows}


def rules(findings):
    return [one["rule"] for one in findings]


def test_a_trial_lists_exactly_what_the_change_would_have_stopped(house):
    cheap = house.reply(text="It is cheap and comes today.")
    both = house.reply(text="It is cheap and was recieved.")
    house.reply(text="It comes today.")
    house.reply(text="It was recieved.")
    house.reply(text="It is cheap, long ago.", ago=31 * DAY)
    store(
        house.tenant,
        said("r1", 0, out=True, in_reply_to="q1", text="Cheap!", posted_at=utcnow() - DAY, automatic=True),
    )
    other = House()
    other.reply(text="It is cheap.")
    trial_id = order(house)
    assert run(house, trial_id, size=3) is False
    trial = trial_of(house, trial_id)
    assert (trial.state, trial.total, trial.done) == ("done", 4, 4)
    assert (trial.stopped, trial.let_through, trial.otherwise) == (1, 0, 1)
    found = replies_of(house, trial_id)
    assert set(found) == {cheap, both}
    assert (found[cheap].outcome, rules(found[cheap].before), rules(found[cheap].after)) == (
        "stopped",
        [],
        ["term"],
    )
    assert (found[both].outcome, rules(found[both].before)) == ("otherwise", ["spelling"])
    assert rules(found[both].after) == ["term", "spelling"]
    assert "cheap" not in str(found[cheap].after)
    counts = in_unit(house.tenant, lambda uow: count_by_rule(uow, trial))
    assert counts == {"term": {("stopped", "new"): 1, ("otherwise", "new"): 1}}


def test_a_rule_that_is_loosened_lets_through(house):
    wrong = house.reply(text="It was recieved today.")
    trial_id = order(house, "style_guide:\n  spelling: info\n")
    run(house, trial_id)
    assert trial_of(house, trial_id).let_through == 1
    row = replies_of(house, trial_id)[wrong]
    assert (row.outcome, row.effects) == ("let_through", [{"rule": "spelling", "effect": "moved"}])


def test_only_checkers_that_read_the_change_run(house, monkeypatch):
    house.reply(text="It is recieved.")
    trial_id = order(house)
    ran = []

    def watched(checkers, *given):
        ran.append({one.__name__ for one in checkers})
        return changes_findings(checkers, *given)

    changes_findings = changes.findings_of
    monkeypatch.setattr(changes, "findings_of", watched)
    run(house, trial_id)
    assert ran == [{"check_terms"}] * 2
    ran.clear()
    again = order(house, "style_guide:\n  spelling: block\n")
    run(house, again)
    # Nothing twice but what has a new list to read, and the others once, for what they found all the same.
    assert sum("check_spelling" in one for one in ran) == 1


def test_a_trial_that_was_cut_off_goes_on_where_it_stopped(house):
    for number in range(5):
        house.reply(text=f"It is cheap and comes today, {number}.")
    trial_id = order(house)
    assert run(house, trial_id, size=2, batches=1) is True
    assert (trial_of(house, trial_id).done, trial_of(house, trial_id).stopped) == (2, 2)
    assert run(house, trial_id, size=2) is False
    trial = trial_of(house, trial_id)
    assert (trial.state, trial.done, trial.stopped, len(replies_of(house, trial_id))) == ("done", 5, 5, 5)
    assert run(house, trial_id) is False
    assert trial_of(house, trial_id).done == 5


def test_two_workers_with_one_trial_count_nothing_twice(house, monkeypatch):
    for number in range(4):
        house.reply(text=f"It is cheap and comes today, {number}.")
    trial_id = order(house)
    plain, others = changes.Change.compare, []

    def compare(self, *given):
        if not others:
            others.append(True)
            run(house, trial_id, size=2, batches=1)  # the other worker is faster with the first batch
        return plain(self, *given)

    monkeypatch.setattr(changes.Change, "compare", compare)
    assert run(house, trial_id, size=2) is False
    assert (trial_of(house, trial_id).done, trial_of(house, trial_id).stopped) == (2, 2)
    run(house, trial_id, size=2)
    assert (trial_of(house, trial_id).done, len(replies_of(house, trial_id))) == (4, 4)


def test_a_cancelled_trial_stops_and_keeps_what_it_found(house):
    for number in range(4):
        house.reply(text=f"It is cheap and comes today, {number}.")
    trial_id = order(house)
    run(house, trial_id, size=2, batches=1)
    house.as_(house.boss, lambda uow: cancel_trial(uow, get_trial(uow, house.tenant.id, trial_id)))
    assert run(house, trial_id) is False
    trial = trial_of(house, trial_id)
    assert (trial.state, trial.done, trial.stopped) == ("cancelled", 2, 2)
    with pytest.raises(Conflict):
        house.as_(house.boss, lambda uow: cancel_trial(uow, get_trial(uow, house.tenant.id, trial_id)))


def test_one_trial_of_a_brand_at_a_time_and_none_of_nothing(house):
    trial_id = order(house)
    with pytest.raises(Conflict):
        order(house)
    run(house, trial_id)
    house_publishes(house, trial_id)
    with pytest.raises(Invalid):
        order(house)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("terms:\n  - {banned: [cheap], severity: loud}\n", 2),
        ("accounts: []\n", 1),
        ("profile: x\n", 1),
        ("name: Another\n", 1),
        ("terms: [", 1),
    ],
)
def test_a_draft_with_a_fault_says_on_which_line(house, text, line):
    with pytest.raises(Invalid) as caught:
        order(house, text)
    assert line in {fault.line for fault in caught.value.faults}


def test_publishing_makes_the_next_version_unless_the_guide_changed_meanwhile(house):
    first = order(house)
    house_publishes(house, first, fails=True)  # not run yet
    run(house, first)
    second_base = order(house, "names: [Zelvora]\n")
    run(house, second_base)
    house_publishes(house, first)
    version = in_unit(house.tenant, lambda uow: list_sections(uow, house.tenant.id)["rule_set"])
    assert version.content["terms"][0]["banned"] == ["cheap"]
    house_publishes(house, second_base, fails=True)
    now = in_unit(house.tenant, lambda uow: list_sections(uow, house.tenant.id)["rule_set"])
    assert now.version == version.version


def house_publishes(house, trial_id, *, fails=False):
    def work(uow):
        return publish_tried(uow, house.tenant, get_trial(uow, house.tenant.id, trial_id))

    if fails:
        with pytest.raises(Conflict):
            house.as_(house.boss, work)
    else:
        assert house.as_(house.boss, work)


def test_lists_of_old_trials_are_forgotten_and_figures_stay(house):
    house.reply(text="It is cheap.")
    trial_id = order(house)
    run(house, trial_id)
    late = utcnow() + timedelta(days=91)
    with system(house.tenant) as uow:
        assert forget_lists(uow, house.tenant.id) == 0
    with UnitOfWork(Actor.system(house.tenant.id), now=late) as uow:
        assert forget_lists(uow, house.tenant.id) == 1
    assert replies_of(house, trial_id) == {}
    assert trial_of(house, trial_id).stopped == 1


def test_another_brand_sees_no_trial_and_somebody_narrowed_orders_none(house):
    trial_id = order(house)
    other = House()
    with UnitOfWork(act_as("supervisor", other.tenant)) as uow, pytest.raises(NotFound):
        get_trial(uow, house.tenant.id, trial_id)
    with UnitOfWork(act_as("supervisor", other.tenant)) as uow:
        assert uow.session.scalars(select(GuideTrial.id)).all() == []


def test_the_pages_from_a_draft_to_the_list(app, house):
    _manager, token = make_person("client_approver", house.tenant, name="Mara Manager")
    _viewer, viewer_token = make_person("client_viewer", house.tenant)
    house.reply(text="It is cheap and comes today.")
    house.reply(text="It comes today.")
    client = browser(app, token)
    base = f"/brands/{house.tenant.slug}/guide"
    assert browser(app, viewer_token).get(f"{base}/try").status_code == 403
    wrong = client.post(f"{base}/try", data={"text": "terms: ["})
    assert (wrong.status_code, "Line 1" in wrong.text) == (422, True)
    started = client.post(f"{base}/try", data={"text": NO_CHEAP})
    assert started.status_code == 303
    running = client.get(started.location)
    assert 'hx-trigger="every 1s"' in running.text
    run_jobs(house.tenant, "slow")
    told = client.get(started.location).text
    assert "Would have stopped 1 of 2." in told
    assert '<mark class="found-warn">cheap</mark>' in told
    assert 'hx-trigger="every 1s"' not in told
    assert "Publish this guide" not in told  # that is the vendor's to do
    assert client.post(f"{started.location}/publish").status_code == 403
    listed = client.get(base).text
    assert "Mara Manager" in listed
    assert "Mara Manager" in browser(app, house.boss_token).get(base).text
    again = client.get(f"{base}/try?trial={started.location.rpartition('/')[2]}").text
    assert "cheap" in again
    boss = browser(app, house.boss_token)
    assert boss.post(f"{started.location}/publish").status_code == 303
    assert "nothing to compare yet" in boss.get(f"{base}/compare").text
    second = client.post(f"{base}/try", data={"text": NO_CHEAP.replace("cheap", "cheap, gratis")}).location
    run_jobs(house.tenant, "slow")
    assert boss.post(f"{second}/publish").status_code == 303
    compared = boss.get(f"{base}/compare").text
    assert "Not to be said" in compared
    assert "gratis" in compared
    assert "Sue Supervisor" in compared
    assert "Sue Supervisor" not in client.get(f"{base}/compare").text


def test_the_client_is_not_told_who_of_the_vendor_ordered_a_trial(app, house):
    _manager, token = make_person("client_approver", house.tenant)
    trial_id = order(house)
    run_jobs(house.tenant, "slow")
    page = browser(app, token).get(f"/brands/{house.tenant.slug}/guide/trials/{trial_id}").text
    assert "The vendor" in page
    assert "Sue Supervisor" not in page


def test_who_sees_some_accounts_only_is_refused(app, house):
    narrowed, token = make_person("client_approver", house.tenant, tags=("north",))
    assert narrowed is not None
    with pytest.raises(Forbidden):
        order(house, who=narrowed)
    page = browser(app, token).get(f"/brands/{house.tenant.slug}/guide")
    assert page.status_code == 200
    assert "/guide/try" not in page.text
