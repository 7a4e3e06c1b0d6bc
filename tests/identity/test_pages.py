import re
from datetime import timedelta

import pyotp
import pytest
from builders import drain_all, make_tenant
from flask_login import current_user
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.identity.models import ApiKey, UserSession
from bpo.identity.operations import people
from bpo.identity.operations.profile import create_api_key_for
from bpo.identity.permissions import Role
from bpo.identity.queries import find_user_by_email, get_user

PASSWORD = "lamp otter quiz violin"
OTHER = "seven green bicycles"


def sign_in(browser, user, *, password=PASSWORD, **over):
    return browser.post("/login", data={"email": user.email, "password": password, **over})


def cookie_of(browser):
    return browser.get_cookie("session").value


def test_signing_in_and_out(make_user, open_browser):
    browser, user = open_browser(), make_user()
    assert browser.get("/profile").location == "/login?next=/profile"
    assert sign_in(browser, user, next="/profile").location == "/profile"
    assert user.email in browser.get("/profile").text
    captured = cookie_of(browser)
    assert browser.post("/logout").location == "/login"
    browser.set_cookie("session", captured)
    assert browser.get("/profile").status_code == 302
    assert browser.get("/api/v1/me").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites(make_user, open_browser):
    answer = sign_in(open_browser(), make_user())
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("session=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_by_https_the_cookie_is_a_host_cookie(app, make_user, open_browser, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(app.config, "BPO", replace(app.config["BPO"], public_url="https://bpo.example.com"))
    answer = sign_in(open_browser(), make_user())
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if "session=" in one]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie


def test_templates_know_who_is_signed_in(app, make_user, open_browser):
    user = make_user()
    with app.test_request_context("/", headers={"Cookie": f"session={cookie_of(open_browser(user))}"}):
        assert current_user.email == user.email
    with app.test_request_context("/"):
        assert current_user.is_anonymous


def test_a_session_chosen_by_somebody_else_is_not_taken_over(make_user, open_browser):
    browser = open_browser()
    browser.set_cookie("session", "chosen-by-an-attacker")
    sign_in(browser, make_user())
    assert cookie_of(browser) != "chosen-by-an-attacker"


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]
)
def test_after_signing_in_nobody_is_sent_elsewhere(make_user, open_browser, target):
    assert sign_in(open_browser(), make_user(), next=target).location == "/"


def test_wrong_password_and_unknown_address_look_alike(make_user, open_browser):
    user = make_user()
    wrong = open_browser().post("/login", data={"email": user.email, "password": OTHER})
    unknown = open_browser().post("/login", data={"email": "nobody-here@example.com", "password": OTHER})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace(user.email, "nobody-here@example.com") == unknown.text


def test_too_many_tries_are_told_to_wait(make_user, open_browser):
    user, browser = make_user(), open_browser()
    statuses = [sign_in(browser, user, password=OTHER).status_code for _try in range(6)]
    assert statuses == [401] * 5 + [429]
    assert int(sign_in(browser, user).headers["Retry-After"]) <= 31


def test_the_reader_chooses_the_language_before_signing_in(open_browser):
    browser = open_browser()
    browser.post("/locale", data={"locale": "pl"})
    assert '<html lang="pl"' in browser.get("/login").text


