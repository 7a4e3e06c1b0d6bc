"""Figures, answers, plan and files through pages and the API: who sees what, and what a figure opens to."""

import csv
import io
from datetime import timedelta

import pytest
from builders import act_as, actor_of_person, browser, make_person
from conversations.worlds import in_unit, make_brand
from sqlalchemy import select
from surveys.worlds import AGENT, answers, ask, deliver, invitations, jobs, make_asking_brand, plan_for

from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Invalid
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may
from bpo.surveys.models import SurveyInvitation
from bpo.surveys.operations.answering import Brought, bring_answer, keep_answer
from bpo.surveys.operations.figures import latest_month
from bpo.surveys.operations.telling import tell_of_negative
from bpo.surveys.queries import AnswerFilter, count_answers, list_answers, satisfaction
from bpo.surveys.queries.answers import FIGURES
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period

SCORES = (5, 5, 4, 2, 1)


@pytest.fixture
def tenant(app):
    return make_asking_brand(plan={"apart_days": 0})


def answered(tenant, name, score, **over):
    told = {key: over.pop(key) for key in ("recommend", "comment") if key in over}
    invitation = deliver(tenant, ask(tenant, name, author=name, **over))

    def give(uow):
        row = uow.session.get(SurveyInvitation, (tenant.id, invitation.id))
        return keep_answer(uow, row, score=score, **told)

    return in_unit(tenant, give)


@pytest.fixture
def known(tenant):
    """Five answers and one invitation that nobody answered."""
    rows = [
        answered(
            tenant,
            f"c{n}",
            score,
            recommend=score * 2,
            comment=f"=word {n}" if n % 2 else None,
            visibility="public",
            text="Terrible service, I am furious!" if n == 0 else "Do you have green tea?",
            language="en",
        )
        for n, score in enumerate(SCORES)
    ]
    deliver(tenant, ask(tenant, "silent", author="silent"))
    return rows


def this_month(tenant):
    return in_unit(tenant, lambda uow: latest_month(uow, uow.session.get(Tenant, tenant.id)))


def figures(tenant, period=None):
    return in_unit(tenant, lambda uow: satisfaction(uow, tenant.id, period or this_month(tenant)))


def test_figures_and_the_answers_behind_each(tenant, known):
    made = figures(tenant)
    assert (made.count, made.distribution) == (5, (1, 1, 0, 1, 2))
    assert (made.asked.part, made.asked.of) == (5, 6)
    assert made.csat.ratio == 0.6
    assert (made.recommend.promoters, made.recommend.passives, made.recommend.detractors) == (2, 1, 2)
    assert (made.yet_negative.part, made.yet_negative.of) == (1, 3)
    behind = {
        "answers": made.count,
        "satisfied": made.csat.part,
        "dissatisfied": 2,
        **{f"score_{score}": count for score, count in enumerate(made.distribution, start=1)},
        "recommend": made.recommend.count,
        "promoters": made.recommend.promoters,
        "passives": made.recommend.passives,
        "detractors": made.recommend.detractors,
        "yet_negative": made.yet_negative.part,
        "yet_positive": made.yet_positive.part,
        "commented": 2,
        "brought": made.brought,
        "responded": made.asked.part,
    }
    assert set(behind) == set(FIGURES)

    def counted(uow):
        period = this_month(tenant)
        for figure, wanted in behind.items():
            asked = AnswerFilter(figure)
            rows = list_answers(uow, tenant.id, period, asked, limit=50)
            assert len(rows) == count_answers(uow, tenant.id, period, asked) == wanted, figure

    in_unit(tenant, counted)


def test_a_period_is_the_brands_own_days(app):
    tenant = make_asking_brand(time_zone="Asia/Tokyo", plan={"apart_days": 0})
    row = answered(tenant, "c", 5)
    local = (row.answered_at + timedelta(hours=9)).date()
    day = timedelta(days=1)
    assert figures(tenant, Period(local, local + day, "Asia/Tokyo")).count == 1
    assert figures(tenant, Period(local - day, local, "Asia/Tokyo")).count == 0
    assert figures(tenant, Period(local + day, local + 2 * day, "Asia/Tokyo")).csat.ratio is None


def pages(app, tenant, role):
    return browser(app, make_person(role, tenant)[1])


