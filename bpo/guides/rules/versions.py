"""Which two versions of a guide are compared where somebody names none, one or both."""

from collections.abc import Sequence


def chosen(versions: Sequence[int], before: int | None, after: int | None) -> tuple[int, int] | None:
    """The two versions to show, from those there are (the latest first); None where there is nothing to compare."""
    if len(versions) < 2:
        return None
    new = after if after is not None and after in versions else versions[0]
    earlier = [one for one in versions if one < new]
    old = before if before in versions and before != new else None
    if old is None:
        old = earlier[0] if earlier else next(one for one in versions if one != new)
    return old, new
