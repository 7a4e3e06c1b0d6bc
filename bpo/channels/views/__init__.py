"""Pages of the channels: imports, how accounts are connected, and replies on their way."""

from bpo.channels.views import connections, deliveries, hooks, imports
from bpo.channels.views.pages import blp

__all__ = ["blp", "connections", "deliveries", "hooks", "imports"]
