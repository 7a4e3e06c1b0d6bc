"""The pages of staffing: a brand's people, one person, teams, one's own certifications. One blueprint, `staffing`."""

from bpo.staffing.views import brand, people, teams
from bpo.staffing.views.pages import blp

__all__ = ["blp", "brand", "people", "teams"]
