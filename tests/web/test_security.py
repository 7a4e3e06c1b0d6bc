"""Headers, origin, guards and errors, through HTTP."""

import re

import pytest
from web.gallery import Permission, make_app

from bpo.web.guard import PUBLIC, permission_of, public, requires
from bpo.web.origin import safe_next

OWN = {"Sec-Fetch-Site": "same-origin"}


def test_every_answer_has_its_headers_and_a_nonce_of_its_own(client):
    first, second = client.get("/gallery"), client.get("/gallery")
    policy = first.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]{22})';", policy)[1]
    assert f'nonce="{nonce}"' in first.text
    assert nonce not in second.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert first.headers["Cache-Control"] == "no-store"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" not in first.headers
    assert "Strict-Transport-Security" in client.get("/gallery", base_url="https://localhost").headers


def test_pages_have_no_inline_style_and_no_inline_handler(client):
    for path in ("/gallery", "/sign-in", "/fault/wrong"):
        text = client.get(path).text
        assert not re.search(r"<[^>]+\s(style|on\w+)=", text)
        assert all("nonce=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_built_files_are_kept_for_ever_and_come_compressed(client):
    address = re.search(r'href="(/assets/app-\w+\.css)"', client.get("/gallery").text)[1]
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    plain = client.get(address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.mimetype == packed.mimetype == "text/css"
    assert len(packed.data) < len(plain.data) / 4
    assert client.get("/assets/no.css").status_code == 404
    assert client.get("/assets/..%2f..%2fkit.py").status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example", "Referer": "http://localhost/"}, 403),
        ({"Referer": "http://localhost/gallery"}, 200),
        ({"Referer": "http://evil.example/localhost"}, 403),
        ({}, 403),
        ({"Authorization": "Basic YTpi"}, 403),
    ],
)
def test_only_our_own_pages_may_change_something(client, headers, status):
    assert client.post("/log-out", headers=headers).status_code == status


def test_machines_are_exempt_by_key_and_by_webhook(client):
    assert client.post("/api/things", headers={"Authorization": "Bearer key"}).status_code == 200
    assert client.post("/hooks/generic/one").status_code == 200
    assert client.post("/api/things").status_code == 403


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/brands?page=2", "/brands?page=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("/\tb", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_going_on_stays_on_this_site(target, safe):
    assert safe_next(target) == safe


def test_a_guard_asks_the_actor(client):
    assert client.get("/private", headers={"X-Test-Actor": "thing:read"}).status_code == 200
    assert client.get("/private", headers={"X-Test-Actor": "thing:sign"}).status_code == 403
    assert client.get("/private").status_code == 401


def test_an_unsigned_reader_is_sent_to_the_log_in_page_and_back():
    client = make_app(login_endpoint="sign_in").test_client()
    answer = client.get("/private?month=10")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/private?month%3D10"
    part = client.get("/private", headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/sign-in"


def test_a_view_says_once_who_may_call_it():
    @requires(Permission.SIGN)
    def sign():
        """Sign the month."""

    assert permission_of(sign) is Permission.SIGN
    assert sign.__name__ == "sign"
    assert permission_of(public(lambda: None)) == PUBLIC
    assert permission_of(lambda: None) is None
    with pytest.raises(TypeError, match="twice"):
        public(sign)
    with pytest.raises(TypeError, match="twice"):
        requires(Permission.READ)(sign)


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        ("absent", 404, "There is nothing here."),
        ("closed", 409, "This conversation is already closed."),
        ("wrong", 422, "The brand file has 2 faults."),
    ],
)
def test_a_problem_is_a_page_or_json(client, kind, status, sentence):
    page, told = client.get(f"/fault/{kind}"), client.get(f"/api/fault/{kind}")
    assert page.status_code == told.status_code == status
    assert page.mimetype == "text/html"
    assert sentence in page.text
    assert told.mimetype == "application/problem+json"
    assert told.json["detail"] == sentence
    assert told.json["status"] == status


def test_faults_are_listed_with_their_places(client):
    told = client.get("/api/fault/wrong").json
    missing = {"place": "accounts.0.handle", "message": "Missing data for required field.", "line": 7}
    assert told["errors"][0] == missing
    assert "<code>accounts.0.handle</code>" in client.get("/fault/wrong").text


def test_what_webargs_found_is_listed_too(client):
    told = client.get("/api/webargs")
    assert told.status_code == 422
    assert told.json["errors"] == [{"place": "accounts.0.handle", "message": "Unknown field."}]


@pytest.mark.parametrize("prefix", ["/fault/", "/api/fault/", "/nowhere/", "/api/v1/nowhere/"])
def test_a_404_is_the_same_byte_for_byte(client, prefix):
    bodies = {
        client.get(prefix + name).data
        for name in ("one", "two", "00000000-0000-0000-0000-000000000001", "absent")
    }
    assert len(bodies) == 1


def test_a_method_that_is_not_there(client):
    answer = client.get("/api/things")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.mimetype == "application/problem+json"


def test_a_part_of_a_page_gets_its_error_in_place(client):
    answer = client.get("/fault/closed", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#messages"
    assert "<html" not in answer.text
    assert "already closed" in answer.text


@pytest.mark.parametrize("path", ["/fault/broken", "/api/fault/broken"])
def test_something_unexpected_tells_nothing(client, path):
    answer = client.get(path)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert "Traceback" not in answer.text
