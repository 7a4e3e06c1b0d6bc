"""Trying a changed guide on the last month: writing it, watching the trial, the replies, publishing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from itertools import pairwise
from typing import Any, cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations.wording import rule_name
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network
from bpo.guides import labels
from bpo.guides.draft_form import SEVERITIES, Values, trees_of, values_of
from bpo.guides.models import GuideTrial
from bpo.guides.operations.drafting import (
    guide_in_force,
    guide_to_change,
    publish_tried,
    read_draft,
    read_sections,
    text_of,
)
from bpo.guides.operations.trials import cancel_trial, check_sees_all, order_trial, resume_trial
from bpo.guides.queries.trials import Line, count_by_rule, count_lines, get_trial, list_lines
from bpo.guides.rules.differences import differences
from bpo.guides.rules.trials import DAYS, LIST_KEPT, STALLED_AFTER, Effect, Outcome, TrialState
from bpo.guides.views.pages import blp, language_name, person_of, show_difference, topic_name
from bpo.identity.permissions import Permission
from bpo.language.deep import rule_key
from bpo.language.quotes import offered
from bpo.language.types import GRAVITY, Severity
from bpo.tenants.models import Tenant
from bpo.tenants.queries import find_rules_version, get_tenant
from bpo.web.forms import FormResult
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@dataclass(frozen=True)
class Piece:
    """A stretch of a reply, with the gravest of what is found there otherwise than before."""

    text: str
    severity: str | None


@dataclass(frozen=True)
class RuleRow:
    """In how many replies a rule finds something else: newly stopped, newly let through, otherwise."""

    rule: str
    name: str
    new: int
    gone: int
    moved: int


@blp.get("/brands/<slug>/guide/try")
@requires(Permission.GUIDE_TRY)
def draft(slug: str) -> str:
    """A guide to be changed: the one in force, or that of an earlier trial."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    check_sees_all(uow, tenant)
    content = _begun_from(uow, tenant)
    values = values_of(content, tenant.languages)
    if request.args.get("as") == "text" or not _holds(tenant, values, content):
        return _draft_page(tenant, text=text_of(content))
    return _draft_page(tenant, values=values)


def _begun_from(uow: UnitOfWork, tenant: Tenant) -> dict[str, Any]:
    """The guide that a draft begins from: that of an earlier trial where one is named, else the one in force."""
    earlier = request.args.get("trial")
    return get_trial(uow, tenant.id, _id_of(earlier)).content if earlier else guide_to_change(uow, tenant.id)


@blp.post("/brands/<slug>/guide/try")
@requires(Permission.GUIDE_TRY)
def start(slug: str) -> ResponseReturnValue:
    """Try what was written on the replies of the last month."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    sent = request.form.to_dict()
    text = sent["text"].replace("\r\n", "\n") if "text" in sent else None
    try:
        if text is not None:
            content = read_draft(uow, tenant, text)
        else:
            content = read_sections(uow, tenant, trees_of(sent, _begun_from(uow, tenant)))
        trial = order_trial(uow, tenant, content)
    except Invalid as error:
        faults = error.faults or (Fault("", error.text(_)),)
        topics = sum(name.startswith("topic.") and name.endswith(".topic") for name in sent)
        page = _draft_page(tenant, text=text, values={**sent, "topics": max(topics - 1, 0)}, faults=faults)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("guides.trial", slug=slug, trial_id=trial.id), code=303)


@blp.get("/brands/<slug>/guide/trials/<uuid:trial_id>")
@requires(Permission.GUIDE_TRY)
def trial(slug: str, trial_id: UUID) -> str:
    """How far a trial is; then what it told, reply by reply."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    check_sees_all(uow, tenant)
    row = get_trial(uow, tenant.id, trial_id)
    state = TrialState(row.state)
    before = _base_content(uow, row)
    in_force = guide_in_force(uow, tenant.id)
    return render(
        "guides/trial.html",
        block="progress",
        tenant=tenant,
        trial=row,
        running=state is TrialState.RUNNING,
        stalled=state is TrialState.RUNNING and uow.now - row.moved_at > STALLED_AFTER,
        state=labels.STATES[state],
        person=person_of(row, is_staff=g.actor.is_staff),
        changes=[show_difference(one) for one in differences(before, row.content)],
        is_current=(in_force.version if in_force else None) == row.base_version,
        may_publish=state is TrialState.DONE and g.actor.may(Permission.BRAND_EDIT, tenant.id),
        days=DAYS,
        **(_told(uow, row, slug) if state is not TrialState.RUNNING else {"told": False}),
    )


