"""The demo brands ask by our own wording, which their rules let out, and their customers have answered."""

from datetime import timedelta

import pytest
from conversations.worlds import in_unit

from bpo.core.clock import utcnow
from bpo.demo.loader import _make_brand
from bpo.demo.situations import LANGUAGES
from bpo.demo.surveys import COMMENTS, ask_customers
from bpo.surveys.queries import find_plan, satisfaction
from bpo.tenants.models import Tenant
from bpo.tenants.rules.period import Period


@pytest.mark.parametrize("slug", LANGUAGES)
def test_a_demo_brand_has_answers_to_show(db, slug):
    until = utcnow() - timedelta(minutes=1)
    tenant_id = _make_brand(slug, until, 1)
    told = {"language": LANGUAGES[slug], "until": until}
    count = ask_customers(slug, tenant_id, **told)
    tenant = Tenant(id=tenant_id)

    def look(uow):
        day = until.date()
        return find_plan(uow, tenant_id), satisfaction(
            uow, tenant_id, Period(day - timedelta(days=30), day + timedelta(days=2), "UTC")
        )

    plan, figures = in_unit(tenant, look)
    assert plan.is_on
    assert figures.count == figures.brought == count > 20
    assert figures.csat.ratio is not None
    assert figures.yet_negative.of > 0
    assert figures.agents
    assert set(COMMENTS) == set(LANGUAGES.values())
