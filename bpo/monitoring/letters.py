"""The mail to the client's PR when many write at once: figures and an address, nothing of what was written."""

from bpo.core.i18n import gettext as _


def spike(
    *, brand: str, watch: str, count: int, expected: float, hours: int, address: str
) -> tuple[str, str]:
    """Subject and text."""
    text = _(
        "Hello.\n\nVery many people write about %(brand)s at this moment: %(count)s posts within %(hours)s h, where about"
        " %(expected)s are usual (watch: %(watch)s).\n\nWhat they write is here:\n\n%(address)s\n\n"
        "You get one mail for as long as it lasts.\n",
        brand=brand,
        watch=watch,
        count=count,
        expected=round(expected),
        hours=hours,
        address=address,
    )
    return _("%(brand)s: many people write at once", brand=brand), text
