"""Hand-offs and alerts through HTTP: staff ask, the client's people decide in the portal or by a link."""

from datetime import timedelta

import pytest
from builders import browser, make_person
from conversations.asking import letters_to, link_in, make_asking_brand, only_conversation, work
from conversations.worlds import in_unit, said, store
from sqlalchemy import delete, select

from bpo.conversations.models import DepartmentAlert, Handoff
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.signed_links import SignedLink, address_id, sign
from bpo.core.uow import UnitOfWork
from bpo.identity.models import LoginTries


@pytest.fixture
def brand(app):
    tenant = make_asking_brand(name=f"Brand {new_id().hex}")
    store(
        tenant,
        said("1", 0, text="Where is my parcel?", author_name="Anna Nowak", conversation="talk"),
        said("2", 5, out=True, text="We look for it.", agent="ola@vendor.example", conversation="talk"),
    )
    return tenant


@pytest.fixture(autouse=True)
def _no_tries(app):
    with UnitOfWork(Actor.system()) as uow:
        uow.session.execute(delete(LoginTries))


def conversation_id(tenant):
    return in_unit(tenant, lambda uow: only_conversation(uow, tenant).id)


def the_handoff(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalars(select(Handoff)).one())


def as_person(app, role, tenant, **over):
    return browser(app, make_person(role, tenant, **over)[1])


def ask(app, tenant, **over):
    body = {"department": "pr", "question": "May we say that it was lost?"} | over
    return as_person(app, "agent", tenant).post(
        f"/brands/{tenant.slug}/conversations/{conversation_id(tenant)}/handoffs", data=body
    )


def link_for(tenant):
    work("delivery")
    letters = [one for one in letters_to("pr@client.example") if tenant.name in one["Subject"]]
    return link_in(letters[-1])


def test_an_agent_asks_on_the_page_of_the_conversation_and_sees_the_answer_there(app, brand):
    agent = as_person(app, "agent", brand)
    page = f"/brands/{brand.slug}/conversations/{conversation_id(brand)}"
    assert "PR" in agent.get(page).text
    answer = agent.post(f"{page}/handoffs", data={"department": "pr", "question": "May we say so?"})
    assert (answer.status_code, answer.location) == (303, f"{page}#handoffs")
    assert "May we say so?" in agent.get(page).text
    row = the_handoff(brand)
    expert = as_person(app, "client_approver", brand)
    assert "May we say so?" in expert.get("/waiting").text
    done = expert.post(f"/brands/{brand.slug}/questions/{row.id}", data={"answer": "Yes, do."})
    assert (done.status_code, done.location) == (303, "/waiting")
    assert "Yes, do." in agent.get(page).text
    assert agent.post(f"/brands/{brand.slug}/handoffs/{row.id}/done").status_code == 303
    assert the_handoff(brand).state == "done"


@pytest.mark.parametrize("wrong", [{"department": ""}, {"question": ""}, {"department": "sales"}])
def test_what_was_typed_stays_where_it_cannot_be_asked(app, brand, wrong):
    answer = ask(
        app,
        brand,
        question=wrong.get("question", "A long question"),
        **{k: v for k, v in wrong.items() if k != "question"},
    )
    assert answer.status_code == 422
    assert ("A long question" in answer.text) == ("question" not in wrong)


def test_the_panel_is_for_those_who_work(app, brand):
    ask(app, brand)
    page = f"/brands/{brand.slug}/conversations/{conversation_id(brand)}"
    for role in ("reviewer", "client_viewer"):
        assert "May we say that it was lost?" not in as_person(app, role, brand).get(page).text


def test_an_expert_comes_home_to_what_waits_for_them_and_reads_nothing_else(app, brand):
    ask(app, brand)
    expert = as_person(app, "client_expert", brand, tags=("department:pr",))
    assert expert.get("/").location == "/waiting"
    assert "May we say that it was lost?" in expert.get("/waiting").text
    row = the_handoff(brand)
    page = expert.get(f"/brands/{brand.slug}/questions/{row.id}").text
    assert "Where is my parcel?" in page
    assert "ola@vendor.example" not in page
    for path in ("", "/conversations", "/report"):
        assert expert.get(f"/brands/{brand.slug}{path}").status_code == 403
    other = as_person(app, "client_expert", brand, tags=("department:legal",))
    assert "May we say that it was lost?" not in other.get("/waiting").text
    assert other.get(f"/brands/{brand.slug}/questions/{row.id}").status_code == 404
    assert other.post(f"/brands/{brand.slug}/questions/{row.id}", data={"answer": "no"}).status_code == 404


