"""The industries by which a contract may have a brand compared: few and broad, so that no brand is told by its own."""

INDUSTRIES = (
    *("retail", "food", "delivery", "banking", "insurance", "telecom", "travel", "transport", "utilities"),
    *("health", "education", "media", "games", "software", "public"),
)
