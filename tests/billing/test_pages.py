"""The pages, files and endpoints of statements, as supervisors, approvers and programs meet them."""

import csv
import io
import json
import zipfile

import pytest
from billing.worlds import CONTRACT, MAY, brand_with, restate, seal, talk
from builders import browser, make_person
from pypdf import PdfReader
from reports.test_same_figures import plain

from bpo.billing.queries import list_statements
from bpo.billing.shown import rows_of
from bpo.core.actor import Actor
from bpo.core.i18n import speaking
from bpo.core.uow import UnitOfWork
from bpo.web.formats import show_money, show_number

BANDS = [{"below": 0.9, "credit": 0.5}, {"below": 0.7, "credit": 1.0}]
MORE = {
    "rates": {"per_hour": "10"},
    "earn_back": {"within_months": 3, "at_least": None},
    "targets": [
        CONTRACT["targets"][0] | {"bands": BANDS},
        {"figure": "next_response", "attainment": 0.9, "allocation": 0.1},
        {"figure": "response_coverage", "attainment": 0.95, "allocation": 0.1},
    ],
}


@pytest.fixture
def brand(db):
    tenant = brand_with(MORE, name="Księgarnia")
    talk(tenant, MAY, good=4, bad=1)
    seal(tenant, MAY)
    return tenant


@pytest.fixture
def reads(app, brand):
    """A browser of somebody with this role at the brand."""
    return lambda role, **over: browser(app, make_person(role, brand, **over)[1])


def at(tenant, rest=""):
    return f"/brands/{tenant.slug}/statements{rest}"


def test_the_whole_way_through_the_pages(brand, reads):
    supervisor, approver = reads("supervisor", name="Irena Holm"), reads("client_approver")
    listed = supervisor.get(at(brand)).text
    assert f'href="{at(brand, "/new/2026-05")}"' in listed
    assert "There is no statement yet" in listed
    assert at(brand, "/new/2026-05") not in approver.get(at(brand)).text
    asked = supervisor.get(at(brand, "/new/2026-05")).text
    assert "Hours worked for the brand" in asked
    assert "Issue the statement" not in asked
    page = supervisor.get(at(brand, "/new/2026-05?hours=8")).text
    assert "Attainment was 80%, below 90%: 50% of the 30% of the fee" in page
    assert "€918.00" in page
    refused = supervisor.post(at(brand, "/new/2026-05"), data={"hours": "-1"})
    assert (refused.status_code, "Write a number from 0" in refused.text) == (422, True)
    assert supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"}).status_code == 303
    assert supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"}).status_code == 409
    page = approver.get(at(brand, "/1")).text
    for said in (
        "Irena Holm",
        "Credit: First response",
        "8 × €10.00, as the vendor stated.",
        "Nothing in this month can be judged, so nothing is credited.",
        "Attainment was 100% and reached the target of 95%.",
        "€918.00",
    ):
        assert said in page
    assert f'href="/brands/{brand.slug}/report/rows?figure=first_response&amp;state=breached' in page
    assert "Correct" not in page.partition("Everything issued")[0].replace("Correction", "")
    talk(brand, MAY, good=20)
    restate(brand, MAY)
    assert "All differences together: €162.00" in supervisor.get(at(brand, "/1")).text
    refused = supervisor.post(at(brand, "/1/correct"), data={"reason": " ", "hours": "8"})
    assert refused.status_code == 422
    done = supervisor.post(at(brand, "/1/correct"), data={"reason": "A file was late.", "hours": "8"})
    assert done.headers["Location"] == at(brand, "/2")
    page = approver.get(at(brand, "/2")).text
    assert "This corrects statement 1" in page
    assert "A file was late." in page
    assert "Correction of 1" in approver.get(at(brand)).text


def test_the_rows_behind_a_line_are_as_many_as_it_says(brand, reads):
    supervisor = reads("supervisor")
    supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"})
    page = supervisor.get(at(brand, "/1")).text
    found = {
        one.partition("state=")[2].partition("&")[0]: one
        for one in (part.partition('"')[0] for part in page.split('href="'))
        if "/report/rows?figure=first_response" in one
    }
    for state, count in (("met", "4 rows"), ("breached", "1 row")):
        assert count in supervisor.get(found[state].replace("&amp;", "&")).text


