"""Files as people upload them: archives, other encodings, broken and endless lines."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.readers.text_lines import LINE_LIMIT, Unreadable, check_file, read_lines
from bpo.core.errors import Invalid


def lines_of(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    check_file(path)
    return list(read_lines(path))


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", "b")
    return buffer.getvalue()


def tarred():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (gzip.compress(b"x" * 10_000_000), "gzip"),
        (bz2.compress(b"{}"), "bzip2"),
        (bz2.compress(b""), "bzip2"),
        (lzma.compress(b"{}"), "xz"),
        (zipped(), "zip"),
        (tarred(), "tar"),
        (b"\x28\xb5\x2f\xfd\x04\x00", "zstd"),
    ],
    ids=["gzip bomb", "bzip2", "empty bzip2", "xz", "zip", "tar", "zstd"],
)
def test_archives_are_refused_by_name(tmp_path, content, name):
    with pytest.raises(Invalid, match=rf"{name} archive; unpack"):
        lines_of(tmp_path, content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_refused(tmp_path, encoding):
    with pytest.raises(Invalid, match=r"UTF-16|binary"):
        lines_of(tmp_path, '{"id": 1}\n'.encode(encoding))


def test_binary_is_refused_but_one_nul_in_a_text_is_not(tmp_path):
    with pytest.raises(Invalid, match="binary"):
        lines_of(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(Invalid, match="binary"):
        lines_of(tmp_path, b"text" * 100 + b"\0" * 200)
    assert lines_of(tmp_path, b"a" * 100 + b"\0\n") == [(1, "a" * 100 + "\0\n")]


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, part in [("absent", "cannot be opened"), ("", "not a file"), ("pipe", "not a file")]:
        with pytest.raises(Invalid, match=part):
            check_file(tmp_path / name)
    with pytest.raises(Invalid, match="cannot be opened"):
        check_file(tmp_path / "a\0b")


def test_a_mark_at_the_start_is_no_part_of_the_text(tmp_path):
    assert lines_of(tmp_path, b"\xef\xbb\xbfa\r\n\nb") == [(1, "a\r\n"), (2, "\n"), (3, "b")]
    assert lines_of(tmp_path, b"") == []


def test_a_broken_line_is_not_the_end(tmp_path):
    first, second, third = lines_of(tmp_path, "а\n".encode() + b'"b\xff"c\n' + b"d\n")
    assert (first, third) == ((1, "а\n"), (3, "d\n"))
    assert second == (2, Unreadable("byte 3 of line 2 is not UTF-8", '"b\ufffd"c\n'))


@pytest.mark.parametrize(
    ("length", "is_long"), [(LINE_LIMIT - 1, False), (LINE_LIMIT, True), (LINE_LIMIT * 3, True)]
)
def test_a_line_over_the_limit_is_passed_over(tmp_path, length, is_long):
    lines = lines_of(tmp_path, b"x" * length + b"\nnext\n")
    assert [isinstance(line, Unreadable) for _, line in lines] == [is_long, False]
    assert lines[1] == (2, "next\n")


def test_a_long_line_leaves_the_parity_of_its_quotation_marks(tmp_path):
    lines = lines_of(tmp_path, b'"' + b"x" * LINE_LIMIT * 2 + b'"\n' + b'"' + b"x" * LINE_LIMIT * 2 + b"\n")
    assert [line.stand_in for _, line in lines] == ["\n", '"\n']


def test_an_endless_line_is_never_held_in_memory(tmp_path):
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.write(b"x" * 5000)
        file.truncate(200 * 1024 * 1024)
    check_file(path)
    tracemalloc.start()
    try:
        [(number, line)] = read_lines(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert number == 1
    assert "longer" in line.reason
    assert peak < 8 * LINE_LIMIT


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    try:
        check_file(path)
    except Invalid:
        return
    numbers = [number for number, _ in read_lines(path)]
    assert numbers == list(range(1, len(content.removesuffix(b"\n").split(b"\n")) + 1 if content else 1))
