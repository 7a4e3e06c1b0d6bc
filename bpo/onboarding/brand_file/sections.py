"""What each section of a brand file may hold: the schemas, and what holds where a section is absent.

Words that contracts.md leaves open are settled here. `purpose` of an account, `kind` of a department and
`alert_on` are free words (a-z, 0-9, -, _). An account in `when` is written `network:handle`, or its handle
alone where one account has it. A topic's severity is `block` unless said otherwise; of every other rule it
is `warn`. Politics and religion stay restricted in every brand until its file says
`{topic: politics, policy: exempt, reason: ...}`; naming them with terms or another severity is no exemption.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, post_dump, post_load, pre_load, validates_schema

from bpo.core.i18n import N_, _
from bpo.core.vocabulary import LanguageCode, Network, Priority, Sentiment, Visibility
from bpo.language.taught import FEWEST, LONGEST_EXAMPLE, MOST_IN_ALL
from bpo.language.taught import MOST as MOST_EXAMPLES
from bpo.onboarding.brand_file.calendars import ALWAYS, CalendarIn, CalendarName
from bpo.onboarding.brand_file.contract import ContractIn, check_amounts
from bpo.onboarding.brand_file.scalars import (
    Amount,
    Choice,
    Currency,
    Duration,
    Email,
    Example,
    Handle,
    Percentage,
    ServerUrl,
    Slug,
    Text,
    Whole,
    Word,
    Zone,
)
from bpo.onboarding.brand_file.shapes import Items, Keyed, OneOrMany, Part, Row, Section
from bpo.onboarding.brand_file.style_guide import SEVERITIES, StyleGuideIn, severity

DEPUTIES = ("supervisor", "team_leader", "client_approver", "admin")
CLIENT_FOR = ("check", "new_agent", "reach", "compensation")  # what the client's own approver decides
MODERATION = ("flag", "hide", "delete")
ALWAYS_RESTRICTED = ("politics", "religion")
TAUGHT_BY = ("about", "not_about")
PROFILE = ("slug", "name", "languages", "time_zone")
MOST = 10**9


def same(item: Any) -> Any:  # noqa: ANN401 -- a list of texts is unique by the text itself
    """The item itself."""
    return item


def words(*, least: int = 0, longest: int = 200, data_key: str | None = None) -> Items:
    """An optional list of texts, none of them twice; with `least` it is required."""
    if least:
        return Items(Text(longest=longest), least=least, unique=same, data_key=data_key)
    return Items(Text(longest=longest), unique=same, default=list, data_key=data_key)


def examples() -> Items:
    """An optional list of texts that teach a topic, none of them twice."""
    return Items(Example(longest=LONGEST_EXAMPLE), unique=same, rule=_not_too_many, default=list)


def _not_too_many(items: Sequence[tuple[int, Any]]) -> dict[int, list[str]]:
    too_many = _("No more than %(most)s texts teach a topic.", most=MOST_EXAMPLES)
    return {index: [too_many] for index, _item in items[MOST_EXAMPLES : MOST_EXAMPLES + 1]}


class LocalFields(Keyed):
    """What is so at an account's own place: its phone, its street. Templates put it in as `{local.phone}`."""

    default_error_messages = {"table": N_("Write one field a line, as name: value, no name twice.")}  # noqa: RUF012 -- marshmallow's own way


class AccountIn(Section):
    network = Choice(Network)
    handle = Handle()
    purpose = Word(default="care")
    tags = words(longest=60)
    server = ServerUrl(default=None)
    display_name = Text(default=None)
    local = LocalFields(Word(), Text(longest=300), default=dict)


class AccountName(Text):
    """An account as messages name it, `network:handle`; or its handle alone."""

    kind = "account"

    def read(self, text: str) -> str:
        network, colon, handle = text.partition(":")
        if colon and network in tuple(Network):
            return f"{network}:{Handle().read(handle)}"
        return Handle().read(text)


class WhenIn(Section):
    network = OneOrMany(Choice(Network), least=1, unique=same, optional=True)
    account = OneOrMany(AccountName(), least=1, unique=same, optional=True)
    tag = OneOrMany(Text(longest=60), least=1, unique=same, optional=True)
    language = OneOrMany(Choice(LanguageCode), least=1, unique=same, optional=True)
    visibility = OneOrMany(Choice(Visibility), least=1, unique=same, optional=True)
    sentiment = OneOrMany(Choice(Sentiment), least=1, unique=same, optional=True)
    priority = OneOrMany(Choice(Priority), least=1, unique=same, optional=True)


