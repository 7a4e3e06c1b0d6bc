"""What agents and customers say, as lists of phrases a language: the knowledge behind the checks of manner.

All of it is our own, written for this product. Lists hold phrases as `sayings` reads them.
"""


def words(block: str) -> frozenset[str]:
    """The words of a block of text."""
    return frozenset(block.split())
