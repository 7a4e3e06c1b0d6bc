"""Reports by mail: when, of what, to whom; once for each period, and never to who may not read them."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from builders import browser, drain_all, make_person
from reports.worlds import Said, make_brand, take
from sqlalchemy import func, select

from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Membership
from bpo.identity.permissions import Role
from bpo.reports.models import ReportDelivery, ReportSubscription
from bpo.reports.operations.months import accept_month, prepare_month
from bpo.reports.operations.subscriptions import plan_deliveries
from bpo.reports.rules.schedules import Frequency, Timetable, latest_run
from bpo.reports.rules.sections import ALL
from bpo.tenants.rules.period import month_of

WARSAW = "Europe/Warsaw"
WRITTEN = datetime(2026, 5, 4, 12, tzinfo=UTC)  # a Monday


@pytest.fixture
def brand(db):
    tenant = make_brand(
        contract={"targets": [{"figure": "first_response", "attainment": 0.9}]},
        name="Larkwing",
        time_zone=WARSAW,
        state="live",
    )
    take(
        tenant,
        [
            Said(
                f"{n}/{side}", str(n), "x:one", side, WRITTEN + timedelta(minutes=n + at), agent="a@v.example"
            )
            for n in range(3)
            for side, at in (("in", 0), ("out", 7))
        ],
    )
    return tenant


@pytest.fixture
def post(app):
    """The mails that were sent, in the order of sending."""
    from bpo.identity import mail

    folder = mail.in_use().mail_folder

    known = set(folder.glob("*.eml"))

    def read():
        new = sorted(set(folder.glob("*.eml")) - known)
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in new]

    return read


def local(*parts):
    return datetime(*parts, tzinfo=ZoneInfo(WARSAW)).astimezone(UTC)


def plan(tenant, at):
    with UnitOfWork(Actor.system(tenant.id), now=at) as uow:
        return plan_deliveries(uow, tenant)


def begin(tenant, user, at, frequency="daily", attachments=("pdf",), sections=None, **when):
    with UnitOfWork(Actor.system(tenant.id), now=at) as uow:
        uow.session.add(
            ReportSubscription(
                tenant_id=tenant.id,
                user_id=user.id,
                frequency=frequency,
                attachments=list(attachments),
                sections=sections,
                since=at,
                **({"hour": 8} | when),
            )
        )


def outcomes(tenant):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        query = select(ReportDelivery.from_date, ReportDelivery.outcome).order_by(ReportDelivery.from_date)
        return [tuple(row) for row in uow.session.execute(query.where(ReportDelivery.tenant_id == tenant.id))]


@pytest.mark.parametrize(
    ("timetable", "now", "at", "first", "last"),
    [
        (("daily", 8), local(2026, 5, 5, 8), local(2026, 5, 5, 8), date(2026, 5, 4), date(2026, 5, 5)),
        (("daily", 8), local(2026, 5, 5, 7, 59), local(2026, 5, 4, 8), date(2026, 5, 3), date(2026, 5, 4)),
        (("weekly", 8, 0), local(2026, 5, 10, 9), local(2026, 5, 4, 8), date(2026, 4, 27), date(2026, 5, 4)),
        (("weekly", 8, 6), local(2026, 5, 10, 9), local(2026, 5, 10, 8), date(2026, 5, 3), date(2026, 5, 10)),
        (
            ("monthly", 0, None, 28),
            local(2026, 3, 27, 23),
            local(2026, 2, 28),
            date(2026, 1, 1),
            date(2026, 2, 1),
        ),
        (("monthly", 0, None, 1), local(2026, 1, 1), local(2026, 1, 1), date(2025, 12, 1), date(2026, 1, 1)),
        # Clocks skip from 2:00 to 3:00 on 29 March, and show 2:00 twice on 25 October.
        (
            ("daily", 2),
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            date(2026, 3, 28),
            date(2026, 3, 29),
        ),
        (
            ("daily", 2),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 0, tzinfo=UTC),
            date(2026, 10, 24),
            date(2026, 10, 25),
        ),
        (
            ("daily", 2),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 0, tzinfo=UTC),
            date(2026, 10, 24),
            date(2026, 10, 25),
        ),
        (
            ("daily", 8),
            local(2026, 10, 26, 8),
            local(2026, 10, 26, 8),
            date(2026, 10, 25),
            date(2026, 10, 26),
        ),
    ],
)
def test_when_a_report_came_last_and_of_what(timetable, now, at, first, last):
    found = latest_run(Timetable(Frequency(timetable[0]), *timetable[1:]), now, WARSAW)
    assert (found.at, found.period.from_date, found.period.to_date) == (at, first, last)


@pytest.mark.parametrize(
    "wrong", [("daily", 24), ("daily", 8, 1), ("weekly", 8), ("monthly", 8, None, 29), ("monthly", 8)]
)
def test_a_timetable_says_what_its_frequency_asks_for(wrong):
    with pytest.raises(Invalid):
        Timetable(Frequency(wrong[0]), *wrong[1:])


def test_once_for_each_period_however_often_or_late_the_beat_comes(brand, post):
    person, _token = make_person(Role.CLIENT_VIEWER, brand, locale="pl")
    begin(brand, person, local(2026, 5, 4, 9))
    assert plan(brand, local(2026, 5, 5, 7, 59)) == 0  # what came due before they asked is not sent
    assert plan(brand, local(2026, 5, 5, 8)) == 1
    assert plan(brand, local(2026, 5, 5, 8, 10)) == 0
    assert (
        plan(brand, local(2026, 5, 9, 20)) == 1
    )  # nothing ran for days: the latest comes, the missed do not
    assert outcomes(brand) == [(date(2026, 5, 4), None), (date(2026, 5, 8), None)]
    drain_all("slow")
    assert outcomes(brand) == [(date(2026, 5, 4), "sent"), (date(2026, 5, 8), "sent")]
    first, second = sorted(
        (one for one in post() if one["To"] == person.email), key=lambda one: one["Subject"]
    )
    assert first["Message-ID"] != second["Message-ID"]
    text = next(one for one in (first, second) if "4 maj" in one["Subject"]).get_body().get_content()
    assert "nie są opieczętowane" in text
    assert (
        f"/brands/{brand.slug}/report?from=2026-05-04&to=2026-05-05&as_of=2026-05-05T06:00:00Z"
        in text.replace("%3A", ":")
    )
    assert [part.get_filename() for part in first.iter_attachments()] == [
        f"sla-{brand.slug}-2026-05-04-2026-05-05.pdf"
    ]


def test_killed_after_sending_the_same_mail_goes_again_by_the_same_id(brand, post):
    person, _token = make_person(Role.SUPERVISOR, brand)
    begin(brand, person, local(2026, 5, 4, 9), attachments=["csv", "xlsx"])
    plan(brand, local(2026, 5, 5, 8))
    drain_all("slow")
    with UnitOfWork(Actor.system(brand.id)) as uow:  # as if the process had ended before it wrote that down
        row = uow.session.scalars(select(ReportDelivery).where(ReportDelivery.tenant_id == brand.id)).one()
        row.outcome = row.finished_at = None
        uow.defer(
            "reports.jobs.deliver_report",
            tenant_id=brand.id,
            payload={"tenant_id": str(brand.id), "delivery_id": str(row.id)},
        )
    drain_all("slow")
    first, second = (one for one in post() if one["To"] == person.email)
    assert first["Message-ID"] == second["Message-ID"]
    files = [next(one.iter_attachments()).get_content() for one in (first, second)]
    assert files[0] == files[1]
    assert outcomes(brand) == [(date(2026, 5, 4), "sent")]


def test_who_has_lost_the_right_gets_no_mail_and_no_more(brand, post):
    person, _token = make_person(Role.CLIENT_VIEWER, brand)
    begin(brand, person, local(2026, 5, 4, 9))
    plan(brand, local(2026, 5, 5, 8))
    with UnitOfWork(Actor.system(brand.id)) as uow:
        held = uow.session.scalars(select(Membership).where(Membership.user_id == person.id)).one()
        held.revoked_at = uow.now
    drain_all("slow")
    assert outcomes(brand) == [(date(2026, 5, 4), "no_right")]
    assert plan(brand, local(2026, 5, 6, 8)) == 0
    assert [one for one in post() if one["To"] == person.email] == []


def test_a_sealed_month_is_mailed_as_it_was_sealed(brand, post):
    person, _token = make_person(Role.CLIENT_APPROVER, brand)
    begin(brand, person, local(2026, 6, 1), "monthly", day=3, attachments=["csv"], sections=["turns"])
    with UnitOfWork(Actor.system(brand.id), now=local(2026, 6, 2)) as uow:
        row = prepare_month(uow, brand, month_of(date(2026, 5, 1), WARSAW))
        row.state, row.signed_at, row.signed_by_name = "signed", uow.now, "Anna"
        uow.session.flush()
        accept_month(uow, brand, row)
    plan(brand, local(2026, 6, 3, 8))
    drain_all("slow")
    (found,) = (one for one in post() if one["To"] == person.email)
    text = found.get_body().get_content()
    assert "accepted and sealed" in text
    assert f"/brands/{brand.slug}/months/2026-05\n" in text
    rows = next(found.iter_attachments()).get_content().splitlines()[1:]
    assert {row.split(",")[7] for row in rows} == {"turns", "response_coverage", "backlog", "dismissals"}


def test_people_ask_for_it_on_a_page_and_stop_it_there(app, brand):
    user, token = make_person(Role.CLIENT_VIEWER, brand)
    _user, narrow = make_person(Role.CLIENT_VIEWER, brand, tags=["north"])
    _user, vendor = make_person(Role.SUPERVISOR, brand)
    reader, here = browser(app, token), f"/brands/{brand.slug}/report/delivery"
    sent = {"frequency": "weekly", "weekday": "2", "day": "1", "hour": "7", "attachments": ["pdf", "csv"]}
    sent["sections"] = [one.value for one in ALL]
    assert reader.post(f"{here}/subscribe", data=sent | {"hour": "24"}).status_code == 422
    assert reader.post(f"{here}/subscribe", data=sent | {"sections": []}).status_code == 422
    assert reader.post(f"{here}/subscribe", data=sent).status_code == 303
    assert reader.post(f"{here}/subscribe", data=sent | {"hour": "9"}).status_code == 303
    with UnitOfWork(Actor.system(brand.id)) as uow:
        row = uow.session.scalars(
            select(ReportSubscription).where(ReportSubscription.user_id == user.id)
        ).one()
        assert (row.frequency, row.weekday, row.day, row.hour) == ("weekly", 2, None, 9)
        assert (row.attachments, row.sections) == (["pdf", "csv"], None)
    assert "Wednesday, 09:00" in reader.get(here).text
    assert user.name in browser(app, vendor).get(here).text
    assert browser(app, narrow).post(f"{here}/subscribe", data=sent).status_code == 403
    assert "some of its accounts only" in browser(app, narrow).get(here).text
    assert reader.post(f"{here}/unsubscribe", data={"frequency": "weekly"}).status_code == 303
    assert reader.post(f"{here}/unsubscribe", data={"frequency": "weekly"}).status_code == 404
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert not uow.session.scalar(select(func.count()).where(ReportSubscription.user_id == user.id))


def test_programs_do_the_same_and_a_client_sees_their_own_alone(app, brand):
    _user, token = make_person(Role.CLIENT_VIEWER, brand)
    _user, vendor = make_person(Role.SUPERVISOR, brand)
    reader, ours = browser(app, token), browser(app, vendor)
    here = f"/api/v1/brands/{brand.slug}/reports"
    assert reader.put(f"{here}/subscriptions/weekly", json={"hour": 7}).status_code == 422
    body = {"hour": 7, "weekday": 4, "attachments": ["xlsx"], "sections": ["turns", "times"]}
    made = reader.put(f"{here}/subscriptions/weekly", json=body)
    assert made.status_code == 200
    assert {name: made.json[name] for name in body} == body
    assert ours.put(f"{here}/subscriptions/daily", json={"hour": 0}).status_code == 200
    assert [one["frequency"] for one in reader.get(f"{here}/subscriptions").json["items"]] == ["weekly"]
    assert len(ours.get(f"{here}/subscriptions").json["items"]) == 2
    assert reader.delete(f"{here}/subscriptions/weekly").status_code == 204
    assert reader.delete(f"{here}/subscriptions/weekly").status_code == 404
    assert reader.put(f"{here}/sections", json={"sections": ["turns"]}).status_code == 403
    assert ours.put(f"{here}/sections", json={"sections": ["turns"]}).status_code == 200
    assert reader.get(f"{here}/sections").json == {"sections": ["turns"]}
