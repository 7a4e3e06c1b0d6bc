"""Steps, calibration, shifts, absences and coverage against the real database, and their pages and programs."""

import html
import re
from datetime import UTC, datetime, time, timedelta
from threading import Thread

import pytest
from builders import actor_of_person, browser, make_person, make_responder, make_tenant
from sqlalchemy import func, select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.permissions import Profile
from bpo.staffing.models import Absence, Certification, CompetencyMark, Shift
from bpo.staffing.operations import (
    accept_calibration,
    ask_absence,
    calibrate,
    cancel_shift,
    certify,
    copy_week,
    decide_absence,
    describe_person,
    give_absence,
    keep_need,
    plan_shift,
    record_step,
    set_template,
    suspend_certification,
    tell_of_holes,
    withdraw_absence,
)
from bpo.staffing.queries import (
    asked_of,
    certification_way,
    coverage_of,
    demand_of,
    list_certifications,
    list_shifts,
    on_shift,
)
from bpo.staffing.rules.cover import Cover, Unusual
from bpo.staffing.rules.profiles import Step
from bpo.staffing.rules.shifts import Span, monday_of

YEAR = timedelta(days=365)
STEPS = [("guide", None), ("exam", 80), ("sign_off", None)]


@pytest.fixture
def tenant(db):
    return make_tenant(languages=["pl", "uk"], time_zone="Europe/Warsaw", state="live")


@pytest.fixture
def boss(tenant):
    return make_person("supervisor", tenant)[0]


def system(*tenants, now=None):
    return UnitOfWork(Actor.system(*(tenant.id for tenant in tenants)), now=now)


def acting(user, permission="staffing:manage", now=None):
    return UnitOfWork(actor_of_person(user).acting(permission), now=now)


def ask_little(tenant):
    with system(tenant) as uow:
        calibrate(uow, tenant, profile="responder", requirements={"writing": 4}, steps=STEPS)


def test_nobody_is_certified_before_the_steps_are_done(tenant, boss):
    ask_little(tenant)
    user, _token = make_person("agent", tenant)
    given = {"user_id": user.id, "valid_from": utcnow(), "valid_until": utcnow() + YEAR}
    with acting(boss) as uow, pytest.raises(Invalid) as refused:
        certify(uow, tenant.id, **given)
    assert [fault.place for fault in refused.value.faults] == ["waiver"]
    with acting(user, "knowledge:read") as uow:
        record_step(uow, tenant.id, user_id=user.id, profile="responder", step="guide")
    with acting(boss) as uow:
        with pytest.raises(Conflict):
            record_step(uow, tenant.id, user_id=user.id, profile="responder", step="sign_off")
        failed = record_step(uow, tenant.id, user_id=user.id, profile="responder", step="exam", score=79)
        assert not failed.passed
    with acting(boss) as uow:
        assert record_step(uow, tenant.id, user_id=user.id, profile="responder", step="exam", score=80).passed
    with acting(boss) as uow:
        record_step(uow, tenant.id, user_id=user.id, profile="responder", step="sign_off", note="Ready.")
    with acting(boss) as uow:
        assert certify(uow, tenant.id, waiver="not needed", **given).waiver is None


def test_a_waiver_is_kept_and_in_the_audit_log(tenant, boss):
    user, _token = make_person("agent", tenant)
    with acting(boss) as uow:
        row = certify(
            uow,
            tenant.id,
            user_id=user.id,
            valid_from=uow.now,
            valid_until=uow.now + YEAR,
            waiver="Five years at this brand.",
        )
        assert row.waiver == "Five years at this brand."
    with system(tenant) as uow:
        event = uow.session.scalars(
            select(EventRow).where(
                EventRow.tenant_id == tenant.id, EventRow.action == "certification.steps_waived"
            )
        ).one()
    assert event.detail["steps"] == [step.value for step in Step]
    assert "Five years" not in str(event.detail)


def test_only_the_person_says_that_they_have_read_and_nobody_else_passes_themself(tenant, boss):
    ask_little(tenant)
    user, _token = make_person("agent", tenant)
    with acting(boss) as uow, pytest.raises(Forbidden):
        record_step(uow, tenant.id, user_id=user.id, profile="responder", step="guide")
    with acting(user, "knowledge:read") as uow:
        record_step(uow, tenant.id, user_id=user.id, profile="responder", step="guide")
    with acting(user, "knowledge:read") as uow, pytest.raises(Forbidden):
        record_step(uow, tenant.id, user_id=user.id, profile="responder", step="exam", score=100)


