"""The blueprint of guides' pages, and what several of them show alike."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint

from bpo.core.i18n import N_, ngettext
from bpo.core.i18n import gettext as _
from bpo.core.vocabulary import LanguageCode
from bpo.guides import labels
from bpo.guides.rules.differences import Difference, Setting, Subject
from bpo.web.labels import show_label

blp = Blueprint("guides", __name__, template_folder="../templates")
MOST_WORDS = 40  # of one line; a guide may have thousands


@dataclass(frozen=True)
class ShownSetting:
    """What a rule asks for, in words, and what becomes of a reply that does not keep to it."""

    asks: str
    badge: tuple[str, str] | None


@dataclass(frozen=True)
class ShownDifference:
    """One line of a comparison as people read it."""

    rule: str
    words: tuple[str, ...]
    are_texts: bool  # whole texts, a line each
    more: int  # words that are not listed
    kind: tuple[str, str]
    before: ShownSetting | None
    after: ShownSetting | None


def show_difference(one: Difference) -> ShownDifference:
    """A difference in the reader's language."""
    name, badge = labels.KINDS[one.kind]
    return ShownDifference(
        rule=_rule(one),
        words=one.words[:MOST_WORDS],
        are_texts=one.subject in {Subject.TOPIC_ABOUT, Subject.TOPIC_NOT_ABOUT},
        more=max(len(one.words) - MOST_WORDS, 0),
        kind=(_(name), badge),
        before=_setting(one.before),
        after=_setting(one.after),
    )


def language_name(code: str) -> str:
    """A language as the reader calls it."""
    return show_label(LanguageCode(code)) if code in tuple(LanguageCode) else code


def topic_name(topic: str) -> str:
    """A restricted topic as readers call it."""
    known = labels.TOPICS.get(topic.casefold())
    return _(known) if known else topic


def what_name(what: str) -> str:
    """What a benchmark judged, as readers call it; what has no name of ours under the benchmark's own."""
    topic = labels.TOPIC_NAMES.get(what.removeprefix("topic "))
    if what.startswith("topic ") and topic is not None:
        return _("Topic: %(name)s", name=_(topic))
    known = labels.WHAT.get(what)
    return _(known) if known else what


def measure_name(measure: str) -> str:
    """How a figure is told."""
    known = labels.MEASURES.get(measure)
    return _(known) if known else measure


def person_of(row: Any, *, is_staff: bool) -> str:  # noqa: ANN401 -- a trial
    """Who ordered it: the client knows its own people by name, and the vendor's as the vendor."""
    if is_staff or row.side == "client":
        return row.ordered_by_name or _("The system")
    return _("The vendor")


def _rule(one: Difference) -> str:
    named = {
        Subject.ADDRESS: N_("Address in %(name)s"),
        Subject.QUOTES: N_("Quotation marks in %(name)s"),
        Subject.TOPIC: N_("Topic: %(name)s"),
        Subject.TOPIC_WORDS: N_("Words of the topic: %(name)s"),
        Subject.TOPIC_EXCEPT: N_("Innocent phrases of the topic: %(name)s"),
        Subject.TOPIC_ABOUT: N_("Texts about the topic: %(name)s"),
        Subject.TOPIC_NOT_ABOUT: N_("Texts that only sound like the topic: %(name)s"),
    }
    if one.subject in named:
        by_language = one.subject in {Subject.ADDRESS, Subject.QUOTES}
        name = language_name(one.name) if by_language else topic_name(one.name)
        return _(named[one.subject], name=name)
    fixed = {Subject.TERMS: N_("Not to be said"), Subject.NAMES: N_("Names")}
    return _(fixed.get(one.subject) or labels.STYLE_NAMES.get(one.name) or labels.DATA_NAMES[one.name])


def _setting(one: Setting | None) -> ShownSetting | None:
    if one is None:
        return None
    asks = []
    if one.policy is not None:
        asks.append(_(labels.POLICIES.get(one.policy, one.policy)))
    if one.most is not None:
        asks.append(ngettext("at most %(count)s", "at most %(count)s", one.most, count=one.most))
    if one.prefer is not None:
        asks.append(_("better: “%(prefer)s”", prefer=one.prefer))
    badge = labels.SEVERITIES.get(one.severity or "")
    return ShownSetting(", ".join(asks), (_(badge[0]), badge[1]) if badge else None)
