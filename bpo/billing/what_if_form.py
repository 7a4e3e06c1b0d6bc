"""The form of other terms: from a contract's texts to fields and back, judged by the brand file's own schemas."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bpo.billing.rules.terms import FIGURES
from bpo.core.errors import Fault

OF_CONTRACT = ("monthly_fee", "at_risk", "incidents")
OF_TARGET = ("attainment", "allocation", "bands")


def form_values(contract: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a contract that is given as texts; a figure that was not promised has empty ones."""
    values = {name: str(contract.get(name) or "") for name in OF_CONTRACT}
    targets = {one["figure"]: one for one in contract.get("targets") or []}
    for figure in FIGURES:
        target = targets.get(figure, {})
        bands = ", ".join(f"{one['below']}: {one['credit']}" for one in target.get("bands") or [])
        values |= {
            f"{figure}.attainment": str(target.get("attainment") or ""),
            f"{figure}.allocation": str(target.get("allocation") or ""),
            f"{figure}.bands": bands,
        }
    return values


def read_form(contract: Mapping[str, Any], form: Mapping[str, str]) -> dict[str, Any]:
    """The contract's texts with what the form says instead; rates and the like stay as they are."""
    said = {name: text.strip() or None for name, text in form.items()}
    tree = {name: one for name, one in contract.items() if name != "targets"}
    tree |= {name: said.get(name) for name in OF_CONTRACT}
    tree["targets"] = [
        {"figure": figure, **{name: said.get(f"{figure}.{name}") for name in ("attainment", "allocation")}}
        | _bands(said.get(f"{figure}.bands"))
        for figure in figures_of(form)
    ]
    return tree


def figures_of(form: Mapping[str, str]) -> list[str]:
    """The figures of which the form says anything, in the order of the contract that is read from it."""
    return [
        figure for figure in FIGURES if any(form.get(f"{figure}.{name}", "").strip() for name in OF_TARGET)
    ]


def errors_of(faults: Sequence[Fault], form: Mapping[str, str]) -> dict[str, list[str]]:
    """Faults by the form's fields; what has none stands at the form's head."""
    errors: dict[str, list[str]] = {}
    for fault in faults:
        errors.setdefault(_field(fault.place, figures_of(form)), []).append(fault.message)
    return errors


def _field(place: str, figures: Sequence[str]) -> str:
    found = re.match(r"contract\.targets\[(\d+)\]\.?(\w*)", place)
    if found:
        return f"{figures[int(found[1])]}.{found[2] or 'attainment'}"
    return place.removeprefix("contract.")


def _bands(text: str | None) -> dict[str, Any]:
    """Bands written `90%: 25%, 85%: 100%`; a half of one is left for the check to say so."""
    if text is None:
        return {}
    pairs = [one.partition(":") for one in re.split(r"[,;\n]", text) if one.strip()]
    return {
        "bands": [
            {"below": below.strip() or None, "credit": credit.strip() or None} for below, _c, credit in pairs
        ]
    }