def test_a_brands_word_goes_before_the_vendors_and_a_proposal_waits(tenant, boss):
    other = make_tenant()
    approver, _token = make_person("client_approver", tenant)
    with system(tenant, other) as uow:
        set_template(uow, profile="analyst", requirements={"search": 5}, steps=[("sign_off", None)])
    with acting(approver, "profile:calibrate") as uow:
        row = calibrate(uow, tenant, profile="analyst", requirements={"trends": 2}, steps=[], note="Enough.")
        assert row.state == "proposed"
    with system(tenant, other) as uow:
        asked = asked_of(uow, [tenant.id, other.id])
        assert asked[tenant.id, Profile.ANALYST].demand.requirements == {"search": 5}
        assert asked[tenant.id, Profile.ANALYST].proposed.note == "Enough."
    with acting(boss) as uow:
        accept_calibration(uow, uow.session.merge(row))
    with acting(approver, "brand:read") as uow:  # a client sees what is asked of them
        assert demand_of(uow, tenant.id, Profile.ANALYST).requirements == {"trends": 2}
    with system(tenant, other) as uow:
        assert demand_of(uow, other.id, Profile.ANALYST).requirements == {"search": 5}
        set_template(
            uow,
            profile="analyst",
            requirements={},
            steps=[],
        )


def test_a_newer_proposal_takes_the_place_of_an_older_and_versions_stay(tenant):
    approver, _token = make_person("client_approver", tenant)
    for mark in (2, 3):
        with acting(approver, "profile:calibrate") as uow:
            calibrate(uow, tenant, profile="responder", requirements={"speed": mark}, steps=[])
    with system(tenant) as uow:
        proposed = asked_of(uow, [tenant.id])[tenant.id, Profile.RESPONDER].proposed
        assert (proposed.version, proposed.demand.requirements) == (2, {"speed": 3})


def test_every_mark_is_kept_with_its_grounds(tenant, boss):
    user, _token = make_person("agent", tenant)
    with acting(boss) as uow:
        describe_person(
            uow, user.id, profile="responder", competencies={"writing": 3, "speed": 2}, evidence="June exam."
        )
    with acting(boss) as uow:
        describe_person(
            uow, user.id, profile="responder", competencies={"writing": 4, "speed": 2}, evidence="Coaching."
        )
    with system(tenant) as uow:
        rows = uow.session.scalars(
            select(CompetencyMark).where(CompetencyMark.user_id == user.id).order_by(CompetencyMark.id)
        ).all()
        found = [(row.competency, row.mark, row.evidence, row.marked_by) for row in rows]
    assert sorted(found[:2]) == [("speed", 2, "June exam.", boss.id), ("writing", 3, "June exam.", boss.id)]
    assert found[2:] == [("writing", 4, "Coaching.", boss.id)]


TOMORROW = (utcnow() + timedelta(days=1)).date()


def plan(uow, user, *, day=TOMORROW, start=time(9), end=time(17), **over):
    return plan_shift(uow, user.id, day=day, start=start, end=end, time_zone="Europe/Warsaw", **over)


def test_a_shift_is_planned_once_and_the_person_told(tenant, boss):
    user, _token = make_responder(tenant)
    with acting(boss) as uow:
        plan(uow, user)
    with acting(boss) as uow, pytest.raises(Conflict) as refused:
        plan(uow, user, start=time(16, 59), end=time(22))
    assert "from 09:00 to 17:00" in refused.value.text()
    with acting(boss) as uow:
        plan(uow, user, start=time(17), end=time(22))
    with system(tenant) as uow:
        told = uow.session.scalars(
            select(Notification).where(Notification.user_id == user.id, Notification.kind == "shift")
        ).all()
    assert len(told) == 2