def test_setting_up_and_using_the_second_factor(make_user, open_browser):
    user, elsewhere = make_user(), open_browser()
    sign_in(elsewhere, user)
    browser = open_browser()
    sign_in(browser, user)
    assert browser.post("/profile/second-factor", data={"current_password": OTHER}).status_code == 422
    assert (
        browser.post("/profile/second-factor", data={"current_password": PASSWORD}).location
        == "/profile/second-factor"
    )
    page = browser.get("/profile/second-factor").text
    assert "<svg" in page
    assert "style=" not in page
    totp = pyotp.TOTP(re.search(r"<code>([A-Z2-7]{32})</code>", page)[1])
    assert browser.post("/profile/second-factor/on", data={"code": "000000"}).status_code == 422
    before = cookie_of(browser)
    shown = browser.post(
        "/profile/second-factor/on", data={"code": totp.at(utcnow() - timedelta(seconds=30))}
    )
    assert len(re.findall(r"<code>(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}</code>", shown.text)) == 10
    assert cookie_of(browser) != before
    assert elsewhere.get("/profile").status_code == 302

    again = open_browser()
    assert sign_in(again, user, next="/profile").location == "/login/second-step?next=/profile"
    assert again.get("/profile").status_code == 302
    assert again.get("/login/second-step").status_code == 200
    pending = cookie_of(again)
    assert again.post("/login/second-step", data={"code": "123"}).status_code == 422
    assert (
        again.post("/login/second-step", data={"code": totp.now(), "next": "/profile"}).location == "/profile"
    )
    assert cookie_of(again) != pending
    assert again.get("/profile").status_code == 200
    assert again.post("/profile/second-factor/off", data={"current_password": PASSWORD}).status_code == 303


def test_a_new_password_signs_out_everywhere_else(make_user, open_browser):
    user, elsewhere, browser = make_user(), open_browser(), open_browser()
    for one in (elsewhere, browser):
        sign_in(one, user)
    sent = {"current_password": PASSWORD, "password": "short"}
    assert browser.post("/profile/password", data=sent).status_code == 422
    assert browser.post("/profile/password", data={**sent, "password": OTHER}).status_code == 303
    assert browser.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 302


def test_one_can_end_ones_own_sessions_only(make_user, open_browser):
    user, other = make_user(), make_user()
    browser, second, foreign = open_browser(user), open_browser(user), open_browser(other)
    with UnitOfWork(Actor.system()) as uow:
        rows = uow.session.scalars(
            select(UserSession).where(UserSession.user_id.in_([user.id, other.id])).order_by(UserSession.id)
        ).all()
    ids = [row.id for row in rows]
    assert browser.post(f"/profile/sessions/{ids[2]}/end").status_code == 404
    assert browser.post(f"/profile/sessions/{ids[1]}/end").status_code == 303
    assert second.get("/profile").status_code == 302
    assert foreign.get("/profile").status_code == 200


def test_language_and_time_zone_are_kept(make_user, open_browser):
    browser = open_browser(make_user())
    sent = {"name": "Ганна", "locale": "uk", "time_zone": "Europe/Kyiv"}
    assert browser.post("/profile", data=sent).status_code == 303
    page = browser.get("/profile").text
    assert '<html lang="uk"' in page
    assert "Ганна" in page
    assert browser.post("/profile", data={**sent, "time_zone": "Nowhere/Town"}).status_code == 422
    browser.post("/locale", data={"locale": "pl"})
    assert '<html lang="pl"' in browser.get("/profile").text


def test_inviting_accepting_and_a_used_link(app, make_user, open_browser):
    brand, admin = make_tenant(), open_browser(make_user(Role.SUPERVISOR))
    email = f"invited-{brand.id}@example.com"
    sent = {"email": email, "role": "client_viewer", "brands": [str(brand.id)], "locale": "ru"}
    assert admin.get("/people/invite").status_code == 200
    assert admin.post("/people/invite", data={**sent, "brands": []}).status_code == 422
    assert admin.post("/people/invite", data={**sent, "role": "supervisor"}).status_code == 403
    made = admin.post("/people/invite", data=sent)
    assert made.status_code == 303
    assert email in admin.get(made.location).text
    path = mailed_path(app, email)
    guest = open_browser()
    assert email in guest.get(path).text
    chosen = {"name": "Ольга", "password": OTHER, "time_zone": "Europe/Kyiv"}
    assert guest.post(path, data={**chosen, "password": "short"}).status_code == 422
    assert guest.post(path, data=chosen).location == "/"
    assert "Ольга" in guest.get("/profile").text
    assert guest.get(path).status_code == 410
    assert guest.post(path, data=chosen).status_code == 409
    assert guest.get("/invitation/made-up").status_code == 404
    assert guest.get("/people").status_code == 403


