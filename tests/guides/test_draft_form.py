"""A guide as fields and back: what the fields say is what the guide said, and what is changed in them is tried."""

import html
import re

import pytest
from builders import browser, make_person
from monitoring.worlds import work as run_jobs
from qa.worlds import House

from bpo.core.clock import utcnow
from bpo.core.errors import Invalid
from bpo.guides.draft_form import trees_of, values_of
from bpo.guides.rules.differences import differences
from bpo.language.reader import reader
from bpo.onboarding.brand_file.compare import RULE_SET
from bpo.onboarding.brand_file.parse import check_section, parse_brand_file
from bpo.onboarding.brand_file.sections import default_sections

HEAD = "slug: tea\nname: Tea\nlanguages: [en, pl]\ntime_zone: UTC\n"
FULL = """
style_guide:
  address: {pl: {policy: formal, severity: approve}, en: informal}
  quotes: {pl: „”, en: {policy: '""', severity: info}}
  yo: never
  greeting: required
  signature: {policy: forbidden, severity: block}
  emoji: {max: 0, severity: info}
  spelling: block
  personal_data: {public: approve, private: warn}
terms:
  - {banned: [cheap, low cost], prefer: affordable, severity: approve}
  - {banned: [gratis]}
restricted_topics:
  - {topic: politics, severity: warn, terms: [mayor], except: [Mayor Street]}
  - {topic: religion, policy: exempt, reason: A church shop}
  - topic: rivals
    terms: [Brindle]
    about: [one is cheaper, two is cheaper, three is cheaper, four, "five, too", six, seven, eight]
    not_about: ["what does it cost?"]
names: [Zelvora, "Tea: more"]
"""


def content_of(text):
    sections = {**default_sections(), **parse_brand_file(HEAD + text, today=utcnow().date()).sections}
    return {name: sections[name] for name in RULE_SET}


def read(trees):
    return {
        name: check_section(name, trees[name], time_zone="UTC", today=utcnow().date()) for name in RULE_SET
    }


def sent(values):
    return {name: str(value) for name, value in values.items()}


@pytest.mark.parametrize("text", [FULL, "names: [Zelvora]\n", "style_guide: {emoji: 3}\n"])
def test_the_fields_say_what_the_guide_says(text):
    content = content_of(text)
    values = values_of(content, ["en", "pl"])
    assert differences(content, read(trees_of(sent(values), content))) == []


def test_an_example_of_several_lines_stays_one_example():
    content = content_of(FULL.replace("[one is cheaper,", '["one is\\n\\n  cheaper",'))
    [rivals] = [one for one in content["restricted_topics"] if one["topic"] == "rivals"]
    assert (rivals["about"][0], len(rivals["about"])) == ("one is cheaper", 8)
    assert differences(content, read(trees_of(sent(values_of(content, ["en", "pl"])), content))) == []


def test_what_is_typed_becomes_the_guide():
    content = content_of(FULL)
    values = sent(values_of(content, ["en", "pl"])) | {
        "address.en.policy": "",
        "emoji.max": "",
        "terms.warn": "gratis, for free -> included\n\n , ",
        "topic.2.topic": "weather",
        "topic.2.terms": "rain\nsnow",
        "topic.2.about": "\n".join(f"Rain on day {day}, will you come?" for day in range(8)),
        "topic.2.not_about": "It never rains but it pours\n",
        "names": "Zelvora\n Owl \n",
    }
    got = read(trees_of(values, content))
    assert got["names"] == ["Zelvora", "Owl"]
    assert list(got["style_guide"]["address"]) == ["pl"]
    assert got["terms"][0] == {"banned": ["gratis", "for free"], "prefer": "included", "severity": "warn"}
    topics = {one["topic"]: one for one in got["restricted_topics"]}
    assert (topics["weather"]["terms"], topics["weather"]["severity"]) == (["rain", "snow"], "block")
    assert (len(topics["weather"]["about"]), topics["weather"]["not_about"]) == (
        8,
        ["It never rains but it pours"],
    )
    assert topics["religion"]["policy"] == "exempt"