def test_two_who_plan_at_once_plan_one_shift(tenant, boss):
    user, _token = make_responder(tenant)
    said = []

    def try_it():
        try:
            with acting(boss) as uow:
                plan(uow, user)
            said.append("planned")
        except Conflict:
            said.append("taken")

    threads = [Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["planned", "taken", "taken", "taken"]
    with system(tenant) as uow:
        assert uow.session.scalar(select(func.count()).where(Shift.user_id == user.id)) == 1


def test_a_week_copied_twice_is_planned_once(tenant, boss):
    user, _token = make_responder(tenant)
    monday = monday_of(TOMORROW) + timedelta(days=7)
    with acting(boss) as uow:
        plan(uow, user, day=monday, start=time(22), end=time(6))
        plan(uow, user, day=monday + timedelta(days=3), tenant_ids=[tenant.id])
    with acting(boss) as uow:
        done = copy_week(uow, monday, weeks=2, time_zone="Europe/Warsaw", user_ids=[user.id])
        assert (done.planned, done.taken) == (4, 0)
    with acting(boss) as uow:
        done = copy_week(uow, monday, weeks=2, time_zone="Europe/Warsaw", user_ids=[user.id])
        assert (done.planned, done.taken) == (0, 4)
    with acting(boss) as uow:
        start = datetime.combine(monday + timedelta(days=7), time(), tzinfo=UTC)
        found = list_shifts(uow, Span(start, start + timedelta(days=6)), user_ids=[user.id])
        assert [one.everywhere for one in found] == [True, False]


def test_shifts_of_people_elsewhere_cannot_be_touched(tenant, boss):
    other = make_tenant()
    user, _token = make_responder(other)
    with system(other) as uow:
        row = plan(uow, user)
    with acting(boss) as uow:
        with pytest.raises(NotFound):
            plan(uow, user)
        with pytest.raises(NotFound):
            cancel_shift(uow, uow.session.merge(row))


def test_a_shift_names_only_brands_at_which_the_person_works(tenant, boss):
    other = make_tenant()
    user, _token = make_responder(tenant)
    with system(tenant, other) as uow, pytest.raises(Invalid):
        plan(uow, user, tenant_ids=[tenant.id, other.id])
    analyst, _token = make_person("agent", tenant, profile="analyst")
    with acting(boss) as uow:
        with pytest.raises(Invalid):
            plan(uow, analyst)
        assert plan(uow, analyst, profile="analyst").profile == "analyst"


def test_who_is_on_shift_now(tenant, boss):
    other = make_tenant()
    here, _token = make_responder(tenant)
    away, _token = make_responder(tenant)
    everywhere, _token = make_responder(tenant, other)
    with system(tenant, other) as uow:
        plan(uow, here, tenant_ids=[tenant.id])
        plan(uow, away)
        plan(uow, everywhere)
        gone = plan(uow, here, start=time(18), end=time(19), tenant_ids=[tenant.id])
        cancel_shift(uow, gone)
        give_absence(uow, uow.session.merge(away), kind="sick", first_day=TOMORROW, last_day=TOMORROW)
    noon = datetime.combine(TOMORROW, time(12), tzinfo=UTC)
    with system(tenant, other) as uow:
        found = on_shift(uow, [tenant.id, other.id], noon)
        # Whether somebody may serve is another question: who works for the vendor at all may be there.
        assert found[tenant.id] >= {here.id, everywhere.id}
        assert away.id not in found[tenant.id]
        assert here.id not in found[other.id]
        assert on_shift(uow, [tenant.id], noon + timedelta(hours=5, minutes=30))[tenant.id].isdisjoint(
            {here.id, away.id}
        )


def test_an_absence_is_asked_granted_and_taken_back(tenant, boss):
    user, _token = make_responder(tenant)
    days = {"first_day": TOMORROW, "last_day": TOMORROW + timedelta(days=2)}
    with acting(user, "shift:read") as uow:
        row = ask_absence(uow, user, kind="vacation", **days)
        assert row.state == "asked"
    with acting(user, "shift:read") as uow, pytest.raises(Conflict):
        ask_absence(uow, user, kind="training", first_day=TOMORROW, last_day=TOMORROW)
    with acting(boss) as uow:
        decide_absence(uow, uow.session.get(Absence, row.id), granted=True)
    with acting(boss) as uow, pytest.raises(Conflict):
        decide_absence(uow, uow.session.get(Absence, row.id), granted=False)
    with acting(boss) as uow, pytest.raises(NotFound):
        withdraw_absence(uow, uow.session.get(Absence, row.id))  # not theirs
    with acting(user, "shift:read") as uow:
        withdraw_absence(uow, uow.session.get(Absence, row.id))
    with acting(user, "shift:read") as uow:
        assert ask_absence(uow, user, kind="training", **days).state == "asked"


def test_nobody_grants_their_own_absence(tenant, boss):
    with acting(boss, "shift:read") as uow:
        row = ask_absence(uow, boss, kind="vacation", first_day=TOMORROW, last_day=TOMORROW)
    with acting(boss) as uow:
        with pytest.raises(Conflict):
            decide_absence(uow, uow.session.get(Absence, row.id), granted=True)
        with pytest.raises(Conflict):
            give_absence(uow, boss, kind="sick", first_day=TOMORROW, last_day=TOMORROW)


@pytest.fixture
def promised(tenant):
    """The brand promises to answer at all hours."""
    with system(tenant) as uow:
        promise(uow, tenant)
    return tenant


def promise(uow, tenant):
    from bpo.tenants.models import ServiceLevel

    uow.session.add(
        ServiceLevel(
            tenant_id=tenant.id,
            version=1,
            position=1,
            name="all",
            conditions={},
            first_response_seconds=1800,
            calendar="always",
            created_at=uow.now,
        )
    )


def told_of(tenant, span):
    with system(tenant) as uow:
        (found,) = coverage_of(uow, [tenant], span)
        return [(one.span.length, one.cover) for one in found.stretches]


def day_span(day=TOMORROW):
    start = datetime.combine(day, time(), tzinfo=UTC)
    return Span(start, start + timedelta(days=1))


def test_only_who_may_answer_covers(promised, boss):
    nobody = [(timedelta(days=1), Cover.NOBODY)]
    assert told_of(promised, day_span()) == nobody
    uncertified, _token = make_responder(promised, certified=False)
    unassigned, _token = make_responder(promised, assigned=False)
    with system(promised) as uow:
        for user in (uncertified, unassigned):
            plan_shift(uow, user.id, day=TOMORROW, start=time(8), end=time(16), time_zone="UTC")
    assert told_of(promised, day_span()) == nobody
    polish, _token = make_responder(promised, languages=["pl"])
    both, _token = make_responder(promised)
    with system(promised) as uow:
        plan_shift(uow, polish.id, day=TOMORROW, start=time(8), end=time(16), time_zone="UTC")
        plan_shift(uow, both.id, day=TOMORROW, start=time(12), end=time(20), time_zone="UTC")
    hours = timedelta(hours=4)
    assert told_of(promised, day_span()) == [
        (2 * hours, Cover.NOBODY),
        (hours, Cover.LANGUAGE),
        (hours, Cover.COVERED),  # two are there
        (hours, Cover.COVERED),  # and one
        (hours, Cover.NOBODY),
    ]
    with system(promised) as uow:
        keep_need(uow, promised.id, usual=1, exceptions=[Unusual(frozenset(range(7)), time(0), time(0), 2)])
    assert Cover.THIN in {cover for _length, cover in told_of(promised, day_span())}
    with system(promised) as uow:
        row = list_certifications(uow, [promised.id], user_ids=[both.id])[0]
        suspend_certification(uow, uow.session.get(Certification, (promised.id, row.id)), reason="An error.")
    assert Cover.COVERED not in {cover for _length, cover in told_of(promised, day_span())}


def test_an_absence_and_the_end_of_a_certification_make_holes(promised):
    noon = datetime.combine(TOMORROW, time(12), tzinfo=UTC)
    user, _token = make_responder(promised, valid_until=noon)
    with system(promised) as uow:
        plan_shift(uow, user.id, day=TOMORROW, start=time(8), end=time(16), time_zone="UTC")
    assert [length for length, cover in told_of(promised, day_span()) if cover is Cover.COVERED] == [
        timedelta(hours=4)
    ]
    with system(promised) as uow:
        give_absence(uow, uow.session.merge(user), kind="sick", first_day=TOMORROW, last_day=TOMORROW)
    assert told_of(promised, day_span()) == [(timedelta(days=1), Cover.NOBODY)]


def test_whoever_staffs_is_told_of_holes_once_a_day(promised, boss):
    user, _token = make_responder(promised)
    with system(promised) as uow:
        assert tell_of_holes(uow, promised) == 0  # nobody plans here
        plan_shift(
            uow, user.id, day=TOMORROW + timedelta(days=2), start=time(8), end=time(16), time_zone="UTC"
        )
    with system(promised) as uow:
        told = tell_of_holes(uow, promised)
        assert told >= 1
    with system(promised) as uow:
        assert tell_of_holes(uow, promised) == 0
    with system(promised, now=utcnow() + timedelta(days=1)) as uow:
        assert tell_of_holes(uow, promised) == told
    with system(promised) as uow:
        row = uow.session.scalars(
            select(Notification).where(Notification.user_id == boss.id, Notification.kind == "coverage_hole")
        ).first()
    assert row.path == f"/brands/{promised.slug}/coverage"


def test_the_pages_of_a_supervisors_week(app, promised, boss):
    client = browser(app, make_person("supervisor", promised)[1])
    user, token = make_responder(promised, name="Ada Zięba")
    form = {
        "user_id": str(user.id),
        "day": TOMORROW.isoformat(),
        "start": "09:00",
        "end": "17:00",
        "time_zone": "UTC",
        "profile": "responder",
        "brands": [promised.slug],
    }
    assert client.post("/shifts", data=form).status_code == 303
    taken = client.post("/shifts", data=form)
    assert taken.status_code == 422
    assert "There is a shift already" in taken.text
    assert "09:00–17:00" in client.get(f"/shifts?week={TOMORROW}").text
    mine = browser(app, token)
    assert "09:00–17:00" in mine.get("/profile/shifts").text
    asked = {
        "kind": "vacation",
        "first_day": (TOMORROW + timedelta(days=1)).isoformat(),
        "last_day": (TOMORROW + timedelta(days=3)).isoformat(),
    }
    assert mine.post("/profile/shifts", data=asked).status_code == 303
    week = client.get("/shifts").text
    assert "Absences that wait for you" in week
    with system(promised) as uow:
        absence_id = uow.session.scalar(select(Absence.id).where(Absence.user_id == user.id))
    assert client.post(f"/absences/{absence_id}/grant").status_code == 303
    colleague = browser(app, make_responder(promised)[1])
    shown = colleague.get(f"/shifts?week={TOMORROW + timedelta(days=1)}").text
    assert "Absent" in shown
    assert "Vacation" not in shown  # why is no colleague's matter
    assert colleague.post(f"/absences/{absence_id}/withdraw").status_code == 404
    coverage = client.get(f"/brands/{promised.slug}/coverage?week={TOMORROW}").text
    assert "cover-nobody" in coverage
    assert "nobody is on shift" in coverage
    need = {"usual": "2", "days_0": ["0", "1"], "start_0": "09:00", "end_0": "18:00", "people_0": "3"}
    assert client.post(f"/brands/{promised.slug}/coverage", data=need).status_code == 303
    assert client.post(f"/brands/{promised.slug}/coverage", data=need | {"start_0": ""}).status_code == 422
    assert 'value="18:00"' in client.get(f"/brands/{promised.slug}/coverage").text
    assert promised.name in client.get("/coverage").text
    again = {"week": TOMORROW.isoformat(), "weeks": "1", "time_zone": "UTC"}
    assert client.post("/shifts/copies", data=again).status_code == 303


def test_granting_an_absence_says_which_shifts_are_left_and_a_hole_leads_to_planning_one(app, promised, boss):
    client = browser(app, make_person("supervisor", promised)[1])
    user, token = make_responder(promised)
    with acting(boss, "staffing:manage") as uow:
        plan_shift(uow, user.id, day=TOMORROW, start=time(8), end=time(16), time_zone="UTC")
    asked = {"kind": "vacation", "first_day": TOMORROW.isoformat(), "last_day": TOMORROW.isoformat()}
    browser(app, token).post("/profile/shifts", data=asked)
    assert re.search(r"Shifts in it.*<td class=\"number\">1</td>", client.get("/shifts").text, re.DOTALL)
    with system(promised) as uow:
        absence_id = uow.session.scalar(select(Absence.id).where(Absence.user_id == user.id))
    granted = client.post(f"/absences/{absence_id}/grant", follow_redirects=True).text
    assert "1 shift falls into it and nobody stands in" in granted
    page = client.get(f"/brands/{promised.slug}/coverage?week={TOMORROW}").text
    link = html.unescape(re.search(r'href="(/shifts\?[^"#]*day=[^"#]*)#plan"', page)[1])
    form = client.get(link).text
    assert f'value="{promised.slug}" type="checkbox" checked' in form
    assert re.search(r'name="start" [^>]*value="\d\d:\d\d"', form)


def test_the_pages_of_a_profile_and_of_the_way_to_a_certification(app, tenant):
    client = browser(app, make_person("supervisor", tenant)[1])
    approver = browser(app, make_person("client_approver", tenant)[1])
    user, token = make_person("agent", tenant, name="Ada")
    page = f"/brands/{tenant.slug}/profiles"
    asked = {"mark_writing": "5", "languages": ["pl"], "steps": ["guide", "exam"], "pass_exam": "70"}
    assert approver.post(f"{page}/responder", data=asked | {"pass_exam": ""}).status_code == 422
    assert approver.post(f"{page}/responder", data=asked).status_code == 303
    assert "Accept" not in approver.get(page).text
    shown = client.get(page).text
    action = shown.partition("/accept")[0].rpartition('"')[2]
    assert client.post(f"{action}/accept").status_code == 303
    mine = browser(app, token)
    own = mine.get("/profile/certifications").text
    assert "not judged yet, 5 is asked for" in own
    assert "I have read the guide" in own
    assert mine.post(f"/profile/certifications/{tenant.slug}/responder/guide").status_code == 303
    way = f"/brands/{tenant.slug}/staff/{user.id}/responder"
    assert client.post(way, data={"step": "exam", "score": "69", "note": "Nerves."}).status_code == 303
    assert "Nerves." in client.get(way).text
    assert client.post(way, data={"step": "exam", "score": "70"}).status_code == 303
    with system(tenant) as uow:
        states = [one.state.value for one in certification_way(uow, tenant.id, user.id, Profile.RESPONDER)]
    assert states == ["done", "done"]
    assert "Competencies of responders" in client.get(f"/brands/{tenant.slug}/staff").text
    assert client.get("/staff/profiles/responder").status_code == 403  # the vendor's own
    head = browser(app, make_person("supervisor")[1])
    assert head.get("/staff/profiles/analyst").status_code == 200


def test_programs_do_what_pages_do(app, promised):
    client = browser(app, make_person("supervisor", promised)[1])
    user, token = make_responder(promised)
    made = client.post(
        "/api/v1/shifts",
        json={
            "user_id": str(user.id),
            "day": TOMORROW.isoformat(),
            "start": "22:00",
            "end": "06:00",
            "time_zone": "Europe/Warsaw",
            "brands": [promised.slug],
        },
    )
    assert made.status_code == 201
    assert made.json["brand_ids"] == [str(promised.id)]
    mine = browser(app, token)
    assert [one["id"] for one in mine.get("/api/v1/me/shifts").json["items"]] == [made.json["id"]]
    found = client.get(f"/api/v1/brands/{promised.slug}/coverage").json
    assert found["is_planned"]
    assert {one["cover"] for one in found["stretches"]} == {"nobody", "covered"}
    wrong = client.get(f"/api/v1/brands/{promised.slug}/coverage?until=2020-01-01T00:00:00Z")
    assert wrong.status_code == 422
    kept = client.put(
        f"/api/v1/brands/{promised.slug}/coverage",
        json={
            "usual": 1,
            "exceptions": [{"weekdays": [5, 6], "start": "10:00", "end": "12:00", "people": 2}],
        },
    )
    assert kept.json["need"]["exceptions"][0]["people"] == 2
    assert client.delete(f"/api/v1/shifts/{made.json['id']}").status_code == 204
    day = (TOMORROW + timedelta(days=9)).isoformat()
    asked = mine.post("/api/v1/me/absences", json={"kind": "training", "first_day": day, "last_day": day})
    assert asked.status_code == 201
    answer = client.post(f"/api/v1/absences/{asked.json['id']}/decline")
    assert answer.json["state"] == "declined"
    body = {"requirements": {"writing": 2}, "steps": [{"step": "exam", "pass_mark": 50}]}
    calibrated = client.put(f"/api/v1/brands/{promised.slug}/profiles/responder", json=body)
    assert calibrated.json["state"] == "in_force"
    way = f"/api/v1/brands/{promised.slug}/staff/{user.id}/responder"
    assert client.post(way, json={"step": "exam", "score": 50}).json["steps"][0]["state"] == "done"
    assert client.get(way).json["gap"]["lacks"] == [{"competency": "writing", "wanted": 2, "has": None}]