def test_the_portal_says_that_decisions_wait(app, brand):
    assert (
        "waits for you"
        not in as_person(app, "client_approver", brand).get(f"/brands/{brand.slug}/report").text
    )
    ask(app, brand)
    for role, seen in (("client_approver", True), ("client_viewer", False), ("supervisor", False)):
        page = as_person(app, role, brand).get(f"/brands/{brand.slug}/report").text
        assert ("1 decision waits for you." in page) == seen


def test_a_link_opens_its_question_and_takes_one_answer(app, brand):
    ask(app, brand)
    link = link_for(brand)
    anybody = browser(app)
    page = anybody.get(link)
    assert page.status_code == 200
    assert "May we say that it was lost?" in page.text
    assert "Where is my parcel?" in page.text
    assert "ola@vendor.example" not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert anybody.post(link, data={"answer": " "}).status_code == 422
    assert the_handoff(brand).state == "waiting"
    done = anybody.post(link, data={"answer": "Say that it was found."})
    assert (done.status_code, "Say that it was found." in done.text) == (200, False)
    row = the_handoff(brand)
    assert (row.answer, row.answered_by, row.answered_by_name, row.via) == (
        "Say that it was found.",
        None,
        "pr@client.example",
        "link",
    )
    for again in (anybody.get(link), anybody.post(link, data={"answer": "Changed my mind."})):
        assert again.status_code == 410
    assert the_handoff(brand).answer == "Say that it was found."


def token(
    tenant,
    row_id,
    *,
    purpose="handoff",
    key=None,
    contact="pr@client.example",
    lasts=timedelta(days=1),
    secret,
):
    key = key or secret
    link = SignedLink(purpose, tenant.id, row_id, address_id(contact, key=key), utcnow() + lasts)
    return sign(link, key=key)


def test_whatever_is_wrong_with_a_link_is_one_page(app, brand, settings):
    ask(app, brand)
    other = make_asking_brand()
    row, secret = the_handoff(brand), settings.secret_key
    assert browser(app).get(f"/links/questions/{token(brand, row.id, secret=secret)}").status_code == 200
    tokens = [
        "x",
        token(brand, row.id, secret=secret)[:-1],
        token(brand, row.id, key=b"z" * 32, secret=secret),
        token(brand, row.id, purpose="alert", secret=secret),
        token(brand, row.id, lasts=timedelta(seconds=-1), secret=secret),
        token(brand, new_id(), secret=secret),
        token(other, row.id, secret=secret),
        token(brand, row.id, contact="legal@client.example", secret=secret),
    ]
    pages = {
        (answer.status_code, answer.data)
        for one in tokens
        for answer in (
            browser(app).get(f"/links/questions/{one}"),
            browser(app).post(f"/links/questions/{one}", data={"answer": "x"}),
        )
    }
    assert [status for status, _page in pages] == [410]
    assert the_handoff(brand).state == "waiting"


def test_a_link_ends_when_its_person_may_no_longer_decide(app, brand, settings):
    from bpo.identity.operations.people import disable_user
    from bpo.identity.queries import get_user

    ask(app, brand)
    row = the_handoff(brand)
    expert, _token = make_person("client_expert", brand, tags=("department:pr",))
    stranger, _token = make_person("client_expert", brand, tags=("department:legal",))

    def path(user):
        link = SignedLink("handoff", brand.id, row.id, user.id, utcnow() + timedelta(days=1))
        return f"/links/questions/{sign(link, key=settings.secret_key)}"

    assert browser(app).get(path(expert)).status_code == 200
    assert browser(app).get(path(stranger)).status_code == 410
    with UnitOfWork(Actor.system(brand.id)) as uow:
        disable_user(uow, get_user(uow, expert.id))
    assert browser(app).get(path(expert)).status_code == 410


