"""How states, levels and competencies are called on screen."""

from bpo.core.i18n import N_
from bpo.identity.permissions import Profile
from bpo.staffing.rules import CertificationState, Competency, Level

PROFILE_NAMES: dict[Profile, str] = {
    Profile.RESPONDER: N_("Responder"),
    Profile.ANALYST: N_("Analyst"),
}
LEVEL_NAMES: dict[Level, str] = {
    Level.TRAINEE: N_("Trainee"),
    Level.REGULAR: N_("Regular"),
    Level.SENIOR: N_("Senior"),
}
STATE_NAMES: dict[CertificationState, str] = {
    CertificationState.VALID: N_("Certified"),
    CertificationState.ENDING: N_("Ends soon"),
    CertificationState.SUSPENDED: N_("Suspended"),
    CertificationState.UPCOMING: N_("Not valid yet"),
    CertificationState.EXPIRED: N_("Expired"),
    CertificationState.REVOKED: N_("Revoked"),
}
STATE_KINDS: dict[CertificationState, str] = {
    CertificationState.VALID: "good",
    CertificationState.ENDING: "warn",
    CertificationState.SUSPENDED: "bad",
    CertificationState.UPCOMING: "info",
    CertificationState.EXPIRED: "bad",
    CertificationState.REVOKED: "plain",
}
COMPETENCY_NAMES: dict[Competency, str] = {
    Competency.WRITING: N_("Writing without mistakes"),
    Competency.EMPATHY: N_("Empathy"),
    Competency.CONFLICT: N_("Calming a conflict"),
    Competency.PRODUCT: N_("Knowing the products"),
    Competency.POLICY: N_("Knowing rules and law"),
    Competency.SPEED: N_("Speed"),
    Competency.SEARCH: N_("Building searches"),
    Competency.LABELLING: N_("Labelling what is said"),
    Competency.TRENDS: N_("Seeing a trend"),
    Competency.CRISIS: N_("Seeing a crisis early"),
    Competency.REPORTING: N_("Writing reports"),
}