@blp.post("/brands/<slug>/guide/trials/<uuid:trial_id>/cancel")
@requires(Permission.GUIDE_TRY)
def cancel(slug: str, trial_id: UUID) -> ResponseReturnValue:
    """End a trial where it stands."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    check_sees_all(uow, tenant)
    cancel_trial(uow, get_trial(uow, tenant.id, trial_id))
    return redirect(url_for("guides.trial", slug=slug, trial_id=trial_id), code=303)


@blp.post("/brands/<slug>/guide/trials/<uuid:trial_id>/resume")
@requires(Permission.GUIDE_TRY)
def resume(slug: str, trial_id: UUID) -> ResponseReturnValue:
    """Have a trial that stands still go on."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    check_sees_all(uow, tenant)
    resume_trial(uow, get_trial(uow, tenant.id, trial_id))
    return redirect(url_for("guides.trial", slug=slug, trial_id=trial_id), code=303)


@blp.post("/brands/<slug>/guide/trials/<uuid:trial_id>/publish")
@requires(Permission.BRAND_EDIT)
def publish(slug: str, trial_id: UUID) -> ResponseReturnValue:
    """Make the guide of a trial the one in force."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    publish_tried(uow, tenant, get_trial(uow, tenant.id, trial_id))
    flash(_("The guide is published: replies are checked by it from now on."), "good")
    return redirect(url_for("guides.guide", slug=slug), code=303)


def _holds(tenant: Tenant, values: Values, content: dict[str, Any]) -> bool:
    """Whether the fields say the same as the guide that they were filled from."""
    sent = {name: str(value) for name, value in values.items()}
    try:
        read = read_sections(g.uow, tenant, trees_of(sent, content))
    except Invalid:
        return False
    return not differences(content, read) and not differences(read, content)


def _draft_page(
    tenant: Tenant,
    *,
    text: str | None = None,
    values: Values | None = None,
    faults: Iterable[Fault] = (),
) -> str:
    lines = (text or "").split("\n")
    codes = [
        name.split(".")[1]
        for name in values or {}
        if name.startswith("address.") and name.endswith(".policy")
    ]
    return render(
        "guides/draft.html",
        tenant=tenant,
        text=text,
        form=FormResult(values=values or {}),
        days=DAYS,
        severities=[(one, _(labels.SEVERITIES[one][0])) for one in SEVERITIES],
        addresses=_options("formal", "informal", "free"),
        policies=_options("required", "optional", "forbidden"),
        yo=_options("always", "never"),
        has_yo="ru" in codes or bool((values or {}).get("yo.policy")),
        marks={code: _marks(code) for code in codes},
        languages=[(code, language_name(code)) for code in codes],
        style_names={name: _(label) for name, label in labels.STYLE_NAMES.items()},
        data_names={name: _(label) for name, label in labels.DATA_NAMES.items()},
        topic_name=topic_name,
        faults=[
            {
                "line": one.line,
                "place": one.place,
                "message": _(one.message),
                "there": lines[one.line - 1].strip()[:120] if one.line and one.line <= len(lines) else "",
            }
            for one in faults
        ],
    )


def _options(*policies: str) -> list[tuple[str, str]]:
    return [(one, _(labels.POLICIES[one])) for one in policies]


def _marks(code: str) -> list[tuple[str, str]]:
    """Pairs of quotation marks to choose from, the usual ones of the language first."""
    return [
        (pair, _("%(outer)s, inside them %(inner)s", outer=pair, inner=inner))
        for pair, inner in offered(code).items()
    ]


def _base_content(uow: UnitOfWork, row: GuideTrial) -> dict[str, Any]:
    if row.base_version is None:
        return {}
    found = find_rules_version(uow, row.tenant_id, version=row.base_version, at=row.ordered_at)
    return dict(found.content) if found else {}


def _told(uow: UnitOfWork, row: GuideTrial, slug: str) -> dict[str, Any]:
    """What a trial told: figures, rules, and one page of the replies that were asked for."""
    counts = {
        Outcome.STOPPED: row.stopped,
        Outcome.LET_THROUGH: row.let_through,
        Outcome.OTHERWISE: row.otherwise,
    }
    first = next((one for one, n in counts.items() if n), Outcome.STOPPED)
    asked = request.args.get("outcome")
    outcome = Outcome(asked) if asked in tuple(Outcome) else first
    by_rule = count_by_rule(uow, row)
    rule = request.args.get("rule")
    rule = rule if rule in by_rule else None
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    lines = list_lines(uow, row, outcome=outcome.value, rule=rule, after=after, limit=PAGE_SIZE + 1)
    page = page_of(lines, size=PAGE_SIZE, key=lambda one: (one.row.posted_at, one.row.id))
    here: dict[str, Any] = {"slug": slug, "trial_id": row.id}
    kept: dict[str, Any] = {"outcome": outcome.value, **({"rule": rule} if rule else {})}
    rules = [_rule_row(one, effects) for one, effects in by_rule.items()]
    return {
        "told": True,
        "is_taught": any(one.get("about") for one in row.content.get("restricted_topics") or []),
        "outcomes": [(one, labels.OUTCOMES[one], n) for one, n in counts.items()],
        "outcome": outcome,
        "rules": sorted(rules, key=lambda one: (-(one.new + one.gone + one.moved), one.name)),
        "lines": [_shown(one) for one in page.items],
        "listed": count_lines(uow, row, outcome=outcome.value, rule=rule),
        "is_forgotten": uow.now - row.ordered_at > LIST_KEPT,
        "may_open": g.actor.may(Permission.CONVERSATION_READ, row.tenant_id),
        "form": FormResult(values={"outcome": outcome.value, "rule": rule or ""}),
        "outcome_options": [(one.value, _(labels.OUTCOMES[one][0])) for one in Outcome],
        "rule_options": [
            ("", _("Any")),
            *sorted(((one.rule, one.name) for one in rules), key=lambda o: o[1]),
        ],
        "outcome_url": lambda one, **more: url_for("guides.trial", **here, outcome=one.value, **more),
        "next_url": url_for("guides.trial", **here, **kept, cursor=page.next_cursor)
        if page.next_cursor
        else None,
        "first_url": url_for("guides.trial", **here, **kept) if cursor else None,
    }


def _rule_row(rule: str, counts: dict[tuple[str, str], int]) -> RuleRow:
    effects = Counter[str]()
    for (_outcome, effect), n in counts.items():
        effects[effect] += n
    return RuleRow(rule, rule_name(rule), effects[Effect.NEW], effects[Effect.GONE], effects[Effect.MOVED])


def _shown(line: Line) -> dict[str, Any]:
    row = line.row
    differing = [one for one in row.after if one not in row.before]
    gone = [one for one in row.before if one not in row.after]
    return {
        "row": row,
        "conversation_id": line.conversation_id,
        "network": show_label(Network(line.network)),
        "handle": line.handle,
        "pieces": cut(line.text, [one for one in differing or gone if "values" not in one]),
        "before": (_found(line.text, row.before), _verdict(row.before)),
        "after": (_found(line.text, row.after), _verdict(row.after)),
    }


def _found(text: str, findings: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Rules with what they found, the gravest first: name, kind of badge, words."""
    order = {one.value: at for at, one in enumerate(GRAVITY)}
    return [
        (
            rule_name(rule_key(one["rule"], one.get("values", {}))),
            labels.SEVERITIES[one["severity"]][1],
            # Where the reader said it, it is of the whole text.
            "" if "values" in one else text[one["start"] : one["end"]][:60],
        )
        for one in sorted(findings, key=lambda one: (-order[one["severity"]], one["start"], one["rule"]))
    ]


def _verdict(findings: Sequence[dict[str, Any]]) -> tuple[str, str]:
    worst = max((GRAVITY.index(Severity(one["severity"])) for one in findings), default=0)
    name, kind = labels.VERDICTS["pass" if worst == 0 else GRAVITY[worst].value]
    return _(name), kind


def cut(text: str, findings: Sequence[dict[str, Any]]) -> list[Piece]:
    """The text in stretches, each with the gravest thing found over all of it; places beyond its end are left out."""
    order = [one.value for one in GRAVITY]
    there = [one for one in findings if one["end"] <= len(text)]
    edges = sorted({0, len(text), *(edge for one in there for edge in (one["start"], one["end"]))})
    return [
        Piece(
            text[start:end],
            max(
                (one["severity"] for one in there if one["start"] <= start and end <= one["end"]),
                key=order.index,
                default=None,
            ),
        )
        for start, end in pairwise(edges)
    ]


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
