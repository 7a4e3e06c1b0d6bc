"""What a misspelt word was meant to be: known words near it, the likeliest first.

Nearness is a weighted edit distance, computed for all candidates at once over arrays: letters that sound or
lie alike, doubled letters, swapped neighbours and lost marks cost less than any letter for any other.
Frequent words win over rare ones. Forms too rare for the list are found by trying every single edit against
the dictionaries. A hunspell suggestion takes a tenth of a second and more; this takes a few thousandths.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bpo.language.costs import Costs, costs_of
from bpo.language.dictionaries import dist
from bpo.language.make_words import CAPITAL, LETTERS, LONGEST
from bpo.language.types import Language

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

PER_COST, PER_RANK = 2.6, 0.55 / 16
FAR = 2.7  # costlier candidates are not worth showing
MOST_SCANNED = 6000
REACH = 3  # letters by which a word and a candidate may be out of step
NEVER = 9.0
RARE = 20  # the rank of a word that is not in the list, next to those that are
KEYBOARDS = {
    Language.RU: ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    Language.UK: ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю"),
    Language.PL: ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    Language.EN: ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}
# Pairs of letters that are taken for each other, either way.
SOUNDS = {
    Language.RU: "оа еи яе еэ шщ зс тд бп вф гк жш цс ыи ъь йи гв юу ая",
    Language.UK: "иі еи оа гґ зс ву ыи эе ії щш еє йї тд бп вф",
    Language.PL: "uó żź rż ij dt bp wf sz śs kg",
    Language.EN: "ea ie oa sc yi kc sz uo",
}
# A letter without its mark and with it: left out on a hurried keyboard.
MARKS = {
    Language.RU: "её",
    Language.UK: "гґ",
    Language.PL: "aą cć eę lł nń oó sś zż zź",
    Language.EN: "",
}
CLUSTERS = {
    Language.RU: "тся-ться щ-сч шт-чт жы-жи шы-ши во-го ца-тся ца-ться тс-ц чик-щик чо-що жё-жо шё-шо чё-чо цы-ци",
    Language.UK: "тся-ться сь-ся йо-ьо це-тце ння-ня ття-тя лля-ля сся-ся шся-шся",
    Language.PL: "rz-ż sz-rz ch-h om-ą on-ą em-ę en-ę oł-ął dź-ć cz-trz",
    Language.EN: "ei-ie f-ph tion-sion able-ible ance-ence ant-ent ar-er or-er",
}
SILENT_LETTERS = "ьъ'-"
SINGLE = {
    Language.RU: "аиоускв",
    Language.UK: "аіоузвйяє",
    Language.PL: "aiowzu",
    Language.EN: "ai",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant, and how unlikely that is; less is better."""

    word: str
    cost: float
    rank: int

    @property
    def penalty(self) -> float:
        """Cost and rarity together."""
        return self.cost * PER_COST - (self.rank & ~CAPITAL) * PER_RANK


