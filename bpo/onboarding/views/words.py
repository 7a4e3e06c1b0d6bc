"""A brand's words as the checks see them: every form of its terms, and a text tried against the rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from flask import g, request
from flask.typing import ResponseReturnValue

from bpo.core.i18n import N_, gettext
from bpo.core.vocabulary import Network, Visibility
from bpo.identity.permissions import Permission
from bpo.language.engine import check
from bpo.language.lexicons import sensitive
from bpo.language.lexis import forms_of, script_of_term
from bpo.language.types import Checked, Finding, Language
from bpo.onboarding.checked import context_of, said
from bpo.onboarding.schemas import CheckIn
from bpo.onboarding.views.pages import blp, brand_of_reader
from bpo.onboarding.views.shown import SEVERITY_KINDS
from bpo.tenants.models import Tenant
from bpo.tenants.queries import compiled_rules
from bpo.web.forms import FormResult, blank, load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.render import render

MOST_EXPANDED = 300  # terms whose forms are listed on the brand's page; a brand with more tries a text
RULE_NAMES: dict[str, str] = {
    "spelling": N_("Spelling"),
    "mixed_script": N_("Look-alike letters"),
    "wrong_language": N_("Another language"),
    "length": N_("Length"),
    "blank": N_("Unfilled template"),
    "term": N_("Term"),
    "topic": N_("Restricted topic"),
    "wrong_brand": N_("Another brand's name"),
    "tone": N_("Tone"),
    "personal_data": N_("Personal data"),
    "profanity": N_("Profanity"),
    "brush_off": N_("Brush-off"),
    "vague_promise": N_("Vague promise"),
    "style.address": N_("Address"),
    "style.greeting": N_("Greeting"),
    "style.sign_off": N_("Sign-off"),
    "style.signature": N_("Signature"),
    "style.emoji": N_("Emoji"),
    "style.exclamation_marks": N_("Exclamation marks"),
    "style.capitals": N_("Words in capitals"),
    "style.quotes": N_("Quotation marks"),
    "style.yo": N_("The letter ё"),
}
VERDICTS: dict[str, tuple[str, str]] = {
    "pass": ("good", N_("Such a reply may go out.")),
    "warn": ("warn", N_("Such a reply goes out only with a reason.")),
    "approve": ("info", N_("Such a reply needs somebody's approval.")),
    "block": ("bad", N_("Such a reply does not go out.")),
}


@dataclass(frozen=True)
class ShownTerm:
    """A term with every form that is looked for, word by word; `count` is of all of them."""

    term: str
    words: tuple[tuple[str, ...], ...]

    @property
    def count(self) -> int:
        return sum(len(forms) for forms in self.words)


@dataclass(frozen=True)
class Piece:
    """A stretch of the tried text, and how grave what was found there is."""

    text: str
    severity: str | None


@blp.get("/brands/<slug>/try")
@requires(Permission.BRAND_READ)
def try_text(slug: str) -> str:
    """A text to be tried against the brand's rules."""
    return _page(brand_of_reader(slug), blank(visibility=Visibility.PUBLIC.value))


@blp.post("/brands/<slug>/try")
@requires(Permission.BRAND_READ)
def tried(slug: str) -> ResponseReturnValue:
    """What the rules say of the text."""
    tenant = brand_of_reader(slug)
    form = load(CheckIn(), request.form)
    if form.data is None:
        return _page(tenant, form), 422
    context = replace(context_of(form.data), deep=True)  # as a send is checked
    checked = check(form.data["text"], compiled_rules(g.uow, tenant.id), context)
    return _page(tenant, form, checked)


def _page(tenant: Tenant, form: FormResult, checked: Checked | None = None) -> str:
    return render(
        "onboarding/try.html",
        block="outcome",
        tenant=tenant,
        form=form,
        networks=sorted(((one.value, show_label(one)) for one in Network), key=lambda one: one[1]),
        visibilities=[(one.value, show_label(one)) for one in Visibility],
        checked=checked,
        verdict=None
        if checked is None
        else {
            "kind": VERDICTS[checked.verdict.value][0],
            "text": gettext(VERDICTS[checked.verdict.value][1]),
        },
        pieces=[] if checked is None else cut(str(form.values["text"]), checked.findings),
        findings=[] if checked is None else [_shown(one) for one in checked.findings],
    )


def _shown(finding: Finding) -> dict[str, Any]:
    return {
        "rule": gettext(RULE_NAMES[finding.rule]) if finding.rule in RULE_NAMES else finding.rule,
        "severity": finding.severity.value,
        "text": finding.text,
        "message": said(finding),
        "suggestions": finding.suggestions,
    }


def cut(text: str, findings: Sequence[Finding]) -> list[Piece]:
    """The text in stretches, each with the gravest thing found over all of it."""
    order = list(SEVERITY_KINDS)
    edges = sorted({0, len(text), *(edge for one in findings for edge in (one.start, one.end))})
    return [
        Piece(
            text[start:end],
            max(
                (one.severity.value for one in findings if one.start <= start and end <= one.end),
                key=order.index,
                default=None,
            ),
        )
        for start, end in pairwise(edges)
    ]


def shown_terms(words: Iterable[str], languages: Sequence[str]) -> list[ShownTerm]:
    """Terms with the forms they have in the brand's languages."""
    return [_shown_term(term, [Language(code) for code in languages]) for term in words]


def _shown_term(term: str, languages: Sequence[Language]) -> ShownTerm:
    there = [one for one in languages if one in script_of_term(term)] or list(script_of_term(term))[:1]
    columns = [forms_of(term, language) for language in there]
    words = tuple(
        tuple(sorted({form for forms in same for form in forms})) for same in zip(*columns, strict=True)
    )
    return ShownTerm(term, words)


def with_forms(sections: Mapping[str, Any], languages: Sequence[str]) -> dict[str, dict[str, ShownTerm]]:
    """Forms of a brand's terms, topics' words and names, by what was written; none where there are too many."""
    listed = {
        "terms": [one for term in sections.get("terms", []) for one in term["banned"]],
        "restricted_topics": [
            one for topic in sections.get("restricted_topics", []) for one in topic.get("terms") or []
        ],
        "names": list(sections.get("names", [])),
    }
    if sum(map(len, listed.values())) > MOST_EXPANDED:
        return {section: {} for section in listed}
    return {
        section: {one.term: one for one in shown_terms(words, languages)} for section, words in listed.items()
    }


def own_words(topic: str, languages: Sequence[str]) -> list[str]:
    """The words that the product brings to politics and religion by itself, in the brand's languages."""
    if topic not in sensitive.TERMS:
        return []
    return [word for code in languages for word in sensitive.phrases(sensitive.TERMS[topic], Language(code))]
