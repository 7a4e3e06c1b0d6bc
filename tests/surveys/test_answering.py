"""The page behind a customer's link: what it keeps and when, and that everything wrong with a link looks alike."""

from datetime import timedelta

import pytest
from builders import browser, forget_tries
from conversations.worlds import in_unit
from surveys.worlds import answers, ask, deliver, erase, jobs, make_asking_brand, token_of

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.surveys.models import SurveyInvitation

TELL = "surveys.jobs.tell"


@pytest.fixture
def tenant(app):
    return make_asking_brand(name="Larkmail")


@pytest.fixture
def invitation(tenant):
    return deliver(tenant, ask(tenant, text="Where is my tea?", language="en"))


@pytest.fixture
def path(settings, invitation):
    return f"/survey/{token_of(settings, invitation)}"


@pytest.fixture
def customer(app):
    """Somebody on the internet, from an address of their own: tries are counted by address."""
    client = browser(app)
    client.environ_base["REMOTE_ADDR"] = f"10.{new_id().bytes[-1]}.{new_id().bytes[-2]}.{new_id().bytes[-3]}"
    return client


def test_asking_shows_the_brand_and_keeps_nothing_whatever_the_address_says(customer, path, tenant):
    for address in (path, f"{path}?score=1", f"{path}?score=1&recommend=0&change=1"):
        page = customer.get(address)
        assert page.status_code == 200
        assert customer.head(address).status_code == 200
    assert b"Larkmail" in page.data
    assert b'value="1" checked' in page.data
    assert b"<script" not in page.data
    assert answers(tenant) == []


def test_an_answer_is_kept_and_thanked_for_and_can_be_changed(customer, path, tenant, invitation):
    sent = customer.post(path, data={"score": "4", "recommend": "9", "comment": " Quick. "})
    assert sent.status_code == 303
    thanks = customer.get(sent.headers["Location"])
    assert b"Thank you" in thanks.data
    assert b"4 of 5" in thanks.data
    (row,) = answers(tenant)
    assert (row.score, row.recommend, row.comment) == (4, 9, "Quick.")
    assert (row.invitation_id, row.network, row.language) == (invitation.id, "generic", "en")
    first_at = row.answered_at
    assert b'value="4" checked' in customer.get(f"{path}?change=1").data
    assert customer.post(path, data={"score": "5", "recommend": "", "comment": ""}).status_code == 303
    (row,) = answers(tenant)
    assert (row.score, row.recommend, row.comment) == (5, None, None)
    assert row.answered_at == first_at < row.changed_at
    assert jobs(tenant, TELL) == []


def test_pressing_twice_is_one_answer_and_dissatisfaction_is_told_once(customer, path, tenant):
    for _ in range(2):
        assert customer.post(path, data={"score": "2"}).status_code == 303
    customer.post(path, data={"score": "1"})
    assert len(answers(tenant)) == len(jobs(tenant, TELL)) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, b"Choose a number from 1 to 5."),
        ({"score": "6"}, b"Choose a number from 1 to 5."),
        ({"score": "good"}, b"Not a valid integer."),
        ({"score": "5", "recommend": "11"}, b"Choose a number from 0 to 10."),
        ({"score": "5", "comment": "x" * 2001}, b"This is too long."),
    ],
)
def test_what_is_no_answer_is_said_beside_its_question(customer, path, tenant, data, said):
    refused = customer.post(path, data=data)
    assert refused.status_code == 422
    assert said in refused.data
    assert answers(tenant) == []


def test_a_form_from_another_site_is_refused(customer, path, tenant):
    customer.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert customer.post(path, data={"score": "5"}).status_code == 403
    assert answers(tenant) == []


def test_the_page_speaks_the_customers_language_and_another_if_they_choose(app, settings):
    tenant = make_asking_brand(languages=["uk", "pl"])
    invitation = ask(tenant, text="Gdzie jest moja paczka? Czekam już tydzień.")
    address = f"/survey/{token_of(settings, invitation)}"
    client = browser(app)
    assert "Jak bardzo są Państwo zadowoleni" in client.get(address).text
    client.set_cookie("locale", "uk")
    assert "Наскільки ви задоволені" in client.get(address).text


def ended(tenant, invitation, settings, how):
    """A token that opens nothing, for one of many reasons."""
    over = {
        "expired": {"expires_at": utcnow() - timedelta(seconds=1)},
        "unknown": {"row_id": new_id()},
        "other brand": {"tenant_id": make_asking_brand().id},
        "other purpose": {"purpose": "handoff"},
        "other recipient": {"recipient": new_id()},
    }.get(how, {})
    if how == "erased":
        erase(tenant, invitation.customer_id)
    if how == "dropped":
        in_unit(tenant, lambda uow: drop(uow, tenant, invitation))
    token = token_of(settings, invitation, **over)
    return {"cut": token[:-4], "nonsense": "x" * 120}.get(how, token)


def drop(uow, tenant, invitation):
    row = uow.session.get(SurveyInvitation, (tenant.id, invitation.id))
    row.state, row.reason = "dropped", "erased"


WAYS = (
    *("expired", "unknown", "other brand", "other purpose", "other recipient"),
    *("erased", "dropped", "cut", "nonsense"),
)


@pytest.mark.parametrize("how", WAYS)
def test_everything_wrong_with_a_link_looks_alike(app, customer, tenant, invitation, settings, how):
    token = ended(tenant, invitation, settings, how)
    seen = customer.get(f"/survey/{token}")
    stranger = browser(app)
    stranger.environ_base["REMOTE_ADDR"] = "10.1.1.1"
    plain = stranger.get(f"/survey/{'y' * 120}")
    assert (seen.status_code, seen.data) == (plain.status_code, plain.data)
    assert seen.status_code == 410
    assert b"Larkmail" not in seen.data
    assert customer.post(f"/survey/{token}", data={"score": "5"}).status_code == 410
    assert answers(tenant) == []


def test_guessing_is_slowed_down_and_a_good_link_still_opens_elsewhere(app, customer, path):
    customer.environ_base["REMOTE_ADDR"] = "10.1.1.2"  # other tests come from the usual one
    for _ in range(31):
        last = customer.get(f"/survey/{new_id().hex * 4}"[:128])
    assert last.status_code in {410, 429}
    blocked = customer.get(f"/survey/{'z' * 120}")
    assert blocked.status_code == 429
    assert int(blocked.headers["Retry-After"]) > 0
    other = browser(app)
    other.environ_base["REMOTE_ADDR"] = "10.2.2.2"
    assert other.get(path).status_code == 200


def test_what_one_test_tried_in_vain_blocks_no_other(customer, owner, path):
    for _ in range(31):
        customer.get(f"/survey/{new_id().hex * 4}"[:128])
    assert customer.get(path).status_code == 429
    forget_tries(owner)
    assert customer.get(path).status_code == 200


def test_an_erased_customers_words_go_and_the_figure_stays(customer, path, tenant, invitation):
    customer.post(path, data={"score": "1", "comment": "My name is Canary"})
    erase(tenant, invitation.customer_id)
    (row,) = answers(tenant)
    assert (row.score, row.comment) == (1, None)
    assert customer.get(path).status_code == 410


def test_no_address_and_no_stored_row_holds_the_link(customer, path, tenant, owner):
    token = path.rpartition("/")[2]
    customer.post(path, data={"score": "3"})
    owner.execute("SET app.migrating = 'on'")
    for table in ("delivery", "message", "job", "event", "survey_invitation", "survey_answer"):
        found = owner.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", (f"%{token[:40]}%",))
        assert found.fetchone() == (0,), table
