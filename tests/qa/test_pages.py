"""Quality through its pages and its API: who gets to what, and the story of one reply."""

import re
from urllib.parse import urlsplit

import pytest
from builders import browser, make_person, make_responder
from conversations.worlds import in_unit
from qa.worlds import ALL_PASS, House, everything_certain
from servers.painted import painted
from sqlalchemy import select

from bpo.channels.rules.pictures import type_of
from bpo.conversations.models import Attachment, Message
from bpo.core.ids import new_id
from bpo.identity.operations.profile import create_api_key_for
from bpo.qa.models import Dispute, Review
from bpo.qa.queries.programme import find_card, find_plan
from bpo.qa.queries.reviews import list_scores
from bpo.qa.queries.samples import get_sample


@pytest.fixture(scope="module")
def house(app):
    house = House()
    house.start(everything_certain())
    return house


@pytest.fixture
def sample(house):
    house.reply(text="We will look into it.")
    house.draw(since=None)
    return [one for one in house.samples() if one.state == "waiting"][-1]


def form_of(answers, **notes):
    return {f"a-{key}": value for key, value in answers.items()} | {
        f"n-{key}": note for key, note in notes.items()
    }


PASSED = dict.fromkeys(ALL_PASS, "pass")


def hand_in(app, house, sample, token, answers=None, **notes):
    client = browser(app, token)
    where = f"/brands/{house.tenant.slug}/reviewing/{sample.id}"
    assert client.post(f"{where}/claim").status_code == 303
    return client.post(where, data=form_of({**PASSED, **(answers or {})}, **notes))


def review_of(house, sample):
    return in_unit(
        house.tenant,
        lambda uow: uow.session.scalars(
            select(Review).where(Review.sample_id == sample.id, Review.state != "draft")
        ).one(),
    )


def test_a_reviewer_sees_the_pictures_of_the_reply(app, house, sample):
    def show(uow):
        message = uow.session.get(Message, (house.tenant.id, sample.message_id))
        raw = painted("JPEG")
        picture = Attachment(
            id=new_id(),
            tenant_id=message.tenant_id,
            account_id=message.account_id,
            message_id=message.id,
            place=0,
            reference="sent",
            alt="the label",
            state="kept",
            tries=0,
            next_try_at=uow.now,
            content_type="image/jpeg",
            width=40,
            height=30,
            body=raw,
            small=raw,
        )
        uow.session.add(picture)
        return picture.id, message.conversation_id

    picture_id, talk = in_unit(house.tenant, show)
    rita = browser(app, house.rita_token)
    where = f"/brands/{house.tenant.slug}/reviewing/{sample.id}"
    rita.post(f"{where}/claim")
    address = f"/brands/{house.tenant.slug}/conversations/{talk}/pictures/{picture_id}"
    page = rita.get(where).text
    assert address in page
    assert "the label" in page
    assert type_of(rita.get(address).data) == "image/jpeg"


def test_a_review_from_the_queue_to_the_decision(app, house, sample):
    """The desk hides whose work it is until the review is handed in; the agent disputes; a third person decides."""
    slug = house.tenant.slug
    rita = browser(app, house.rita_token)
    assert str(sample.id) in rita.get("/reviewing").text
    where = f"/brands/{slug}/reviewing/{sample.id}"
    rita.post(f"{where}/claim")
    page = rita.get(where).text
    assert "We will look into it." in page
    for hidden in ("Ann Agent", house.ann.email):
        assert hidden not in page
        assert hidden not in rita.get("/reviewing").text
    refused = rita.post(where, data=form_of({**PASSED, "solves": "fail", "voice": ""}))
    assert refused.status_code == 422
    assert "This criterion has no answer yet." in refused.text
    assert "Say in a note what was wrong" in refused.text
    kept = in_unit(
        house.tenant,
        lambda uow: {
            row.criterion: row.answer
            for row in list_scores(
                uow, uow.session.scalars(select(Review).where(Review.sample_id == sample.id)).one()
            )
        },
    )
    assert (kept["solves"], kept["voice"], kept["correct"]) == ("fail", None, "pass")
    done = rita.post(where, data=form_of({**PASSED, "solves": "fail"}, solves="It does not say when <b>."))
    review = review_of(house, sample)
    assert urlsplit(done.headers["Location"]).path == f"/brands/{slug}/quality/reviews/{review.id}"
    page = rita.get(done.headers["Location"]).text
    assert "Ann Agent" in page
    assert "It does not say when &lt;b&gt;." in page

    ann = browser(app, house.ann_token)
    own = f"/brands/{slug}/my-reviews/{review.id}"
    assert own in ann.get("/my-reviews").text
    assert "It does not say when" in ann.get(own).text
    assert ann.post(f"{own}/dispute", data={"criteria": "solves"}).status_code == 422
    assert ann.post(f"{own}/acknowledge").status_code == 303
    raised = ann.post(f"{own}/dispute", data={"criteria": "solves", "reason": "It says so above."})
    assert raised.status_code == 303
    dispute = in_unit(
        house.tenant,
        lambda uow: uow.session.scalars(select(Dispute).where(Dispute.review_id == review.id)).one(),
    )
    place = f"/brands/{slug}/disputes/{dispute.id}"
    assert place not in rita.get("/disputes").text
    assert rita.get(place).status_code == 403
    assert rita.post(place, data={"v-solves": "upheld", "note": "No."}).status_code == 403
    rolf = browser(app, house.rolf_token)
    assert place in rolf.get("/disputes").text
    page = rolf.get(place).text
    assert "It says so above." in page
    assert "Rita Reviewer" not in page
    assert rolf.post(place, data={"note": "Seen."}).status_code == 422
    assert rolf.post(place, data={"v-solves": "overturned", "note": "It does."}).status_code == 303
    page = ann.get(own).text
    assert "First: Not passed" in page
    assert "It does." in page


