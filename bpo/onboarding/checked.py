"""A text checked by a brand's rules, as programs are told: what `bpo check` prints and the API answers."""

import json
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from bpo.channels.rules.capabilities import capabilities_of
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_, gettext, speaking
from bpo.core.uow import UnitOfWork
from bpo.language.engine import check
from bpo.language.types import Checked, Context, Finding, Language
from bpo.onboarding.brand_file.shapes import as_table
from bpo.onboarding.schemas import CheckIn
from bpo.tenants.models import Tenant
from bpo.tenants.queries import compiled_rules

WRONG_TEXTS = N_("Some lines are no texts to check.")
AUTO = "auto"


def check_text(uow: UnitOfWork, tenant: Tenant, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Run the brand's rules over one text; `asked` is what `CheckIn` lets through."""
    return told(check(asked["text"], compiled_rules(uow, tenant.id), context_of(asked)))


def context_of(asked: Mapping[str, Any]) -> Context:
    """Where the text is to go; its length is limited where the network is known."""
    language = asked["language"]
    private = asked["visibility"] != "public"
    can = capabilities_of(asked["network"]).of(private=private) if asked["network"] else None
    return Context(
        language=None if language == AUTO else Language(language),
        network=asked["network"],
        public=asked["visibility"] == "public",
        reply_to=asked["reply_to"],
        earlier=tuple(asked["earlier"]),
        limit=can.max_length if can else None,
        limit_unit=can.length_unit.value if can else "characters",
        deep=asked["deep"],
    )


def told(checked: Checked) -> dict[str, Any]:
    """A check as JSON; messages in English, because programs read it."""
    with speaking("en"):
        findings = [_finding(one) for one in checked.findings]
    return {
        "language": checked.language.value,
        "verdict": checked.verdict.value,
        "rule_set": checked.rule_set,
        "findings": findings,
        "tone": {"label": checked.tone.label, "score": checked.tone.score},
        "sentiment": {"label": checked.sentiment.label, "score": checked.sentiment.score},
        "topics": [{"topic": one.label, "score": one.score} for one in checked.topics],
        "intent": None,
        "urgency": None,
        "spam": None,
    }


def said(finding: Finding) -> str:
    """Why it was found, in the reader's language."""
    return gettext(finding.message, **finding.values)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "message": said(finding),
        "suggestions": list(finding.suggestions),
    }


def read_texts(content: str, defaults: Mapping[str, Any], *, file_name: str) -> list[dict[str, Any]]:
    """The texts of a file, one JSON object a line; Invalid names every line that is none."""
    found, faults = [], []
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if isinstance(row, dict):
                row = {**defaults, **{key: value for key, value in row.items() if value is not None}}
            found.append(CheckIn().load(row))
        except json.JSONDecodeError as error:
            faults.append(Fault(f"{file_name}:{number}", f"This is no JSON: {error.msg}."))
        except ValidationError as error:
            faults += [
                Fault(f"{file_name}:{number}", str(message) if key == "_schema" else f"{key}: {message}")
                for key, messages in as_table(error.messages).items()
                for message in messages
            ]
        except RecursionError:
            faults.append(Fault(f"{file_name}:{number}", "This is nested too deeply."))
    if faults:
        raise Invalid(WRONG_TEXTS, faults=tuple(faults))
    return found
