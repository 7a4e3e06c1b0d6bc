"""Clients are told the limits of the checks: the page shows exactly the rows that the benchmarks wrote."""

import html
import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from builders import browser, make_person, make_tenant

from bpo.core.i18n import catalogue
from bpo.guides import labels
from bpo.guides.rules.limits import Limit, limits_of
from bpo.guides.views.pages import what_name
from bpo.language import figures as module
from bpo.language.figures import FILE, Figure, figures
from bpo.language.types import Language
from bpo.web.formats import show_number, show_percent

BENCH = Path(__file__).resolve().parents[2] / "bench"
ON = date(2026, 11, 29)


def row(what, measure, value, n=100, language="ru"):
    return Figure(language, what, measure, value, n, ON)


def test_the_file_tells_shares_with_the_sizes_of_their_sets_and_the_day():
    rows = figures()
    assert {one.language for one in rows} == set(Language)
    assert len({(one.language, one.what, one.measure) for one in rows}) == len(rows)
    for one in rows:
        assert one.measure in labels.MEASURES
        assert 0 <= one.value <= (1000 if one.measure == "per_thousand" else 1)
        assert one.n > 0
    for language in Language:
        assert {one.measure for one in rows if (one.language, one.what) == (language, "spelling")} == {
            "precision",
            "recall",
        }


@pytest.mark.parametrize("locale", ["ru", "uk", "pl"])
def test_every_row_of_the_file_has_a_name_in_every_language(locale):
    for one in figures():
        topic = one.what.removeprefix("topic ")
        name = labels.TOPIC_NAMES[topic] if topic != one.what else labels.WHAT[one.what]
        assert catalogue(locale).ugettext(name) != name


def test_a_row_that_nobody_has_named_is_shown_under_the_benchmarks_name():
    assert what_name("sarcasm") == "sarcasm"


def test_two_sides_stand_in_one_line_and_all_else_beside():
    rows = [
        row("spelling", "recall", 0.8),
        row("topics", "macro_f1", 0.5),
        row("spelling", "precision", 0.75),
        row("masked terms", "recall", 0.4),
        row("spelling", "recall", 0.1, language="pl"),
    ]
    sides, others = limits_of(rows, "ru")
    assert sides == [Limit("spelling", rows[0], rows[2]), Limit("masked terms", rows[3], None)]
    assert (sides[0].wrong, sides[1].wrong, others) == (0.25, None, [rows[1]])


def cells(page):
    """The tables of the limits, row by row: what stands in their cells."""
    section = re.search(r'<section[^>]*id="limits".*?</section>', page, re.DOTALL)[0]
    return [
        [
            html.unescape(re.sub(r"<[^>]+>", "", one)).strip()
            for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)
        ]
        for line in re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)
        if 'scope="row"' in line
    ]


@pytest.mark.parametrize("languages", [["ru"], ["pl", "en"]], ids="-".join)
def test_the_page_shows_exactly_the_figures_of_the_file(app, languages):
    tenant = make_tenant(languages=languages)
    _viewer, token = make_person("client_viewer", tenant)
    shown = cells(browser(app, token).get(f"/brands/{tenant.slug}/guide").text)
    wanted = []
    for language in languages:
        sides, others = limits_of(figures(), language)
        for one in sides:
            two = [(one.recall, one.recall and one.recall.value), (one.precision, one.wrong)]
            told = [text for f, value in two for text in both(f, value)]
            wanted.append([what_name(one.what), *told])
        for one in others:
            as_share = one.measure != "per_thousand"
            value = show_percent(one.value) if as_share else show_number(one.value, digits=1)
            name = labels.MEASURES[one.measure]
            wanted.append([what_name(one.what), name, value, show_number(one.n)])
    assert shown == wanted
    assert shown


def both(figure, value):
    return ["–no value"] * 2 if figure is None else [show_percent(value), show_number(figure.n)]


