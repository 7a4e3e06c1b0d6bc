"""The pages of guides: the guide with what is measured of it, its versions compared, trials. One blueprint."""

from bpo.guides.views import compare, guide, trials
from bpo.guides.views.pages import blp

__all__ = ["blp", "compare", "guide", "trials"]
