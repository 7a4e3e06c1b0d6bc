"""Quality for programs: the programme, the review queue, reviews, disputes, figures. One blueprint."""

from bpo.qa.api import answers, automatic, desk, figures, programme
from bpo.qa.api.blueprint import blp

__all__ = ["answers", "automatic", "blp", "desk", "figures", "programme"]
