"""Lossy wires: small TCP proxies that make a fault happen once, at the place where it is asked for.

`HttpProxy.next(fault)` applies to the next request that fits; `SmtpProxy.next(fault)` to the next letter.
What passed and what was done to it is in `log`.
"""

import http.client
import io
import json
import re
import socket
import socketserver
import threading
from contextlib import suppress

HELD = 60.0  # seconds at most that a slow answer is held: until whoever asked has hung up
REFUSALS = {
    "503": (503, "Service Unavailable", {}),
    "429": (429, "Too Many Requests", {}),
    "429 with Retry-After": (429, "Too Many Requests", {"Retry-After": "7"}),
    "401": (401, "Unauthorized", {}),
    "expired": (400, "Bad Request", {}),
    "gone": (404, "Not Found", {}),
    "413": (413, "Content Too Large", {}),
}


# Done, and said to be still in work.
IN_WORK = {"202": b"HTTP/1.1 202 Accepted", "206": b"HTTP/1.1 206 Partial Content"}

# Where each network is written to.
WRITES = (
    "POST",
    r"/api/v1/statuses$|/replies$|\.repo\.putRecord$|/sendMessage$|/pa/send_message$|/2/tweets$|/index\.php$|/v3/comments$|/messages\.send$|/wall\.createComment$|:reply$|/v[0-9.]+/[^/]+/(?:comments|messages)$|/reviews/[^/]+/reply$|/goods-feedback/comments/update$|/goods-questions/update$|/chats/message$",
)


class _Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True


class _Proxy:
    def __init__(self, port):
        self.upstream = ("127.0.0.1", port)
        self.faults = []
        self.log = []
        self.passed = []  # requests (method, path), with whatever became of them
        self.withheld = None  # a word: entries of lists that hold it are left out of every answer
        proxy = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with suppress(OSError):
                    proxy.serve(self.request)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def done(self, fault):
        self.log.append(fault)


class HttpProxy(_Proxy):
    """Requests that fit `wanted` (method, pattern of the path) are hit, others pass."""

    def next(self, fault, wanted=WRITES):
        self.faults.append((fault, wanted))

    def serve(self, client):
        request = _read_http(client)
        if not request:
            return
        method, path = request.split(b" ", 2)[:2]
        self.passed.append((method.decode(), path.decode().partition("?")[0]))
        fault = self._fault_for(method.decode(), path.decode())
        if fault in REFUSALS:
            client.sendall(_refusal(*REFUSALS[fault]))
        elif fault == "request lost":
            _reset(client)
        else:
            answer = self._forward(request)
            self._after(fault, client, _without(answer, self.withheld) if self.withheld else answer)

    @staticmethod
    def _after(fault, client, answer):
        """The server has done what was asked; what the client hears of it."""
        if fault == "502 after success":
            answer = _refusal(502, "Bad Gateway", {})
        elif fault in IN_WORK:
            answer = answer.replace(b"HTTP/1.1 200 OK", IN_WORK[fault], 1)
        elif fault == "cut":
            answer = answer[: len(answer) * 2 // 3]
        elif fault == "slow":
            _hold(client)
        if fault != "answer lost":
            client.sendall(answer)
        if fault in {"answer lost", "cut"}:
            _reset(client)

    def _fault_for(self, method, path):
        for number, (fault, (wanted, pattern)) in enumerate(self.faults):
            if method == wanted and re.search(pattern, path.partition("?")[0]):
                del self.faults[number]
                self.done(fault)
                return fault
        return None

    def _forward(self, request):
        with socket.create_connection(self.upstream, timeout=60) as server:
            server.sendall(request)
            return _read_all(server)


class SmtpProxy(_Proxy):
    """A fault hits the next letter, wherever in its dialogue the fault belongs."""

    def next(self, fault):
        self.faults.append(fault)

    def serve(self, client):
        fault = self.faults.pop(0) if self.faults else None
        if fault:
            self.done(fault)
        if fault == "503":
            client.sendall(b"421 busy, come back\r\n")
            return
        with socket.create_connection(self.upstream, timeout=60) as server:
            talk = _Talk(client, server)
            talk.answer()  # the greeting
            while line := talk.line(client):
                verb = line[:4].upper()
                if verb == b"MAIL" and fault in {"429", "429 with Retry-After"}:
                    client.sendall(b"452 too many, later\r\n")
                    continue
                server.sendall(line)
                said = talk.answer()
                if verb == b"QUIT":
                    return
                if verb == b"DATA" and said.startswith(b"354") and not self._letter(talk, fault):
                    return

    def _letter(self, talk, fault):
        """The text of a letter, up to its dot; whether the dialogue goes on."""
        body = b""
        while not body.endswith(b"\r\n.\r\n"):
            part = talk.client.recv(65536)
            if not part:
                return False
            body += part
            if fault == "cut" and len(body) > 200:
                _reset(talk.client)
                return False
        if fault == "request lost":
            _reset(talk.client)
            return False
        talk.server.sendall(body)
        said = talk.line(talk.server)
        if fault in {"answer lost", "502 after success"}:
            _reset(talk.client)
            return False
        if fault == "slow":
            _hold(talk.client)
        talk.client.sendall(said)
        return True


def _hold(client):
    """Wait until the other side has given up, however long its patience is."""
    client.settimeout(HELD)
    while client.recv(65536):
        pass


class _Talk:
    def __init__(self, client, server):
        self.client, self.server = client, server
        self._rest = {client: b"", server: b""}

    def line(self, side):
        while b"\r\n" not in self._rest[side]:
            part = side.recv(65536)
            if not part:
                return b""
            self._rest[side] += part
        line, _, self._rest[side] = self._rest[side].partition(b"\r\n")
        return line + b"\r\n"

    def answer(self):
        """Pass one answer of the server, of as many lines as it has."""
        said = b""
        while True:
            line = self.line(self.server)
            said += line
            if not line or line[3:4] != b"-":
                self.client.sendall(said)
                return said


def _read_http(sock):
    data = b""
    while b"\r\n\r\n" not in data:
        part = sock.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    length = int(found.group(1)) if found else 0
    while len(body) < length:
        body += sock.recv(65536)
    return head + b"\r\n\r\n" + body


def _read_all(sock):
    data = b""
    while part := sock.recv(65536):
        data += part
    return data


class _Kept:
    """An answer that has come whole, as the library's reader wants it."""

    def __init__(self, data):
        self.data = data

    def makefile(self, *_):
        return io.BytesIO(self.data)


def _without(data, word):
    """An answer in JSON without the entries of its lists that hold a word; others as they are."""
    answer = http.client.HTTPResponse(_Kept(data))
    answer.begin()
    content = answer.read()
    if word.encode() not in content:
        return data
    told = json.loads(content)
    if isinstance(told, list):
        told = _entries_without(told, word)
    else:
        told = {key: _entries_without(value, word) for key, value in told.items()}
    body = json.dumps(told).encode()
    head = f"HTTP/1.1 {answer.status} {answer.reason}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def _entries_without(value, word):
    if not isinstance(value, list):
        return value
    return [one for one in value if word not in json.dumps(one, ensure_ascii=False)]


def _refusal(status, reason, headers):
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
    body = b'{"error": "ExpiredToken"}' if status == 400 else b'{"error": "a fault"}'
    lines += ["Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


def _reset(sock):
    """End a connection as a broken wire does: without a goodbye."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    sock.close()
