"""Which pictures are taken, and that what is kept is a picture drawn by us and nothing of the file that came."""

from io import BytesIO

import pytest
from PIL import Image
from servers.painted import painted

from bpo.channels.rules.pictures import (
    LARGEST_PICTURE,
    LONGEST_ALT,
    LONGEST_REFERENCE,
    LONGEST_SIDE,
    SMALL_SIDE,
    drawn_anew,
    picture_of,
    type_of,
)
from bpo.core.errors import Invalid

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def opened(raw):
    return Image.open(BytesIO(raw))


@pytest.mark.parametrize(
    ("kind", "told"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp")],
)
def test_a_picture_is_told_by_its_first_bytes_and_drawn_anew(kind, told):
    raw = painted(kind)
    assert type_of(raw) == told
    drawn = drawn_anew(raw)
    assert (drawn.content_type, drawn.width, drawn.height) == ("image/jpeg", 40, 30)
    assert type_of(drawn.body) == "image/jpeg"
    red, green, blue = opened(drawn.body).getpixel((20, 15))
    assert red > 240
    assert 80 < green < 120
    assert 50 < blue < 95


@pytest.mark.parametrize(
    "raw",
    [b"", SVG, b"<html>", b"%PDF-1.7", painted("BMP"), painted("TIFF"), b"RIFF....AVI ", b"\0" * 40],
)
def test_what_is_no_picture_that_we_take_is_refused(raw):
    assert type_of(raw) is None
    with pytest.raises(Invalid, match="no picture of a kind"):
        drawn_anew(raw)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_broken_picture_is_refused_whatever_is_broken_in_it(kind):
    raw = painted(kind, (200, 200), "navy")
    for end in (12, len(raw) // 2):
        with pytest.raises(Invalid, match="broken"):
            drawn_anew(raw[:end])
    with pytest.raises(Invalid, match="broken"):
        drawn_anew(raw[:16] + b"\xff" * 200)


def test_a_file_that_is_another_inside_is_not_handed_to_another_decoder():
    with pytest.raises(Invalid, match="broken"):
        drawn_anew(b"\xff\xd8\xff" + painted("PNG"))


def test_nothing_that_the_file_said_beside_the_picture_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "taken at 5 Secret Street"
    raw = painted("JPEG", exif=exif, comment=b"and a comment") + b"<script>tail</script>"
    assert b"Secret Street" in raw
    drawn = drawn_anew(raw)
    for kept in (drawn.body, drawn.small):
        assert not any(word in kept for word in (b"Secret", b"comment", b"script", b"Exif"))


def test_a_picture_lies_as_its_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = drawn_anew(painted("JPEG", (40, 30), exif=exif))
    assert (drawn.width, drawn.height) == (30, 40)


def test_what_is_huge_is_kept_smaller_and_what_is_a_bomb_is_refused():
    drawn = drawn_anew(painted("JPEG", (6000, 8000)))
    assert max(drawn.width, drawn.height) == LONGEST_SIDE
    assert max(opened(drawn.small).size) == SMALL_SIDE
    bomb = _bomb()
    assert len(bomb) < 1000
    with pytest.raises(Invalid):
        drawn_anew(bomb)
    with pytest.raises(Invalid, match="too large"):
        drawn_anew(painted("PNG") + b"\0" * LARGEST_PICTURE)


def _bomb():
    """A PNG that says it is 60,000 by 60,000."""
    import struct
    import zlib

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def test_holes_stay_holes_unless_the_picture_is_to_be_flat():
    raw = painted("PNG", colour=(255, 0, 0, 0))
    drawn = drawn_anew(raw)
    assert (drawn.content_type, opened(drawn.body).mode) == ("image/webp", "RGBA")
    flat = drawn_anew(raw, flat=True)
    assert (flat.content_type, opened(flat.body).getpixel((3, 3))) == ("image/jpeg", (255, 255, 255))


def test_a_reference_is_a_name_and_an_alternative_text_is_bounded():
    assert picture_of("a" * LONGEST_REFERENCE).alt is None
    for wrong in (None, 7, "", "a" * (LONGEST_REFERENCE + 1), "a\0b", "a\nb", "\ud800"):
        assert picture_of(wrong) is None
    assert picture_of("a", "  two\n words \0").alt == "two words"
    assert picture_of("a", "\ud800").alt == "?"
    assert len(picture_of("a", "x" * 5000).alt) == LONGEST_ALT
    assert picture_of("a", ["no text"]).alt is None
