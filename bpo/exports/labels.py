"""How exports are called."""

from bpo.core.i18n import N_
from bpo.exports.rules.states import ExportState

STATES: dict[ExportState, tuple[str, str]] = {
    ExportState.ORDERED: (N_("Being made"), "info"),
    ExportState.BUILT: (N_("Being made"), "info"),
    ExportState.READY: (N_("Ready"), "good"),
    ExportState.WITHDRAWN: (N_("Withdrawn: something was erased"), "warn"),
    ExportState.EXPIRED: (N_("Deleted: its time was over"), "plain"),
    ExportState.FAILED: (N_("Could not be made"), "bad"),
}
