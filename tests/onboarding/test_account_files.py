"""Accounts brought in by a CSV file, taken out again, and found among a thousand."""

import csv
import io
import re
from dataclasses import replace
from io import BytesIO

import pytest
from builders import act_as, browser, make_person
from conversations.worlds import in_unit, said, store
from conversations.worlds import make_brand as made_brand
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from bpo.channels.models import ChannelAccount
from bpo.channels.operations import set_owner
from bpo.channels.queries import AccountFilter, find_accounts, get_account, list_accounts
from bpo.core.actor import Actor
from bpo.core.errors import Forbidden, Invalid
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork
from bpo.onboarding.account_files import merge, read_account_file, write_account_file
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.operations import apply_brand_file, import_accounts
from bpo.onboarding.queries import account_section, show_brand

FILE = """network,handle,display_name,tags,phone,street
mastodon,shop-1@social.test,Shop 1,"kyiv, uk",+380 44 000-00-01,"Street ""A"", 1"
mastodon,shop-2@social.test,Shop 2,lviv,+380 32 000-00-02,
"""


def make_brand(handle, network="x"):
    """A brand whose agreement is whole, so that a file of accounts changes accounts alone."""
    tenant = made_brand(handle, network=network)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        apply_brand_file(
            uow, parse_brand_file(show_brand(uow, uow.session.merge(tenant)), today=uow.now.date())
        )
    return tenant


def faults_of(text):
    with pytest.raises(Invalid) as refused:
        read_account_file(text)
    return [(fault.line, fault.message) for fault in refused.value.faults]


def bring_in(tenant, text, *, actor=None, dry_run=False):
    with UnitOfWork(actor or Actor.system(tenant.id)) as uow:
        return import_accounts(uow, uow.session.merge(tenant), read_account_file(text), dry_run=dry_run)


def accounts_of(tenant):
    return in_unit(tenant, lambda uow: {row.handle: row for row in list_accounts(uow, tenant.id)})


def written(tenant, owners=None):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return write_account_file(map(account_section, list_accounts(uow, tenant.id)), owners)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_whatever_a_spreadsheet_separates_by_is_read(separator):
    file = read_account_file(f"\ufeffNetwork{separator}handle{separator}tags\nx{separator}a{separator}\n")
    assert file.columns == ("network", "handle", "tags")
    assert file.lines == ((2, {"network": "x", "handle": "a", "tags": ""}),)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "network and handle must be among them"),
        ("handle,tags\na,b\n", 1, "network and handle must be among them"),
        ("network,handle,\nx,a,b\n", 1, "A column has no name"),
        ("network,handle,Phone,phone\nx,a,1,2\n", 1, "Two columns have the same name"),
        ("network,handle\nx,a\n\nx,b,c\n", 4, "This line has 3 cells, the first one 2"),
        ('network,handle,a\nx,"two\nlines",1\nx,b\n', 4, "This line has 2 cells"),
        ("network,handle\nx,a\nX,@a\n", 3, "This is the account of line 2 again"),
        ('network,handle\nx,"a\n', 2, "a quotation mark may be missing"),
        (f"network,handle,owner\nx,a,{'o' * 201}\n", 2, "longer than 200 characters"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text, line, says):
    [(there, message)] = faults_of(text)
    assert (there, says in message) == (line, True)


def test_every_line_that_is_wrong_is_named():
    assert [line for line, _message in faults_of("network,handle\nx\nx,a\nx,a\nx,b,c\n")] == [2, 4, 5]


def test_a_column_that_is_absent_leaves_what_holds_and_an_empty_cell_clears_it():
    texts = [{"network": "x", "handle": "a", "tags": ["kyiv"], "local": {"phone": "1", "street": "S"}}]
    merged = merge(texts, read_account_file("network,handle,phone,hours\nx,a,,9-18\nx,b,2,\n"))
    assert merged.items == [
        {"network": "x", "handle": "a", "tags": ["kyiv"], "local": {"street": "S", "hours": "9-18"}},
        {"network": "x", "handle": "b", "local": {"phone": "2"}},
    ]
    assert merged.lines == {0: 2, 1: 3}


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(str.strip)
accounts = st.fixed_dictionaries(
    {
        "network": st.just("x"),
        "handle": st.from_regex("[a-z=+-][a-z0-9]{0,8}", fullmatch=True),
        "purpose": st.just("care"),
        "tags": st.lists(st.from_regex("[a-zа-я]{1,6}", fullmatch=True), max_size=3, unique=True),
        "server": st.none(),
        "display_name": st.none() | texts.filter(lambda text: text and not text.startswith("'")),
        "local": st.dictionaries(
            st.from_regex("[a-z]{3,8}", fullmatch=True).filter(lambda name: name not in {"tags", "owner"}),
            texts.filter(lambda text: text and not text.startswith("'")),
            max_size=3,
        ),
    }
)