@pytest.fixture
def writer(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    import write_figures

    monkeypatch.setattr(write_figures, "FILE", tmp_path / "figures.json")
    return write_figures


@pytest.mark.parametrize(
    ("name", "what", "measure"),
    [
        ("inbound: F1 of negative", "inbound: negative", "f1"),
        ("inbound: macro-F1 of urgency, 7 kinds", "inbound: urgency", "macro_f1"),
        ("replies: macro-F1 of politeness", "replies: politeness", "macro_f1"),
        ("wrong brand: recall", "wrong brand", "recall"),
        ("topics: macro-F1", "topics", "macro_f1"),
        ("masked terms found", "masked terms", "recall"),
        ("language, whole", "language, whole", "share"),
        ("something: new", "something: new", "share"),
    ],
)
def test_a_row_of_the_benchmark_is_split(writer, name, what, measure):
    assert writer.split(name) == (what, measure)


def test_rows_are_written_by_set_and_what_was_not_measured_anew_stays(writer, monkeypatch, tmp_path):
    told = {language: {"wrong brand: recall": "0.450 (60)", "odd": "-"} for language in Language}
    rows = list(writer.language_rows(told))
    assert rows[0] == {"language": "ru", "what": "wrong brand", "measure": "recall", "value": 0.45, "n": 60}
    assert len(rows) == 4
    monkeypatch.setattr(writer, "sizes_of", lambda *_given: {"ok": 900, "error": 100})
    table = "          P      R     F1  first right  on clean text\nru    0.900  0.800  0.847        0.700              -\n"
    spelt = list(writer.spelling_rows(table, tmp_path))
    assert [(one["what"], one["measure"], one["value"], one["n"]) for one in spelt] == [
        ("spelling", "precision", 0.9, 89),
        ("spelling", "recall", 0.8, 100),
        ("spelling: first suggestion right", "share", 0.7, 80),
    ]
    writer.write({"spelling": spelt}, on="2026-11-01")
    writer.write({"language": rows[:1]}, on="2026-11-29")
    stored = json.loads(writer.FILE.read_text())["rows"]
    assert [(one["set"], one["on"]) for one in stored] == [("spelling", "2026-11-01")] * 3 + [
        ("language", "2026-11-29")
    ]
    monkeypatch.setattr(module, "FILE", writer.FILE)
    assert figures.__wrapped__()[-1] == row("wrong brand", "recall", 0.45, 60)
    assert writer.FILE != FILE


def test_what_nobody_foresaw_is_told_from_the_card(writer):
    told = dict.fromkeys(Language, "0.912 (1020) / 0.777 (1191)")
    rows = list(writer.unforeseen_rows({"d.asks, both": told, "d.gives, both": told}))
    assert [(one["measure"], one["value"], one["n"]) for one in rows[:2]] == [
        ("precision", 0.912, 1020),
        ("recall", 0.777, 1191),
    ]
    assert {one["what"] for one in rows} == {
        "personal data asked for in unforeseen ways",
        "personal data given in unforeseen ways",
    }


def test_what_the_reader_was_asked_for_goes_before_what_words_find(writer):
    told = {
        "inbound: F1 of negative": "0.300 (120)",
        "inbound, read: F1 of negative": "0.800 (120)",
        "inbound of others, read: F1 of negative": "0.850 (240)",
        "inbound, read: F1 of spam": "1.000 (6)",
        "HateCheck: hateful: recall": "0.900 (800)",
        "topic war, read: F1": "0.900 (200)",
        "topic war: F1": "0.000 (200)",
        "wrong brand: recall": "0.950 (60)",
    }
    rows = list(writer.language_rows(dict.fromkeys(Language, told)))
    assert {(one["what"], one["value"]) for one in rows} == {
        ("inbound: negative", 0.85),
        ("inbound: spam", 1.0),
        ("topic war", 0.9),
        ("wrong brand", 0.95),
    }
    assert len(rows) == 4 * len(Language)
