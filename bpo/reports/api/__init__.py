"""Reports for programs: the SLA report, and the months of a brand. One blueprint."""

from bpo.reports.api import delivery, exclusions, months, report
from bpo.reports.api.blueprint import blp

__all__ = ["blp", "delivery", "exclusions", "months", "report"]
