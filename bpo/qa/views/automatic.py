"""What the check finds in sent replies: the figures of a brand, and the replies behind each of them."""

from datetime import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from bpo.conversations import labels as conversation_labels
from bpo.conversations.wording import rule_name
from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import LanguageCode
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.language.deep import rule_key
from bpo.language.grammar.findings import RULE
from bpo.language.grammar.worker import Unread, is_installed
from bpo.language.reader import can_read
from bpo.language.types import GRAVITY, Language
from bpo.qa.labels import NOT_READ, STANDINGS, UNREAD
from bpo.qa.operations.automatic import NOBODY, automatic_figures, period_or_usual, wanted_of
from bpo.qa.queries.automatic import Group, Line, count_listed, list_checks
from bpo.qa.queries.read_counts import ReadCounted
from bpo.qa.rules.automatic import Proportion, gravest
from bpo.qa.rules.reading import NotRead, Standing, standing
from bpo.qa.views.pages import blp, network_name
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period
from bpo.web.forms import FormResult, translate
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render

HIDDEN = ("language", "agent", "grammar", "engine_rule", "reader")  # asked for by a link, and by no field
ASKED = ("rule", "found", *HIDDEN)


@blp.get("/brands/<slug>/quality/automatic")
@requires(Permission.QUALITY_READ)
def automatic(slug: str) -> ResponseReturnValue:
    """What the check found in the replies of a period."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    try:
        period = period_or_usual(uow, tenant, request.args.get("from"), request.args.get("to"))
    except Invalid as error:
        form = FormResult(
            errors={fault.place: [translate(fault.message)] for fault in error.faults},
            values=request.args.to_dict(),
        )
        page = render("qa/automatic.html", tenant=tenant, form=form, figures=None)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    figures = automatic_figures(uow, tenant, period)
    is_staff = uow.actor.is_staff
    return render(
        "qa/automatic.html",
        tenant=tenant,
        form=FormResult(values=_dates(period)),
        figures=figures,
        clean=Proportion(figures.whole.clean, figures.whole.judged),
        rules=[
            (
                rule_name(one.rule),
                one,
                Proportion(one.replies, figures.asked_of(one.rule)),
                conversation_labels.SEVERITIES[gravest(one.severities)],
            )
            for one in figures.rules
        ],
        agents=_agent_rows(uow, figures.agents) if is_staff else [],
        languages=[
            (_language_name(one.language), one, Proportion(one.clean, one.judged))
            for one in figures.languages
        ],
        grammar=figures.grammar,
        unread=[(_(UNREAD[Unread(code)]), n) for code, n in figures.grammar.unread.items()],
        engine_rules=[
            (one, conversation_labels.SEVERITIES[gravest(one.severities)]) for one in figures.grammar.rules
        ],
        without_engine=[
            _language_name(code) for code in tenant.languages if not is_installed(Language(code))
        ],
        reading=figures.reading,
        not_read=_not_read(figures.reading),
        can_read=can_read(),
        grammar_rule=RULE,
        is_staff=is_staff,
        nobody=NOBODY,
        rows_url=lambda **over: url_for("qa.automatic_replies", slug=slug, **_dates(period), **over),
    )


@blp.get("/brands/<slug>/quality/automatic/replies")
@requires(Permission.QUALITY_READ)
def automatic_replies(slug: str) -> str:
    """The replies behind a figure."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    period = period_or_usual(uow, tenant, request.args.get("from"), request.args.get("to"))
    given = {key: request.args[key] for key in ASKED if request.args.get(key)}
    wanted = wanted_of(uow, period, given)
    cursor = request.args.get("cursor")
    after = cast("tuple[datetime, UUID]", decode_cursor(cursor, datetime, UUID)) if cursor else None
    rows = list_checks(uow, tenant.id, wanted, after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda line: (line.check.posted_at, line.check.id))
    ids = {line.check.agent_id for line in page.items if line.check.agent_id}
    here: dict[str, Any] = {"slug": slug, **_dates(period), **given}
    hidden: dict[str, Any] = _dates(period)
    hidden |= {key: value for key, value in given.items() if key in HIDDEN}
    figures = automatic_figures(uow, tenant, period)
    known = sorted({one.rule for one in figures.rules} | ({wanted.rule} if wanted.rule else set()))
    return render(
        "qa/automatic_replies.html",
        tenant=tenant,
        period=period,
        rows=[(line, _found(line), _unread(line, uow.now)) for line in page.items],
        total=count_listed(uow, tenant.id, wanted),
        names=list_names(uow, ids) if uow.actor.is_staff else {},
        is_staff=uow.actor.is_staff,
        may_open=uow.actor.may(Permission.CONVERSATION_READ, tenant.id),
        network_name=network_name,
        language_name=_language_name,
        rule_options=[("", _("Any")), *sorted(((one, rule_name(one)) for one in known), key=lambda o: o[1])],
        found_options=[("", _("All replies")), ("clean", _("Clean")), ("not_clean", _("Not clean"))],
        form=FormResult(values={"rule": given.get("rule", ""), "found": given.get("found", "")}),
        hidden=hidden,
        figures_url=url_for("qa.automatic", slug=slug, **_dates(period)),
        next_url=url_for("qa.automatic_replies", cursor=page.next_cursor, **here)
        if page.next_cursor
        else None,
        first_url=url_for("qa.automatic_replies", **here) if cursor else None,
    )