def test_what_is_scored_is_kept_while_it_is_scored(app, house, sample):
    rita = browser(app, house.rita_token)
    where = f"/brands/{house.tenant.slug}/reviewing/{sample.id}"
    rita.post(f"{where}/claim")
    assert "saved_at" in rita.post(f"{where}/save", data={"a-solves": "fail", "n-solves": "half"}).json
    page = rita.get(where).text
    assert re.search(r'name="a-solves" value="fail" checked', page)
    assert "half" in page
    rolf = browser(app, house.rolf_token)
    assert rolf.post(f"{where}/save", data={"a-solves": "pass"}).status_code == 409
    page = rolf.get(where).text
    assert "Somebody else has this one in hand." in page
    assert "half" not in page
    assert "Rita" not in page
    assert rita.post(f"{where}/release").status_code == 303
    assert rolf.post(f"{where}/claim").status_code == 303
    assert "half" not in rolf.get(where).text
    rolf.post(f"{where}/release")


def test_nobody_reviews_themselves_on_a_page_or_by_the_api(app, house):
    """A supervisor who answered a customer is the agent there."""
    house.reply(house.boss, asked="Do you sell green tea?", text="Yes, we do.")
    house.draw(since=None)
    mine = next(one for one in house.samples() if one.agent_id == house.boss.id)
    boss = browser(app, house.boss_token)
    where = f"/brands/{house.tenant.slug}/reviewing/{mine.id}"
    assert str(mine.id) not in boss.get("/reviewing").text
    assert boss.get(where).status_code == 403
    assert boss.post(f"{where}/claim").status_code == 403
    assert boss.post(where, data=form_of(PASSED)).status_code == 403
    key = key_of(house, house.boss)
    api = f"/api/v1/brands/{house.tenant.slug}/samples/{mine.id}"
    client = app.test_client()
    assert client.get(api, headers=key).status_code == 403
    assert client.post(f"{api}/claim", headers=key).status_code == 403
    assert client.post(f"{api}/review", json={}, headers=key).status_code == 403
    queue = client.get("/api/v1/review-queue", headers=key).json["items"]
    assert str(mine.id) not in {one["id"] for one in queue}


def key_of(house, user):
    key = in_unit(house.tenant, lambda uow: create_api_key_for(uow, uow.session.merge(user), name="test"))
    secret = key[1] if isinstance(key, tuple) else key
    return {"Authorization": f"Bearer {secret}"}


def test_a_client_reads_figures_and_reviews_without_names_and_notes(app, house, sample):
    assert hand_in(
        app, house, sample, house.rita_token, {"correct": "fail"}, correct="A secret word to Ann."
    ).status_code == 303  # fmt: skip
    review = review_of(house, sample)
    _user, token = make_person("client_viewer", house.tenant)
    client = browser(app, token)
    slug = house.tenant.slug
    pages = [
        client.get(f"/brands/{slug}/quality"),
        client.get(f"/brands/{slug}/quality/reviews?error=customer_critical&from=2020-01-01&to=2099-01-01"),
        client.get(f"/brands/{slug}/quality/reviews/{review.id}"),
    ]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert str(review.id) in pages[1].text
    for page in pages:
        for hidden in ("Ann Agent", house.ann.email, "A secret word", "Rita"):
            assert hidden not in page.text
    agent = f"/brands/{slug}/quality/reviews?agent={house.ann.id}&from=2020-01-01&to=2099-01-01"
    assert client.get(agent).status_code == 404
    assert browser(app, house.boss_token).get(agent).status_code == 200
    assert client.get("/reviewing").status_code == 403