def mailed_path(app, email):
    """Do the waiting mails, and read the link in the one to this address."""
    drain_all("delivery")
    letters = [path.read_text() for path in sorted(app.config["BPO"].mail_folder.glob("*.eml"))]
    (letter,) = [text for text in letters if f"To: {email}" in text]
    body = __import__("email").message_from_string(letter).get_payload(decode=True).decode()
    return re.search(r"https?://[^/]+(/\S+)", body)[1]


def test_forgotten_password(app, make_user, open_browser):
    user, browser = make_user(), open_browser()
    known = browser.post("/forgot", data={"email": user.email})
    unknown = open_browser().post("/forgot", data={"email": "nobody-here@example.com"})
    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text
    assert "mail" in known.text
    path = mailed_path(app, user.email)
    assert browser.get(path).status_code == 200
    assert browser.post(path, data={"password": user.email}).status_code == 422
    assert browser.post(path, data={"password": OTHER}).location == "/login"
    assert "Your new password is set" in browser.get("/login").text
    assert sign_in(open_browser(), user).status_code == 401
    assert sign_in(open_browser(), user, password=OTHER).status_code == 303


def test_no_link_stands_in_a_job(app, make_user, open_browser):
    from bpo.core.outbox import Job

    user = make_user()
    open_browser().post("/forgot", data={"email": user.email})
    with UnitOfWork(Actor.system()) as uow:
        payloads = uow.session.scalars(
            select(Job.payload).where(Job.name == "identity.jobs.send_link_mail")
        ).all()
    assert payloads
    assert all(set(one) == {"link_id"} for one in payloads)


def test_keeping_people(make_user, open_browser):
    brand = make_tenant()
    admin, user = open_browser(make_user(Role.ADMIN)), make_user(Role.CLIENT_VIEWER, brand)
    browser = open_browser(user)
    page = f"/people/{user.id}"
    assert user.email in admin.get("/people", query_string={"search": user.email[:20]}).text
    assert (
        admin.post(f"{page}/roles", data={"role": "client_approver", "brands": [str(brand.id)]}).status_code
        == 303
    )
    assert (
        admin.post(f"{page}/roles", data={"role": "client_approver", "brands": [str(brand.id)]}).status_code
        == 409
    )
    assert admin.post(f"{page}/roles", data={"role": "agent", "profile": "analyst"}).status_code == 422
    shown = admin.get(page).text
    assert brand.name in shown
    revoke = re.search(rf"{page}/roles/[0-9a-f-]+/revoke", shown)[0]
    assert admin.post(revoke).status_code == 303
    assert admin.post(revoke).status_code == 404
    assert admin.post(f"{page}/invitation").status_code == 409
    assert browser.get("/profile").status_code == 200
    assert admin.post(f"{page}/disable").status_code == 303
    assert browser.get("/profile").status_code == 302
    assert admin.post(f"{page}/disable").status_code == 409
    assert admin.post(f"{page}/enable").status_code == 303


