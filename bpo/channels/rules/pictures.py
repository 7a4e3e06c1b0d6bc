"""Pictures in messages: which are taken, how large, and how they are drawn anew.

What others made is never handed to a browser. It is told by its first bytes, decoded within a bound and drawn anew,
so that what is kept is a plain picture of a bounded size, without what its file said of the place and the machine.
"""

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from bpo.channels.rules.incoming import Picture
from bpo.channels.rules.picture_types import JPEG, WEBP
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

MOST_PICTURES = 4  # of a message
LARGEST_PICTURE = 8 * 1024 * 1024  # as it comes
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2048  # of what is kept
SMALL_SIDE = 320  # of what is shown beside the text
LONGEST_ALT = 1500
LONGEST_REFERENCE = 2000
QUALITY = 88
POORER = (80, 70)  # before it is made smaller
SMALLEST_SIDE = 64
FORMATS = {JPEG: "JPEG", "image/png": "PNG", "image/gif": "GIF", WEBP: "WEBP"}
NO_PICTURE = N_("This is no picture of a kind that is shown here: JPEG, PNG, GIF or WebP.")
TOO_LARGE = N_("The picture is too large.")
BROKEN = N_("The picture is broken.")
# What a decoder stumbles over in a file that somebody spoilt, or made to spoil something.
_SPOILT = (
    *(OSError, ValueError, LookupError, TypeError, ArithmeticError, SyntaxError, AttributeError),
    *(EOFError, MemoryError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is kept, and a small one of it."""

    content_type: str
    width: int
    height: int
    body: bytes
    small: bytes


def type_of(raw: bytes) -> str | None:
    """The type of a picture, by its first bytes; None where it is none that we take."""
    if raw.startswith(b"\xff\xd8\xff"):
        return JPEG
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if raw.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return WEBP
    return None


def drawn_anew(raw: bytes, *, flat: bool = False, largest: int | None = None) -> Drawn:
    """The picture in these bytes, of a moving one the first; `flat`: on white, as JPEG. Invalid where it is none.

    `largest`: of so many bytes at most, poorer and then smaller until it is.
    """
    if len(raw) > LARGEST_PICTURE:
        raise Invalid(TOO_LARGE)
    told = type_of(raw)
    if told is None:
        raise Invalid(NO_PICTURE)
    try:
        with Image.open(BytesIO(raw), formats=(FORMATS[told],)) as opened:
            if told == JPEG:
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decoded small where it is huge
            if opened.width * opened.height > MOST_PIXELS:
                raise Invalid(TOO_LARGE)
            return _drawn(opened, flat=flat, largest=largest)
    except _SPOILT as error:
        raise Invalid(BROKEN) from error


def picture_of(reference: object, alt: object = None) -> Picture | None:
    """A picture as its message tells of it; None where what names it could not be a name."""
    if not isinstance(reference, str) or not 0 < len(reference) <= LONGEST_REFERENCE:
        return None
    if not reference.isprintable():
        return None
    told = " ".join(alt.replace("\0", "").split()) if isinstance(alt, str) else ""
    return Picture(reference, told.encode("utf-8", "replace").decode("utf-8")[:LONGEST_ALT] or None)


def _drawn(opened: Image.Image, *, flat: bool, largest: int | None) -> Drawn:
    picture = ImageOps.exif_transpose(opened)
    has_holes = "A" in picture.getbands() or "transparency" in picture.info
    picture = picture.convert("RGBA" if has_holes else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if has_holes and flat:
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture, has_holes = ground, False
    kind = WEBP if has_holes else JPEG
    picture, body = _within(picture, kind, largest)
    small = picture.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Drawn(kind, picture.width, picture.height, body, _bytes_of(small, kind))


def _within(picture: Image.Image, kind: str, largest: int | None) -> tuple[Image.Image, bytes]:
    body = _bytes_of(picture, kind)
    for quality in POORER:
        if largest is None or len(body) <= largest:
            return picture, body
        body = _bytes_of(picture, kind, quality)
    while largest is not None and len(body) > largest and min(picture.size) > SMALLEST_SIDE:
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
        body = _bytes_of(picture, kind, POORER[-1])
    if largest is not None and len(body) > largest:
        raise Invalid(TOO_LARGE)
    return picture, body


def _bytes_of(picture: Image.Image, content_type: str, quality: int = QUALITY) -> bytes:
    to = BytesIO()
    clean = Image.frombytes(
        picture.mode, picture.size, picture.tobytes()
    )  # without what the file said beside it
    clean.save(to, FORMATS[content_type], quality=quality)
    return to.getvalue()
