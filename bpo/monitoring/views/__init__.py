"""Pages of monitoring: one blueprint, a file for each part."""

from bpo.monitoring.views import authors, digests, erasing, mentions, one, sources, spikes, watches
from bpo.monitoring.views.pages import blp

__all__ = ["authors", "blp", "digests", "erasing", "mentions", "one", "sources", "spikes", "watches"]
