"""The pages of identity: signing in, one's own profile, people, the audit log. One blueprint, `identity`."""

from bpo.identity.views import audit, notifications, people, profile, sign_in
from bpo.identity.views.pages import blp

__all__ = ["audit", "blp", "notifications", "people", "profile", "sign_in"]
