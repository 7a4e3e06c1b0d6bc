"""Words that spelling does not know and people keep sending all the same: perhaps the brand's own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.guides.rules.vendor_words import key_of_word
from bpo.language.types import Language
from bpo.tenants.queries import compiled_rules

PEOPLE = 2  # so many must have sent it: one may only be stubborn
MOST = 20
LONGEST = 40
# What was found by the company it keeps is a word that exists, and no name would make it right there.
KEPT = text("""
    SELECT mode() WITHIN GROUP (ORDER BY f ->> 'text') AS word, d.language,
        count(DISTINCT d.author_id) AS people, count(DISTINCT d.id) AS replies
    FROM draft d CROSS JOIN LATERAL jsonb_array_elements(d.findings) f
    WHERE d.tenant_id = :tenant AND d.override_reason IS NOT NULL AND d.submitted_at >= CAST(:start AS timestamptz)
        AND d.state IN ('sending', 'sent', 'unknown') AND f ->> 'rule' = 'spelling' AND f ->> 'severity' = 'warn'
        AND length(f ->> 'text') <= :longest AND f ->> 'text' ~ '^[[:alpha:]’''-]+$'
    GROUP BY lower(f ->> 'text'), d.language HAVING count(DISTINCT d.author_id) >= :people
    ORDER BY 3 DESC, 4 DESC, 1 LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class OfferedWord:
    """A word, and how many people sent how many replies with it despite the warning."""

    word: str
    language: str
    people: int
    replies: int


def offered_words(uow: UnitOfWork, tenant_id: UUID, *, since: datetime) -> list[OfferedWord]:
    """Words that several people overrode and that neither the brand nor the vendor has yet. Drafts are the vendor's to see."""
    asked = {"tenant": tenant_id, "start": since, "people": PEOPLE, "most": MOST, "longest": LONGEST}
    rows = uow.session.execute(KEPT, asked).all()
    if not rows:
        return []
    lists = compiled_rules(uow, tenant_id).lists
    return [
        OfferedWord(row.word, row.language, row.people, row.replies)
        for row in rows
        if row.language in tuple(Language)
        and key_of_word(row.word) not in lists.of(Language(row.language)).spelt
    ]
