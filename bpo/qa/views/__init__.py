"""The pages of quality: the review queue and the desk, an agent's own reviews, disputes, figures, the programme."""

from bpo.qa.views import automatic, desk, disputes, own, programme, quality, queue, review
from bpo.qa.views.pages import blp

__all__ = ["automatic", "blp", "desk", "disputes", "own", "programme", "quality", "queue", "review"]
