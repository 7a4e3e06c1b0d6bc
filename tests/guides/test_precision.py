"""How often a rule is right: whose word counts, over all versions, and from how many cases anything is said."""

import re

import pytest
from builders import browser, make_person
from conversations.desk import KEY, Agent, drafts_of, make_talk
from conversations.test_drafts_api import submit
from conversations.worlds import in_unit
from qa.worlds import DAY, House, system
from sqlalchemy import select

from bpo.conversations.models import Draft, Message
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.intervals import wilson
from bpo.guides.queries.precision import judged_rules
from bpo.guides.rules.precision import FEWEST, Judged, rules_of_guide
from bpo.qa.models import AutomaticCheck, Sample
from bpo.qa.rules.scoring import Answer

WARN = {"severity": "warn"}


@pytest.mark.parametrize(
    ("counts", "cases", "precision"),
    [
        ({}, 0, None),
        ({"fired": 500}, 0, None),
        ({"upheld": 4, "overturned": 1, "mended": 3, "mended_alone": 3, "overridden": 5}, 8, None),
        ({"upheld": 4, "overturned": 1, "mended_alone": 3, "overridden": 9, "overridden_alone": 2}, 10, 0.7),
        ({"overridden_alone": 10}, 10, 0.0),
    ],
)
def test_precision_is_said_from_enough_cases_on(counts, cases, precision):
    judged = Judged(**counts)
    assert (judged.cases, judged.precision) == (cases, precision)
    assert judged.interval == (wilson(judged.right, cases) if cases >= FEWEST else None)


def test_the_rules_of_a_guide():
    assert {"term", "topic", "style.emoji"}.isdisjoint(rules_of_guide({}))
    assert {"spelling", "tone", "style.capitals", "wrong_brand"} <= set(rules_of_guide({}))
    full = {
        "terms": [{}],
        "restricted_topics": [{"policy": "restricted"}],
        "style_guide": {
            "address": {"ru": {"policy": "formal", **WARN}},
            "greeting": {"policy": "required", **WARN},
            "sign_off": {"policy": "optional", **WARN},
            "emoji": {"max": 1, **WARN},
        },
    }
    found = rules_of_guide(full)
    assert {"term", "topic", "style.address", "style.greeting", "style.emoji"} <= set(found)
    assert {"style.sign_off", "style.signature"}.isdisjoint(found)
    assert len(found) == len(set(found))
    exempt = {
        "restricted_topics": [{"policy": "exempt"}],
        "style_guide": {"address": {}, "quotes": {}},
    }
    assert {"topic", "style.address", "style.quotes", "style.yo"}.isdisjoint(rules_of_guide(exempt))
    free = {"address": {"ru": {"policy": "free", **WARN}}, "quotes": {"ru": {"policy": "«»", **WARN}}}
    assert {"style.address", "style.quotes"} <= set(rules_of_guide({"style_guide": free}))


@pytest.fixture
def house(app):
    made = House()
    made.start()
    return made


def found(*rules, severity="warn"):
    return [{"rule": rule, "severity": severity, "start": 0, "end": 1} for rule in rules]


def likely(*rules):
    return [{**one, "values": {"likely": 80}} for one in found(*rules)]


def draft_of(house, message_id, *, findings=(), stopped=None, reason=None, ago=DAY, **over):
    """A draft of ours that became this reply; its id."""

    def work(uow):
        message = uow.session.get_one(Message, (house.tenant.id, message_id))
        at = utcnow() - ago
        draft = Draft(
            tenant_id=house.tenant.id, id=new_id(), account_id=message.account_id,
            conversation_id=message.conversation_id, client_key=str(new_id()), kind="reply", version=1,
            created_at=at, saved_at=at, submitted_at=at, findings=list(findings), stopped_by=stopped,
            override_reason=reason, in_parts=False, delivery_ids=[], rule_set_version=1,
            **{"state": "sent", "text": "You are wrong.", "author_id": house.ann.id, **over},
        )  # fmt: skip
        uow.session.add(draft)
        return draft.id

    return in_unit(house.tenant, work)


def checked(house, message_id, *rules, version=1, ago=DAY):
    def work(uow):
        message = uow.session.get_one(Message, (house.tenant.id, message_id))
        at = utcnow() - ago
        uow.session.add(
            AutomaticCheck(
                tenant_id=house.tenant.id,
                id=new_id(),
                account_id=message.account_id,
                message_id=message_id,
                language="en",
                posted_at=at,
                known_at=at,
                checked_at=at,
                rule_set_version=version,
                infos=0,
                warns=len(rules),
                approves=0,
                blocks=0,
                findings=found(*rules),
            )
        )

    in_unit(house.tenant, work)


def reviewed(house, message_id, answer, *, draft_id=None, criterion="no_quarrel"):
    """A review of the reply in which this criterion was answered so, and all others passed."""

    def work(uow):
        message = uow.session.get_one(Message, (house.tenant.id, message_id))
        sample = Sample(
            tenant_id=house.tenant.id, id=new_id(), account_id=message.account_id, kind="reply",
            purpose="targeted", state="waiting", message_id=message_id, agent_id=house.ann.id,
            agent=house.ann.email, involved=[str(house.ann.id)], done_at=utcnow() - DAY, draft_id=draft_id,
            chosen_by=house.rita.id, due_at=utcnow() + DAY, created_at=utcnow(),
        )  # fmt: skip
        uow.session.add(sample)
        return sample

    house.review(in_unit(house.tenant, work), answers={criterion: answer})


def judged(house, *rules):
    with system(house.tenant) as uow:
        return judged_rules(uow, house.tenant.id, rules, start=utcnow() - 90 * DAY, end=utcnow())