def test_another_brands_people_are_as_if_absent(make_user, open_browser):
    from bpo.core.ids import new_id

    mine, other = make_tenant(), make_tenant()
    leader = open_browser(make_user(Role.SUPERVISOR, mine))
    theirs = make_user(Role.CLIENT_VIEWER, other)
    answers = [leader.get(f"/people/{one}") for one in (theirs.id, new_id())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    for brand in (other.id, new_id()):
        sent = {"email": "x@example.com", "role": "client_viewer", "brands": [str(brand)]}
        assert leader.post("/people/invite", data=sent).status_code == 422


def test_the_audit_page_filters(make_user, open_browser):
    brand, admin = make_tenant(), make_user(Role.ADMIN)
    user = make_user(Role.CLIENT_VIEWER, brand)
    browser = open_browser(admin)
    shown = browser.get("/audit", query_string={"brand": str(brand.id), "action": "membership."}).text
    assert "membership.granted" in shown
    assert "user.invited" not in shown
    assert "user.invited" in browser.get("/audit", query_string={"person": str(user.id)}).text
    later = (utcnow() + timedelta(days=2)).date().isoformat()
    assert "membership.granted" not in browser.get("/audit", query_string={"since": later}).text
    assert browser.get("/audit", query_string={"since": "yesterday"}).status_code == 422
    assert browser.get("/audit", query_string={"cursor": "nonsense"}).status_code == 422
    assert open_browser(user).get("/audit").status_code == 403


def call(app, key, path="/api/v1/me", **options):
    return app.test_client().open(path, headers={"Authorization": f"Bearer {key}"}, **options)


def test_a_key_made_on_the_page_works_within_its_scopes_until_revoked(app, make_user, open_browser):
    user = make_user(Role.SUPERVISOR)
    browser = open_browser(user)
    sent = {"key_name": "figures", "scopes": ["report:read"], "days": "30", "current_password": PASSWORD}
    assert browser.post("/profile/keys", data={**sent, "current_password": OTHER}).status_code == 422
    assert browser.post("/profile/keys", data={**sent, "scopes": ["self:edit"]}).status_code == 422
    key = re.search(r"<code>(bpo_[\w-]{43})</code>", browser.post("/profile/keys", data=sent).text)[1]
    assert key not in browser.get("/profile").text
    told = call(app, key).get_json()
    assert (told["email"], {word for one in told["grants"] for word in one["permissions"]}) == (
        user.email,
        {"report:read", "self:read"},
    )
    assert call(app, key, "/api/v1/users").status_code == 403
    assert call(app, key, "/profile").status_code == 403
    with UnitOfWork(Actor.system()) as uow:
        row = uow.session.scalars(select(ApiKey).where(ApiKey.user_id == user.id)).one()
    assert row.last_used_at is not None
    assert browser.post(f"/profile/keys/{row.id}/revoke").status_code == 303
    assert call(app, key).status_code == 401


def command_key(user, **over):
    with UnitOfWork(Actor.system()) as uow:
        return create_api_key_for(uow, find_user_by_email(uow, user.email), name="command", **over)[1]


def test_a_key_dies_with_its_owners_access_and_with_time(app, make_user):
    user = make_user(Role.ADMIN)
    assert call(app, command_key(user, lasts=timedelta(0))).status_code == 401
    key = command_key(user)
    assert call(app, key).status_code == 200
    with UnitOfWork(Actor.system()) as uow:
        people.disable_user(uow, get_user(uow, user.id))
    assert call(app, key).status_code == 401


def test_a_bad_key_is_not_rescued_by_a_cookie(make_user, open_browser):
    browser = open_browser(make_user())
    assert browser.get("/api/v1/me").status_code == 200
    assert browser.get("/api/v1/me", headers={"Authorization": "Bearer bpo_wrong"}).status_code == 401
    assert browser.get("/api/v1/me", headers={"Authorization": "Basic eDp5"}).status_code == 401


def test_programs_list_and_invite_people(app, make_user):
    brand, key = make_tenant(), command_key(make_user(Role.ADMIN))
    body = {
        "email": f"api-{brand.id}@example.com",
        "role": "agent",
        "profile": "analyst",
        "brands": [str(brand.id)],
        "tags": ["kyiv"],
    }
    made = call(app, key, "/api/v1/users", method="POST", json=body)
    assert made.status_code == 201
    assert made.get_json()["memberships"][0]["tags"] == ["kyiv"]
    assert call(app, key, "/api/v1/users", method="POST", json=body).status_code == 422
    assert call(app, key, "/api/v1/users", method="POST", json={**body, "is_admin": True}).status_code == 422
    found = call(app, key, "/api/v1/users", query_string={"search": body["email"]}).get_json()
    assert [one["email"] for one in found["items"]] == [body["email"]]
    assert found["next_cursor"] is None
    assert set(found["items"][0]) == {"id", "email", "name", "side", "state", "memberships"}


def test_every_page_of_identity_is_readable_in_every_language(make_user, open_browser):
    user = make_user(Role.ADMIN)
    browser = open_browser(user)
    for locale in ("en", "ru", "uk", "pl"):
        browser.post("/locale", data={"locale": locale})
        for path in ("/profile", "/people", "/people/invite", f"/people/{user.id}", "/audit"):
            assert f'<html lang="{locale}"' in browser.get(path).text