def test_a_statement_is_read_even_where_the_seal_of_its_month_does_not_hold(brand, reads, owner):
    supervisor = reads("supervisor")
    supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"})
    owner.execute("SET app.migrating = 'on'")
    owner.execute("UPDATE snapshot SET content = content || ' ' WHERE tenant_id = %s", (brand.id,))
    page = supervisor.get(at(brand, "/1"))
    assert page.status_code == 200
    assert "The seal of this month does not hold" in page.text
    assert supervisor.get(f"/brands/{brand.slug}/what-if?at_risk=5%").status_code == 409


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_every_page_opens_in_every_language(brand, reads, locale):
    supervisor, approver = reads("supervisor", locale=locale), reads("client_approver", locale=locale)
    what_if = f"/brands/{brand.slug}/what-if"
    for rest in ("", "/new/2026-05", "/new/2026-05?hours=8"):
        assert f'lang="{locale}"' in supervisor.get(at(brand, rest)).text
    supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"})
    for client in (supervisor, approver):
        for address in (at(brand), at(brand, "/1"), what_if):
            answer = client.get(address)
            assert answer.status_code == 200
            assert "%(" not in answer.text
            assert "%%" not in answer.text


@pytest.mark.parametrize(
    "role", ["agent", "team_leader", "reviewer", "admin", "client_viewer", "client_expert"]
)
def test_nobody_else_reads_money(brand, reads, role):
    client = reads(role)
    for address in (at(brand), at(brand, "/1"), at(brand, "/1.csv"), f"/brands/{brand.slug}/what-if"):
        assert client.get(address).status_code == 403
    api = f"/api/v1{at(brand)}"
    assert client.get(api).status_code == 403


def test_what_if_by_the_form_and_nothing_is_kept(brand, reads):
    approver = reads("client_approver")
    address = f"/brands/{brand.slug}/what-if"
    page = approver.get(address).text
    assert 'value="90%: 50%, 70%: 100%"' in page
    asked = {
        "month": "2026-05",
        "monthly_fee": "1000",
        "at_risk": "5%",
        "incidents": "once",
        "first_response.attainment": "90%",
        "first_response.allocation": "30%",
        "first_response.bands": "85%: 100%",
    }
    page = approver.get(address, query_string=asked).text
    result = page.partition('id="result"')[2].partition("</section>")[0]
    assert "€850.00" in result
    assert "€950.00" in result
    wrong = approver.get(address, query_string=asked | {"first_response.bands": "95%: 10%", "at_risk": "x"})
    assert wrong.status_code == 422
    assert "A band above the target" in wrong.text
    assert "is not a percentage" in wrong.text
    half = approver.get(address, query_string=asked | {"first_response.bands": "85%"})
    assert half.status_code == 422
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert list_statements(uow, brand.id, limit=9) == []
    assert approver.get(f"{address}?at_risk=5%").status_code == 200  # of the latest sealed month
    assert approver.get(f"{address}?month=2026-04&at_risk=").status_code == 409


