"""The mails of decisions: a question to a department, a reply to approve, an alert.

They say what waits and until when, and nothing of what was written: mail is read on other people's screens
and kept for years. What it is about stands behind the link. Written in the language that `speaking` set.
"""

from datetime import datetime

from bpo.core.i18n import gettext as _
from bpo.web.formats import show_datetime
from bpo.web.labels import department_name

Letter = tuple[str, str]  # subject and text


def question(about: str, *, brand: str, department: str, due_at: datetime | None, address: str) -> Letter:
    """A question to a department: new, nearly due or late (`about`: asked, reminder, late)."""
    department = department_name(department)
    subjects = {
        "asked": _(
            "%(brand)s: a question to your department (%(department)s)", brand=brand, department=department
        ),
        "reminder": _(
            "%(brand)s: an answer of yours is due soon (%(department)s)", brand=brand, department=department
        ),
        "late": _(
            "%(brand)s: an answer of yours is late (%(department)s)", brand=brand, department=department
        ),
    }
    text = _(
        "Hello.\n\nThe people who answer for %(brand)s on social media need a decision of your department (%(department)s).\n"
        "%(due)s\n\nRead the question and answer it here, without signing in:\n\n%(address)s\n\n"
        "The link takes one answer. Please do not pass it on: whoever has it can answer for you.\n",
        brand=brand,
        department=department,
        due=_due(due_at),
        address=address,
    )
    return subjects[about], text


def approval(*, brand: str, due_at: datetime | None, address: str) -> Letter:
    """A reply that waits for the client's approver."""
    text = _(
        "Hello.\n\nA reply to a customer of %(brand)s waits for your approval and is not sent before.\n%(due)s\n\n"
        "Read it and decide here, without signing in:\n\n%(address)s\n\n"
        "The link takes one decision. Please do not pass it on: whoever has it can decide for you.\n",
        brand=brand,
        due=_due(due_at),
        address=address,
    )
    return _("%(brand)s: a reply waits for your approval", brand=brand), text


def alert(*, brand: str, department: str, address: str) -> Letter:
    """A post that can hurt the brand."""
    department = department_name(department)
    text = _(
        "Hello.\n\nSomebody has written something on social media that can hurt %(brand)s.\n"
        "You are told at once because your department (%(department)s) asked for it.\n\n"
        "Read it here, without signing in, and say that you have seen it:\n\n%(address)s\n",
        brand=brand,
        department=department,
        address=address,
    )
    return _("%(brand)s: a post that can hurt the brand", brand=brand), text


def _due(due_at: datetime | None) -> str:
    if due_at is None:
        return _("No time was set for it.")
    return _("It is due by %(time)s.", time=show_datetime(due_at))
