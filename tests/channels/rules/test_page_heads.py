"""What is read of a page that anybody may have made."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bpo.channels.rules.page_heads import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    decoded,
    is_page,
    plain,
    read_head,
)

ADDRESS = "https://shop.example/a/b"
SIZE = 512 * 1024


def head_of(page, content_type="text/html", charset="utf-8"):
    return read_head(page.encode(charset), content_type=content_type, address=ADDRESS)


def test_what_a_page_says_of_itself_for_others_comes_before_what_it_says_in_its_head():
    found = head_of(
        "<!doctype html><html><head><title>Shop</title><meta name=description content='For all'>"
        '<meta property="og:title" content="A lid &amp; a box"><META CONTENT="Fits > all" Property=og:description>'
        "<meta property=og:image content='../lid.jpg?a=1&amp;b=2'></head><body><h1>x</h1>"
    )
    assert (found.title, found.description) == ("A lid & a box", "Fits > all")
    assert found.picture == "https://shop.example/lid.jpg?a=1&b=2"


@pytest.mark.parametrize(
    ("page", "title", "description"),
    [
        ("<title>Shop</title><meta name=description content='For all'>", "Shop", "For all"),
        ("<TITLE lang=en>\n Two\n lines </TITLE>", "Two lines", None),
        ("no head at all", None, None),
        ("", None, None),
        ("<meta property=og:title content=''><title>Shop</title>", "Shop", None),
        ("<meta property=og:title content=One><meta property=og:title content=Two>", "One", None),
        ("<title>Never closed <meta name=description content=Still>", None, "Still"),
        ("<body><svg><title>A drawing</title></svg>", None, None),
        ("<!-- <title>Old</title> --><title>New</title>", "New", None),
        ("<script>x = '<title>Old</title>'</script><title>New</title>", "New", None),
        ("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>", "<script>alert(1)</script>", None),
        ("<title>\u202etxt\u202c.exe\u200b\u0000 \u2066ok</title>", "txt.exe ok", None),
        ("<meta name=title content=No><meta itemprop=description content=No>", None, None),
    ],
)
def test_heads(page, title, description):
    found = head_of(page)
    assert (found.title, found.description) == (title, description)


@pytest.mark.parametrize(
    "picture",
    [
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "https://a:b@c.example/",
        "//[",
        "ftp://a.example/",
    ],
)
def test_a_picture_lies_at_an_address_of_the_web_or_there_is_none(picture):
    assert head_of(f"<meta property=og:image content='{picture}'>").picture is None


@pytest.mark.parametrize(
    ("charset", "said", "inside"),
    [
        ("utf-8", "", ""),
        ("utf-8", "; charset=windows-1251", ""),
        ("windows-1251", "; charset=windows-1251", ""),
        ("windows-1251", '; charset="CP1251"', ""),
        ("windows-1251", "", "<meta charset=windows-1251>"),
        ("windows-1251", "", "<meta http-equiv=Content-Type content='text/html; charset=Windows-1251'>"),
        ("windows-1251", "", ""),
        ("windows-1251", "; charset=utf-8", "<meta charset=utf-8>"),
        ("windows-1251", "; charset=unicode_escape", ""),
        ("koi8-r", "; charset=koi8-r", ""),
        ("utf-8-sig", "; charset=koi8-r", ""),
        ("utf-16", "", ""),
    ],
)
def test_letters_are_read_whatever_is_said_of_them(charset, said, inside):
    found = head_of(f"{inside}<title>Крышка для чайника</title>", f"text/html{said}", charset)
    assert found.title == "Крышка для чайника"


def test_polish_is_read_by_what_is_said():
    assert head_of("<title>Żółw</title>", "text/html; charset=iso-8859-2", "iso-8859-2").title == "Żółw"


def test_one_broken_letter_makes_no_other_charset():
    assert decoded("Крышка ".encode() * 20 + b"\xff", "text/html; charset=windows-1251").startswith("Крышка")


def test_what_is_long_is_cut():
    found = head_of(f"<title>{'слово ' * 500}</title><meta name=description content='{'я' * 3000}'>")
    assert found.title.endswith(" с…")
    assert (len(found.title), len(found.description)) == (LONGEST_TITLE, LONGEST_DESCRIPTION)


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<!--", "<!a", "<?", '<a b="', "<![CDATA[", "<script>", "<title>", "</", "<script></script "),
        *(
            "&",
            "&#x",
            "<div>",
            "<meta ",
            "<meta x='",
            "<meta charset",
            "<meta content='&#x",
            "<title></title",
        ),
        *("<style></style><", "\u0301", "\u200b", "<meta property=og:title content=a>"),
    ],
)
def test_a_page_made_to_be_slow_is_read_in_a_moment(piece):
    page = (piece * SIZE).encode()[:SIZE]
    started = time.process_time()
    read_head(page, content_type="text/html", address=ADDRESS)
    assert time.process_time() - started < 5  # the standard library's parser alone takes minutes


@pytest.mark.parametrize(
    ("told", "page"),
    [
        ("text/html", True),
        ("Text/HTML; charset=x", True),
        ("application/xhtml+xml", True),
        ("", False),
        ("text/plain", False),
        ("application/octet-stream", False),
        ("text/html-not", False),
    ],
)
def test_what_a_server_calls_a_page(told, page):
    assert is_page(told) is page


PIECES = some.sampled_from(
    [
        *(
            "<title>",
            "</title>",
            "<meta ",
            "property=og:title ",
            "content=",
            "'",
            '"',
            ">",
            "<!--",
            "-->",
            "&#x202e;",
        ),
        *(
            "og:image",
            "charset=utf-16",
            "<body>",
            "</script>",
            "<script",
            "&amp;",
            "\0",
            "я",
            "\ud800",
            "//[",
            " ",
        ),
    ]
)


@given(
    some.binary()
    | some.lists(PIECES | some.text(max_size=5)).map(lambda all_: "".join(all_).encode("utf-8", "replace")),
    some.text(max_size=40)
    | some.sampled_from(["text/html; charset=zlib", "text/html; charset=utf-7", "charset=\0"]),
)
def test_whatever_comes_is_read_within_bounds(body, content_type):
    found = read_head(body, content_type=content_type, address=ADDRESS)
    for words, most in ((found.title, LONGEST_TITLE), (found.description, LONGEST_DESCRIPTION)):
        assert words is None or 0 < len(words) <= most
        assert words is None or words.isprintable()
    assert found.picture is None or found.picture.startswith(("https://", "http://"))


@given(some.text(), some.integers(2, 50))
def test_plain_words_are_one_line_without_what_is_not_seen(words, most):
    line = plain(words, most)
    assert line is None or (len(line) <= most and line == " ".join(line.split()))
    assert line is None or plain(line, most) == line
