"""Making reports, by two ways; and a brand's months: preparing, signing, accepting, sealing, restating."""

from bpo.reports.operations.by_place import place_report, recompute_places
from bpo.reports.operations.figures import (
    Pictures,
    agreed_with,
    clocks_of,
    compute_twice,
    count_behind,
    latest_month,
    recompute,
    report_at,
    report_pictures,
    sla_report,
)

__all__ = [
    "Pictures",
    "agreed_with",
    "clocks_of",
    "compute_twice",
    "count_behind",
    "latest_month",
    "place_report",
    "recompute",
    "recompute_places",
    "report_at",
    "report_pictures",
    "sla_report",
]
