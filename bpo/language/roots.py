"""Roots: what a language makes other words from (`халтур` of `халтура`, `дурач` of `дурак`)."""

from collections.abc import Iterable, Iterator

SHORTEST_ROOT, SHORTEST = 4, 3  # letters; of one from which small things are called
SURE_OF_ITSELF = 5  # letters of a root that is known whatever word it makes
VOWELS = "аеёиіїоуыэюяaeiouyąęó"
ENDINGS = VOWELS + "йь"
# Letters at the end of a root, and what becomes of them before endings.
SOFTENED = {
    "к": "чц", "г": "жз", "х": "шс", "ц": "ч", "ch": ("sz",), "k": "c", "g": "ż", "t": "c", "d": ("dz",), "r": ("rz",),
}  # fmt: skip


def roots_of(forms: Iterable[str], lemma: str = "") -> Iterator[str]:
    """What all forms begin with, and the lemma without its ending; both also as they change before endings."""
    several = tuple(forms)
    first, last = min(several), max(several)
    same = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None)
    begun = first[:same]
    for root in {begun, lemma.rstrip(ENDINGS)}:
        if len(root) < SHORTEST or not root.isalpha():
            continue
        yield root
        if root[-1] in VOWELS and len(root) > SHORTEST_ROOT:
            yield root[:-1]
        for hard, soft in SOFTENED.items():
            if root.endswith(hard) and len(root) > SHORTEST_ROOT:
                yield from (root[: -len(hard)] + one for one in soft)
