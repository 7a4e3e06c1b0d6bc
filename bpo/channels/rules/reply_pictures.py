"""Pictures of replies as they are frozen, and what a network has of them.

A seal is of the bytes and of what is said of them, so that what was approved is what goes out. An upload is worth something
only until the network clears away what no post names.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bpo.channels.rules.capabilities import PictureRoom
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

NOT_HERE = N_("On this network a reply carries no pictures.")
TOO_MANY_PICTURES = N_("A reply carries at most %(most)s pictures on this network.")


@dataclass(frozen=True)
class Seal:
    """One picture of a reply, as it was frozen."""

    id: str
    seal: str

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Seal":
        """The same as it is kept."""
        return cls(str(told["id"]), str(told["seal"]))

    def as_json(self) -> dict[str, str]:
        """As it is kept."""
        return {"id": self.id, "seal": self.seal}


@dataclass(frozen=True)
class Upload:
    """What a network gave for the bytes of one picture. `is_ready`: a post may name it."""

    reference: Mapping[str, Any]
    at: datetime
    is_ready: bool

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Upload":
        """The same as it is kept."""
        return cls(told["reference"], datetime.fromisoformat(told["at"]), told["is_ready"] is True)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"reference": dict(self.reference), "at": self.at.isoformat(), "is_ready": self.is_ready}


def digest_of(body: bytes) -> str:
    """The sum of a picture's bytes."""
    return hashlib.sha256(body).hexdigest()


def seal_of(digest: str, alt: str) -> str:
    """The sum of a picture: its bytes, and what is said of them."""
    return hashlib.sha256(f"{digest} {alt}".encode()).hexdigest()


def standing_uploads(
    kept: Mapping[str, Any], room: PictureRoom | None, *, now: datetime
) -> dict[str, Upload]:
    """What the network should still have."""
    if room is None or room.lasts is None:
        return {}
    known = {picture: Upload.of_json(told) for picture, told in kept.items()}
    return {picture: one for picture, one in known.items() if now - one.at < room.lasts}


def waits_for_upload(
    seals: Iterable[Seal], kept: Mapping[str, Any], room: PictureRoom | None, *, now: datetime
) -> bool:
    """Whether bytes must go to the network before the reply that names them."""
    if room is None or room.lasts is None:
        return False
    known = standing_uploads(kept, room, now=now)
    return any(one.id not in known or not known[one.id].is_ready for one in seals)


def check_room(room: PictureRoom | None, count: int) -> PictureRoom:
    """The room for so many pictures, or Invalid with the reason."""
    if room is None:
        raise Invalid(NOT_HERE)
    if count > room.most:
        raise Invalid(TOO_MANY_PICTURES, most=room.most)
    return room
