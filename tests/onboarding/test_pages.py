import re
from io import BytesIO

import pytest
from builders import browser, make_person

from bpo.channels.operations import webhook_secret
from bpo.channels.queries import list_accounts
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.onboarding.queries import brand_sections
from bpo.tenants.queries import find_tenant_id, get_tenant


@pytest.fixture
def boss(app):
    """A supervisor of the vendor, in a browser."""
    return browser(app, make_person("supervisor")[1])


@pytest.fixture
def sections(slug):
    def read():
        with UnitOfWork(Actor.system()) as uow:
            tenant_id = find_tenant_id(uow, slug)
        with UnitOfWork(Actor.system(tenant_id)) as uow:
            return brand_sections(uow, get_tenant(uow, slug))

    return read


@pytest.fixture
def someone(app, brand):
    """A function: a browser of somebody with this role at the brand."""

    def open_as(role):
        uow, tenant = brand()
        with uow:
            pass
        return browser(app, make_person(role, tenant)[1])

    return open_as


def text_of(answer):
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


ESSENTIALS = {
    "name": "Пиво дома",
    "languages": ["ru", "uk"],
    "time_zone": "Europe/Kyiv",
    "rows": "2",
    "accounts.0.network": "generic",
    "accounts.0.handle": "@chat",
    "accounts.0.purpose": "care",
    "accounts.1.purpose": "care",
    "first_response": "15m",
    "next_response": "30m",
    "resolution": "24h",
    "action": "save",
}


def test_a_brand_is_made_of_its_essentials(boss, slug, sections):
    assert boss.get("/brands/new").status_code == 200
    answer = boss.post("/brands/new", data={**ESSENTIALS, "slug": slug})
    assert answer.status_code == 302
    assert answer.location == f"/brands/{slug}"
    page = text_of(boss.get(answer.location))
    assert "Пиво дома" in page
    assert "15 min" in page
    held = sections()
    assert [account["handle"] for account in held["accounts"]] == ["chat"]
    assert held["service_levels"][0]["first_response"] == 900
    assert slug in text_of(boss.get(f"/brands/{slug}"))


def test_a_refused_form_names_every_fault_at_its_field(boss, slug):
    wrong = {**ESSENTIALS, "slug": "No Slug", "first_response": "15", "accounts.1.handle": "lost"}
    answer = boss.post("/brands/new", data=wrong)
    page = text_of(answer)
    assert answer.status_code == 422
    for field in ("slug", "first_response", "accounts-1-network"):
        assert f'id="field-{field}-error"' in page
    assert 'value="lost"' in page


def test_another_account_can_be_added_to_the_form(boss, slug):
    page = text_of(boss.post("/brands/new", data={**ESSENTIALS, "slug": slug, "action": "more"}))
    assert 'name="accounts.3.handle"' in page
    assert 'value="@chat"' in page


def test_a_file_is_looked_at_first_and_then_makes_the_brand(boss, slug, example, with_slug, sections):
    text = with_slug(example)
    page = text_of(boss.post("/brands/new/file", data={"text": text, "action": "check"}))
    assert "account x:pivo_doma: added" in page
    with UnitOfWork(Actor.system()) as uow:
        assert find_tenant_id(uow, slug) is None
    assert boss.post("/brands/new/file", data={"text": text, "action": "apply"}).status_code == 302
    assert len(sections()["departments"]) == 2
    again = boss.post("/brands/new/file", data={"text": text, "action": "apply"})
    assert again.status_code == 409
    for path in ("", "/history", "/checklist", "/accounts"):
        assert boss.get(f"/brands/{slug}{path}").status_code == 200


