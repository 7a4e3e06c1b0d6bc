"""What stopped a draft on its way: rules that asked its author to mend it or to say why not.

Kept beside the draft, because a refusal undoes the submission itself. A rule that stopped a draft and is not
among what was found when it went was put right; one that still is was overridden.
"""

from bpo.conversations.models import Draft
from bpo.core.uow import UnitOfWork
from bpo.language.deep import rule_key
from bpo.language.types import Checked, Severity


def keep_stop(uow: UnitOfWork, draft: Draft, checked: Checked) -> None:
    """Remember which rules refused a draft, the reader's apart; call it after the refusal was undone."""
    uow.session.refresh(draft)
    rules = {rule_key(one.rule, one.values) for one in checked.findings if one.severity is not Severity.INFO}
    draft.stopped_by = sorted(rules.union(draft.stopped_by or ()))