@given(st.lists(accounts, max_size=5, unique_by=lambda one: one["handle"]))
@example(
    [
        {
            **dict.fromkeys(("server", "display_name")),
            "network": "x",
            "handle": "a",
            "purpose": "care",
            "tags": [],
            "local": {"aaa": ",@"},
        }
    ]
)
def test_what_was_written_changes_nothing_when_it_is_read(rows):
    text = write_account_file(rows, {("x", "a"): "=Marketing"})
    file = read_account_file(text)
    assert merge([dict(row) for row in rows], file).items == rows
    cells = [cell for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in line]
    assert [
        cell for cell in cells if cell.startswith(tuple("=+@-"))
    ] == []  # what a spreadsheet would reckon with


def test_accounts_are_added_and_changed_and_the_others_stay(db):
    tenant = make_brand("central")
    assert len(bring_in(tenant, FILE).changes) == 2
    there = accounts_of(tenant)
    assert set(there) == {"central", "shop-1@social.test", "shop-2@social.test"}
    shop = there["shop-1@social.test"]
    assert (shop.display_name, shop.tags) == ("Shop 1", ["kyiv", "uk"])
    assert shop.local == {"phone": "+380 44 000-00-01", "street": 'Street "A", 1'}
    again = bring_in(tenant, FILE)
    assert (again.changes, again.untouched) == ([], 2)
    assert bring_in(tenant, written(tenant)).changes == []
    changed = bring_in(tenant, "network,handle,phone\nmastodon,shop-2@social.test,\n")
    assert [change.values["field"] for change in changed.changes] == ["local"]
    assert accounts_of(tenant)["shop-2@social.test"].local == {}
    assert accounts_of(tenant)["shop-1@social.test"].id == shop.id


def test_a_preview_and_a_file_with_a_fault_change_nothing(db):
    tenant = make_brand("central")
    assert len(bring_in(tenant, FILE, dry_run=True).changes) == 2
    with pytest.raises(Invalid) as refused:
        bring_in(tenant, FILE + "facebok,shop-3,,,,\nx,shop-4,Shop 4,a,1,\n")
    [fault] = refused.value.faults
    assert (fault.line, fault.place) == (4, "network")
    assert set(accounts_of(tenant)) == {"central"}


def test_owners_are_recorded_by_who_may(db):
    tenant = make_brand("central")
    text = "network,handle,owner\nx,central,Marketing\n"
    with pytest.raises(Invalid) as refused:
        bring_in(tenant, text, actor=act_as("team_leader", tenant))
    assert "You may not record owners" in refused.value.faults[0].message
    [change] = bring_in(tenant, text).changes
    assert (change.values["before"], change.values["after"]) == ("–", "Marketing")
    assert accounts_of(tenant)["central"].owner == "Marketing"
    assert bring_in(tenant, text).changes == []
    assert accounts_of(tenant)["central"].owner == "Marketing"
    bring_in(tenant, "network,handle,tags\nx,central,kyiv\n")
    assert accounts_of(tenant)["central"].owner == "Marketing"
    kinds = in_unit(tenant, lambda uow: uow.session.scalars(select(EventRow.action)).all())
    assert kinds.count("account.owner_recorded") == 1


def test_the_narrowed_bring_in_nothing(db):
    tenant = make_brand("central")
    narrow = replace(act_as("supervisor", tenant), narrowed={tenant.id: frozenset()})
    with pytest.raises(Forbidden):
        bring_in(tenant, FILE, actor=narrow)


@pytest.fixture(scope="module")
def chain(db):
    """A brand with 1,200 shops."""
    tenant = make_brand("central")
    lines = ["network,handle,display_name,tags,phone"]
    for number in range(1200):
        city = ("kyiv", "lviv", "odesa")[number % 3]
        lines.append(
            f"mastodon,shop-{number:04d}@social.test,Shop {number} {city.title()},{city},+380 {number:04d}"
        )
    bring_in(tenant, "\n".join(lines) + "\n")
    return tenant


def found(tenant, **wanted):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return [
            one.account.handle for one in find_accounts(uow, tenant.id, AccountFilter(**wanted), limit=2000)
        ]


def test_any_of_a_thousand_is_found(chain):
    assert len(found(chain)) == 1201
    assert found(chain, search="shop 0007 lviv") == ["shop-0007@social.test"]
    assert found(chain, search="+380 0042") == ["shop-0042@social.test"]
    assert found(chain, search="SHOP-0009@") == ["shop-0009@social.test"]
    assert found(chain, search="100%_") == []
    assert len(found(chain, tag="odesa")) == 400
    assert found(chain, network="x") == ["central"]
    assert found(chain, state="fine") == []
    assert len(found(chain, state="none", tag="kyiv")) == 400
    assert found(chain, state="retired") == []


