"""What each network can do, as far as it matters to a reply: kinds of reply, length, windows, safe repeats.

`idempotency` says how a reply whose answer was lost is kept from standing there twice: by a key that the
network recognises, by looking our own replies up, by a look where what is not seen may stand all the same (then
by a person), by the one place that a reply has (a second write overwrites it), or by nobody but a person. Figures of networks that we do not connect ourselves are those
their vendors publish; they serve the check of a text's length.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bpo.channels.rules.picture_types import JPEG, WEBP
from bpo.core.vocabulary import Network
from bpo.language.length import LengthUnit


class Idempotency(StrEnum):
    KEY = "key"
    LOOK_UP = "look_up"
    SIGHT = "sight"  # the network may hold a reply back and show it to nobody, us among them
    UPSERT = "upsert"
    NONE = "none"


@dataclass(frozen=True)
class Budget:
    """How many sends, or acts, an account is good for within a stretch of time."""

    sends: int
    within: timedelta


@dataclass(frozen=True)
class Private:
    """What is otherwise of a network's private messages, where its accounts have public ones too."""

    max_length: int
    length_unit: LengthUnit
    reply_window: timedelta
    hide: bool = False
    delete_own: bool = False
    delete_other: bool = False


@dataclass(frozen=True)
class PictureRoom:
    """Pictures that one reply may carry: how many, of how many bytes each, drawn as which types.

    `lasts`: their bytes go to the network before the reply that names them, and it keeps them for so long until one does;
    None where they go with the reply itself.
    """

    most: int
    largest: int
    types: tuple[str, ...] = (JPEG,)
    described: bool = False  # each may say in words what it shows
    lasts: timedelta | None = None


@dataclass(frozen=True)
class Capabilities:
    """One network. `connects`: we have an adapter for it and can send; else it is read from files only."""

    public: bool = True
    private: bool = False
    private_reply_to_public: bool = False
    hide: bool = False
    edit: bool = False
    delete_own: bool = False
    delete_other: bool = False
    single_reply: bool = False  # a second reply overwrites the first
    tells_engagement: bool = False  # how often a post was shared, liked or answered, where we ask it
    tells_gone: bool = False  # whether a message still stands there, where we ask it
    max_length: int | None = None
    length_unit: LengthUnit = LengthUnit.CHARACTERS
    reply_window: timedelta | None = None  # after the customer's last message
    in_private: Private | None = None
    one_private_reply: timedelta | None = None  # the network takes one to a public message, for so long
    idempotency: Idempotency = Idempotency.LOOK_UP
    key_lifetime: timedelta | None = None  # how long the network remembers a key
    connects: bool = False
    polled: bool = False  # we ask what is new; else it is brought
    lists: bool = False  # and it can be asked for everything anew
    asked_every: timedelta = timedelta(seconds=20)
    budget: Budget = Budget(60, timedelta(minutes=1))
    acts: Budget | None = None  # of hiding and deleting, where they are rationed
    most_parts: int = 1  # how many messages one reply may be told in, where ours follow each other
    parts_in_private: bool = False  # only there
    chains: bool = False  # a part answers the part before it, and may be read apart from it
    pictures: PictureRoom | None = None  # a reply may carry

    def of(self, *, private: bool) -> "Capabilities":
        """The same as of what is said in private, or in public."""
        return replace(self, **vars(self.in_private)) if private and self.in_private else self


