"""Pages of the surveys: the figures and their answers, the plan, and the page behind a customer's link."""

from bpo.surveys.views import answering, figures, plan
from bpo.surveys.views.pages import blp

__all__ = ["answering", "blp", "figures", "plan"]
