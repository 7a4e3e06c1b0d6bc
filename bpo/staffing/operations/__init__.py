"""Writes of staffing: certifying and assigning, people, teams, what is asked of a profile, shifts and absences."""

from bpo.staffing.operations.absences import (
    ask_absence,
    cancel_absence,
    decide_absence,
    give_absence,
    withdraw_absence,
)
from bpo.staffing.operations.certifying import (
    assign,
    certify,
    check_may_serve,
    record_step,
    resume_certification,
    revoke_certification,
    suspend_certification,
    tell_of_endings,
    unassign,
)
from bpo.staffing.operations.coverage import (
    keep_need,
    tell_of_holes,
)
from bpo.staffing.operations.people import (
    check_colleague,
    describe_person,
    ensure_profile,
    retire_profile,
)
from bpo.staffing.operations.profiles import (
    accept_calibration,
    calibrate,
    decline_calibration,
    set_template,
)
from bpo.staffing.operations.shifts import (
    Copied,
    cancel_shift,
    check_zone,
    copy_week,
    plan_shift,
    tell_of,
    wait_for,
)
from bpo.staffing.operations.teams import (
    create_team,
    join_team,
    leave_team,
    rename_team,
    retire_team,
)

__all__ = [
    "Copied",
    "accept_calibration",
    "ask_absence",
    "assign",
    "calibrate",
    "cancel_absence",
    "cancel_shift",
    "certify",
    "check_colleague",
    "check_may_serve",
    "check_zone",
    "copy_week",
    "create_team",
    "decide_absence",
    "decline_calibration",
    "describe_person",
    "ensure_profile",
    "give_absence",
    "join_team",
    "keep_need",
    "leave_team",
    "plan_shift",
    "record_step",
    "rename_team",
    "resume_certification",
    "retire_profile",
    "retire_team",
    "revoke_certification",
    "set_template",
    "suspend_certification",
    "tell_of",
    "tell_of_endings",
    "tell_of_holes",
    "unassign",
    "wait_for",
    "withdraw_absence",
]
