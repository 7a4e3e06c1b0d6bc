"""Pictures on networks: those of messages are fetched, those of replies are brought there.

They are fetched from wherever their network says they lie, as from any stranger. An address out of a message may be
anybody's. Each goes through the wire's own checks, those it leads on to as well, and nothing of ours is told there: no
credentials, no cookies.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urljoin

from bpo.channels.adapters.base import (
    PICTURE_NOT_TAKEN,
    TOKEN_DEAD,
    TOO_MANY,
    UNREACHABLE,
    AuthExpired,
    NotSent,
    OutPicture,
    Rejected,
    Uploaded,
    UploadsPictures,
    reading,
)
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, RefusedError, TooLargeError, Wire
from bpo.channels.rules.pictures import TOO_LARGE
from bpo.channels.rules.web_links import host_in
from bpo.core.i18n import N_

MOST_STEPS = 4  # from one address to the next
NOT_THERE = N_("The network no longer has the picture.")
NOT_FETCHED = N_("The picture lies at an address from which nothing is fetched.")


@runtime_checkable
class GivesPictures(Protocol):
    """An adapter whose network gives out the pictures of messages."""

    def picture(self, item: str, reference: str) -> bytes:
        """The bytes of a picture of a message; NotSent, Rejected or AuthExpired where there are none."""


def fetch_picture(adapter: object, item: str, reference: str) -> bytes:
    """The same of any adapter."""
    if not isinstance(adapter, GivesPictures):
        raise Rejected(NOT_FETCHED, detail="no such thing here")
    return adapter.picture(item, reference)


def upload_picture(adapter: object, picture: OutPicture) -> Uploaded:
    """Bring a picture's bytes to an adapter's network."""
    if not isinstance(adapter, UploadsPictures):
        raise Rejected(PICTURE_NOT_TAKEN, detail="no such thing here")
    return adapter.upload(picture)


def is_picture_ready(adapter: object, reference: Mapping[str, Any]) -> bool:
    """Whether a post may name what was uploaded."""
    return isinstance(adapter, UploadsPictures) and adapter.is_ready(reference)


def judge_upload(answer: Answer) -> None:
    """Raise unless the network took the bytes; a refusal of them means no more than that."""
    status = answer.status
    if 200 <= status < 300:
        return
    if status == 401 or (status == 403 and b"scope" in answer.body):
        raise AuthExpired(TOKEN_DEAD, detail=str(status))
    if status == 429:
        raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers))
    if status >= 500 or status in {408, 425}:
        raise NotSent(UNREACHABLE, detail=str(status), retry_after=wait_of(answer.headers))
    raise Rejected(PICTURE_NOT_TAKEN, detail=str(status))


def picture_at(wire: Wire, address: str, *, server: str) -> bytes:
    """What lies at an address, or where that leads; of private hosts only the account's own server is asked.

    Where a server does not keep the files of others, whoever writes there says where theirs lie.
    """
    wire = copy(wire)
    wire.private_hosts = wire.private_hosts & {host_in(server)}
    for _step in range(MOST_STEPS):
        answer = get(wire, address)
        if 200 <= answer.status < 300:
            return answer.body
        if answer.status not in {301, 302, 303, 307, 308} or "location" not in answer.headers:
            raise _no(answer)
        try:
            address = urljoin(address, answer.headers["location"])
        except ValueError as error:
            raise Rejected(NOT_FETCHED, detail="no address") from error
    raise Rejected(NOT_FETCHED, detail="leads on and on")


def get(wire: Wire, address: str) -> Answer:
    """One question, which writes nothing."""
    try:
        with reading():
            try:
                return wire.fetch("GET", address, headers={"Accept": "image/*", "User-Agent": "bpo"})
            except RefusedError as error:
                raise Rejected(NOT_FETCHED, detail="refused") from error
            except TooLargeError as error:
                raise Rejected(TOO_LARGE, detail="too large") from error
    except ValueError as error:  # an address that is none
        raise Rejected(NOT_FETCHED, detail="no address") from error


def _no(answer: Answer) -> NotSent | Rejected:
    if answer.status == 429:
        return NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers))
    if answer.status >= 500 or answer.status in {408, 425}:
        return NotSent(UNREACHABLE, detail=str(answer.status), retry_after=wait_of(answer.headers))
    return Rejected(NOT_THERE, detail=str(answer.status))