_DAY = timedelta(hours=24)
_MEGABYTE = 1_000_000
HUMAN_WINDOW = timedelta(days=7)  # in which Meta takes what a person writes, where it granted the app that
_TABLE: dict[Network, Capabilities] = {
    Network.MASTODON: Capabilities(
        private=True,
        private_reply_to_public=True,
        edit=True,
        delete_own=True,
        tells_engagement=True,
        max_length=500,
        length_unit=LengthUnit.MASTODON,
        idempotency=Idempotency.KEY,
        key_lifetime=timedelta(minutes=50),  # the server forgets after an hour; clocks differ
        connects=True,
        polled=True,
        lists=True,
        budget=Budget(200, timedelta(minutes=5)),  # of 300 requests, which reading uses too
        most_parts=4,
        chains=True,
        # The server clears away after a day what no status names.
        pictures=PictureRoom(4, 8 * _MEGABYTE, (JPEG, WEBP), described=True, lasts=timedelta(hours=12)),
    ),
    Network.BLUESKY: Capabilities(
        tells_gone=True,
        hide=True,
        delete_own=True,
        tells_engagement=True,
        max_length=300,
        length_unit=LengthUnit.GRAPHEMES,
        idempotency=Idempotency.KEY,
        connects=True,
        polled=True,
        lists=True,
        budget=Budget(200, timedelta(minutes=10)),  # of 1,666 new posts an hour
        most_parts=4,
        chains=True,
        # "Minutes", its documentation says, and an hour where it advises others.
        pictures=PictureRoom(4, _MEGABYTE, described=True, lasts=timedelta(minutes=20)),
    ),
    Network.EMAIL: Capabilities(
        public=False,
        private=True,
        max_length=50_000,
        connects=True,
        polled=True,
        lists=True,
        budget=Budget(60, timedelta(minutes=1)),
        pictures=PictureRoom(
            4, 2 * _MEGABYTE
        ),  # many servers take ten megabytes of a mail, written in letters
    ),
    Network.GENERIC: Capabilities(
        private=True,
        private_reply_to_public=True,
        max_length=50_000,
        idempotency=Idempotency.NONE,  # a receiver that recognises our ids says so when it is connected
        connects=True,
        budget=Budget(600, timedelta(minutes=1)),
    ),
    Network.FACEBOOK: Capabilities(
        hide=True,
        edit=True,
        delete_own=True,
        delete_other=True,
        max_length=8000,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=2),  # a page may ask as often as it has people who use it
    ),
    Network.INSTAGRAM: Capabilities(
        private=True,
        private_reply_to_public=True,
        in_private=Private(max_length=1000, length_unit=LengthUnit.BYTES, reply_window=_DAY),
        one_private_reply=HUMAN_WINDOW,
        hide=True,
        delete_own=True,
        delete_other=True,
        max_length=2200,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=2),  # an account may ask as often as its posts are seen
        most_parts=4,
        parts_in_private=True,
    ),
    Network.MESSENGER: Capabilities(
        public=False,
        private=True,
        max_length=2000,
        reply_window=_DAY,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=2),
        most_parts=4,
    ),
    Network.WHATSAPP: Capabilities(
        public=False,
        private=True,
        max_length=4096,
        reply_window=_DAY,
        idempotency=Idempotency.NONE,  # statuses that the webhook brings settle a lost answer, nothing else
        connects=True,
        budget=Budget(40, timedelta(seconds=1)),  # of 80; to one person it may refuse one in six seconds
        most_parts=4,
    ),
    Network.VK: Capabilities(
        private=True,
        private_reply_to_public=True,
        max_length=9000,
        idempotency=Idempotency.KEY,
        key_lifetime=timedelta(minutes=50),  # messages for ever; of comments the network does not say
        connects=True,
        polled=True,
        lists=True,
        budget=Budget(5, timedelta(seconds=1)),  # of 20 requests, which reading uses too
        most_parts=4,
        parts_in_private=True,
    ),
    Network.OK: Capabilities(private=True),
    Network.TELEGRAM: Capabilities(
        public=False,
        private=True,
        edit=True,
        delete_own=True,
        max_length=4096,
        length_unit=LengthUnit.UTF16,
        idempotency=Idempotency.NONE,
        connects=True,
        polled=True,
        budget=Budget(
            25, timedelta(seconds=1)
        ),  # of 30; more than one a second in one chat it may refuse, too
        most_parts=4,
    ),
    Network.VIBER: Capabilities(
        public=False,
        private=True,
        max_length=7000,
        idempotency=Idempotency.NONE,
        connects=True,
        polled=True,  # for nothing but whether its messages are still brought here
        asked_every=timedelta(minutes=10),
        most_parts=4,
    ),
    Network.X: Capabilities(
        hide=True,
        delete_own=True,
        max_length=280,
        length_unit=LengthUnit.X,
        connects=True,
        polled=True,
        lists=True,
        # The old basic plan lets own posts be asked for five times in a quarter of an hour; looks use that too.
        asked_every=timedelta(minutes=5),
        budget=Budget(100, timedelta(minutes=15)),
        acts=Budget(50, timedelta(minutes=15)),
        most_parts=4,
        chains=True,
    ),
    Network.YOUTUBE: Capabilities(
        hide=True,
        edit=True,
        delete_own=True,
        max_length=10_000,
        idempotency=Idempotency.SIGHT,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=2),
        # Of 10,000 units a day; a write costs fifty. Six windows touch one day, whatever hour it begins at.
        budget=Budget(16, timedelta(hours=5)),
        acts=Budget(40, timedelta(days=1)),
    ),
    Network.LINKEDIN: Capabilities(edit=True, delete_own=True, max_length=1250),
    Network.TIKTOK: Capabilities(max_length=150, delete_own=True),
    Network.GOOGLE_BUSINESS: Capabilities(
        max_length=4096,
        length_unit=LengthUnit.BYTES,
        idempotency=Idempotency.UPSERT,
        single_reply=True,
        edit=True,
        delete_own=True,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=2),
        budget=Budget(10, timedelta(minutes=1)),  # as many changes of a profile as Google takes elsewhere
    ),
    Network.GOOGLE_PLAY: Capabilities(
        max_length=350,
        idempotency=Idempotency.UPSERT,
        single_reply=True,
        edit=True,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(
            minutes=2
        ),  # of 200 questions an hour, which pages and looks before a reply use too
        budget=Budget(60, timedelta(hours=1)),  # each is looked at first; of 2,000 replies a day
    ),
    Network.APP_STORE: Capabilities(
        max_length=5970,
        idempotency=Idempotency.UPSERT,
        single_reply=True,
        edit=True,
        delete_own=True,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=2),
        budget=Budget(200, timedelta(hours=1)),  # each is looked at first; of about 3,500 requests
    ),
    Network.TRUSTPILOT: Capabilities(
        idempotency=Idempotency.UPSERT,
        single_reply=True,
        edit=True,
        delete_own=True,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=5),  # of 200,000 questions a year, the smallest allowance
        budget=Budget(60, timedelta(minutes=5)),  # each is looked at first; of 833 questions
    ),
    Network.YANDEX_MARKET: Capabilities(
        private=True,
        edit=True,
        delete_own=True,
        max_length=4096,
        connects=True,
        polled=True,
        lists=True,
        asked_every=timedelta(minutes=1),
        budget=Budget(
            30, timedelta(minutes=5)
        ),  # of 500 answers an hour, the fewest that Market takes of a kind
    ),
    Network.WORDPRESS: Capabilities(
        tells_gone=True,
        hide=True,
        edit=True,
        delete_own=True,
        delete_other=True,
        max_length=65_525,
        length_unit=LengthUnit.BYTES,
        connects=True,
        polled=True,
        lists=True,
    ),
    Network.RSS: Capabilities(public=False),  # is read, and has nowhere to answer
}
# Networks on whose accounts a signed webhook may bring messages: our own, and those a vendor may bridge.
HOOKED = frozenset(network.value for network, caps in _TABLE.items() if caps.connects)
# Networks that are asked what is new; the others bring it.
POLLED = frozenset(network.value for network, caps in _TABLE.items() if caps.polled)
# Networks of whose accounts everything can be listed anew.
LISTED = frozenset(network.value for network, caps in _TABLE.items() if caps.lists)

