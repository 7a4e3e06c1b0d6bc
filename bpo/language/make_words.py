"""The known words of a language by frequency, from which suggestions are drawn."""

from pathlib import Path


def make(folder: Path) -> None:
    """Write them."""
