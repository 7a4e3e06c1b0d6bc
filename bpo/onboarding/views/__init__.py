"""The pages of onboarding: brands, their sections, accounts and checklist. One blueprint, `onboarding`."""

from bpo.onboarding.views import account_files, accounts, brands, checklist, edit, new, words
from bpo.onboarding.views.pages import blp

__all__ = ["account_files", "accounts", "blp", "brands", "checklist", "edit", "new", "words"]
