"""Making the reader's model: the base as its package brings it, with what was learnt here put into it."""

from pathlib import Path

import numpy as np

from bpo.language.base_model import base_file, with_learnt

FILE = "reader.bin"
LEARNT = Path(__file__).resolve().parent / "models" / "reader.npz"


def make(folder: Path) -> None:
    """Write the model into a folder; nothing where its package is not installed (no wheel for this machine)."""
    base = base_file()
    if base is None or not LEARNT.is_file():
        return
    with np.load(LEARNT) as learnt:
        tensors, scales = (
            {name.removeprefix(kind): learnt[name] for name in learnt.files if name.startswith(kind)}
            for kind in ("t.", "s.")
        )
        (folder / FILE).write_bytes(with_learnt(base.read_bytes(), tensors, scales))
