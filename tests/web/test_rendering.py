"""Language, zone, theme, blocks, escaping and the components, through HTTP."""

import re

import pytest
from flask import render_template_string
from jinja2 import UndefinedError
from markupsafe import Markup
from web.gallery import make_app

from bpo.core import i18n
from bpo.core.vocabulary import Network, Priority, Sentiment
from bpo.web import labels
from bpo.web.render import LOCALE_NAMES, Components

OWN = {"Sec-Fetch-Site": "same-origin"}


def language(answer):
    return re.search(r'<html lang="(\w+)"', answer.text)[1]


@pytest.mark.parametrize(
    ("cookie", "accepted", "spoken"),
    [
        (None, "", "en"),
        (None, "uk-UA,uk;q=0.9,en;q=0.5", "uk"),
        (None, "de,pl;q=0.4", "pl"),
        (None, "de", "en"),
        ("ru", "uk", "ru"),
        ("xx", "uk", "uk"),
        ("../../etc", "", "en"),
    ],
)
def test_the_language_is_chosen_for_the_reader(client, cookie, accepted, spoken):
    client.set_cookie("locale", cookie or "")
    assert language(client.get("/sign-in", headers={"Accept-Language": accepted})) == spoken


def test_a_signed_in_reader_has_their_own_language_and_zone(client):
    client.set_cookie("locale", "pl")
    answer = client.get("/gallery", headers={"X-Test-Zone": "uk|Europe/Kyiv"})
    assert language(answer) == "uk"
    assert "20 лист. 2026" in answer.text
    assert ", 14:00</time>" in answer.text


def test_the_language_does_not_stay_for_the_next_reader(client):
    client.get("/sign-in", headers={"Accept-Language": "uk"})
    assert str(i18n.current_locale()) == "en"


@pytest.mark.parametrize("path", ["/gallery", "/sign-in", "/fault/absent"])
def test_the_switches_stand_on_every_page(client, path):
    text = client.get(path).text
    assert 'action="/locale"' in text
    assert 'action="/theme"' in text
    assert all(name in text for name in LOCALE_NAMES.values())


def test_switching_the_language_returns_to_the_page(client):
    answer = client.post(
        "/locale", data={"locale": "uk"}, headers=OWN | {"Referer": "http://localhost/gallery?sort=name"}
    )
    assert (answer.status_code, answer.location) == (303, "/gallery?sort=name")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert language(client.get("/sign-in")) == "uk"
    foreign = client.post(
        "/locale", data={"locale": "uk"}, headers=OWN | {"Referer": "http://evil.example/x"}
    )
    assert foreign.location == "/"


def test_a_signed_in_readers_language_is_kept():
    kept = []
    client = make_app(keep_locale=kept.append).test_client()
    client.post("/locale", data={"locale": "pl", "next": "//evil.example"}, headers=OWN)
    assert kept == ["pl"]
    assert client.post("/locale", data={"locale": "tlh"}, headers=OWN).status_code == 422
    assert kept == ["pl"]


def test_the_theme_is_drawn_by_the_server(client):
    assert 'data-bs-theme="auto"' in client.get("/sign-in").text
    assert client.post("/theme", data={"theme": "dark"}, headers=OWN).status_code == 303
    assert 'data-bs-theme="dark"' in client.get("/sign-in").text
    assert client.post("/theme", data={"theme": "pink"}, headers=OWN).status_code == 422


def test_htmx_gets_only_the_block_it_asks_for(client):
    part = client.get("/gallery", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert part.text.count("<tr>") == 4
    assert "<html" not in part.text
    assert "Złoty Kłos" in part.text
    whole = client.get("/gallery", headers={"HX-Request": "true", "HX-Request-Type": "full"})
    assert "<html" in whole.text


def test_a_refused_form_shows_each_error_beside_its_field(client):
    answer = client.post("/gallery", data={"name": "<b>", "fee": "0", "live": "true"}, headers=OWN)
    assert answer.status_code == 422
    assert 'aria-describedby="field-fee-error" aria-invalid="true"' in answer.text
    assert 'id="field-fee-error"' in answer.text
    assert "Must be greater than or equal to 1." in answer.text
    assert 'value="&lt;b&gt;"' in answer.text
    assert 'href="#field-fee"' in answer.text


def show(source, **context):
    app = make_app()
    with app.test_request_context("/"):
        app.preprocess_request()
        return render_template_string(source, **context)


def test_everything_is_escaped_in_translations_too():
    assert show("{{ x }}", x="<b>") == "&lt;b&gt;"
    assert show("{% trans name=x %}Hello {{ name }}{% endtrans %}", x="<b>") == "Hello &lt;b&gt;"
    assert show("{{ _('Hello %(name)s', name=x) }}", x="<b>%(y)s") == "Hello &lt;b&gt;%(y)s"
    assert "</script><b>" not in show(
        "{{ ui.chart('t', s) }}", s={"kind": "bar", "x": ["</script><b>"], "series": [], "unit": "count"}
    )


def test_plurals_and_percents_in_translations():
    source = "{% trans count=n %}One turn of 100 %%{% pluralize %}{{ count }} turns{% endtrans %}"
    assert show(source, n=5) == "5 turns"
    assert show("{{ ngettext('%(n)s turn', '%(n)s turns', 2, n=2) }}") == "2 turns"


def test_a_name_that_was_not_passed_is_an_error():
    with pytest.raises(UndefinedError):
        show("{{ forgotten }}")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ui.clock_chip(720, target=1800)", "12 min left"),
        ("ui.clock_chip(-1080)", "18 min late"),
        ("ui.clock_chip(602, met=true)", "Met in 10 min 2 sec"),
        ("ui.clock_chip(none)", "No target"),
    ],
)
def test_a_clock_says_in_words_what_its_colour_says(source, words):
    assert words in show("{{ " + source + " }}").replace("\u00a0", " ")


def test_a_clock_turns_amber_in_the_last_quarter():
    assert "clock-soon" not in show("{{ ui.clock_chip(451, target=1800) }}")
    assert "clock-soon" in show("{{ ui.clock_chip(450, target=1800) }}")


def test_a_chart_has_its_table_with_missing_values_named(client):
    text = client.get("/gallery").text
    assert '<td class="number">86%</td>' in text
    assert text.count("no value") >= 2


@pytest.mark.parametrize("words", [Network, Priority, Sentiment])
def test_every_shared_word_has_a_name(words):
    assert all(labels.show_label(word) for word in words)
    assert (labels.show_label(Sentiment.NEGATIVE), labels.show_label(Priority.NEGATIVE)) == (
        "Negative",
        "Angry",
    )


def test_a_remembered_component_is_drawn_anew_for_another_type_and_another_language():
    app = make_app()
    ui = Components(app.jinja_env)
    assert not app.jinja_env.auto_reload
    with app.test_request_context():
        assert "<b>" in ui.badge(Markup("<b>1</b>"))
        assert "<b>" not in ui.badge("<b>1</b>")
        assert ("True" in ui.badge(True), "True" in ui.badge(1)) == (True, False)
        with i18n.speaking("uk", "UTC"):
            late = ui.clock_chip(-60)
        with i18n.speaking("pl", "UTC"):
            assert ui.clock_chip(-60) != late
        assert ui.badge("a", kind="good") != ui.badge("a", kind="bad")
