"""Pictures for tests, painted as they are asked for; and a server on loopback that gives them out."""

from io import BytesIO

from PIL import Image

from servers.door import Door


def painted(kind="JPEG", size=(40, 30), colour="tomato", **how):
    """The bytes of a picture of one colour."""
    to = BytesIO()
    mode = "RGBA" if isinstance(colour, tuple) and len(colour) == 4 else "RGB"
    Image.new(mode, size, colour).save(to, kind, **how)
    return to.getvalue()


class PictureServer:
    """`lies[path]` is what is said to whoever asks for a path: bytes, or (status, told, headers). `asked` counts."""

    def __init__(self):
        self.lies, self.asked, self.told = {}, [], []
        self._door = Door(self._hear)
        self.url = f"http://127.0.0.1:{self._door.port}"

    def _hear(self, verb, path, headers, _body):
        self.asked.append(path)
        self.told.append(dict(headers))
        found = self.lies.get(path, (404, None))
        if callable(found):
            found = found()
        return found if isinstance(found, tuple) else (200, found, {"X-Verb": verb})

    def stop(self):
        self._door.close()