# Networks that are asked how the brand's posts are taken up.
TELLING = frozenset(network for network, caps in _TABLE.items() if caps.connects and caps.tells_engagement)

# Networks that are asked what was deleted there, because they tell nobody.
TELLING_GONE = frozenset(network for network, caps in _TABLE.items() if caps.connects and caps.tells_gone)


def capabilities_of(network: str) -> Capabilities:
    """What a network can do; where little is known of one, a public reply of any length."""
    return _TABLE.get(Network(network), Capabilities())


def capabilities_of_account(network: str, facts: Mapping[str, object]) -> Capabilities:
    """The same as an account's own server told it and the vendor set it: a limit of length, a receiver's promise, a window."""
    known = capabilities_of(network)
    changed = dict(known.__dict__)
    limit = facts.get("max_length")
    if isinstance(limit, int) and limit > 0:
        changed["max_length"] = limit
    if facts.get("recognises_repeats") is True:
        changed["idempotency"] = Idempotency.KEY
    if facts.get("human_agent") is True and network == Network.MESSENGER:
        changed["reply_window"] = HUMAN_WINDOW
    if network == Network.INSTAGRAM:
        has_messages = facts.get("messages") is True
        changed |= {"private": has_messages, "private_reply_to_public": has_messages}
        if facts.get("human_agent") is True and known.in_private:
            changed["in_private"] = replace(known.in_private, reply_window=HUMAN_WINDOW)
    return Capabilities(**changed)
