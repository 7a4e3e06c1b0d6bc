"""How the kinds are called on screen."""

from bpo.core.i18n import N_

TEMPLATE_KINDS = {
    "reply": N_("Reply"),
    "take_private": N_("Public line when taking it private"),
    "acknowledgement": N_("Acknowledgement"),
}
CAMPAIGN_KINDS = {
    "promotion": N_("Promotion"),
    "launch": N_("Launch"),
    "outage": N_("Outage"),
    "holding_statement": N_("Holding statement"),
    "known_issue": N_("Known issue"),
}
