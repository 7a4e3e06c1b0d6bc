"""The vendor's own words: those that hold, and those that people of several brands keep sending."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.guides.operations.vendor_words import RESERVED, add_vendor_word, take_back_vendor_word
from bpo.guides.queries.vendor_words import get_vendor_word, list_vendor_words, offered_vendor_words
from bpo.guides.rules.precision import DAYS
from bpo.guides.views.pages import blp
from bpo.identity.permissions import Permission
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/words")
@requires(Permission.WORD_EDIT)
def words() -> str:
    """The words that hold at every brand, and those that could."""
    uow = cast("UnitOfWork", g.uow)
    return render(
        "guides/words.html",
        words=list_vendor_words(uow),
        offers=offered_vendor_words(uow, since=uow.now - timedelta(days=DAYS)),
        reserved=_(RESERVED),
        days=DAYS,
    )


@blp.post("/words")
@requires(Permission.WORD_EDIT)
def add_for_all() -> ResponseReturnValue:
    """Have spelling know a word at every brand."""
    uow = cast("UnitOfWork", g.uow)
    word, language = request.form.get("word", ""), request.form.get("language", "")
    add_vendor_word(uow, word, language, since=uow.now - timedelta(days=DAYS))
    flash(_("Spelling knows “%(word)s” at every brand now, in every form.", word=word), "good")
    return redirect(url_for("guides.words"), code=303)


@blp.post("/words/<uuid:word_id>/take-back")
@requires(Permission.WORD_EDIT)
def take_back(word_id: UUID) -> ResponseReturnValue:
    """Have spelling doubt it again."""
    uow = cast("UnitOfWork", g.uow)
    row = get_vendor_word(uow, word_id)
    take_back_vendor_word(uow, row)
    flash(_("“%(word)s” is not among the vendor's words any more.", word=row.word), "good")
    return redirect(url_for("guides.words"), code=303)
