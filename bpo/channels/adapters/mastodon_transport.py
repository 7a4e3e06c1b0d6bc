"""Requests of Mastodon's library, sent by our wire."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire, WireError

OWN_HEADERS = frozenset({"accept-encoding", "connection", "content-length"})


class Transport(BaseAdapter):
    """Requests of the library, sent by our wire."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self.last: Answer | None = None

    def send(  # type: ignore[override]  # what it is told besides does not matter here
        self,
        request: requests.PreparedRequest,
        **_options: Any,  # noqa: ANN401 -- as the library's
    ) -> requests.Response:
        """One request; the library's own time-outs and proxies do not matter here."""
        self.last = None
        body = request.body.encode() if isinstance(request.body, str) else request.body or None
        if body is not None and not isinstance(body, bytes):
            raise TypeError("Only whole bodies are sent.")
        headers = {str(name): _text(value) for name, value in request.headers.items()}
        answer = self.wire.fetch(
            str(request.method),
            str(request.url),
            headers={name: value for name, value in headers.items() if name.lower() not in OWN_HEADERS},
            body=body,
        )
        # The library would follow thirty redirects, each with a deadline of its own.
        if 300 <= answer.status < 400:
            raise WireError("a redirect", began=True)
        self.last = answer
        response = requests.Response()
        response.status_code = answer.status
        response.reason = answer.reason
        response.headers = CaseInsensitiveDict(answer.headers)
        response.url = str(request.url)
        response.request = request
        response.encoding = "utf-8"
        response._content = answer.body  # noqa: SLF001 -- how the library's own adapters are tested
        return response

    def close(self) -> None:
        """Nothing is kept open."""

    def wait_asked_for(self) -> timedelta | None:
        """How long the last answer asked us to wait."""
        return wait_of(self.last_headers())

    def last_headers(self) -> Mapping[str, str]:
        """What the last answer bore, if there was one."""
        return self.last.headers if self.last else {}


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
