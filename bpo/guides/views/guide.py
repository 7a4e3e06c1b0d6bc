"""A brand's guide: which version holds, what was tried, and the way to try a change."""

from datetime import timedelta
from typing import Any, cast

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations.wording import rule_name
from bpo.core.actor import Actor
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.guides import labels
from bpo.guides.operations.drafting import add_word, guide_in_force
from bpo.guides.queries.precision import judged_rules
from bpo.guides.queries.trials import list_trials
from bpo.guides.queries.words import offered_words
from bpo.guides.rules.limits import limits_of
from bpo.guides.rules.precision import DAYS, FEWEST, Judged, rules_of_guide
from bpo.guides.rules.trials import TrialState
from bpo.guides.views.pages import blp, language_name, measure_name, person_of, topic_name, what_name
from bpo.identity.permissions import Permission
from bpo.language.figures import figures
from bpo.language.reader import reader
from bpo.language.taught import teach
from bpo.tenants.models import BrandSection, Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires
from bpo.web.render import render

LATEST = 10


@blp.get("/brands/<slug>/guide")
@requires(Permission.BRAND_READ)
def guide(slug: str) -> str:
    """The guide in force and its latest trials."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    actor = g.actor
    may_try = actor.may(Permission.GUIDE_TRY, tenant.id) and tenant.id not in uow.actor.narrowed
    may_edit = actor.is_staff and actor.may(Permission.BRAND_EDIT, tenant.id)
    in_force = guide_in_force(uow, tenant.id)
    return render(
        "guides/guide.html",
        tenant=tenant,
        in_force=in_force,
        may_try=may_try,
        limits=_limits(tenant),
        rules=_measured(uow, tenant) if actor.may(Permission.QUALITY_READ, tenant.id) else [],
        words=offered_words(uow, tenant.id, since=uow.now - timedelta(days=DAYS)) if may_edit else [],
        may_keep_words=actor.may_at_vendor(Permission.WORD_EDIT),
        teaches=bool(_taught(in_force)),
        measured_days=DAYS,
        fewest=FEWEST,
        trials=[
            (one, person_of(one, is_staff=actor.is_staff), labels.STATES[TrialState(one.state)])
            for one in (list_trials(uow, tenant.id, limit=LATEST) if may_try else [])
        ],
    )


@blp.get("/brands/<slug>/guide/examples")
@requires(Permission.BRAND_READ)
def examples(slug: str) -> str:
    """How well topics are learnt from their examples: the guide's page asks for it apart, for it may take seconds."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    in_force = guide_in_force(uow, tenant.id)
    found = reader()
    return render(
        "guides/examples.html",
        block="examples",
        tenant=tenant,
        can_read=found is not None,
        topics=[
            (
                topic_name(one["topic"]),
                teach(found, tuple(one["about"]), tuple(one.get("not_about") or ())).judged,
            )
            for one in _taught(in_force)
            if found is not None
        ],
    )


@blp.post("/brands/<slug>/guide/words")
@requires(Permission.BRAND_EDIT)
def add(slug: str) -> ResponseReturnValue:
    """Make a word that people keep sending one of the brand's names."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    word = request.form.get("word", "")
    add_word(uow, tenant, word, since=uow.now - timedelta(days=DAYS))
    flash(_("“%(word)s” is one of the brand's words now, in every form.", word=word), "good")
    return redirect(url_for("guides.guide", slug=slug), code=303)


def _taught(in_force: BrandSection | None) -> list[dict[str, Any]]:
    """The topics of a guide that are taught by examples."""
    return [
        one
        for one in (in_force.content if in_force else {}).get("restricted_topics") or []
        if one.get("about")
    ]


def _measured(uow: UnitOfWork, tenant: Tenant) -> list[tuple[str, Judged]]:
    """The rules of the guide with what became of their findings; figures are the brand's, whoever reads them."""
    in_force = guide_in_force(uow, tenant.id)
    rules = rules_of_guide(in_force.content if in_force else {})
    start = uow.now - timedelta(days=DAYS)
    with UnitOfWork(Actor.system(tenant.id), now=uow.now) as own:
        judged = judged_rules(own, tenant.id, rules, start=start, end=uow.now)
    return [(rule_name(rule), one) for rule, one in judged.items()]


def _limits(tenant: Tenant) -> list[dict[str, Any]]:
    """What was measured of the checks in each of the brand's languages."""
    shown = []
    for code in tenant.languages:
        sides, others = limits_of(figures(), code)
        if sides or others:
            shown.append(
                {
                    "code": code,
                    "language": language_name(code),
                    "sides": [(what_name(one.what), one) for one in sides],
                    "others": [(what_name(one.what), measure_name(one.measure), one) for one in others],
                    "on": max(one.on for one in figures() if one.language == code),
                }
            )
    return shown
