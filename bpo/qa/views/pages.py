"""The blueprint of quality's pages, and what several of them show alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import Blueprint, url_for

from bpo.conversations import labels as conversation_labels
from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.wording import ShownFinding, rule_name, show_findings
from bpo.core.i18n import current_locale, speaking
from bpo.core.i18n import gettext as _
from bpo.core.vocabulary import Direction, LanguageCode, Network
from bpo.qa import labels
from bpo.qa.models import ReviewScore
from bpo.qa.queries.desk import Desk
from bpo.qa.rules.reviews import Verdict
from bpo.qa.rules.scorecards import Criterion, is_evidence
from bpo.qa.rules.scoring import Answer
from bpo.tenants.models import Tenant
from bpo.web.formats import show_datetime
from bpo.web.labels import show_label

blp = Blueprint("qa", __name__, template_folder="../templates")


@dataclass(frozen=True)
class Said:
    """A message as the desk shows it: the brand's people under the brand's name."""

    id: UUID
    is_ours: bool
    who: str
    text: str
    language: str | None
    posted_at: Any
    brand_time: str
    is_automatic: bool
    is_private: bool
    is_reviewed: bool
    pictures: list["Shown"]


@dataclass(frozen=True)
class Shown:
    """A picture of a message; `address` is empty where it was erased."""

    alt: str | None
    width: int
    height: int
    address: str


@dataclass(frozen=True)
class Scored:
    """A criterion with its answer, and what the check found about it."""

    criterion: Criterion
    name: str
    help: str
    class_name: str
    answer: str | None
    answer_name: str | None
    answer_kind: str
    first_name: str | None  # what was answered first, where a dispute changed it
    note: str
    is_disputed: bool
    verdict: str | None
    findings: list[ShownFinding]


def network_name(network: str) -> str:
    """A network as the reader calls it."""
    return show_label(Network(network))


def thread_lines(desk: Desk, tenant: Tenant) -> tuple[list[Said], list[Said]]:
    """The thread as it stood, and what came after."""
    reviewed = desk.message.id if desk.message else None

    def line(row: Any) -> Said:  # noqa: ANN401 -- a message
        is_ours = row.direction == Direction.OUT.value
        customer = row.author_name or desk.names.get(row.author_id) or row.author_id
        return Said(
            id=row.id,
            is_ours=is_ours,
            who=tenant.name if is_ours else customer,
            text=desk.text if row.id == reviewed else row.text,
            language=row.language,
            posted_at=row.posted_at,
            brand_time=_brand_time(row.posted_at, tenant),
            is_automatic=row.automatic,
            is_private=row.visibility == "private",
            is_reviewed=row.id == reviewed,
            pictures=_pictures(desk, tenant, row.id),
        )

    return [line(row) for row in desk.before], [line(row) for row in desk.later]


def _pictures(desk: Desk, tenant: Tenant, message_id: UUID) -> list[Shown]:
    """The pictures of a message that have come."""

    def address(picture_id: UUID) -> str:
        talk = desk.conversation_id
        return url_for("conversations.picture", slug=tenant.slug, conversation_id=talk, picture_id=picture_id)

    return [
        Shown(one.alt, one.width or 0, one.height or 0, address(one.id) if one.state == "kept" else "")
        for one in desk.pictures.get(message_id, [])
        if one.state in {"kept", "erased"}
    ]


def finding_lines(desk: Desk) -> list[ShownFinding]:
    """What the check finds in the reply; it has been sent, so there is nothing to mend."""
    return [replace(one, suggestions=()) for one in show_findings(desk.findings)]


def standing_name(desk: Desk) -> str | None:
    """How the reply stands with the reader, in words."""
    return _(labels.STANDINGS[desk.standing]) if desk.standing else None


def scored_lines(
    criteria: Iterable[Criterion], scores: Iterable[ReviewScore], findings: Iterable[ShownFinding] = ()
) -> list[Scored]:
    """The card with its answers, in the order of the card."""
    by_key = {row.criterion: row for row in scores}
    found = list(findings)
    lines = []
    for one in criteria:
        row = by_key.get(one.key)
        name, kind, _icon = labels.ANSWERS[Answer(row.answer)] if row and row.answer else ("", "plain", "")
        is_changed = bool(row and row.first_answer and row.first_answer != row.answer)
        lines.append(
            Scored(
                criterion=one,
                name=_(one.name),
                help=_(one.help) if one.help else "",
                class_name=_(labels.CLASSES[one.kind]),
                answer=row.answer if row else None,
                answer_name=_(name) if name else None,
                answer_kind=kind,
                first_name=_(labels.ANSWERS[Answer(row.first_answer)][0])
                if row and is_changed and row.first_answer
                else None,
                note=row.note if row else "",
                is_disputed=bool(row and row.is_disputed),
                verdict=_(labels.VERDICTS[Verdict(row.verdict)][0]) if row and row.verdict else None,
                findings=[finding for finding in found if is_evidence(one, finding.rule)],
            )
        )
    return lines


def guide_lines(guide: Mapping[str, Any]) -> dict[str, Any]:
    """The style guide, terms and topics of a version, in words."""
    style = guide.get("style_guide") or {}
    rows = [
        (
            _("Form of address, %(language)s", language=show_label(LanguageCode(code))),
            _(labels.POLICIES.get(rule["policy"], rule["policy"])),
        )
        for code, rule in (style.get("address") or {}).items()
        if code in tuple(LanguageCode)
    ]
    rows += [
        (_("Quotation marks, %(language)s", language=show_label(LanguageCode(code))), rule["policy"])
        for code, rule in (style.get("quotes") or {}).items()
        if code in tuple(LanguageCode)
    ]
    for key, name in labels.GUIDE_PARTS.items():
        rule = style.get(key)
        if not rule:
            continue
        if "policy" in rule:
            said = _(labels.POLICIES.get(rule["policy"], rule["policy"]))
        elif "max" in rule:
            said = _("At most %(n)s", n=rule["max"])
        else:
            said = _("Checked")
        rows.append((_(name).capitalize(), said))
    return {
        "rows": rows,
        "terms": [(", ".join(term["banned"]), term.get("prefer") or "") for term in guide.get("terms") or ()],
        "topics": [
            (topic["topic"], ", ".join(topic.get("terms") or ()))
            for topic in guide.get("restricted_topics") or ()
            if topic.get("policy") != "exempt"
        ],
    }


def reason_name(reason: str | None) -> str:
    """Why a turn was dismissed."""
    return _(conversation_labels.REASONS[DismissalReason(reason)]) if reason else ""


def rule_names(rules: Iterable[str]) -> list[tuple[str, str]]:
    """The rules of the check with their names, for choosing evidence."""
    return [(rule, rule_name(rule)) for rule in rules]


def points(score: int | None) -> float | None:
    """A score in hundredths of a percent as a ratio."""
    return None if score is None else score / 10_000


def _brand_time(at: Any, tenant: Tenant) -> str:  # noqa: ANN401 -- an instant
    with speaking(str(current_locale()), tenant.time_zone):
        return _("%(time)s in the brand's time zone, %(zone)s", time=show_datetime(at), zone=tenant.time_zone)
