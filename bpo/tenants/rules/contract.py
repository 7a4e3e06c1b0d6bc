"""What of a contract is money, and what is left where a reader is not to see it."""

from collections.abc import Mapping
from typing import Any

MONEY = frozenset({"currency", "monthly_fee", "rates", "at_risk", "incidents", "earn_back"})
MONEY_OF_TARGETS = frozenset({"allocation", "bands"})


def without_money(sections: Mapping[str, Any]) -> dict[str, Any]:
    """A brand's sections with what its contract promises and without what it pays."""
    contract = sections.get("contract")
    if contract is None:
        return dict(sections)
    promises = {key: value for key, value in contract.items() if key not in MONEY}
    promises["targets"] = [
        {key: value for key, value in target.items() if key not in MONEY_OF_TARGETS}
        for target in contract.get("targets", [])
    ]
    return {**sections, "contract": promises}
