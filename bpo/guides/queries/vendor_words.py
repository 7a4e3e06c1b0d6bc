"""The vendor's own words, and those that people of several brands keep sending although spelling does not know them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text

from bpo.core.actor import Actor
from bpo.core.errors import NotFound
from bpo.core.uow import UnitOfWork
from bpo.guides.rules.vendor_words import BRANDS, LONGEST, PEOPLE, is_reserved, key_of_word
from bpo.language.types import Language
from bpo.language.wordlists import forms_known
from bpo.tenants.models import VendorWord
from bpo.tenants.queries import list_tenant_ids, vendor_words

MOST = 50
# As `queries.words` finds them for one brand; of whom and of which brands nothing leaves the database but how many.
KEPT = text("""
    SELECT mode() WITHIN GROUP (ORDER BY f ->> 'text') AS word, d.language,
        count(DISTINCT d.author_id) AS people, count(DISTINCT d.tenant_id) AS brands
    FROM draft d CROSS JOIN LATERAL jsonb_array_elements(d.findings) f
    WHERE d.override_reason IS NOT NULL AND d.submitted_at >= CAST(:start AS timestamptz)
        AND d.state IN ('sending', 'sent', 'unknown') AND f ->> 'rule' = 'spelling' AND f ->> 'severity' = 'warn'
        AND length(f ->> 'text') <= :longest AND f ->> 'text' ~ '^[[:alpha:]’''-]+$'
        AND d.language IN ('ru', 'uk', 'pl', 'en')
    GROUP BY lower(f ->> 'text'), d.language
    HAVING count(DISTINCT d.author_id) >= :people AND count(DISTINCT d.tenant_id) >= :brands
    ORDER BY 4 DESC, 3 DESC, 1 LIMIT :most
""")
RESERVED = text("""
    SELECT name FROM tenant
    UNION SELECT '@' || handle FROM channel_account WHERE handle ~ '[[:alpha:]]'
    UNION SELECT jsonb_array_elements_text(content -> 'names') FROM brand_section
        WHERE section = 'rule_set' AND retired_at IS NULL AND jsonb_typeof(content -> 'names') = 'array'
    UNION SELECT jsonb_array_elements_text(term -> 'banned') FROM brand_section,
            jsonb_array_elements(CASE jsonb_typeof(content -> 'terms') WHEN 'array' THEN content -> 'terms' END) AS term
        WHERE section = 'rule_set' AND retired_at IS NULL
""")


@dataclass(frozen=True, slots=True)
class VendorOffer:
    """A word, how many people of how many brands sent it despite the warning, and whether it is some brand's."""

    word: str
    language: Language
    people: int
    brands: int
    reserved: bool


def list_vendor_words(uow: UnitOfWork) -> list[VendorWord]:
    """The words that hold, by language."""
    held = select(VendorWord).where(VendorWord.retired_at.is_(None))
    return list(uow.session.scalars(held.order_by(VendorWord.language, VendorWord.key)))


def get_vendor_word(uow: UnitOfWork, word_id: UUID, *, for_update: bool = False) -> VendorWord:
    """A word that holds, or NotFound: one that was taken back is there no more."""
    wanted = select(VendorWord).where(VendorWord.id == word_id, VendorWord.retired_at.is_(None))
    row = uow.session.scalars(wanted.with_for_update() if for_update else wanted).first()
    if row is None:
        raise NotFound
    return row


def offered_vendor_words(uow: UnitOfWork, *, since: datetime) -> list[VendorOffer]:
    """Words that people of several brands overrode and that the vendor does not have yet, in any form.

    Of all brands there are: what is the vendor's alone is asked for in a unit that sees none of them.
    """
    asked = {"start": since, "people": PEOPLE, "brands": BRANDS, "most": MOST, "longest": LONGEST}
    with UnitOfWork(Actor.system(), now=uow.now) as alone:
        brands = list_tenant_ids(alone)
    with UnitOfWork(Actor.system(*brands), now=uow.now) as everywhere:
        rows = everywhere.session.execute(KEPT, asked).all()
        reserved = list(everywhere.session.scalars(RESERVED)) if rows else []
    known = {language: forms_known(words, language) for language, words in vendor_words(uow).items()}
    return [
        VendorOffer(row.word, language, row.people, row.brands, is_reserved(row.word, language, reserved))
        for row in rows
        if key_of_word(row.word) not in known.get(language := Language(row.language), frozenset())
    ]