def test_links_that_nobody_signed_are_counted_and_then_not_heard(app, brand):
    ask(app, brand)
    link = link_for(brand)
    visitor = browser(app)
    answers = [visitor.get(f"/links/questions/{n}").status_code for n in range(32)]
    assert answers[:29] == [410] * 29
    assert answers[-1] == 429
    assert visitor.get(link).status_code == 429
    assert "Retry-After" in visitor.get(link).headers


def test_a_link_is_in_no_log(app, brand, capfd, monkeypatch):
    ask(app, brand)
    link = link_for(brand)
    from bpo.conversations.views import links

    monkeypatch.setattr(links, "_speak", lambda holder: 1 / 0)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    assert browser(app).get(link).status_code == 500
    written = capfd.readouterr()
    assert link.rpartition("/")[2] not in written.out + written.err
    assert "/links/questions/<token>" in written.out + written.err


def test_a_question_speaks_the_language_of_who_is_asked(app):
    tenant = make_asking_brand(languages=["pl"], name=f"Brand {new_id().hex}")
    store(tenant, said("1", 0))
    ask(app, tenant)
    page = browser(app).get(link_for(tenant)).text
    assert 'lang="pl"' in page


def alarm(tenant):
    def add(uow):
        found = only_conversation(uow, tenant)
        from bpo.conversations.operations.acts import last_seen

        row = DepartmentAlert(
            tenant_id=tenant.id,
            account_id=found.account_id,
            conversation_id=found.id,
            message_id=last_seen(uow, found, at=uow.now),
            department="pr",
            contact="pr@client.example",
            reason="crisis",
            raised_at=uow.now,
        )
        uow.session.add(row)
        return row

    return in_unit(tenant, add)


def test_an_alert_is_seen_in_the_portal_and_staff_know_it(app, brand):
    row = alarm(brand)
    expert = as_person(app, "client_expert", brand, tags=("department:pr",))
    page = f"/brands/{brand.slug}/alerts/{row.id}"
    assert page in expert.get("/waiting").text
    assert "Where is my parcel?" in expert.get(page).text
    assert expert.post(f"{page}/seen").location == "/waiting"
    assert expert.post(f"{page}/seen").status_code == 303
    talk = f"/brands/{brand.slug}/conversations/{conversation_id(brand)}"
    assert "Seen by Person client_expert" in as_person(app, "agent", brand).get(talk).text
    assert as_person(app, "client_expert", brand, tags=("department:legal",)).get(page).status_code == 404


def test_an_alert_is_seen_by_its_link(app, brand, settings):
    row = alarm(brand)
    path = f"/links/alerts/{token(brand, row.id, purpose='alert', secret=settings.secret_key)}"
    assert "Where is my parcel?" in browser(app).get(path).text
    assert browser(app).post(path).status_code == 200
    assert browser(app).get(path).status_code == 410
    seen = in_unit(brand, lambda uow: uow.session.scalars(select(DepartmentAlert)).one())
    assert (seen.seen_by_name, seen.seen_at is not None) == ("pr@client.example", True)


def test_programs_ask_and_answer(app, brand):
    agent = as_person(app, "agent", brand)
    api = f"/api/v1/brands/{brand.slug}"
    asked = agent.post(
        f"{api}/conversations/{conversation_id(brand)}/handoffs",
        json={"department": "pr", "question": "May we?"},
    )
    assert (asked.status_code, asked.json["state"], asked.json["department"]) == (201, "waiting", "pr")
    again = agent.post(
        f"{api}/conversations/{conversation_id(brand)}/handoffs",
        json={"department": "pr", "question": "May we?"},
    )
    assert again.status_code == 409
    approver = as_person(app, "client_approver", brand)
    (waiting,) = approver.get(f"{api}/questions").json["items"]
    assert waiting["id"] == asked.json["id"]
    done = approver.post(f"{api}/questions/{waiting['id']}/answer", json={"answer": "You may."})
    assert (done.status_code, done.json["answer"]) == (200, "You may.")
    assert approver.get(f"{api}/questions").json["items"] == []
    (listed,) = agent.get(f"{api}/handoffs").json["items"]
    assert (listed["state"], listed["answer"]) == ("answered", "You may.")
    assert agent.post(f"{api}/handoffs/{waiting['id']}/withdrawal").status_code == 409
    assert agent.post(f"{api}/handoffs/{waiting['id']}/done").json["state"] == "done"
    assert agent.get(f"{api}/handoffs/{waiting['id']}").json["state"] == "done"