def test_files_have_a_line_for_each_line_and_nothing_is_a_formula(brand, reads):
    supervisor, approver = reads("supervisor"), reads("client_approver")
    supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"})
    content = json.loads(approver.get(at(brand, "/1.json")).data)
    rows = list(csv.DictReader(io.StringIO(approver.get(at(brand, "/1.csv")).text)))
    assert [(row["kind"], row["what"], row["amount"]) for row in rows] == [
        (one["kind"], one["what"], one["amount"]) for one in content["lines"]
    ]
    credit = next(row for row in rows if row["what"] == "first_response")
    assert {name: credit[name] for name in ("currency", "month", "met", "breached", "attainment")} == {
        "currency": "EUR",
        "month": "2026-05",
        "met": "4",
        "breached": "1",
        "attainment": "0.8",
    }
    assert (credit["band_below"], credit["before_cap"], credit["amount"]) == ("0.9", "162.00", "-162.00")
    coverage = next(row for row in rows if row["what"] == "response_coverage")
    assert (coverage["due"], coverage["within"]) == ("5", "5")
    with zipfile.ZipFile(io.BytesIO(approver.get(at(brand, "/1.xlsx")).data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count("<row ") == len(rows) + 1
    assert approver.get(at(brand, "/1.docx")).status_code == 404


@pytest.mark.parametrize("locale", ["en", "ru", "uk", "pl"])
def test_in_print_stands_what_stands_on_the_page(brand, reads, locale):
    supervisor = reads("supervisor", locale=locale, name="Irena Holm")
    supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"})
    talk(brand, MAY, good=20)
    restate(brand, MAY)
    supervisor.post(at(brand, "/1/correct"), data={"reason": "Файл запізнився.", "hours": "8"})
    for number in (1, 2):
        file = supervisor.get(at(brand, f"/{number}.pdf"))
        assert file.content_type == "application/pdf"
        printed = plain("".join(one.extract_text() for one in PdfReader(io.BytesIO(file.data)).pages))
        content = supervisor.get(at(brand, f"/{number}.json")).json
        with speaking(locale, brand.time_zone):
            rows = rows_of(content["lines"], "EUR")
            said = [part for one in rows for part in (one.name, one.how)]
            counts = [f"{one.name}: {show_number(one.count)}" for row in rows for one in row.behind]
            amounts = [show_money(one.amount, "EUR") for one in rows] + [show_money(content["total"], "EUR")]
        assert [
            one for one in (*said, *counts, *amounts, "Irena Holm", "Księgarnia") if plain(one) not in printed
        ] == []
    assert plain("Файл запізнився.") in printed


def test_a_program_issues_and_corrects(brand, reads):
    supervisor, approver = reads("supervisor"), reads("client_approver")
    api = f"/api/v1/brands/{brand.slug}"
    assert approver.post(f"{api}/months/2026-05/statement", json={"hours": "8"}).status_code == 403
    assert supervisor.post(f"{api}/months/2026-05/statement", json={}).status_code == 422
    made = supervisor.post(f"{api}/months/2026-05/statement", json={"hours": "8"})
    assert (made.status_code, made.json["total"], made.json["content"]["stated"]["hours"]) == (
        201,
        "918.00",
        "8",
    )
    again = supervisor.post(f"{api}/months/2026-05/statement", json={"hours": "8"})
    assert (again.status_code, "has its statement already" in again.text) == (409, True)
    assert supervisor.post(f"{api}/months/2026-04/statement", json={"hours": "8"}).status_code == 409
    assert supervisor.post(f"{api}/months/x/statement", json={"hours": "8"}).status_code == 404
    nothing = supervisor.post(f"{api}/statements/1/correct", json={"reason": "Why not."})
    assert (nothing.status_code, "nothing to correct" in nothing.text) == (409, True)
    talk(brand, MAY, good=20)
    restate(brand, MAY)
    assert approver.post(f"{api}/statements/1/correct", json={"reason": "x"}).status_code == 403
    assert supervisor.post(f"{api}/statements/1/correct", json={"reason": " "}).status_code == 422
    done = supervisor.post(f"{api}/statements/1/correct", json={"reason": "A file was late."})
    assert (done.status_code, done.json["corrects"], done.json["total"]) == (201, 1, "162.00")
    assert done.json["content"]["stated"]["hours"] == "8"  # as it was stated before
    assert supervisor.post(f"{api}/statements/9/correct", json={"reason": "x"}).status_code == 404


def test_the_api_lists_shows_and_computes(brand, reads):
    supervisor, approver = reads("supervisor"), reads("client_approver")
    supervisor.post(at(brand, "/new/2026-05"), data={"hours": "8"})
    api = f"/api/v1/brands/{brand.slug}"
    (one,) = approver.get(f"{api}/statements").json["items"]
    assert (one["number"], one["month"], one["total"], one["corrects"]) == (1, "2026-05", "918.00", None)
    assert approver.get(f"{api}/statements?before=1").json == {"items": [], "before": None}
    shown = approver.get(f"{api}/statements/1").json
    assert shown["content"]["seal"]["seal"] == one["seal"]
    assert approver.get(f"{api}/statements/2").status_code == 404
    contract = {
        "currency": "EUR",
        "monthly_fee": "1000",
        "targets": [{"figure": "first_response", "attainment": "90%", "allocation": "30%"}],
    }
    found = approver.post(f"{api}/months/2026-05/what-if", json={"contract": contract, "hours": "8"}).json
    assert (found["as_agreed"]["total"], found["otherwise"]["total"]) == ("918.00", "700.00")
    for body, month, status in (
        ({"contract": contract | {"at_risk": "x"}}, "2026-05", 422),
        ({}, "2026-05", 422),
        ({"contract": contract}, "2026-04", 409),
        ({"contract": contract}, "2026-13", 404),
    ):
        assert approver.post(f"{api}/months/{month}/what-if", json=body).status_code == status
