"""How states, reasons, kinds and tiers are called on screen."""

from bpo.core.i18n import N_

STATES = {
    "new": N_("New"),
    "kept": N_("Worth keeping"),
    "converted": N_("Made a conversation"),
    "dismissed": N_("Not needed"),
}
STATE_LOOKS = {"new": "info", "kept": "good", "converted": "accent", "dismissed": "plain"}
SHOWS = {**STATES, "all": N_("All")}
REASONS = {
    "irrelevant": N_("Not about the brand"),
    "duplicate": N_("The same as another"),
    "spam": N_("Spam"),
    "own_post": N_("The brand's own post"),
    "other": N_("Another reason"),
}
SORTS = {
    "newest": N_("Newest first"),
    "reach": N_("Most reach first"),
    "negative": N_("Most negative first"),
}
KINDS = {
    "feed": N_("RSS or Atom feed"),
    "google_alerts": "Google Alerts",
    "file": N_("Files"),
}
TIERS = {
    "critic": (N_("Critic"), "bad"),
    "leader": (N_("Opinion leader"), "accent"),
    "advocate": (N_("Advocate"), "good"),
}
MEASURES = {
    "volume": N_("More posts than usual"),
    "negative": N_("More negative posts than usual"),
}
MOOD_LOOKS = {"negative": "bad", "neutral": "plain", "positive": "good"}
IMPORT_STATES = {
    "waiting": (N_("Waiting"), "plain"),
    "running": (N_("Running"), "info"),
    "done": (N_("Done"), "good"),
    "failed": (N_("Refused"), "bad"),
}
FORMATS = {"jsonl": N_("JSON, one mention a line"), "csv": "CSV"}