def test_figures_open_to_the_reviews_behind_them(app, house, sample):
    hand_in(app, house, sample, house.rita_token, {"personal_data": "fail"}, personal_data="In public.")
    review = review_of(house, sample)
    boss = browser(app, house.boss_token)
    page = boss.get(f"/brands/{house.tenant.slug}/quality").text
    link = re.search(r'href="([^"]*reviews\?[^"]*error=compliance_critical[^"]*)"', page)[1]
    rows = boss.get(link.replace("&amp;", "&")).text
    assert str(review.id) in rows
    assert "Too few to rank" in page
    for wrong in ("error=nothing", "criterion=nothing"):
        assert boss.get(f"/brands/{house.tenant.slug}/quality/reviews?{wrong}").status_code == 404
    assert boss.get(f"/brands/{house.tenant.slug}/quality?from=2026-13-01&to=x").status_code == 422


def test_the_card_is_changed_on_its_page_and_ours_stay_ours_in_every_language(app, house):
    _user, token = make_person("supervisor", house.tenant, locale="pl")
    boss = browser(app, token)
    where = f"/brands/{house.tenant.slug}/quality/scorecard"
    page = boss.get(where).text
    fields = {}
    for name, value in re.findall(r'<input[^>]*name="(c-\d+-(?:key|name|weight|place)|version)"[^>]*value="([^"]*)"', page):  # fmt: skip
        fields[name] = value.replace("&#39;", "'")
    before = in_unit(house.tenant, lambda uow: find_card(uow, house.tenant.id))
    for at, one in enumerate(before.criteria):
        fields[f"c-{at}-class"] = one["class"]
        if one["allows_na"]:
            fields[f"c-{at}-na"] = "true"
    fields["c-0-drop"] = "true"
    last = len(before.criteria)
    fields |= {f"c-{last}-name": "Says thank you", f"c-{last}-class": "non_critical", f"c-{last}-weight": "4"}
    assert boss.post(where, data=fields).status_code == 303
    after = in_unit(house.tenant, lambda uow: find_card(uow, house.tenant.id))
    assert after.version == before.version + 1
    assert [one["name"] for one in after.criteria[:-1]] == [one["name"] for one in before.criteria[1:]]
    assert (after.criteria[-1]["name"], after.criteria[-1]["weight"]) == ("Says thank you", 4)
    fields["c-1-weight"] = "900"
    fields["c-1-class"] = "non_critical"
    fields["version"] = str(after.version)
    assert boss.post(where, data=fields).status_code == 422
    fields["version"] = "1"
    fields["c-1-weight"] = "9"
    assert boss.post(where, data=fields).status_code == 303  # told that somebody was quicker
    assert in_unit(house.tenant, lambda uow: find_card(uow, house.tenant.id)).version == after.version
    house.as_(house.boss, lambda uow: restore(uow, house, before.criteria))


def restore(uow, house, criteria):
    from bpo.qa.operations.programme import save_card
    from bpo.qa.rules.scorecards import criteria_of

    save_card(uow, house.tenant.id, criteria_of(criteria))


def test_the_plan_is_changed_on_its_page(app, house):
    boss = browser(app, house.boss_token)
    where = f"/brands/{house.tenant.slug}/quality/plan"
    form = {
        "mode": "share",
        "per_week": "5",
        "percent": "12.5",
        "dismissals_per_week": "3",
        "certain": ["override", "dispute"],
        "review_days": "5",
        "dispute_days": "9",
    }
    assert boss.get(where).status_code == 200
    assert boss.post(where, data=form | {"percent": "120"}).status_code == 422
    assert boss.post(where, data=form).status_code == 303
    plan = in_unit(house.tenant, lambda uow: find_plan(uow, house.tenant.id))
    assert (plan.mode, plan.share, plan.certain, plan.dispute_days) == (
        "share",
        0.125,
        ["dispute", "override"],
        9,
    )
    house.start(everything_certain())


def test_a_reply_is_chosen_by_hand(app, house):
    message_id = house.reply(text="Chosen one.", asked="Do you sell green tea?")
    rita = browser(app, house.rita_token)
    where = f"/brands/{house.tenant.slug}/reviewing/choose"
    assert "Chosen one." in rita.get(where).text
    done = rita.post(f"{where}/{message_id}")
    assert "/reviewing/" in done.headers["Location"]
    again = rita.post(f"{where}/{message_id}", follow_redirects=True).text
    assert "in the review queue already" in again