def test_the_page_goes_through_all_of_them_and_the_file_holds_what_is_asked_for(app, chain):
    client = browser(app, make_person("supervisor", chain)[1])
    address, seen = f"/brands/{chain.slug}/accounts?tag=lviv", []
    while address:
        page = client.get(address).text
        seen += re.findall(r'<small class="under">(shop-\d+)', page)
        following = re.search(r'href="([^"]*cursor=[^"]*)"', page)
        address = following and following[1].replace("&amp;", "&")
    assert seen == [f"shop-{number:04d}" for number in range(1, 1200, 3)]
    file = client.get(f"/brands/{chain.slug}/accounts.csv?tag=lviv&search=shop-0001")
    assert file.mimetype == "text/csv"
    assert file.text.splitlines() == [
        "network,handle,display_name,purpose,tags,server,owner,phone",
        "mastodon,shop-0001@social.test,Shop 1 Lviv,care,lviv,,,'+380 0001",
    ]
    assert "No account is like that" in client.get(f"/brands/{chain.slug}/accounts?search=nowhere").text


def test_local_staff_find_their_own_accounts_alone(app, chain):
    client = browser(app, make_person("team_leader", chain, tags=("lviv",))[1])
    page = client.get(f"/brands/{chain.slug}/accounts").text
    assert "lviv (400)" in page
    assert "kyiv" not in page.casefold()
    file = client.get(f"/brands/{chain.slug}/accounts.csv").text
    assert len(file.splitlines()) == 401
    theirs, other = (accounts_of(chain)[f"shop-000{number}@social.test"] for number in (1, 2))
    assert client.get(f"/brands/{chain.slug}/accounts/{theirs.id}").status_code == 200
    assert client.get(f"/brands/{chain.slug}/accounts/{other.id}").status_code == 404


def test_a_file_is_seen_before_it_is_brought_in(app):
    tenant = make_brand("central")
    client = browser(app, make_person("supervisor", tenant)[1])
    address = f"/brands/{tenant.slug}/accounts/import"
    assert "How it is written" in client.get(address).text
    seen = client.post(address, data={"text": FILE, "action": "check"})
    assert "account mastodon:shop-1@social.test: added" in seen.text
    assert "Nothing has been saved yet" in seen.text
    assert set(accounts_of(tenant)) == {"central"}
    refused = client.post(address, data={"text": FILE.replace("mastodon", "fediverse", 1), "action": "apply"})
    assert (refused.status_code, "Line 2" in refused.text, "Nothing has been changed" in refused.text) == (
        422,
        True,
        True,
    )
    assert set(accounts_of(tenant)) == {"central"}
    done = client.post(address, data={"text": FILE, "action": "apply"}, follow_redirects=True)
    assert "Shop 1" in done.text
    assert len(accounts_of(tenant)) == 3


def test_a_file_in_another_charset_is_named_as_that(app):
    tenant = make_brand("central")
    client = browser(app, make_person("supervisor", tenant)[1])
    content = "network,handle,display_name\nx,a,Магазин\n".encode("cp1251")
    answer = client.post(
        f"/brands/{tenant.slug}/accounts/import",
        data={"file": (BytesIO(content), "shops.csv"), "action": "apply"},
    )
    assert (answer.status_code, "save the file as CSV in UTF-8" in answer.text) == (422, True)


def test_local_fields_are_kept_by_the_form_and_shown(app):
    tenant = make_brand("central")
    client = browser(app, make_person("supervisor", tenant)[1])
    address = f"/brands/{tenant.slug}/edit/accounts"
    form = {
        "rows": "1",
        "accounts.0.network": "x",
        "accounts.0.handle": "central",
        "accounts.0.purpose": "care",
    }
    kept = client.post(address, data=form | {"accounts.0.local": "phone: 044: 1\nstreet: Main\n"})
    assert kept.status_code == 302
    row = accounts_of(tenant)["central"]
    assert row.local == {"phone": "044: 1", "street": "Main"}
    assert "phone: 044: 1\nstreet: Main" in client.get(address).text
    assert "044: 1" in client.get(f"/brands/{tenant.slug}/accounts/{row.id}").text
    refused = client.post(address, data=form | {"accounts.0.local": "phone: 1\nphone: 2"})
    assert (refused.status_code, "Write one field a line" in refused.text) == (422, True)
    assert in_unit(tenant, lambda uow: get_account(uow, row.id)).local["street"] == "Main"
    assert (
        in_unit(
            tenant,
            lambda uow: set_owner(uow, uow.session.get(ChannelAccount, (tenant.id, row.id)), owner="A"),
        )
        is None
    )


def test_conversations_are_listed_by_the_place_of_their_account(app, chain):
    kyiv, lviv = (accounts_of(chain)[f"shop-000{number}@social.test"] for number in (0, 1))
    for account in (kyiv, lviv):
        store(
            chain,
            said(
                f"of-{account.handle}",
                0,
                author=account.handle,
                handle=account.handle,
                network=account.network,
            ),
        )
    client = browser(app, make_person("supervisor", chain)[1])
    page = client.get(f"/brands/{chain.slug}/conversations?tag=lviv").text
    assert (lviv.handle in page, kyiv.handle in page) == (True, False)
    found = client.get(f"/api/v1/brands/{chain.slug}/conversations?tag=kyiv").json
    assert [one["account"] for one in found["items"]] == [kyiv.key]
    assert len(page) < 60_000  # a choice of a thousand accounts is no choice
    assert "And 1181 more accounts." in client.get(f"/brands/{chain.slug}").text
