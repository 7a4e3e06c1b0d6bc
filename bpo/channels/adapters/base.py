"""What every adapter does, and the four ways in which a network says no.

The errors are the contract. Whoever sends knows from the class alone what may stand on the network:
`NotSent` and `Rejected` promise that nothing does, `Ambiguous` that something may. Their messages are
msgids for people; nothing that a server answered is in them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from bpo.channels.adapters.wire import WireError
from bpo.channels.rules.health import Health
from bpo.channels.rules.incoming import Engagement
from bpo.core.errors import Problem
from bpo.core.i18n import N_

# Called with the raw event of what would be overwritten, where something stands.
BeforeWrite = Callable[..., None]
KeepSession = Callable[[Mapping[str, str]], None]


class ChannelProblem(Problem):
    """A network could not be spoken to, or said no. `detail` is a short word for the evidence."""

    def __init__(self, message: str, *, detail: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.detail = detail


class NotSent(ChannelProblem):
    """Certainly nothing was written; it may be tried again. `whole_account`: the network asked us to slow down."""

    def __init__(
        self,
        message: str,
        *,
        detail: str = "",
        retry_after: timedelta | None = None,
        whole_account: bool = False,
    ) -> None:
        super().__init__(message, detail=detail)
        self.retry_after = retry_after
        self.whole_account = whole_account


class UploadsGone(NotSent):
    """Nothing was written: the network has cleared away the bytes that the reply names, and they go there once more."""

    def __init__(self, *, detail: str) -> None:
        super().__init__(UPLOADS_GONE, detail=detail)


class Ambiguous(ChannelProblem):
    """It may have been written: the answer did not come, or was not one."""


class Rejected(ChannelProblem):
    """Certainly nothing was written, and trying again is no use."""


class Occupied(Rejected):
    """Where the reply would stand, something stands that nobody here had read. It is taken in by its raw event."""

    def __init__(self, event: tuple[str, str]) -> None:
        super().__init__(OCCUPIED, detail="occupied")
        self.event = event


class AuthExpired(ChannelProblem):
    """The network no longer takes our credentials; nothing was written."""


UNREACHABLE = N_("The network could not be reached.")
NO_ANSWER = N_("The network did not answer, so the reply may stand there or not.")
STRANGE_ANSWER = N_("The network answered with an error of its own, so the reply may stand there or not.")
TOO_MANY = N_("The network asked us to send more slowly.")
NOT_TAKEN = N_("The network did not take this reply.")
OCCUPIED = N_(
    "The brand had answered this on the network itself, and sending would have replaced that answer. Read it in the"
    " conversation; send again if yours is to stand instead."
)
PARENT_GONE = N_("The message it answers is no longer there.")
ANSWERS_NOTHING = N_("On this network a reply answers a comment, and this one answers none.")
COMMENTS_SHUT = N_("No more comments are taken where this one stands.")
NO_SUCH_ACT = N_("This network does not let us do that.")
UPLOADS_GONE = N_("The network no longer has the pictures that were uploaded; they are uploaded again.")
PICTURE_IN_WORK = N_("The network is still working on a picture of this reply.")
PICTURE_NOT_TAKEN = N_("The network did not take a picture of this reply.")
TOKEN_DEAD = N_("The network no longer accepts the token or password of this account.")


def forget(_session: Mapping[str, str]) -> None:
    """Where nothing is kept between pieces of work."""


@dataclass(frozen=True)
class Connected:
    """An account as its adapter needs it.

    `session`: what signing in gave, where the network rations that; a new one is given to `keep_session`. `hook`: where its
    messages are brought, for a network that has to be told; told when the connection is tested.
    """

    network: str
    account: str  # network:handle
    settings: Mapping[str, Any]
    secrets: Mapping[str, str]
    own_id: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    session: Mapping[str, str] = field(default_factory=dict)
    keep_session: KeepSession = forget
    hook: str = ""

    @property
    def handle(self) -> str:
        """The account's own name on its network."""
        return self.account.partition(":")[2]


