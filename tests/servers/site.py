"""A site on loopback with the pages that a test lays there."""

from servers.door import Door

HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """`lies[path]` is (status, body, headers), or says so when it is called; `asked` remembers what was asked and with which headers."""

    def __init__(self):
        self.lies, self.asked = {}, []
        self._door = Door(self._hear)
        self.url = f"http://127.0.0.1:{self._door.port}"

    def _hear(self, _verb, path, headers, _body):
        self.asked.append((path, dict(headers)))
        found = self.lies.get(path, (404, b"", HTML))
        return found() if callable(found) else found

    @property
    def paths(self):
        return [path for path, _headers in self.asked]

    def stop(self):
        self._door.close()