def _found(line: Line) -> list[tuple[str, str, str, int]]:
    """The rules of a reply's findings, the gravest first: name, kind of badge, icon, how often."""
    by_rule: dict[str, list[str]] = {}
    for one in line.check.findings:
        by_rule.setdefault(rule_key(one["rule"], one.get("values", {})), []).append(one["severity"])
    ordered = sorted(by_rule.items(), key=lambda pair: (-GRAVITY.index(gravest(pair[1])), pair[0]))
    found = []
    for rule, severities in ordered:
        _name, kind, icon = conversation_labels.SEVERITIES[gravest(severities)]
        name = _("%(rule)s (LanguageTool family)", rule=rule_name(rule)) if rule == RULE else rule_name(rule)
        found.append((name, kind, icon, len(severities)))
    if line.check.grammar_unread:
        why = _(UNREAD[Unread(line.check.grammar_unread)])
        found.append((_("Grammar not checked: %(why)s", why=why), "plain", "alert", 1))
    return found


def _unread(line: Line, now: datetime) -> str | None:
    """Why a reply is checked by words alone; None where the reader has read it."""
    check = line.check
    if check.reader_unread:
        return _(NOT_READ[NotRead(check.reader_unread)])
    stands = standing(check.reader_state, posted_at=check.posted_at, now=now)
    return None if stands is Standing.READ else _(STANDINGS[stands])


def _not_read(reading: ReadCounted) -> list[tuple[str, int, str | None]]:
    """Why replies are not read, how many, and by which standing they are listed (not by the reason alone)."""
    listed = Standing.NOT_READ.value if len(reading.unread) == 1 else None
    why: list[tuple[str, int, str | None]] = [
        (_(NOT_READ[NotRead(code)]), n, listed) for code, n in reading.unread.items()
    ]
    return [*why, (_(STANDINGS[Standing.OLD]), reading.old, Standing.OLD.value)] if reading.old else why


def _agent_rows(uow: UnitOfWork, agents: list[Group]) -> list[tuple[str, Group, Proportion]]:
    """Agents by name; a machine's findings put nobody in order."""
    names = list_names(uow, {one.agent_id for one in agents if one.agent_id})
    rows = [
        (
            names.get(one.agent_id, "?") if one.agent_id else _("Not known"),
            one,
            Proportion(one.clean, one.judged),
        )
        for one in agents
    ]
    return sorted(rows, key=lambda row: (row[1].agent_id is None, row[0]))


def _language_name(code: str | None) -> str:
    return show_label(LanguageCode(code)) if code in tuple(LanguageCode) else code or ""


def _dates(period: Period) -> dict[str, Any]:
    return {"from": period.from_date.isoformat(), "to": period.to_date.isoformat()}
