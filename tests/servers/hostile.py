"""A server on loopback that answers each connection by one behaviour, and counts who came."""

import socket
import socketserver
import threading
from contextlib import suppress

PATIENCE = 5.0  # seconds after which a behaviour gives up by itself


class HostileServer:
    """`behave(sock)` is what happens to every connection from now on."""

    def __init__(self, host="127.0.0.1"):
        self.behave = lambda _sock: None
        self.came = 0
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                server.came += 1
                self.request.settimeout(PATIENCE)
                with suppress(OSError):
                    server.behave(self.request)

        self._server = socketserver.ThreadingTCPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.host, self.port = self._server.server_address
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self):
        return f"http://{self.host}:{self.port}"

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


def says(head, body=b""):
    """One answer to one request, and goodbye."""

    def behave(sock):
        _read_head(sock)
        sock.sendall(head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body)
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(65536):  # a reset would lose what was said
            pass

    return behave


def never_ends(head, part, *, pause=0.0):
    """After `head` the same again and again, until the other side has had enough."""

    def behave(sock):
        stop = threading.Event()
        sock.sendall(head)
        while not stop.wait(pause):
            sock.sendall(part)

    return behave


def _read_head(sock):
    data = b""
    while b"\r\n\r\n" not in data and (part := sock.recv(65536)):
        data += part
