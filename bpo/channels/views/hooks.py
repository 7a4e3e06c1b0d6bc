"""One's own webhook: where a program of the reader's hears what they are told."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.operations.hooks import forget_hook, keep_hook
from bpo.channels.queries.hooks import find_hook
from bpo.channels.schemas import HookIn
from bpo.channels.views.pages import blp, settings
from bpo.core.errors import Invalid
from bpo.core.i18n import gettext as _
from bpo.identity.login import system_unit
from bpo.identity.operations.sign_in import confirm_password
from bpo.identity.permissions import Permission
from bpo.identity.queries import get_oneself
from bpo.identity.rules import Blocked
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/profile/webhook")
@requires(Permission.SELF_EDIT)
def hook() -> str:
    """The webhook as it stands, and the form."""
    row = find_hook(g.uow, get_oneself(g.uow).id)
    return _page(blank(url=row.url if row else ""))


@blp.post("/profile/webhook")
@requires(Permission.SELF_EDIT)
def save_hook() -> ResponseReturnValue:
    """Keep the address; the new secret is shown once."""
    form = load(HookIn(), request.form)
    if form.data is None:
        return _page(form), 422
    user = get_oneself(g.uow)
    try:
        confirm_password(
            system_unit,
            user_id=user.id,
            password=form.data["current_password"],
            secret_key=settings().secret_key,
        )
        secret = keep_hook(g.uow, user, url=form.data["url"], settings=settings())
    except Invalid as error:
        return _page(refused(form, {fault.place: [_(fault.message)] for fault in error.faults})), 422
    except Blocked as error:
        return _page(refused(form, {"current_password": [error.text(_)]})), 422
    return render("channels/hook_secret.html", secret=secret)


@blp.post("/profile/webhook/end")
@requires(Permission.SELF_EDIT)
def drop_hook() -> ResponseReturnValue:
    """Forget the address and its secret."""
    forget_hook(g.uow, get_oneself(g.uow))
    flash(_("The webhook is forgotten."), "good")
    return redirect(url_for("channels.hook"), code=303)


def _page(form: FormResult) -> str:
    return render("channels/hook.html", form=form, row=find_hook(g.uow, get_oneself(g.uow).id))
