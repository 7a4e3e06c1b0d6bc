"""How states, levels and competencies are called on screen."""

from bpo.core.i18n import N_
from bpo.identity.permissions import Profile
from bpo.staffing.rules import CertificationState, Competency, Level
from bpo.staffing.rules.cover import Cover
from bpo.staffing.rules.profiles import CalibrationState, Step, StepState
from bpo.staffing.rules.shifts import AbsenceKind, AbsenceState

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
STEP_NAMES: dict[Step, str] = {
    Step.GUIDE: N_("Reading the guide"),
    Step.EXAM: N_("Exam"),
    Step.SHADOWING: N_("Shadowing a colleague"),
    Step.SUPERVISED: N_("Supervised work"),
    Step.SIGN_OFF: N_("Final sign-off"),
}
STEP_STATE_NAMES: dict[StepState, str] = {
    StepState.DONE: N_("Done"),
    StepState.FAILED: N_("Not passed: again"),
    StepState.NEXT: N_("Next"),
    StepState.LATER: N_("Later"),
}
STEP_STATE_KINDS: dict[StepState, str] = {
    StepState.DONE: "good",
    StepState.FAILED: "bad",
    StepState.NEXT: "info",
    StepState.LATER: "plain",
}
CALIBRATION_NAMES: dict[CalibrationState, str] = {
    CalibrationState.PROPOSED: N_("Proposed"),
    CalibrationState.IN_FORCE: N_("In force"),
    CalibrationState.DECLINED: N_("Declined"),
    CalibrationState.RETIRED: N_("Replaced"),
}
ABSENCE_NAMES: dict[AbsenceKind, str] = {
    AbsenceKind.VACATION: N_("Vacation"),
    AbsenceKind.SICK: N_("Sick leave"),
    AbsenceKind.TRAINING: N_("Training"),
}
ABSENCE_STATE_NAMES: dict[AbsenceState, str] = {
    AbsenceState.ASKED: N_("Asked for"),
    AbsenceState.GRANTED: N_("Granted"),
    AbsenceState.DECLINED: N_("Declined"),
    AbsenceState.WITHDRAWN: N_("Taken back"),
}
ABSENCE_STATE_KINDS: dict[AbsenceState, str] = {
    AbsenceState.ASKED: "info",
    AbsenceState.GRANTED: "good",
    AbsenceState.DECLINED: "bad",
    AbsenceState.WITHDRAWN: "plain",
}
COVER_NAMES: dict[Cover, str] = {
    Cover.NOBODY: N_("Nobody"),
    Cover.LANGUAGE: N_("A language is missing"),
    Cover.THIN: N_("Too few"),
    Cover.COVERED: N_("Covered"),
}
COVER_KINDS: dict[Cover, str] = {
    Cover.NOBODY: "bad",
    Cover.LANGUAGE: "bad",
    Cover.THIN: "warn",
    Cover.COVERED: "good",
}
