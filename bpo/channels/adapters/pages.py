"""Looking at what lies behind a link: a page's head and its picture, or a picture; from a stranger's server, as nobody.

No credentials, no cookies and no referrer are told. Each address on the way goes through the wire's own checks, and all of it
through one deadline. The installation's private hosts are not asked: the address is a customer's.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from bpo.channels.adapters.base import ChannelProblem, NotSent, Rejected
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, RefusedError, TooLargeError, Wire, WireError
from bpo.channels.rules.page_heads import PageHead, is_page, kind_of, read_head
from bpo.channels.rules.pictures import FORMATS, Drawn, drawn_anew
from bpo.channels.rules.web_links import address_of, host_in, is_act
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

LARGEST_PAGE = 512 * 1024  # what comes after is not read
MOST_STEPS = 4  # from one address to the next
AGENT = "bpo link preview"
PAGE = "text/html, application/xhtml+xml, image/*;q=0.8"
PICTURE = "image/*"
UNREACHABLE = N_("The site did not answer in time, or broke off.")
TOO_MANY = N_("The site asks us to come less often.")
NOT_THERE = N_("There is no page at this address.")
CLOSED = N_("The site does not show this page to everybody.")
NOT_A_PAGE = N_("What lies there is a file and no page.")
NOT_FETCHED = N_("Nothing is fetched from this address.")


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind a link, and where it was found in the end."""

    address: str
    head: PageHead
    picture: Drawn | None


def look_behind(wire: Wire, address: str, *, shut: Collection[str] = ()) -> Behind:
    """What lies behind a link; NotSent or Rejected where it is not known. `shut`: hosts that are not asked."""
    way = _Way(wire, shut)
    found, answer = way.follow(address, accept=PAGE, first=LARGEST_PAGE)
    told = answer.headers.get("content-type", "")
    if answer.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise Rejected(NOT_A_PAGE, detail="packed")  # we had asked for it as it is
    if kind_of(told) in FORMATS:
        drawn = way.picture(found)
        if drawn is None:
            raise Rejected(NOT_A_PAGE, detail="no picture")
        return Behind(found, PageHead(), drawn)
    if not is_page(told):
        raise Rejected(NOT_A_PAGE, detail="no page")
    head = read_head(answer.body, content_type=told, address=found)
    return Behind(found, head, way.picture(head.picture) if head.picture else None)


class _Way:
    """From address to address within one deadline for the page, and one for its picture."""

    def __init__(self, wire: Wire, shut: Collection[str]) -> None:
        self.wire, self.shut = wire, shut

    def picture(self, address: str) -> Drawn | None:
        """The picture at an address, drawn anew; None where there is none."""
        try:
            return drawn_anew(self.follow(address, accept=PICTURE, first=None)[1].body)
        except (ChannelProblem, Invalid):
            return None

    def follow(self, address: str, *, accept: str, first: int | None) -> tuple[str, Answer]:
        """What is said at an address, or where that leads, and which address that is."""
        ends_at = time.monotonic() + self.wire.seconds
        asked = address_of(address)
        for _step in range(MOST_STEPS):
            if asked is None or is_act(asked) or host_in(asked) in self.shut:
                raise Rejected(NOT_FETCHED, detail="refused")
            wire = replace(self.wire, seconds=max(0.01, ends_at - time.monotonic()))
            answer = _ask(wire, asked, accept=accept, first=first)
            if 200 <= answer.status < 300:
                return asked, answer
            if answer.status not in {301, 302, 303, 307, 308} or "location" not in answer.headers:
                raise _no(answer)
            asked = _led(asked, answer.headers["location"])
        raise Rejected(NOT_FETCHED, detail="leads on and on")


def _ask(wire: Wire, address: str, *, accept: str, first: int | None) -> Answer:
    """One question, which writes nothing."""
    try:
        return wire.fetch("GET", address, headers={"Accept": accept, "User-Agent": AGENT}, first=first)
    except RefusedError as error:
        raise Rejected(NOT_FETCHED, detail="refused") from error
    except TooLargeError as error:
        raise Rejected(NOT_A_PAGE, detail="too large") from error
    except WireError as error:
        raise NotSent(UNREACHABLE, detail=str(error)) from error


def _led(address: str, location: str) -> str | None:
    """Where an answer leads to; its letters, if it has any beside ASCII, were read byte by byte."""
    try:
        return address_of(urljoin(address, location.encode("latin-1").decode("utf-8", "replace")))
    except ValueError:
        return None


def _no(answer: Answer) -> NotSent | Rejected:
    if answer.status == 429:
        return NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers))
    if answer.status >= 500 or answer.status in {408, 425}:
        return NotSent(UNREACHABLE, detail=str(answer.status), retry_after=wait_of(answer.headers))
    return Rejected(NOT_THERE if answer.status in {404, 410} else CLOSED, detail=str(answer.status))
