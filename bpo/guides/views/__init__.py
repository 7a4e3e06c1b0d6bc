"""The pages of guides: the guide with what is measured of it, its versions compared, trials, the vendor's words. One blueprint."""

from bpo.guides.views import compare, guide, trials, vendor_words
from bpo.guides.views.pages import blp

__all__ = ["blp", "compare", "guide", "trials", "vendor_words"]