class Candidates:
    """One language's words, ready to be searched."""

    def __init__(self, language: Language, costs: Costs | None = None) -> None:
        self.language = language
        self.costs = costs or costs_of(language)
        self.letters = LETTERS[language]
        self.code = {letter: at for at, letter in enumerate(self.letters, 1)}
        folder = dist()
        self._rows, self._masks, self._ranks, self._starts = (
            np.asarray(np.load(folder / f"{language}-{name}.npy", mmap_mode="r"))
            for name in ("rows", "masks", "ranks", "starts")
        )
        self._texts = self._rows.view(f"S{LONGEST}")[:, 0]
        self.kinds = self._kinds()
        self.swap_cost = self._swap_costs()
        self.clusters = [
            (*pair, np.float32(self.costs.of(f"cluster:{pair[0]}-{pair[1]}", "cluster")))
            for text in CLUSTERS[language].split()
            for one, other in (text.split("-"),)
            for pair in ((one, other), (other, one))
            if one != other
        ]
        self.drop_cost = self._letter_costs("drop")
        self.put_cost = self._letter_costs("put")
        self.cross, self.twice, self.once = (
            np.float32(self.costs.kinds[kind]) for kind in ("cross", "twice", "once")
        )

    def _kinds(self) -> dict[str, str]:
        """Pairs of letters that are easily taken for each other, and why."""
        found = {}
        for kind, pairs in (
            ("neighbour", [one + other for row in KEYBOARDS[self.language] for one, other in pairwise(row)]),
            ("sound", SOUNDS[self.language].split()),
            ("mark", MARKS[self.language].split()),
        ):
            found.update(dict.fromkeys([both for pair in pairs for both in (pair, pair[::-1])], kind))
        return found

    def kind_of(self, edit: str) -> str:
        """The kind of an edit, given its name."""
        name, _, letters = edit.partition(":")
        if name == "swap":
            return self.kinds.get(letters, "other")
        if name in {"drop", "put"}:
            kind = "surplus" if name == "drop" else "missing"
            return f"silent {kind}" if letters and letters in SILENT_LETTERS else kind
        return name

    def _swap_costs(self) -> Floats:
        size = len(self.letters) + 2  # 0 is no letter, the last any stranger
        other = self.costs.kinds["other"]
        table = np.full((size, size), other, np.float32)
        for one in self.letters:
            for two in self.letters:
                name = f"swap:{one}{two}"
                table[self.code[one], self.code[two]] = self.costs.of(name, self.kind_of(name))
        np.fill_diagonal(table, 0)
        table[size - 1, size - 1] = other
        return table

    def _letter_costs(self, edit: str) -> Floats:
        table = np.full(len(self.letters) + 2, self.costs.kinds[self.kind_of(edit)], np.float32)
        for letter in self.letters:
            name = f"{edit}:{letter}"
            table[self.code[letter]] = self.costs.of(name, self.kind_of(name))
        return table

    def listed(self, least: int) -> list[tuple[str, int]]:
        """Common words at least so frequent, with their ranks."""
        chosen = np.flatnonzero((self._ranks >= least) & (self._ranks < CAPITAL))
        return [(self._word(self._rows[at]), int(self._ranks[at])) for at in chosen]

    def codes(self, word: str) -> list[int]:
        """The word in numbers; what is no letter of the language is one stranger."""
        return [self.code.get(letter, len(self.letters) + 1) for letter in word]

    def rank(self, word: str) -> int:
        """How frequent a word is; 0 where it is not in the list."""
        at = self._find(word)
        return 0 if at is None else int(self._ranks[at]) & (CAPITAL - 1)

    def _find(self, word: str) -> int | None:
        """Where a word is in the list."""
        length = len(word)
        if not 1 <= length <= LONGEST:
            return None
        first, last = self._starts[length], self._starts[length + 1]
        wanted = np.array(bytes(self.codes(word)), f"S{LONGEST}")
        at = int(first + np.searchsorted(self._texts[first:last], wanted))
        return at if at < last and self._texts[at] == wanted else None

    def share(self, word: str, rubbed: tuple[int, ...]) -> float:
        """Of all words that are this one but for the letters in those places, how much of what is written is it."""
        length = len(word)
        if not 1 <= length <= LONGEST:
            return 1.0
        first, last = self._starts[length], self._starts[length + 1]
        fits = np.ones(last - first, np.bool_)
        for at, code in enumerate(self.codes(word)):
            if at not in rubbed:
                fits &= self._rows[first:last, at] == code
        ranks = self._ranks[first:last][fits] & (CAPITAL - 1)
        weights = 10.0 ** (ranks.astype(np.float64) / 16)
        own = float(10.0 ** (max(self.rank(word), RARE) / 16))
        others = float(weights.sum()) - (own if self.rank(word) else 0.0)
        return own / (own + max(others, 0.0))

    def near(self, word: str, *, most: int = 40) -> list[Candidate]:
        """Words of the list near this one, the likeliest first."""
        length = len(word)
        if not 2 <= length <= LONGEST:
            return []
        codes = self.codes(word)
        first, last = self._starts[max(length - 2, 1)], self._starts[min(length + 3, LONGEST + 1)]
        mask = np.uint64(0)
        for code in codes:
            mask |= np.uint64(1 << code)
        apart = np.bitwise_count(self._masks[first:last] ^ mask)
        chosen = np.flatnonzero(apart <= (4 if length > 3 else 2))
        if len(chosen) > MOST_SCANNED:
            apart_chosen = apart[chosen].astype(np.int16) * 40 - (
                self._ranks[first:last][chosen] & (CAPITAL - 1)
            )
            chosen = chosen[np.argpartition(apart_chosen, MOST_SCANNED)[:MOST_SCANNED]]
        chosen += first
        rows = self._rows[chosen]
        lengths = (rows > 0).sum(axis=1)
        costs = self._distances(word, codes, rows, lengths)
        ranks = self._ranks[chosen]
        penalties = costs * PER_COST - (ranks & (CAPITAL - 1)) * np.float32(PER_RANK)
        good = np.flatnonzero(costs <= FAR)
        order = good[np.argsort(penalties[good], kind="stable")[:most]]
        return [Candidate(self._word(rows[at]), round(float(costs[at]), 3), int(ranks[at])) for at in order]

    def known(self, least: int) -> Iterator[str]:
        """The listed words that are at least as frequent as this rank, but for names."""
        for at in np.flatnonzero((self._ranks >= least) & (self._ranks < CAPITAL)):
            yield self._word(self._rows[at])

    def _word(self, row: Bytes) -> str:
        return "".join(self.letters[code - 1] for code in row if code)

    def _distances(self, word: str, codes: list[int], rows: Bytes, lengths: npt.NDArray[np.intp]) -> Floats:
        """The weighted distance from the word to every row."""
        count, width = rows.shape[0], int(lengths.max(initial=0))
        grid = _Grid(self, word, codes, [np.ascontiguousarray(rows[:, at]) for at in range(width)])
        for i in range(len(codes) + 1):
            for j in range(max(0, i - REACH), min(width, i + REACH) + 1):
                grid.fill(i, j)
        result = np.full(count, NEVER, np.float32)
        for j, cell in enumerate(grid.cells[len(codes)]):
            if cell is not None:
                result = np.where(lengths == j, cell, result)
        return result