class ServiceLevelIn(Section):
    name = Text(longest=60)
    when = Part(WhenIn, default=dict)
    first_response = Duration(default=None)
    next_response = Duration(default=None)
    resolution = Duration(default=None)
    calendar = Text(default=ALWAYS)


def unreachable_levels(levels: Sequence[tuple[int, Row]]) -> dict[int, list[str]]:
    """Levels are tried in order, so nothing comes after one that matches everything."""
    wrong: dict[int, list[str]] = {}
    catch_all: Row | None = None
    for index, level in levels:
        if catch_all is not None:
            message = _(
                "This level can never be used: `%(name)s` before it has no `when` and matches everything.",
                name=catch_all.get("name", ""),
            )
            wrong[index] = [message]
        elif level.get("when") == {}:
            catch_all = level
    return wrong


class TermIn(Section):
    banned = words(least=1)
    prefer = Text(default=None)
    severity = severity()


class TopicIn(Section):
    topic = Text(longest=60)
    policy = Choice(("restricted", "exempt"), default="restricted")
    severity = Choice(SEVERITIES, default=None)
    terms = words()
    except_ = words(data_key="except")
    about = examples()
    not_about = examples()
    reason = Text(longest=1000, default=None)

    @pre_load
    def fill_severity(self, data: object, **_kwargs: object) -> object:
        """A topic blocks unless the file says otherwise; an exemption has no severity."""
        if isinstance(data, dict) and data.get("policy") != "exempt":
            return {"severity": "block", **{key: value for key, value in data.items() if value is not None}}
        return data

    @post_load
    def drop_untaught(self, data: Row, **_kwargs: object) -> Row:
        """What teaches nothing is left out, so that a file of before says the same as it did."""
        return {key: value for key, value in data.items() if value or key not in TAUGHT_BY}

    @post_dump
    def drop_absent(self, data: Row, **_kwargs: object) -> Row:
        """Being restricted goes without saying."""
        shown = data if data.get("policy") == "exempt" else {**data, "policy": None}
        return {key: value for key, value in shown.items() if value not in (None, [])}

    @validates_schema(skip_on_field_errors=False)
    def check_exemption(self, data: Row, **_kwargs: object) -> None:
        if data.get("policy") == "restricted":
            if data.get("reason"):
                raise ValidationError(N_("Only an exemption gives a reason."), "reason")
        elif data.get("policy") == "exempt":
            if data.get("topic") and data["topic"].lower() not in ALWAYS_RESTRICTED:
                message = N_("Only politics and religion are restricted by default; leave this topic out.")
                raise ValidationError(message, "policy")
            if "reason" in data and not data["reason"]:
                raise ValidationError(N_("An exemption needs its reason."), "reason")
            extra = [key for key in ("severity", "terms", "except", *TAUGHT_BY) if data.get(key)]
            if extra:
                raise ValidationError({key: [N_("An exempt topic has no such key.")] for key in extra})

    @validates_schema(skip_on_field_errors=True)
    def check_examples(self, data: Row, **_kwargs: object) -> None:
        about, not_about = (data.get(key) or [] for key in TAUGHT_BY)
        if data.get("policy") == "exempt":
            return
        if (about or not_about) and len(about) < FEWEST:
            raise ValidationError(
                _("A topic is learnt from at least %(fewest)s texts about it.", fewest=FEWEST), "about"
            )
        both = {one.casefold() for one in about} & {one.casefold() for one in not_about}
        if both:
            raise ValidationError(
                _("This stands among the texts about the topic too: %(text)s", text=min(both)), "not_about"
            )


def restricted(topic: str) -> Row:
    """A topic that is blocked by name, with no terms of the brand's own."""
    return {
        "topic": topic,
        "policy": "restricted",
        "severity": "block",
        "terms": [],
        "except": [],
        "reason": None,
    }


class Topics(Items):
    """The brand's topics; politics and religion are among them whether or not it names them."""

    def take(self, value: object) -> list[Any]:
        topics = super().take(value)
        for topic in topics:
            if topic["topic"].lower() in ALWAYS_RESTRICTED:
                topic["topic"] = topic["topic"].lower()
        named = {topic["topic"] for topic in topics}
        return topics + [restricted(topic) for topic in ALWAYS_RESTRICTED if topic not in named]


