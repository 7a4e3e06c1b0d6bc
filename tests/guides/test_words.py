"""Words that several people sent despite spelling are offered, and one click makes them the brand's."""

import pytest
from builders import browser
from guides.test_precision import draft_of
from qa.worlds import DAY, House, system

from bpo.core.clock import utcnow
from bpo.guides.queries.words import offered_words
from bpo.language.engine import check
from bpo.language.types import Context, Language
from bpo.tenants.queries import compiled_rules


@pytest.fixture
def house(app):
    return House()


def spelt(word, **over):
    return {"rule": "spelling", "severity": "warn", "start": 0, "end": len(word), "text": word, **over}


def sent(house, word, *people, **over):
    for who in people:
        draft_of(
            house,
            house.reply(),
            findings=[spelt(word)],
            reason="A word.",
            author_id=who.id,
            language="en",
            **over,
        )


def offered(house):
    with system(house.tenant) as uow:
        found = offered_words(uow, house.tenant.id, since=utcnow() - 90 * DAY)
    return [(one.word, one.people, one.replies) for one in found]


def test_what_one_person_sent_or_nobody_did_is_not_offered(house):
    sent(house, "Cashbaccio", house.ann, house.ann)
    sent(house, "teachest", house.ann, house.bob, state="discarded")
    sent(house, "oldword", house.ann, house.bob, ago=91 * DAY)
    sent(house, "two words", house.ann, house.bob)
    assert offered(house) == []
    sent(house, "cashbaccio", house.bob)
    sent(house, "Cashbaccio", house.bob)
    assert offered(house) == [("Cashbaccio", 2, 4)]
    other = House()
    assert offered(other) == []


def test_one_click_makes_it_the_brands_word(app, house):
    sent(house, "Cashbaccio", house.ann, house.bob)
    base = f"/brands/{house.tenant.slug}/guide"
    boss = browser(app, house.boss_token)
    assert "Cashbaccio" in boss.get(base).text
    assert "Cashbaccio" not in browser(app, house.ann_token).get(base).text
    assert browser(app, house.ann_token).post(f"{base}/words", data={"word": "Cashbaccio"}).status_code == 403
    assert boss.post(f"{base}/words", data={"word": "anything"}).status_code == 409
    assert boss.post(f"{base}/words", data={"word": "Cashbaccio"}).status_code == 303
    assert offered(house) == []
    assert boss.post(f"{base}/words", data={"word": "Cashbaccio"}).status_code == 409
    with system(house.tenant) as uow:
        rules = compiled_rules(uow, house.tenant.id)
    assert rules.rules.names[-1] == "Cashbaccio"
    found = check("The Cashbaccio comes today, Anna.", rules, Context(language=Language.EN)).findings
    assert "spelling" not in {one.rule for one in found}
