"""Staffing for programs. One blueprint, `staffing_api`."""

from bpo.staffing.api import people, profiles, shifts
from bpo.staffing.api.blueprint import blp

__all__ = ["blp", "people", "profiles", "shifts"]