def test_the_page_opens_its_figures_to_rows_and_rows_to_conversations_for_staff_alone(app, tenant, known):
    staff = pages(app, tenant, "supervisor")
    page = staff.get(f"/brands/{tenant.slug}/satisfaction").text
    assert "60%" in page
    assert AGENT in page
    assert "figure=yet_negative" in page
    rows = staff.get(f"/brands/{tenant.slug}/satisfaction/answers?figure=satisfied").text
    assert rows.count("/conversations/") >= 3
    assert AGENT in rows
    client = pages(app, tenant, "client_viewer")
    seen = [
        client.get(f"/brands/{tenant.slug}/satisfaction").text,
        client.get(f"/brands/{tenant.slug}/satisfaction/answers").text,
        client.get(f"/brands/{tenant.slug}/satisfaction.csv").text,
        client.get(f"/brands/{tenant.slug}/satisfaction/answers.csv").text,
        client.get(f"/api/v1/brands/{tenant.slug}/satisfaction").text,
        client.get(f"/api/v1/brands/{tenant.slug}/survey-answers").text,
    ]
    assert all(AGENT not in one for one in seen)
    talks = {str(row.conversation_id) for row in _rows(tenant)}
    assert not [one for one in seen if any(talk in one for talk in talks)]
    asked = client.get(f"/brands/{tenant.slug}/satisfaction/answers?agent=nobody@x").text
    assert "5 answers" in asked  # a filter that they may not use changes nothing
    assert client.get(f"/brands/{tenant.slug}/satisfaction/plan").status_code == 403


def _rows(tenant):
    return in_unit(
        tenant, lambda uow: list_answers(uow, tenant.id, this_month(tenant), AnswerFilter(), limit=50)
    )


def test_a_brand_that_asks_nobody_is_shown_how_to_begin(app):
    tenant = make_brand()
    page = pages(app, tenant, "supervisor").get(f"/brands/{tenant.slug}/satisfaction").text
    assert "Customers are not asked" in page
    assert "Choose how customers are asked" in page
    assert (
        "Choose how customers"
        not in pages(app, tenant, "client_viewer").get(f"/brands/{tenant.slug}/satisfaction").text
    )


@pytest.mark.parametrize(
    "query", ["from=2026-02-30&to=2026-03-01", "from=2026-03-02&to=2026-03-01", "to=2026-01-01"]
)
def test_a_period_that_is_none_is_refused(app, tenant, query):
    client = pages(app, tenant, "supervisor")
    assert client.get(f"/brands/{tenant.slug}/satisfaction?{query}").status_code == 422
    assert client.get(f"/api/v1/brands/{tenant.slug}/satisfaction?{query}").status_code == 422
    assert client.get(f"/brands/{tenant.slug}/satisfaction/answers?figure=other").status_code == 404


def test_files_hold_the_figures_and_no_formula(app, tenant, known):
    staff = pages(app, tenant, "supervisor")
    made = dict(csv.reader(io.StringIO(staff.get(f"/brands/{tenant.slug}/satisfaction.csv").text)))
    assert (made["csat.ratio"], made["response_rate.of"], made["distribution.5"]) == ("0.6", "6", "2")
    rows = list(
        csv.DictReader(io.StringIO(staff.get(f"/brands/{tenant.slug}/satisfaction/answers.csv").text))
    )
    assert len(rows) == 5
    assert {row["comment"] for row in rows} == {"", "'=word 1", "'=word 3"}


def test_the_api_gives_pages_of_answers(app, tenant, known):
    client = pages(app, tenant, "supervisor")
    address = f"/api/v1/brands/{tenant.slug}/survey-answers?limit=2"
    seen, cursor = [], ""
    for _ in range(5):
        page = client.get(address + cursor).json
        seen += [one["id"] for one in page["items"]]
        if not page["next_cursor"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) == 5
    only = client.get(f"{address}&figure=dissatisfied").json["items"]
    assert {one["score"] for one in only} == {1, 2}


def test_the_plan_is_kept_by_its_form_and_by_the_api(app, tenant):
    client = pages(app, tenant, "supervisor")
    form = {
        "is_on": "true",
        "networks": ["email"],
        "delay_minutes": "30",
        "apart_days": "7",
        "open_days": "3",
    }
    sent = client.post(
        f"/brands/{tenant.slug}/satisfaction/plan", data={**form, "en.thanks": "Thanks a lot."}
    )
    assert sent.status_code == 303
    told = client.get(f"/api/v1/brands/{tenant.slug}/survey-plan").json
    assert told == {
        "version": 2,
        "is_on": True,
        "networks": ["email"],
        "delay_minutes": 30,
        "apart_days": 7,
        "open_days": 3,
        "asks_recommend": False,
        "wording": {"en": {"thanks": "Thanks a lot."}},
    }
    changed = client.put(
        f"/api/v1/brands/{tenant.slug}/survey-plan",
        json={key: value for key, value in told.items() if key != "version"} | {"apart_days": 8},
    )
    assert changed.json["version"] == 3
    held = client.post(
        f"/brands/{tenant.slug}/satisfaction/plan",
        data={**form, "en.thanks": "You are an idiot, fuck off.", "en.invitation": "no link"},
    )
    assert held.status_code == 422
    assert "exactly once" in held.text


def bring(tenant, external_id="e-1", score=4, **over):
    def work(uow):
        brand = uow.session.get_one(Tenant, tenant.id)
        return bring_answer(uow, brand, Brought(external_id, score, **over))

    return in_unit(tenant, work)