def test_a_faulty_file_shows_each_line(boss, head):
    text = head + "terms: [{banned: [cheap]}]\nservice_levels: [{name: a, first_response: 30}]\n"
    answer = boss.post("/brands/new/file", data={"text": text.replace("\n", "\r\n"), "action": "apply"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Line 6" in page
    assert "service_levels[0].first_response" in page


def test_a_file_can_be_chosen_instead_of_pasted(boss, head, sections):
    def send(content):
        data = {"text": "", "file": (BytesIO(content), "pivo.yaml"), "action": "apply"}
        return boss.post("/brands/new/file", data=data)

    assert "not UTF-8" in text_of(send(head.encode() + b"names: [\xff]\n"))
    assert send(head.encode()).status_code == 302
    assert sections()["profile"]["name"] == "Pivo"


def test_the_file_comes_back_and_changes_nothing(boss, apply, head, slug):
    apply(head)
    answer = boss.get(f"/brands/{slug}/file")
    assert f'filename="{slug}.yaml"' in answer.headers["Content-Disposition"]
    assert apply(answer.get_data(as_text=True)) == []


@pytest.mark.parametrize("section", ["profile", "accounts", "calendars", "service_levels"])
def test_a_form_sent_as_it_is_shown_changes_nothing(boss, apply, slug, example, with_slug, section, sections):
    apply(with_slug(example))
    before = sections()
    page = boss.get(f"/brands/{slug}/edit/{section}").get_data(as_text=True)
    answer = boss.post(f"/brands/{slug}/edit/{section}", data={**fields_of(page), "action": "save"})
    assert answer.status_code == 302, text_of(answer)
    assert "nothing was changed" in text_of(boss.get(answer.location))
    assert sections() == before


def test_a_level_is_changed_and_another_added(boss, apply, slug, example, with_slug, sections):
    apply(with_slug(example))
    path = f"/brands/{slug}/edit/service_levels"
    sent = fields_of(boss.get(path).get_data(as_text=True))
    sent |= {
        "service_levels.1.first_response": "20m",
        "service_levels.2.name": "vip",
        "service_levels.2.order": "0",
        "service_levels.2.when.tag": ["kyiv"],
        "service_levels.2.first_response": "5m",
        "action": "save",
    }
    answer = boss.post(path, data=sent)
    assert "service level standard: first response 30m → 20m" in text_of(boss.get(answer.location))
    levels = sections()["service_levels"]
    assert [level["name"] for level in levels] == ["vip", "angry", "standard"]
    assert levels[0]["when"] == {"tag": ["kyiv"]}


def test_a_calendar_in_use_is_not_removed_on_its_page(boss, apply, slug, example, with_slug):
    apply(with_slug(example))
    path = f"/brands/{slug}/edit/calendars"
    sent = fields_of(boss.get(path).get_data(as_text=True)) | {"calendars.0.remove": "true", "action": "save"}
    answer = boss.post(path, data=sent)
    assert answer.status_code == 422
    assert "still use it" in text_of(answer)


def test_wrong_hours_are_told_at_their_day(boss, apply, head, slug):
    apply(head)
    sent = {"rows": "1", "calendars.0.name": "shop", "calendars.0.tue": "9 to 5", "action": "save"}
    answer = boss.post(f"/brands/{slug}/edit/calendars", data=sent)
    assert answer.status_code == 422
    assert 'id="field-calendars-0-tue-error"' in text_of(answer)


@pytest.mark.parametrize("section", ["terms", "style_guide", "departments", "contract", "community_rules"])
def test_a_text_sent_as_it_is_shown_changes_nothing(boss, apply, slug, example, with_slug, section):
    apply(with_slug(example))
    path = f"/brands/{slug}/edit/{section}"
    sent = fields_of(boss.get(path).get_data(as_text=True))
    assert "this is what holds already" in text_of(boss.post(path, data={**sent, "action": "check"}))


def test_a_fault_in_the_text_of_a_section_is_on_the_readers_line(boss, apply, head, slug, sections):
    apply(head)
    path = f"/brands/{slug}/edit/terms"
    answer = boss.post(
        path, data={"text": "terms:\n  - {banned: [cheap]}\n  - {banned: []}\n", "action": "apply"}
    )
    assert answer.status_code == 422
    assert "Line 3" in text_of(answer)
    other = boss.post(path, data={"text": "terms: []\nnames: [Pivo]\n", "action": "apply"})
    assert "Line 2" in text_of(other)
    boss.post(path, data={"text": "terms:\n  - {banned: [cheap]}\n", "action": "apply"})
    assert sections()["terms"] == [{"banned": ["cheap"], "prefer": None, "severity": "warn"}]


def test_the_checklist_takes_a_word_and_refuses_to_go_live(boss, apply, head, slug):
    apply(head)
    path = f"/brands/{slug}/checklist"
    assert boss.post(f"{path}/history", data={"note": " "}).status_code == 422
    assert boss.post(f"{path}/history", data={"note": "A new brand."}).status_code == 302
    page = text_of(boss.get(path))
    assert "A new brand." in page
    refused = boss.post(f"/brands/{slug}/live")
    assert refused.status_code == 409
    assert "Responders are certified and assigned" in text_of(refused)


@pytest.mark.parametrize("network", ["generic", "mastodon"])
def test_a_secret_is_shown_once(boss, app, apply, brand, head, slug, network):
    apply(head + f"accounts: [{{network: {network}, handle: chat}}]\n")
    uow, tenant = brand()
    with uow:
        (account,) = list_accounts(uow, tenant.id)
    path = f"/brands/{slug}/accounts/{account.id}"
    assert boss.post(path, data={"owner": "Marketing"}).status_code == 302
    made = boss.post(f"{path}/secret")
    assert made.headers["Cache-Control"] == "no-store"
    uow, tenant = brand()
    with uow:
        (account,) = list_accounts(uow, tenant.id)
        secret = webhook_secret(account, key=app.config["BPO"].secret_key).decode()
    assert secret in text_of(made)
    later = text_of(boss.get(path))
    assert secret not in later
    assert "Marketing" in later
    assert f"/hooks/{network}/{account.id}" in later


def test_the_client_reads_the_agreement_and_nothing_internal(someone, apply, slug, example, with_slug):
    apply(with_slug(example))
    client = someone("client_viewer")
    page = text_of(client.get(f"/brands/{slug}"))
    assert "legal@example.com" in page
    for word in ("checklist", "/edit/", "/accounts"):
        assert word not in page
    assert client.get(f"/brands/{slug}/history").status_code == 200
    assert client.get(f"/brands/{slug}/checklist").status_code == 404
    assert client.get(f"/brands/{slug}/accounts").status_code == 404
    assert client.get(f"/brands/{slug}/edit/terms").status_code == 403
    assert client.get("/brands/new").status_code == 403


def test_a_foreign_brand_and_none_are_the_same(someone, app, apply, head):
    apply(head)
    agent = someone("agent")
    apply(head.replace("slug: ", "slug: z"))
    foreign = head.split()[1]
    answers = [agent.get(f"/brands/{name}").get_data() for name in (f"z{foreign}", "not-there")]
    assert answers[0] == answers[1]


def test_a_change_of_somebody_else_is_not_overwritten_unseen(boss, apply, head, slug, sections):
    apply(head + "names: [Pivo]\n")
    path = f"/brands/{slug}/edit/names"
    opened = fields_of(boss.get(path).get_data(as_text=True))
    apply(head + "names: [Pivo, Hops]\n")
    mine = {**opened, "text": "names: [Malt]\n", "action": "apply"}
    told = boss.post(path, data=mine)
    assert told.status_code == 409
    assert sections()["names"] == ["Pivo", "Hops"]
    again = {**fields_of(told.get_data(as_text=True)), "action": "apply"}
    assert boss.post(path, data=again).status_code == 302
    assert sections()["names"] == ["Malt"]


def test_half_a_form_takes_nothing_away(boss, apply, slug, example, with_slug, sections):
    apply(with_slug(example))
    for sent in ({"action": "save"}, {"action": "save", "rows": "99999"}):
        assert boss.post(f"/brands/{slug}/edit/accounts", data=sent).status_code == 409
    assert len(sections()["accounts"]) == 2


def test_hundreds_of_accounts_are_changed_as_text(boss, apply, head, slug, sections):
    lines = "".join(f"  - {{network: vk, handle: local_{n}}}\n" for n in range(101))
    apply(head + "accounts:\n" + lines)
    path = f"/brands/{slug}/edit/accounts"
    sent = fields_of(boss.get(path).get_data(as_text=True))
    text = sent["text"].replace("local_7,", "corner_7,")
    assert boss.post(path, data={**sent, "text": text, "action": "apply"}).status_code == 302
    handles = {account["handle"] for account in sections()["accounts"]}
    assert "corner_7" in handles
    assert len(handles) == 101


def fields_of(page):
    """What a browser would send for the page's main form."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        def __init__(self):
            super().__init__()
            self.found, self.select, self.area = {}, None, None

        def add(self, name, value):
            self.found.setdefault(name, []).append(value)

        def handle_starttag(self, tag, attrs):
            at = dict(attrs)
            if tag == "input" and "name" in at and at.get("type") != "file":
                if at.get("type") not in ("checkbox", "radio") or "checked" in at:
                    self.add(at["name"], at.get("value", ""))
            elif tag == "select":
                self.select = at["name"]
                self.found[self.select] = []
            elif tag == "option" and self.select and ("selected" in at or not self.found[self.select]):
                self.found[self.select] = [at["value"]]
            elif tag == "textarea":
                self.area = at["name"]

        def handle_data(self, data):
            if self.area:
                self.add(self.area, data.removeprefix("\n"))
                self.area = None

        def handle_endtag(self, tag):
            if tag == "select":
                self.select = None

    parser = Fields()
    parser.feed(page.split('<main id="content"')[1].split("</main>")[0])
    return {name: values if len(values) > 1 else values[0] for name, values in parser.found.items()}


MONEY = ("10000", "10,000", "monthly_fee", "at_risk", "allocation")


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("supervisor", True),
        ("client_approver", True),
        *((role, False) for role in ("agent", "team_leader", "reviewer", "admin", "client_viewer")),
    ],
)
def test_what_the_contract_pays_is_read_by_who_signs_and_who_accepts(
    apply, someone, with_slug, example, slug, role, reads
):
    apply(with_slug(example))
    client = someone(role)
    page = client.get(f"/brands/{slug}")
    assert ("€10,000.00" in page.text) is ("Share of the fee" in page.text) is reads
    assert "First reply in time" in page.text
    contract = client.get(f"/api/v1/brands/{slug}").json["sections"]["contract"]
    assert contract["targets"][0]["attainment"] == 0.9
    assert ("monthly_fee" in contract) is ("allocation" in contract["targets"][0]) is reads
    file = client.get(f"/brands/{slug}/file").text
    assert ("contract:" in file) is ("monthly_fee" in file) is reads
    if not reads:
        assert not any(one in text for one in MONEY for text in (page.text, file))