class _Grid:
    """The table of the edit distance, each cell an array over all candidates."""

    def __init__(self, words: Candidates, word: str, codes: list[int], columns: list[Bytes]) -> None:
        self._words, self._codes, self._columns = words, codes, columns
        self._puts = [words.put_cost[column] for column in columns]
        for at in range(1, len(columns)):
            again = columns[at] == columns[at - 1]
            self._puts[at] = np.where(again, words.once, self._puts[at])
        self._clusters: dict[tuple[int, int], list[tuple[int, int, npt.NDArray[np.bool_], np.float32]]] = {}
        for written, meant, cost in words.clusters:
            start = word.find(written)
            while start >= 0:
                self._find_cluster(start, written, [words.code[letter] for letter in meant], cost)
                start = word.find(written, start + 1)
        self.cells: list[list[Floats | None]] = [[None] * (len(columns) + 1) for _ in range(len(codes) + 1)]
        self.cells[0][0] = np.zeros(len(columns[0]) if columns else 0, np.float32)

    def _find_cluster(self, start: int, written: str, wanted: list[int], cost: np.float32) -> None:
        for at in range(max(0, start - REACH), min(len(self._columns) - len(wanted), start + REACH) + 1):
            hits = self._columns[at] == wanted[0]
            for more, code in enumerate(wanted[1:], 1):
                hits = hits & (self._columns[at + more] == code)
            if hits.any():
                end = (start + len(written), at + len(wanted))
                self._clusters.setdefault(end, []).append((len(written), len(wanted), hits, cost))

    def fill(self, i: int, j: int) -> None:
        """What it costs to turn the first i letters of the word into the first j of each candidate."""
        if i == j == 0:
            return
        ways = [*self._single_edits(i, j), *self._crossings(i, j)]
        for size_i, size_j, hits, cost in self._clusters.get((i, j), ()):
            if (earlier := self.cells[i - size_i][j - size_j]) is not None:
                ways.append(np.where(hits, earlier + cost, np.float32(NEVER)))
        best = ways[0] if ways else None
        for way in ways[1:]:
            best = np.minimum(best, way)  # type: ignore[arg-type]  # there is one if there are more
        self.cells[i][j] = best

    def _single_edits(self, i: int, j: int) -> Iterator[Floats]:
        cells, codes = self.cells, self._codes
        if i and j and (corner := cells[i - 1][j - 1]) is not None:
            yield corner + self._words.swap_cost[codes[i - 1]][self._columns[j - 1]]
        if i and (above := cells[i - 1][j]) is not None:
            again = i > 1 and codes[i - 1] == codes[i - 2]
            yield above + (self._words.twice if again else self._words.drop_cost[codes[i - 1]])
        if j and (left := cells[i][j - 1]) is not None:
            yield left + self._puts[j - 1]

    def _crossings(self, i: int, j: int) -> Iterator[Floats]:
        """Two neighbours in each other's place."""
        if i < 2 or j < 2 or self._codes[i - 1] == self._codes[i - 2]:
            return
        before = self.cells[i - 2][j - 2]
        crossed = (self._columns[j - 2] == self._codes[i - 1]) & (self._columns[j - 1] == self._codes[i - 2])
        if before is not None and crossed.any():
            yield np.where(crossed, before + self._words.cross, np.float32(NEVER))


@cache
def candidates(language: Language) -> Candidates:
    """The words of a language, loaded once a process."""
    return Candidates(language)