class DepartmentIn(Section):
    kind = Word()
    contact = Email()
    due = Duration()
    calendar = Text(default=ALWAYS)
    alert_on = Items(Word(), unique=same, default=list)


class ApprovalIn(Section):
    new_agents = Percentage(default=1.0)
    reach_over = Whole(0, MOST, default=None)
    timeout = Duration(default=None)
    deputy = Choice(DEPUTIES, default=None)
    client_for = Items(Choice(CLIENT_FOR), least=1, unique=same, optional=True)


class CommunityRuleIn(Section):
    id = Word()
    text = Keyed(Choice(LanguageCode), Text(longest=4000), least=1)
    action = Choice(MODERATION)


class CompensationIn(Section):
    currency = Currency(default=None)
    agent_limit = Amount(default=None)
    supervisor_limit = Amount(default=None)

    @validates_schema(skip_on_field_errors=False)
    def check_limits(self, data: Row, **_kwargs: object) -> None:
        check_amounts(data, ("agent_limit", "supervisor_limit"))
        agent, supervisor = data.get("agent_limit"), data.get("supervisor_limit")
        if agent and supervisor and Decimal(agent) > Decimal(supervisor):
            raise ValidationError(N_("An agent's limit cannot be above the supervisor's."), "agent_limit")


def _account(item: Row) -> tuple[str, str] | None:
    return (item["network"], item["handle"]) if "network" in item and "handle" in item else None


def _topic(item: Row) -> str | None:
    return item["topic"].casefold() if "topic" in item else None


def _not_too_many_in_all(topics: Sequence[tuple[int, Any]]) -> dict[int, list[str]]:
    count = 0
    for index, topic in topics:
        count += sum(len(topic.get(key) or []) for key in TAUGHT_BY)
        if count > MOST_IN_ALL:
            return {index: [_("No more than %(most)s texts teach all topics of a guide.", most=MOST_IN_ALL)]}
    return {}


class BrandFileIn(Section):
    """The whole file. A section's key with nothing behind it is a fault: nobody can tell what was meant."""

    slug = Slug()
    name = Text(longest=120)
    languages = Items(Choice(LanguageCode), least=1, unique=same)
    time_zone = Zone()
    accounts = Items(Part(AccountIn), unique=_account, optional=True)
    calendars = Keyed(CalendarName(longest=60), Part(CalendarIn), optional=True)
    service_levels = Items(
        Part(ServiceLevelIn), unique=lambda level: level.get("name"), rule=unreachable_levels, optional=True
    )
    style_guide = Part(StyleGuideIn, optional=True)
    terms = Items(Part(TermIn), optional=True)
    restricted_topics = Topics(Part(TopicIn), unique=_topic, rule=_not_too_many_in_all, optional=True)
    names = Items(Text(), unique=same, optional=True)
    departments = Items(Part(DepartmentIn), unique=lambda department: department.get("kind"), optional=True)
    approval = Part(ApprovalIn, optional=True)
    community_rules = Items(Part(CommunityRuleIn), unique=lambda rule: rule.get("id"), optional=True)
    compensation = Part(CompensationIn, optional=True)
    contract = Part(ContractIn, optional=True)

    @pre_load
    def drop_empty(self, data: object, **_kwargs: object) -> object:
        return data

    @post_dump
    def drop_absent(self, data: Row, **_kwargs: object) -> Row:
        return data  # an empty section is shown as such, so that applying the file empties it again


SECTIONS = ("profile", *(name for name in BrandFileIn().fields if name not in PROFILE))
STANDARD_LEVEL: Row = {
    "name": "standard",
    "when": {},
    "first_response": 1800,
    "next_response": 1800,
    "resolution": 24 * 3600,
    "calendar": ALWAYS,
}


def default_sections() -> dict[str, Any]:
    """What holds for a new brand whose file has no such section; the profile has no default."""
    empty: dict[str, Any] = {
        "accounts": [],
        "calendars": {},
        "style_guide": {},
        "terms": [],
        "restricted_topics": [],
        "names": [],
        "departments": [],
        "approval": {},
        "community_rules": [],
        "compensation": {},
        "contract": {},
    }
    loaded = BrandFileIn(only=tuple(empty)).load(empty)
    return {
        name: [dict(STANDARD_LEVEL)] if name == "service_levels" else loaded[name] for name in SECTIONS[1:]
    }