def test_the_whole_way_by_the_api(app, house, sample):
    slug = house.tenant.slug
    rita, ann, rolf = (key_of(house, user) for user in (house.rita, house.ann, house.rolf))
    client = app.test_client()
    base = f"/api/v1/brands/{slug}"
    assert str(sample.id) in {
        one["id"] for one in client.get("/api/v1/review-queue", headers=rita).json["items"]
    }
    shown = client.get(f"{base}/samples/{sample.id}", headers=rita).json
    assert house.ann.email not in str(shown)
    assert str(house.ann.id) not in str(shown)
    assert shown["before"][-1]["id"] == shown["reviewed_message_id"]
    assert client.put(f"{base}/samples/{sample.id}/review", json={}, headers=rita).status_code == 409
    assert client.post(f"{base}/samples/{sample.id}/claim", headers=rita).status_code == 200
    assert client.post(f"{base}/samples/{sample.id}/claim", headers=rolf).status_code == 409
    kept = client.put(
        f"{base}/samples/{sample.id}/review",
        json={"scores": {"solves": {"answer": "fail", "note": "When?"}}},
        headers=rita,
    )
    assert kept.status_code == 200
    assert "agent_id" not in kept.json
    assert client.post(f"{base}/samples/{sample.id}/review", json={}, headers=rita).status_code == 422
    scores = {key: {"answer": "pass"} for key in ALL_PASS if key != "solves"}
    done = client.post(f"{base}/samples/{sample.id}/review", json={"scores": scores}, headers=rita).json
    assert (done["customer_error"], done["score"], done["agent_id"]) == (True, 1.0, str(house.ann.id))
    mine = f"{base}/my-reviews/{done['id']}"
    assert done["id"] in {one["id"] for one in client.get("/api/v1/my-reviews", headers=ann).json["items"]}
    assert client.get(mine, headers=key_of(house, house.bob)).status_code == 404
    assert client.post(f"{mine}/acknowledge", headers=ann).status_code == 200
    body = {"reason": "It says when.", "criteria": ["solves"]}
    raised = client.post(f"{mine}/dispute", json=body, headers=ann)
    assert raised.status_code == 201
    decision = {"verdicts": {"solves": "overturned"}, "note": "It does."}
    place = f"{base}/disputes/{raised.json['id']}/decision"
    assert client.post(place, json=decision, headers=rita).status_code == 403
    assert raised.json["id"] in {
        one["id"] for one in client.get("/api/v1/disputes", headers=rolf).json["items"]
    }
    assert client.post(place, json=decision, headers=rolf).status_code == 200
    assert client.post(place, json=decision, headers=rolf).status_code == 409
    figures = client.get(f"{base}/quality", headers=rolf).json
    assert figures["reviewed"] >= 1
    assert figures["agents"]
    viewer, _token = make_person("client_viewer", house.tenant)
    seen = client.get(f"{base}/quality", headers=key_of(house, viewer)).json
    assert "agents" not in seen
    assert client.get(f"{base}/reviews/{done['id']}", headers=key_of(house, viewer)).json["customer_error"] is False  # fmt: skip


def test_programme_by_the_api(app, house):
    client, key = app.test_client(), key_of(house, house.boss)
    base = f"/api/v1/brands/{house.tenant.slug}"
    card = client.get(f"{base}/scorecard", headers=key).json
    again = client.put(f"{base}/scorecard", json={"criteria": card["criteria"]}, headers=key).json
    assert again["version"] == card["version"]
    bad = client.put(f"{base}/scorecard", json={"criteria": []}, headers=key)
    assert bad.status_code == 422
    plan = client.get(f"{base}/sampling-plan", headers=key).json
    told = {name: plan[name] for name in plan if name not in {"version", "created_at"}}
    assert client.put(f"{base}/sampling-plan", json=told, headers=key).json["version"] == plan["version"]
    assert client.put(f"{base}/sampling-plan", json=told | {"share": 2}, headers=key).status_code == 422


def test_a_narrowed_reviewer_sees_neither_page_nor_row_of_another_account(app):
    house = House("care", "shop")
    house.start(everything_certain())
    house.reply(handle="shop")
    house.draw()
    [theirs] = house.samples()
    with_tag, token = make_person("reviewer", house.tenant, tags=("kyiv",))
    assert with_tag
    narrowed = browser(app, token)
    where = f"/brands/{house.tenant.slug}/reviewing/{theirs.id}"
    assert str(theirs.id) not in narrowed.get("/reviewing").text
    assert narrowed.get(where).status_code == 404
    assert narrowed.post(f"{where}/claim").status_code == 404
    other = House()
    foreign = browser(app, other.rita_token)
    assert foreign.get(where).status_code == 404
    assert foreign.post(f"{where}/claim").status_code == 404
    assert str(theirs.id) not in foreign.get("/reviewing").text


def test_a_responder_of_another_brand_has_nothing_here(app, house, sample):
    hand_in(app, house, sample, house.rita_token)
    review = review_of(house, sample)
    stranger, token = make_responder(house.tenant)
    assert stranger
    client = browser(app, token)
    assert client.get(f"/brands/{house.tenant.slug}/my-reviews/{review.id}").status_code == 404
    assert str(review.id) not in client.get("/my-reviews").text
    assert in_unit(house.tenant, lambda uow: get_sample(uow, house.tenant.id, sample.id).state) == "reviewed"
