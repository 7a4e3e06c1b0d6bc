"""Where a problem is better solved: in public, where others learn from it, or in private.

An easy matter is better answered where it was asked. What needs the customer's own data, threatens, or is
about money and the law is not for everybody's eyes. It is a hint for a person and decides nothing.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bpo.core.i18n import N_

EASY_LENGTH = 280
_NUMBERS = re.compile(r"(?:\d[\s().-]?){6,}\d")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
DELICATE = frozenset({"legal", "danger", "threat", "health", "safety", "crisis"})


class Where(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Advice:
    """Where, and the sentence that says why."""

    where: Where
    why: str


def holds_personal_data(text: str) -> bool:
    """Whether a customer's text shows a number or an address that is nobody else's business."""
    return bool(_NUMBERS.search(text) or _MAIL.search(text))


def advise(text: str, *, is_public: bool, urgent: Collection[str] = ()) -> Advice | None:
    """The hint for a message; None where it is private already."""
    if not is_public:
        return None
    if holds_personal_data(text):
        return Advice(
            Where.PRIVATE,
            N_("The message shows personal data: go on in private, and repeat none of it here."),
        )
    if DELICATE & {one.partition(".")[0] for one in urgent}:
        return Advice(
            Where.PRIVATE, N_("This is delicate: show in public that you care, and solve it in private.")
        )
    if len(text) <= EASY_LENGTH:
        return Advice(
            Where.PUBLIC, N_("Solve it here in public if you can: others with the same question read it.")
        )
    return Advice(
        Where.PRIVATE, N_("A long story: answer shortly in public, and sort out the details in private.")
    )