def test_an_answer_that_another_system_asked_for_is_kept_once(tenant):
    row, is_new = bring(tenant, recommend=9)
    again, is_new_again = bring(tenant, recommend=9)
    assert (is_new, is_new_again, row.id) == (True, False, again.id)
    with pytest.raises(Conflict):
        bring(tenant, score=5, recommend=9)
    assert len(answers(tenant)) == 1
    made = figures(tenant)
    assert (made.count, made.brought, made.asked.of, made.asked.ratio) == (1, 1, 0, None)


def test_a_brought_answer_finds_its_conversation(tenant):
    ask(tenant, "q", author="anna", text="Terrible!", visibility="public", language="en")
    row, _ = bring(tenant, account="generic:care", message="q-1", score=1)
    assert (row.agent, row.network, row.language, row.public_mood) == (AGENT, "generic", "en", "negative")
    assert row.customer_id == invitations(tenant)[0].customer_id
    for fault in (
        {"account": "generic:other"},
        {"message": "q-1"},
        {"account": "generic:care", "message": "z"},
    ):
        with pytest.raises(Invalid):
            bring(tenant, external_id="e-2", **fault)
    with pytest.raises(Invalid):
        bring(tenant, external_id="e-3", answered_at=utcnow() + timedelta(days=1))


def test_what_was_answered_long_ago_alarms_nobody(tenant):
    bring(tenant, external_id="old", score=1, answered_at=utcnow() - timedelta(days=3))
    assert jobs(tenant, "surveys.jobs.tell") == []
    bring(tenant, external_id="new", score=1, answered_at=utcnow() - timedelta(days=1))
    assert len(jobs(tenant, "surveys.jobs.tell")) == 1


def test_bringing_by_the_api(app, tenant):
    client = pages(app, tenant, "supervisor")
    address = f"/api/v1/brands/{tenant.slug}/survey-answers"
    body = {"external_id": "crm-17", "score": 2, "answered_at": "2026-01-31T10:00:00+01:00"}
    assert client.post(address, json=body).status_code == 201
    assert client.post(address, json=body).status_code == 200
    assert client.post(address, json={**body, "score": 3}).status_code == 409
    assert client.post(address, json={"external_id": "x"}).status_code == 422
    assert client.post(address, json={"external_id": "x", "score": 9}).status_code == 422
    assert pages(app, tenant, "client_viewer").post(address, json=body).status_code == 403


def test_bad_news_reaches_the_supervisors_once_and_opens_the_conversation(tenant):
    user, _ = make_person("supervisor", tenant)
    reader, _ = make_person("client_viewer", tenant)
    row = answered(tenant, "c", 1)
    assert len(jobs(tenant, "surveys.jobs.tell")) == 1
    everybody = in_unit(tenant, lambda uow: list_people_who_may(uow, tenant.id, Permission.SURVEY_EDIT))
    assert in_unit(tenant, lambda uow: tell_of_negative(uow, tenant.id, row.id)) == len(everybody)
    assert in_unit(tenant, lambda uow: tell_of_negative(uow, tenant.id, row.id)) == 0
    with UnitOfWork(actor_of_person(user)) as uow:
        told = uow.session.scalars(select(Notification)).one()
    assert (told.kind, told.values["score"]) == ("survey_negative", 1)
    assert told.path.startswith(f"/brands/{tenant.slug}/conversations/")
    with UnitOfWork(actor_of_person(reader)) as uow:
        assert uow.session.scalars(select(Notification)).all() == []


def test_an_answer_that_was_changed_for_the_better_is_not_told(tenant):
    make_person("supervisor", tenant)
    row = answered(tenant, "c", 1)

    def better(uow):
        invitation = uow.session.get(SurveyInvitation, (tenant.id, row.invitation_id))
        keep_answer(uow, invitation, score=5)

    in_unit(tenant, better)
    assert in_unit(tenant, lambda uow: tell_of_negative(uow, tenant.id, row.id)) == 0


def test_narrowed_people_see_their_own_accounts_answers_and_everybodys_figure(app):
    tenant = make_asking_brand("care", "shop", plan={"apart_days": 0})
    answered(tenant, "c", 5)
    answered(tenant, "d", 1, handle="shop", account="generic:shop")
    account_id = in_unit(tenant, lambda uow: answers(tenant)[0].account_id)
    actor = act_as("client_viewer", tenant)
    from dataclasses import replace

    narrowed = replace(actor, narrowed={tenant.id: frozenset({account_id})})
    with UnitOfWork(narrowed) as uow:
        assert [
            row.answer.score
            for row in list_answers(uow, tenant.id, this_month(tenant), AnswerFilter(), limit=9)
        ] == [5]
    plan_for(tenant, is_on=False)
    assert figures(tenant).count == 2
