"""An answer that another process goes on with: a stream of events (`core.handover`)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Response

from bpo.core.handover import hand_over

SOCKET = "gunicorn.socket"


class StreamResponse(Response):
    """Passes the connection on when it is to be written; 204 where no process takes it, or none can be passed."""

    def __init__(self, home: Path, given: dict[str, Any]) -> None:
        super().__init__(status=204)
        self.home, self.given = home, given

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 -- the server's
        """Hand over with the head of the answer; what the server then writes reaches nobody."""
        connection = environ.get(SOCKET)
        if connection is not None and environ["REQUEST_METHOD"] == "GET":
            hand_over(self.home, connection, self.given | {"head": self._head()})
        return super().__call__(environ, start_response)

    def _head(self) -> str:
        ours = {
            "Content-Type": "text/event-stream; charset=utf-8",
            "Connection": "close",
            "X-Accel-Buffering": "no",  # a proxy passes on what it gets at once
        }
        dropped = {"content-length", *(name.lower() for name in ours)}
        kept = [(name, value) for name, value in self.headers if name.lower() not in dropped]
        lines = [f"{name}: {value}" for name, value in [*kept, *ours.items()]]
        return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""])
