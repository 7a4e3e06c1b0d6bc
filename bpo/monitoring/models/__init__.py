"""Tables of monitoring."""

from bpo.monitoring.models.derived import MentionHour, MentionMatch, Spike, WeekDigest
from bpo.monitoring.models.mention import Mention, MentionAuthor, MentionNote, MentionView
from bpo.monitoring.models.source import MentionImport, MentionSource, Watch

__all__ = [
    "Mention",
    "MentionAuthor",
    "MentionHour",
    "MentionImport",
    "MentionMatch",
    "MentionNote",
    "MentionSource",
    "MentionView",
    "Spike",
    "Watch",
    "WeekDigest",
]
