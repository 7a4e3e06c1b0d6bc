"""Pictures for Mastodon: uploaded first, then asked for until the server has worked on them.

The library asks the server for its version before each upload, and takes the old interface where that question fails; so
this is asked through our wire. What is attached to a status, and what is older than a day, the server no longer tells of.
"""

from collections.abc import Mapping
from typing import Any

from bpo.channels.adapters.base import (
    UNREACHABLE,
    Connected,
    NotSent,
    OutPicture,
    Uploaded,
    UploadsGone,
    reading,
)
from bpo.channels.adapters.multipart import FilePart, form_of
from bpo.channels.adapters.pictures import judge_upload
from bpo.channels.adapters.wire import Answer, Wire, object_in

IN_WORK = frozenset({202, 206})


class Media:
    """One account's uploads at its server."""

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.wire = wire
        self.server = str(connected.settings["server"]).rstrip("/")
        self.token = connected.secrets["token"]

    def upload(self, picture: OutPicture) -> Uploaded:
        """Bring the bytes there, with what is said of them."""
        ending = picture.content_type.rpartition("/")[2]
        content_type, body = form_of(
            {"description": picture.alt} if picture.alt else {},
            [FilePart("file", f"picture.{ending}", picture.content_type, picture.body)],
        )
        answer = self._fetch("POST", "/api/v2/media", body=body, content_type=content_type)
        judge_upload(answer)
        told = object_in(answer) or {}
        if not told.get("id"):
            raise NotSent(UNREACHABLE, detail="no id")
        return Uploaded({"media_id": str(told["id"])}, is_ready=answer.status not in IN_WORK)

    def is_ready(self, reference: Mapping[str, Any]) -> bool:
        """Whether a status may name it."""
        answer = self._fetch("GET", f"/api/v1/media/{reference['media_id']}")
        if answer.status == 404:
            raise UploadsGone(detail="404")
        judge_upload(answer)
        return answer.status not in IN_WORK

    def _fetch(
        self, verb: str, path: str, *, body: bytes | None = None, content_type: str | None = None
    ) -> Answer:
        headers = {"Accept": "application/json", "Authorization": f"Bearer {self.token}", "User-Agent": "bpo"}
        if content_type:
            headers["Content-Type"] = content_type
        with reading():  # nothing of an upload is to be seen
            return self.wire.fetch(verb, f"{self.server}{path}", headers=headers, body=body)
