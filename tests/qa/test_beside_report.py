"""What the page of the SLA report says of quality: each class apart, restricted topics, what went out despite a warning."""

from builders import browser, make_person
from conversations.desk import Agent, make_talk
from qa.worlds import DAY, House, everything_certain, system
from sqlalchemy import select, update

from bpo.conversations.models import Draft, Message
from bpo.qa.models import AutomaticCheck
from bpo.qa.operations.figures import quality_report
from bpo.qa.rules.scoring import Answer
from bpo.reports.operations.quality import quality_beside
from bpo.tenants.rules.period import Period, local_date


def around(uow, zone="UTC"):
    """From the day before yesterday to tomorrow."""
    today = local_date(uow.now, zone)
    return Period(today - 2 * DAY, today + DAY, zone)


def checked(house, findings):
    """Automatic checks of all replies, in their order, with these findings."""
    with system(house.tenant) as uow:
        replies = uow.session.scalars(
            select(Message)
            .where(Message.tenant_id == house.tenant.id, Message.direction == "out")
            .order_by(Message.posted_at, Message.id)
        ).all()
        for reply, rules in zip(replies, findings, strict=True):
            uow.session.add(
                AutomaticCheck(
                    tenant_id=house.tenant.id,
                    account_id=reply.account_id,
                    message_id=reply.id,
                    language="en",
                    posted_at=reply.posted_at,
                    known_at=reply.posted_at,
                    checked_at=uow.now,
                    infos=0,
                    warns=len(rules),
                    approves=0,
                    blocks=0,
                    findings=[
                        {"rule": rule, "severity": "warn", "start": 4 * n, "end": 4 * n + 2}
                        for n, rule in enumerate(rules)
                    ],
                )
            )


def test_classes_and_topics_of_the_period_stand_beside_the_service_levels(app):
    house = House()
    house.start(everything_certain())
    first, _second, _third = (house.reply() for _ in range(3))
    house.draw()
    samples = {one.message_id: one for one in house.samples()}
    for message_id, sample in samples.items():
        house.review(sample, answers={"correct": Answer.FAIL} if message_id == first else {})
    checked(house, [["topic", "topic"], ["spelling"], []])
    with system(house.tenant) as uow:
        tenant = uow.session.merge(house.tenant)
        period = around(uow)
        found = quality_beside(uow, tenant, period)
        assert found.reviewed == quality_report(uow, tenant, period).whole
        assert found.reviewed.n == 3
        assert (found.checked, found.topics, found.overrides) == (3, 1, 0)
        earlier = Period(period.from_date - 30 * DAY, period.from_date, "UTC")
        assert quality_beside(uow, tenant, earlier) is None
    asked = f"from={period.from_date}&to={period.to_date}"
    _user, token = make_person("client_viewer", house.tenant)
    page = browser(app, token).get(f"/brands/{house.tenant.slug}/report?{asked}").text
    panel = page[page.index("Quality of the replies") :]
    assert "66.7%" in panel[: panel.index("Restricted topics in replies")]
    assert "found in 3 replies that were checked" in panel
    assert "3 replies were reviewed by people." in panel
    assert "Too few to rank" in panel
    empty = f"from={earlier.from_date}&to={earlier.to_date}"
    assert (
        "Quality of the replies"
        not in browser(app, token).get(f"/brands/{house.tenant.slug}/report?{empty}").text
    )


def test_what_went_out_despite_a_warning_counts_once_it_is_gone(app):
    tenant, talk = make_talk()
    agent = Agent(tenant, talk).claim()
    agent.send("It arrives today, Anna. It arrives TODAY WITHOUT FAIL.", override_reason="She asked for it.")

    def overrides(days=0):
        with system(tenant) as uow:
            shown = around(uow)
            period = Period(shown.from_date - days * DAY, shown.to_date - days * DAY, "UTC")
            found = quality_beside(uow, uow.session.merge(tenant), period)
            return found.overrides if found else None

    assert overrides() is None  # on its way
    with system(tenant) as uow:
        uow.session.execute(update(Draft).where(Draft.tenant_id == tenant.id).values(state="sent"))
    assert overrides() == 1
    assert overrides(days=3) is None
    with system(tenant) as uow:
        uow.session.execute(update(Draft).where(Draft.tenant_id == tenant.id).values(override_reason=None))
    assert overrides() is None
