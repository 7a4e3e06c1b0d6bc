"""The pages of onboarding: brands, their sections, accounts and checklist. One blueprint, `onboarding`."""

from bpo.onboarding.views import accounts, brands, checklist, edit, new, words
from bpo.onboarding.views.pages import blp

__all__ = ["accounts", "blp", "brands", "checklist", "edit", "new", "words"]
