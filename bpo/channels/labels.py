"""How the states of accounts are called on screen."""

from bpo.core.i18n import N_

ALARMS = {
    "ends": N_("Access ends soon"),
    "lacks": N_("Rights are lacking"),
    "hook": N_("Webhook not subscribed"),
}
