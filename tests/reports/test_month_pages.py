"""The pages and endpoints of months, as supervisors, approvers and programs meet them."""

import hashlib
import html
import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import browser, drain_all, make_person
from reports.worlds import Said, make_brand, take

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.reports.operations.months import accept_month, prepare_month, sign_month
from bpo.tenants.operations import replace_section
from bpo.tenants.rules.period import month_of

MAY = date(2026, 5, 1)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def brand(db):
    contract = {"targets": [{"figure": "first_response", "attainment": 0.9}]}
    tenant = make_brand(contract=contract, name="Księgarnia", time_zone="Europe/Warsaw", state="live")
    take(
        tenant,
        [
            Said(f"{n}/{at}", str(n), "x:one", side, NOON + timedelta(minutes=20 * n + at))
            for n in range(6)
            for at, side in ((0, "in"), (9, "out"))
        ]
        + [Said("open/0", "open", "x:one", "in", NOON)],
    )
    return tenant


def at(tenant, rest=""):
    return f"/brands/{tenant.slug}/months/2026-05{rest}"


def in_state(tenant, *deeds):
    with UnitOfWork(Actor.system(tenant.id), now=utcnow()) as uow:
        row = prepare_month(uow, tenant, month_of(MAY, tenant.time_zone))
        for deed in deeds:
            deed(uow, tenant, row)
    return row


def test_the_whole_way_through_the_pages(app, brand):
    _user, token = make_person("supervisor", brand, name="Irena Holm")
    supervisor = browser(app, token)
    _user, token = make_person("client_approver", brand, name="Piotr Gajda")
    approver = browser(app, token)
    assert "Not prepared yet" in supervisor.get(f"/brands/{brand.slug}/months").text
    assert "nobody can sign" in supervisor.get(at(brand)).text
    assert supervisor.post(at(brand, "/prepare")).status_code == 303
    drain_all("slow")
    page = supervisor.get(at(brand)).text
    assert "Both computations agree." in page
    assert "1 turn of this month is still open and past due." in page
    assert supervisor.post(at(brand, "/sign")).status_code == 303
    assert supervisor.post(at(brand, "/sign")).status_code == 409
    waiting = approver.get("/waiting").text
    assert "May 2026 · Księgarnia" in waiting
    assert f'href="/brands/{brand.slug}/months/2026-05"' in waiting
    assert "1 decision waits for you." in approver.get(f"/brands/{brand.slug}/report").text
    assert "Irena Holm" in approver.get(at(brand)).text
    refused = approver.post(at(brand, "/refuse"), data={"reasons": " "})
    assert refused.status_code == 422
    assert "Say why, in up to 2,000 characters." in refused.text
    assert approver.post(at(brand, "/accept")).status_code == 303
    page = approver.get(at(brand)).text
    assert "Accepted and sealed" in page
    assert "Nothing was changed" in approver.get(at(brand, "/seal")).text
    sealed = approver.get(at(brand, "/sealed.json"))
    assert hashlib.sha256(sealed.data).hexdigest() in page
    assert approver.post(at(brand, "/refuse"), data={"reasons": "No."}).status_code == 409
    take(brand, [Said("late/0", "late", "x:one", "in", NOON)])
    page = supervisor.get(at(brand)).text
    assert "1 message of this month became known after the report was made." in page
    assert supervisor.post(at(brand, "/restate"), data={"reason": "A file was late."}).status_code == 303
    assert "A file was late." in approver.get(at(brand)).text