@dataclass(frozen=True)
class OutPicture:
    """One picture of a reply. `upload`: what the network gave for its bytes; `body` where they are needed."""

    id: str
    digest: str
    content_type: str
    width: int
    height: int
    alt: str
    upload: Mapping[str, Any] | None = None
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Uploaded:
    """What a network gave for the bytes of a picture. `is_ready`: a post may name it."""

    reference: Mapping[str, Any]
    is_ready: bool = True


@dataclass(frozen=True)
class Outbound:
    """One reply, frozen. `started_at` is when its first attempt began."""

    key: str  # idempotency key; the same for every attempt
    text: str
    visibility: str
    frozen_at: datetime
    started_at: datetime
    in_reply_to: str | None = None
    recipient: str | None = None
    subject: str | None = None
    automatic: bool = False  # no person wrote it; where the network has a word for that, it is told
    taken: frozenset[str] = frozenset()  # what stands there as another reply of ours; a look passes it over
    unnamed: int = 0  # how many others with these words stand there by a person's word alone
    pictures: tuple[OutPicture, ...] = ()


@dataclass(frozen=True)
class Sent:
    """A reply that stands on the network. `held_back`: it told us that it shows it to nobody yet.

    `note`: what is said of that, where it is no review by the network's people.
    """

    remote_id: str
    posted_at: datetime | None = None
    url: str | None = None
    held_back: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Checked:
    """Who we are on the network, what it told of itself, and of our access to it."""

    own_id: str
    facts: Mapping[str, Any]
    health: Health = Health()  # noqa: RUF009 -- it cannot change


@dataclass(frozen=True)
class Polled:
    """Raw events as (id, body) of one form, and where to go on."""

    events: tuple[tuple[str, str], ...]
    cursor: str | None
    more: bool = False


@contextmanager
def reading() -> Iterator[None]:
    """Whatever breaks off, nothing was written."""
    try:
        yield
    except WireError as error:
        raise NotSent(UNREACHABLE, detail=str(error)) from error


@contextmanager
def writing() -> Iterator[None]:
    """What breaks off after bytes have left may have been written."""
    try:
        yield
    except WireError as error:
        if error.began:
            raise Ambiguous(NO_ANSWER, detail=str(error)) from error
        raise NotSent(UNREACHABLE, detail=str(error)) from error


class Act(StrEnum):
    """What may be done with a message on its network."""

    HIDE = "hide"
    UNHIDE = "unhide"
    DELETE = "delete"


class ChannelAdapter(Protocol):
    """One connected account. Raises nothing but the four errors above, and bugs."""

    form: str  # of the raw events it polls

    def check(self) -> Checked:
        """Try the credentials; who we are there."""

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write once. `before_write` is called last before bytes that the network could act on; it may raise."""

    def find_sent(self, out: Outbound) -> Sent | None:
        """Whether an earlier attempt arrived; only where the network can be asked."""

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """What has come since the cursor; without one, since an instant."""

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """Everything since an instant, whatever was read before; a cursor goes on with it."""

    def moderate(self, act: Act, item: str) -> None:
        """Bring a message into a state; said again it does no harm. Rejected where the network has no such thing."""

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:
        """How our public posts since an instant are taken up, by their ids; only what the network tells."""


@runtime_checkable
class UploadsPictures(Protocol):
    """An adapter of a network that takes the bytes of pictures before the reply that names them.

    Nothing of an upload is to be seen, so whatever becomes of one it may be done again: it is never in doubt.
    """

    def upload(self, picture: OutPicture) -> Uploaded:
        """Bring the bytes there; NotSent, Rejected or AuthExpired."""

    def is_ready(self, reference: Mapping[str, Any]) -> bool:
        """Whether a post may name it by now; UploadsGone where the network no longer has it."""


@runtime_checkable
class TellsGone(Protocol):
    """An adapter of a network that brings no news of what was deleted but can be asked (`tells_gone`)."""

    def gone(self, items: Sequence[str]) -> Mapping[str, bool]:
        """Of these messages whether each is gone; what the network does not tell for certain is left out."""