def test_authors_mend_or_override_and_each_reply_counts_once(house):
    mended, sent, both = (house.reply() for _ in range(3))
    draft_of(house, mended, stopped=["tone", "spelling"], findings=found("spelling"), reason="A name.")
    draft_of(
        house, sent, findings=[*found("tone"), *found("tone"), *found("term", severity="info")], reason="Yes."
    )
    draft_of(house, both, stopped=["tone"], findings=found("tone"), reason="They asked.")
    got = judged(house, "tone")
    assert got["tone"] == Judged(mended=1, overridden=2, mended_alone=1, overridden_alone=2)
    assert got["spelling"] == Judged(overridden=1, overridden_alone=1)
    assert "term" not in got


def test_what_the_reader_found_stands_apart_from_what_words_found(house):
    sent, put_right, still, two = (house.reply() for _ in range(4))
    draft_of(house, sent, findings=likely("topic"), reason="Yes.")
    draft_of(house, put_right, stopped=["likely:topic", "topic"], findings=likely("topic"), reason="Yes.")
    draft_of(house, still, stopped=["likely:topic"], findings=found("topic"), reason="Yes.")
    got = judged(house)
    assert got["likely:topic"] == Judged(mended=1, overridden=2, mended_alone=1, overridden_alone=2)
    assert got["topic"] == Judged(mended=1, overridden=1, mended_alone=1, overridden_alone=1)
    checked(house, two, "tone")
    with system(house.tenant) as uow:
        uow.session.scalars(select(AutomaticCheck)).one().findings = [*found("tone"), *likely("tone")]
    checked(house, sent, "tone")
    reviewed(house, two, Answer.FAIL)
    reviewed(house, sent, Answer.PASS)
    got = judged(house)
    assert got["tone"] == Judged(fired=2, upheld=1, overturned=1)
    assert got["likely:tone"] == Judged(fired=1, upheld=1)


def test_what_did_not_go_out_is_erased_or_is_long_ago_is_no_case(house):
    for over in ({"state": "discarded"}, {"state": "open"}, {"text": ""}, {"ago": 91 * DAY}):
        draft_of(house, house.reply(), stopped=["tone"], findings=found("term"), reason="Yes.", **over)
    assert judged(house, "tone") == {"tone": Judged()}


def test_reviewers_uphold_and_overturn_and_their_word_stands(house):
    one, two, three, four = (house.reply() for _ in range(4))
    for number, message_id in enumerate((one, two, three, four)):
        checked(house, message_id, "tone", version=number + 1)
    reviewed(house, one, Answer.FAIL)
    reviewed(house, two, Answer.PASS)
    reviewed(
        house, three, Answer.FAIL, draft_id=draft_of(house, three, findings=found("tone"), reason="Yes.")
    )
    assert judged(house, "tone")["tone"] == Judged(fired=4, upheld=2, overturned=1, overridden=1)


def test_a_criterion_says_nothing_of_a_rule_that_found_nothing(house):
    message_id = house.reply()
    checked(house, message_id, "spelling")
    reviewed(house, message_id, Answer.FAIL)
    assert judged(house)["spelling"] == Judged(fired=1, overturned=1)  # its own criterion was passed
    assert "tone" not in judged(house)


def test_another_brands_cases_are_not_counted(house):
    other = House()
    other.start()
    message_id = other.reply()
    checked(other, message_id, "tone")
    draft_of(other, message_id, findings=found("tone"), reason="Yes.")
    assert judged(house, "tone") == {"tone": Judged()}


def test_a_refused_reply_remembers_which_rules_refused_it(app):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk).claim()
    client = browser(app, agent.token)
    refused = submit(client, agent, "It arrives TODAY WITHOUT FAIL, Anna.")
    assert (refused.status_code, refused.json["code"]) == (422, "needs_reason")
    (draft,) = drafts_of(tenant)
    assert (draft.stopped_by, draft.submitted_at) == (["style.capitals"], None)
    assert submit(client, agent, "It arrives today, Anna.", version=draft.version).status_code == 200
    end = utcnow() + DAY
    with system(tenant) as uow:
        got = judged_rules(uow, tenant.id, ("style.capitals",), start=end - 2 * DAY, end=end)
    assert got["style.capitals"] == Judged(mended=1, mended_alone=1)


def test_on_the_page_of_the_workplace_too(app):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk).claim()
    form = {"text": "It arrives TODAY WITHOUT FAIL, Anna.", "client_key": KEY, "version": "0"}
    answer = browser(app, agent.token).post(f"/brands/{tenant.slug}/conversations/{talk}/reply", data=form)
    assert answer.status_code == 422
    assert [one.stopped_by for one in drafts_of(tenant)] == [["style.capitals"]]


def test_the_page_says_not_yet_measured_until_there_are_enough_cases(app, house):
    _viewer, token = make_person("client_viewer", house.tenant)
    _admin, admin_token = make_person("admin")

    def line():
        page = browser(app, token).get(f"/brands/{house.tenant.slug}/guide").text
        row = re.search(r'<tr><th scope="row">tone</th>.*?</tr>', page, re.DOTALL)[0]
        return re.sub(r"<[^>]+>", " ", row)

    for _ in range(FEWEST - 1):
        draft_of(house, house.reply(), findings=found("tone"), reason="Yes.")
    assert "Not yet measured" in line()
    draft_of(house, house.reply(), stopped=["tone"])
    low, high = wilson(1, FEWEST)
    assert re.findall(r"[\d.]+%", line()) == ["10%", f"{100 * low:.1f}%", f"{100 * high:.1f}%"]
    page = browser(app, admin_token).get(f"/brands/{house.tenant.slug}/guide")
    assert (page.status_code, 'id="precision"' in page.text) == (200, False)