def test_the_whole_way_through_the_api(app, brand):
    _user, token = make_person("supervisor", brand)
    supervisor = browser(app, token)
    _user, token = make_person("client_approver", brand)
    approver = browser(app, token)
    api = f"/api/v1{at(brand)}"
    assert supervisor.get(api).json["state"] == "open"
    assert supervisor.post(f"{api}/prepare").status_code == 202
    drain_all("slow")
    assert approver.get(api).json["state"] == "open"
    found = supervisor.get(api).json
    assert (found["state"], found["revision"], found["report"]["turns"]["total"]) == ("prepared", 1, 7)
    assert supervisor.post(f"{api}/sign").json["state"] == "signed"
    assert supervisor.post(f"{api}/accept").status_code == 403
    refused = approver.post(f"{api}/refuse", json={"reasons": "Two are missing."}).json
    assert (refused["state"], refused["reasons"]) == ("refused", "Two are missing.")
    supervisor.post(f"{api}/prepare")
    drain_all("slow")
    supervisor.post(f"{api}/sign")
    sealed = approver.post(f"{api}/accept").json
    assert (sealed["state"], sealed["revision"], len(sealed["seal"])) == ("sealed", 2, 64)
    checked = approver.get(f"{api}/seal").json
    assert checked == {"seal": sealed["seal"], "found": sealed["seal"], "follows": True, "is_whole": True}
    nothing_new = supervisor.post(f"{api}/restate", json={"reason": "Nothing."})
    assert nothing_new.status_code == 409
    take(brand, [Said("late/0", "late", "x:one", "in", NOON)])
    stated = supervisor.post(f"{api}/restate", json={"reason": "A file was late."})
    assert (stated.status_code, stated.json["number"], stated.json["late_messages"]) == (201, 1, 1)
    listed = approver.get(f"/api/v1/brands/{brand.slug}/months?limit=120").json
    assert [one["state"] for one in listed["items"]][-1] == "sealed"
    assert approver.get(f"/api/v1/brands/{brand.slug}/months?before=2026-13").status_code == 422


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
@pytest.mark.parametrize("deeds", [(), (sign_month,), (sign_month, accept_month)])
def test_every_state_opens_in_every_language(app, brand, locale, deeds):
    in_state(brand, *deeds)
    for role in ("supervisor", "client_approver", "client_viewer"):
        _user, token = make_person(role, brand, locale=locale)
        client = browser(app, token)
        for rest in ("", "/seal" if accept_month in deeds else ""):
            answer = client.get(at(brand, rest))
            assert answer.status_code == 200
            assert f'lang="{locale}"' in answer.text


@pytest.mark.parametrize("wrong", ["2026-13", "may", "2026-5", "0001-01"])
def test_what_is_no_month_is_not_found(app, brand, wrong):
    _user, token = make_person("supervisor", brand)
    assert browser(app, token).get(f"/brands/{brand.slug}/months/{wrong}").status_code == 404


def test_files_of_a_month_hold_the_figures_that_were_computed(app, brand):
    in_state(brand, sign_month, accept_month)
    _user, token = make_person("client_viewer", brand)
    client = browser(app, token)
    take(brand, [Said("late/0", "late", "x:one", "in", NOON)])
    assert client.get(at(brand, "/report.json")).json["turns"]["total"] == 7
    assert ",applied,,turns,total,7\r\n" in client.get(at(brand, "/report.csv")).text


def test_rows_behind_a_signed_month_are_those_of_its_own_contract(app, brand):
    in_state(brand, sign_month)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        replace_section(uow, brand, "contract", {"targets": [], "coverage_window": 60})  # a minute
    _user, token = make_person("supervisor", brand)
    supervisor = browser(app, token)
    page = supervisor.get(at(brand)).text
    behind = re.search(r'href="([^"]*/report/rows[^"]*figure=response_coverage[^"]*state=within[^"]*)"', page)
    rows = supervisor.get(html.unescape(behind[1])).text
    assert rows.count("/turns/") == 6  # answered within nine minutes
    today = supervisor.get(html.unescape(behind[1]).replace("&signed=1", "")).text
    assert today.count("/turns/") == 0


def test_a_month_signed_before_there_were_figures_beside_the_service_levels_opens(app, brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        replace_section(uow, brand, "contract", {"targets": [], "definitions": 2})
    in_state(brand, sign_month)
    _user, token = make_person("client_viewer", brand)
    viewer = browser(app, token)
    page = viewer.get(at(brand))
    assert page.status_code == 200
    assert "First-contact resolution" not in page.text
    for file_format in ("json", "csv", "xlsx", "pdf"):
        assert viewer.get(at(brand, f"/report.{file_format}")).status_code == 200
    book = zipfile.ZipFile(io.BytesIO(viewer.get(at(brand, "/report.xlsx")).data))
    assert "Rows are not signed with them" in book.read("xl/sharedStrings.xml").decode()
    assert viewer.get(f"/brands/{brand.slug}/report?from=2026-05-01&to=2026-06-01").status_code == 200
