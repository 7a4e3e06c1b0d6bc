"""How a written word became of the meant one: the cheapest edits, as `candidates` counts them."""

from dataclasses import dataclass

from bpo.language.candidates import Candidates


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit by its name, and the kind whose cost it has where it has none of its own."""

    name: str
    kind: str


def align(words: Candidates, written: str, meant: str) -> list[Edit]:
    """The cheapest edits from one to the other."""
    cells: dict[tuple[int, int], tuple[float, tuple[Edit, ...]]] = {(0, 0): (0.0, ())}

    def go(here: tuple[int, int], there: tuple[int, int], name: str) -> None:
        cost, edits = cells[here]
        if name:
            edit = Edit(name, words.kind_of(name))
            cost, edits = cost + words.costs.of(edit.name, edit.kind), (*edits, edit)
        if there not in cells or cells[there][0] > cost:
            cells[there] = cost, edits

    for i in range(len(written) + 1):
        for j in range(len(meant) + 1):
            if (i, j) in cells:
                for there, name in _steps(words, written, meant, i, j):
                    go((i, j), there, name)
    return list(cells[len(written), len(meant)][1])


def _steps(words: Candidates, written: str, meant: str, i: int, j: int) -> list[tuple[tuple[int, int], str]]:
    found = []
    if i < len(written) and j < len(meant):
        same = written[i] == meant[j]
        found.append(((i + 1, j + 1), "" if same else f"swap:{written[i]}{meant[j]}"))
    if i < len(written):
        again = i > 0 and written[i] == written[i - 1]
        found.append(((i + 1, j), "twice" if again else f"drop:{written[i]}"))
    if j < len(meant):
        again = j > 0 and meant[j] == meant[j - 1]
        found.append(((i, j + 1), "once" if again else f"put:{meant[j]}"))
    crossed = written[i : i + 2]
    if len(crossed) > 1 and crossed[0] != crossed[1] and meant[j : j + 2] == crossed[::-1]:
        found.append(((i + 2, j + 2), "cross"))
    for one, two, _ in words.clusters:
        if written.startswith(one, i) and meant.startswith(two, j):
            found.append(((i + len(one), j + len(two)), f"cluster:{one}-{two}"))
    return found
