"""The client's portal: the report on one page, the rows behind each figure, and the months. One blueprint."""

from bpo.reports.views import delivery, exclusions, logo, months, places, report, what_if
from bpo.reports.views.pages import blp

__all__ = ["blp", "delivery", "exclusions", "logo", "months", "places", "report", "what_if"]