def test_a_word_with_a_comma_is_not_held():
    content = content_of("terms: [{banned: ['so, so what']}]\n")
    assert differences(content, read(trees_of(sent(values_of(content, ["en"])), content)))


def fields(page):
    """What a browser would send of the form of a page: its fields as they stand."""
    form = re.search(r'<form method="post" class="stack">.*?</form>', page, re.DOTALL)[0]
    found = {}
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body) or re.search(
            r'<option value="([^"]*)"', body
        )
        found[name] = html.unescape(chosen[1])
    for tag in re.findall(r"<input[^>]*>", form):
        value = re.search(r' value="([^"]*)"', tag)
        found[re.search(r'name="([^"]+)"', tag)[1]] = html.unescape(value[1]) if value else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = html.unescape(body)
    return found


def test_from_the_fields_to_a_trial(app):
    house = House()
    _manager, token = make_person("client_approver", house.tenant)
    house.reply(text="It is cheap and comes today.")
    client, base = browser(app, token), f"/brands/{house.tenant.slug}/guide"
    started = client.post(
        f"{base}/try", data={**fields(client.get(f"{base}/try").text), "terms.warn": "cheap"}
    )
    assert started.status_code == 303, re.findall(r'class="faults".*?</ol>', started.text, re.DOTALL)
    run_jobs(house.tenant, "slow")
    assert "Would have stopped 1 of 1." in client.get(started.location).text
    again = f"{base}/try?trial={started.location.rpartition('/')[2]}"
    typed = fields(client.get(again).text)
    assert typed["terms.warn"] == "cheap"
    assert typed["quotes.en.policy"] == typed.get("yo.policy", "") == ""
    marked = client.post(
        f"{base}/try",
        data={**typed, "terms.warn": "", "quotes.en.policy": '""', "quotes.en.severity": "approve"},
    )
    assert (
        fields(client.get(f"{base}/try?trial={marked.location.rpartition('/')[2]}").text)["quotes.en.policy"]
        == '""'
    )
    assert "Quotation marks in English" in client.get(marked.location).text
    wrong = client.post(f"{base}/try", data={**typed, "emoji.max": "many"})
    assert (wrong.status_code, "emoji.max" in wrong.text) == (422, True)
    assert fields(wrong.text) == {**typed, "emoji.max": "many"}
    assert "terms:" in client.get(f"{base}/try?as=text").text


def test_faults_of_all_sections_are_told_at_once():
    with pytest.raises(Invalid):
        read({**trees_of({}, {}), "restricted_topics": [{"topic": "x" * 61}]})


def test_a_topic_is_taught_and_the_guide_tells_how_well(app):
    house = House()
    _boss, token = make_person("supervisor", house.tenant)
    client, base = browser(app, token), f"/brands/{house.tenant.slug}/guide"
    assert 'id="examples"' not in client.get(base).text
    about = [
        f"Your competitor sells the {what} cheaper than you."
        for what in ["kettle", "lamp", "chair", "rug", "pan", "cup", "bed", "desk"]
    ]
    typed = fields(client.get(f"{base}/try").text)
    number = next(one for one in range(9) if not typed[f"topic.{one}.topic"])
    typed |= {f"topic.{number}.topic": "rivals", f"topic.{number}.about": "\n".join(about)}
    tried = client.post(f"{base}/try", data=typed)
    run_jobs(house.tenant, "slow")
    assert client.post(f"{tried.location}/publish").status_code == 303
    assert f'hx-get="{base}/examples"' in client.get(base).text
    page = client.get(f"{base}/examples", headers={"HX-Request": "true"}).text
    assert page.lstrip().startswith("<section")
    if reader() is not None:
        assert re.search(r"rivals</th><td[^>]*>[5-8] of 8<", page), page
