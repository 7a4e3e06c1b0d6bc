"""The pages of staffing: a brand's people, persons, teams, profiles, shifts, coverage. One blueprint, `staffing`."""

from bpo.staffing.views import brand, coverage, people, profiles, shifts, teams
from bpo.staffing.views.pages import blp

__all__ = ["blp", "brand", "coverage", "people", "profiles", "shifts", "teams"]
