"""What was agreed, as people read it: conditions in words, weeks as pictures, rules with their weight."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, cast

from flask import current_app

from bpo.core.i18n import N_, gettext
from bpo.core.vocabulary import LanguageCode, Network, Priority, Sentiment, Visibility
from bpo.onboarding.brand_file.calendars import ALWAYS, DAYS
from bpo.onboarding.views.pages import blp
from bpo.web.labels import industry_name, show_label
from bpo.web.render import Components

DAY = 24 * 60
DAY_NAMES: dict[str, str] = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
}
CONDITION_NAMES: dict[str, str] = {
    "network": N_("Network"),
    "account": N_("Account"),
    "tag": N_("Tag"),
    "language": N_("Language"),
    "visibility": N_("Visibility"),
    "sentiment": N_("Sentiment"),
    "priority": N_("Priority"),
}
WORDS_OF: dict[str, type[StrEnum]] = {
    "network": Network,
    "language": LanguageCode,
    "visibility": Visibility,
    "sentiment": Sentiment,
    "priority": Priority,
}
SEVERITY_NAMES: dict[str, str] = {
    "info": N_("Shown as a hint"),
    "warn": N_("Goes out with a reason"),
    "approve": N_("Needs approval"),
    "block": N_("Does not go out"),
}
POLICY_NAMES: dict[str, str] = {
    "required": N_("Required"),
    "optional": N_("Optional"),
    "forbidden": N_("Forbidden"),
    "formal": N_("Formal"),
    "informal": N_("Informal"),
    "free": N_("Free"),
    "always": N_("Always written"),
    "never": N_("Written as е"),
}
FIGURE_NAMES: dict[str, str] = {
    "first_response": N_("First reply in time"),
    "next_response": N_("Next reply in time"),
    "resolution": N_("Solved in time"),
    "response_coverage": N_("Answered at all"),
}
ACTION_NAMES: dict[str, str] = {"flag": N_("Flag"), "hide": N_("Hide"), "delete": N_("Delete")}
DEPUTY_NAMES: dict[str, str] = {
    "supervisor": N_("Supervisor"),
    "team_leader": N_("Team leader"),
    "client_approver": N_("Client approver"),
    "admin": N_("Admin"),
}
CLIENT_FOR_NAMES: dict[str, str] = {
    "check": N_("Replies that a rule of the guide wants approved"),
    "new_agent": N_("Replies of new agents"),
    "reach": N_("Replies to customers whom many read"),
    "compensation": N_("Compensation above the agent's limit"),
}
SEVERITY_KINDS = {"info": "info", "warn": "warn", "approve": "accent", "block": "bad"}


TOPICS = {
    "politics": N_("Politics"),
    "religion": N_("Religion"),
}  # every brand has them; others have the brand's own names


@blp.app_template_filter("topic_name")
def topic_name(topic: str) -> str:
    """A restricted topic as readers call it."""
    known = TOPICS.get(topic.casefold())
    return gettext(known) if known else topic


@blp.app_template_filter("network_name")
def network_name(network: str) -> str:
    """A network as the reader calls it."""
    return show_label(Network(network))


@blp.app_template_filter("policy_name")
def policy_name(policy: str) -> str:
    """What the guide asks for."""
    return gettext(POLICY_NAMES.get(policy, policy))  # quotation marks show themselves


@blp.app_template_filter("figure_name")
def figure_name(figure: str) -> str:
    """A figure of the contract."""
    return gettext(FIGURE_NAMES[figure])


@blp.app_template_filter("industry_name")
def show_industry(industry: str) -> str:
    """By which industry a brand is compared."""
    return industry_name(industry)


@blp.app_template_filter("action_name")
def action_name(action: str) -> str:
    """What is done with a post that breaks a community rule."""
    return gettext(ACTION_NAMES[action])


@blp.app_template_filter("client_for_name")
def client_for_name(reason: str) -> str:
    """For what the client's own approver decides, in the reader's language."""
    return gettext(CLIENT_FOR_NAMES[reason])


@blp.app_template_filter("deputy_name")
def deputy_name(deputy: str) -> str:
    """Who decides where the client's approver does not."""
    return gettext(DEPUTY_NAMES[deputy])


@blp.app_template_filter("severity_badge")
def severity_badge(severity: str) -> str:
    """What happens to a reply with this finding, as the badge of the kit."""
    components = cast("Components", current_app.jinja_env.globals["ui"])
    return components.badge(gettext(SEVERITY_NAMES[severity]), kind=SEVERITY_KINDS[severity])


def level_rows(levels: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Service levels in their order, each with what it applies to."""
    return [
        {
            **level,
            "applies": [
                {"what": gettext(CONDITION_NAMES[key]), "values": [word_for(key, one) for one in values]}
                for key, values in level["when"].items()
            ],
            "is_always": level["calendar"] == ALWAYS,
        }
        for level in levels
    ]


def word_for(condition: str, value: str) -> str:
    """A value of a condition as the reader calls it."""
    words = WORDS_OF.get(condition)
    return show_label(words(value)) if words else value


def week_rows(calendars: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Calendars with a bar for each day: what is open, from midnight to midnight."""
    return [
        {
            "name": name,
            "time_zone": spec["time_zone"],
            "holidays": spec["holidays"],
            "holiday_count": len(spec["holiday_dates"]),
            "closed": spec["closed"],
            "days": [
                {
                    "name": gettext(DAY_NAMES[day]),
                    "windows": spec["weekly"][day],
                    "bars": _bars(spec["weekly"], at),
                }
                for at, day in enumerate(DAYS)
            ],
        }
        for name, spec in calendars.items()
    ]


def topic_rows(topics: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Restricted topics with what happens to a reply that touches them."""
    return [
        {
            **topic,
            "consequence": gettext(SEVERITY_NAMES[topic["severity"]]) if topic["severity"] else None,
            "kind": SEVERITY_KINDS.get(topic["severity"] or "", "plain"),
        }
        for topic in topics
    ]


def _bars(weekly: Mapping[str, Sequence[str]], at: int) -> list[tuple[int, int]]:
    """Start and length in minutes, with what runs over from the night before."""
    bars = []
    for start, end in map(_minutes, weekly[DAYS[at - 1]]):
        if end <= start and end > 0:
            bars.append((0, end))
    for start, end in map(_minutes, weekly[DAYS[at]]):
        bars.append((start, (DAY if end <= start else end) - start))
    return bars


def _minutes(window: str) -> tuple[int, int]:

    start, _dash, end = window.partition("-")
    return _minute(start), _minute(end)


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
