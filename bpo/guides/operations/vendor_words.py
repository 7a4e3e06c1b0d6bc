"""Giving the vendor a word that spelling shall know at every brand, and taking it back."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from bpo.core.errors import Conflict, Forbidden
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.guides.queries.vendor_words import get_vendor_word, offered_vendor_words
from bpo.guides.rules.vendor_words import key_of_word
from bpo.identity.permissions import Permission
from bpo.identity.queries import own_name
from bpo.tenants.models import VendorWord

RESERVED = N_("This is a name that only its brand may use.")


def add_vendor_word(uow: UnitOfWork, word: str, language: str, *, since: datetime) -> VendorWord:
    """Have spelling know a word everywhere, where people of several brands have sent it despite the warning."""
    _check_may(uow)
    offers = {(one.word, one.language.value): one for one in offered_vendor_words(uow, since=since)}
    offer = offers.get((word, language))
    if offer is None:
        raise Conflict(N_("This word is not offered any more."))
    if offer.reserved:
        raise Conflict(RESERVED)
    values = {
        "id": new_id(),
        "language": language,
        "word": word,
        "key": key_of_word(word),
        "added_at": uow.now,
        "added_by": uow.actor.user_id,
        "added_by_name": own_name(uow),
    }
    added = insert(VendorWord).values(values).on_conflict_do_nothing().returning(VendorWord.id)
    word_id = uow.session.scalar(added)
    if word_id is None:  # somebody else was quicker
        raise Conflict(N_("This word is not offered any more."))
    row = get_vendor_word(uow, word_id)
    uow.audit("vendor_word.added", row, language=language)
    return row


def take_back_vendor_word(uow: UnitOfWork, row: VendorWord) -> None:
    """Have spelling doubt a word again; what was sent meanwhile keeps what was found."""
    _check_may(uow)
    row = get_vendor_word(uow, row.id, for_update=True)
    row.retired_at, row.retired_by, row.retired_by_name = uow.now, uow.actor.user_id, own_name(uow)
    uow.audit("vendor_word.taken_back", row, language=row.language)


def _check_may(uow: UnitOfWork) -> None:
    if not uow.actor.may_at_vendor(Permission.WORD_EDIT):
        raise Forbidden(N_("The vendor's words are kept by those who see all brands."))
