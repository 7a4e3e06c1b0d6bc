"""Learn what misspelling a word costs: `python -m training.spelling.learn FOLDER --ua-gec UA_GEC [--out FILE]`.

FOLDER is the development data (RUSpellRU, MIT; polish-gec-datasets, Apache-2.0), of which one half is learnt from;
UA_GEC is the folder `ua_gec` of the package of that name (CC BY 4.0), whose training part is. English slips, and more
Polish ones, are made up by `pairs.made`. Two steps, each a softmax over a word's candidates, drawn back to where it
began: first what each kind of edit and each single edit costs, then what else speaks for a candidate
(`bpo.language.ranking`). The result depends on nothing but data and seed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bpo.language import costs as costs_module
from bpo.language import ranking, suggesting
from bpo.language.candidates import Candidates
from bpo.language.costs import Costs
from bpo.language.make_words import CAPITAL
from bpo.language.types import Language
from training.spelling import pairs
from training.spelling.alignment import Edit, align

Floats = npt.NDArray[np.float64]
# Where the figures begin, and what they are drawn back to: set by hand in the first version of the checks.
BEGIN = {
    "sound": 0.45, "neighbour": 0.75, "other": 1.0, "mark": 0.2, "cross": 0.6, "twice": 0.4, "once": 0.4, "missing": 0.8,
    "surplus": 0.9, "silent missing": 0.5, "silent surplus": 0.55, "cluster": 0.45,
}  # fmt: skip
LEAST, MOST = 0.1, 1.2  # what an edit may cost
ROUNDS, STEPS, RATE = 3, 300, 0.05
OF_KIND, OF_EDIT, OF_FEATURE = 4.0, 30.0, 0.01  # how strongly a figure is drawn back
SEEN = 3  # edits seen less often have no cost of their own
CANDIDATES = 40


def main() -> None:
    asked = argparse.ArgumentParser(description="Learn what misspelling a word costs.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--ua-gec", type=Path, required=True)
    asked.add_argument("--out", type=Path, default=costs_module.FILE)
    given = asked.parse_args()
    learnt = {}
    for language in Language:
        learning = learn_from(given.folder, given.ua_gec, language)
        costs = learn_costs(language, learning)
        costs = Costs(costs.kinds, costs.edits, learn_ranking(language, costs, learning))
        learnt[language.value] = {"kinds": costs.kinds, "edits": costs.edits, "ranking": costs.ranking}
        print(f"{language}: {len(learning)} pairs, {len(costs.edits)} single edits")
    given.out.write_text(
        json.dumps(learnt, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def learn_from(folder: Path, ua_gec: Path, language: Language) -> list[pairs.Pair]:
    """The pairs of a language; never the half that is measured on."""
    if language is Language.UK:
        return list(pairs.of_ua_gec(ua_gec))
    words = Candidates(language, Costs(BEGIN))
    return [*pairs.of_folder(folder, language, learning=True), *pairs.made(words, language)]


def learn_costs(language: Language, learning: Sequence[pairs.Pair]) -> Costs:
    """What edits cost: aligned by what they cost so far, then learnt, and so again."""
    costs = Costs(BEGIN)
    for _ in range(ROUNDS):
        words = Candidates(language, costs)
        groups = [group for pair in learning if (group := _aligned(words, pair)) is not None]
        costs = _fitted(words, groups)
    return costs


Group = tuple[int, list[tuple[list[Edit], int]]]  # which one was meant; each candidate's edits and rank


def _aligned(words: Candidates, pair: pairs.Pair) -> Group | None:
    near = [(one.word, one.rank & ~CAPITAL) for one in words.near(pair.written, most=CANDIDATES)]
    meant = next((at for at, (word, _) in enumerate(near) if word.replace("ё", "е") == pair.meant), None)
    if meant is None:
        return None
    return meant, [(align(words, pair.written, word), rank) for word, rank in near]


def _fitted(words: Candidates, groups: list[Group]) -> Costs:
    seen = Counter(edit.name for meant, near in groups for edit in near[meant][0])
    names = [*BEGIN, *sorted(name for name, times in seen.items() if times >= SEEN and name not in BEGIN)]
    place = {name: at for at, name in enumerate(names)}
    rows, starts, right = [], [0], []
    ranks = []
    for meant, near in groups:
        for edits, rank in near:
            row = np.zeros(len(names))
            for edit in edits:
                row[place[edit.kind]] += 1
                if edit.name in place and edit.name != edit.kind:
                    row[place[edit.name]] += 1
            rows.append(row)
            ranks.append(rank / 16)
        right.append(starts[-1] + meant)
        starts.append(len(rows))
    table, rank = -np.array(rows), np.array(ranks)
    begin = np.array([BEGIN.get(name, 0.0) for name in names])
    # First how much a unit of cost weighs, and a step of frequency; then the costs, drawn back to where they began.
    both = np.stack([table @ begin, rank], axis=1)
    scale, often = softmax(both, np.zeros(len(rank)), starts, right, np.ones(2), np.zeros(2))
    back = np.array([OF_KIND if name in BEGIN else OF_EDIT for name in names]) / scale
    found = softmax(table, often * rank, starts, right, scale * begin, back)
    found /= found[place["other"]]
    kinds = {name: _within(found[place[name]]) for name in BEGIN}
    edits = {}
    for name in names[len(BEGIN) :]:
        edits[name] = _within(kinds[words.kind_of(name)] + found[place[name]])
    return Costs(kinds, edits)


def _within(cost: float) -> float:
    return round(float(min(max(cost, LEAST), MOST)), 3)


def learn_ranking(language: Language, costs: Costs, learning: Sequence[pairs.Pair]) -> dict[str, float]:
    """What else speaks for a candidate, beside its penalty."""
    words = Candidates(language, costs)
    rows, starts, right = [], [0], []
    for pair in learning:
        near = suggesting.near_in(words, pair.written)[:CANDIDATES]
        meant = next((at for at, one in enumerate(near) if one.word.replace("ё", "е") == pair.meant), None)
        if meant is None:
            continue
        rows += [ranking.features(pair.written, one, language, pair.before, pair.after) for one in near]
        right.append(starts[-1] + meant)
        starts.append(len(rows))
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    begin = np.array([ranking.BEGIN.get(name, 0.0) for name in names])
    back = np.full(len(names), OF_FEATURE * len(right))
    found = softmax(table, np.zeros(len(rows)), starts, right, begin, back)
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def softmax(
    table: Floats, offset: Floats, starts: list[int], right: list[int], begin: Floats, back: Floats
) -> Floats:
    """Weights under which the right rows win their groups, drawn back to where they began (Adam)."""
    weights, speed, square = begin.copy(), np.zeros(len(begin)), np.zeros(len(begin))
    group = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    first = np.array(starts[:-1])
    wanted = table[right].sum(axis=0)
    for step in range(1, STEPS + 1):
        scores = table @ weights + offset
        scores -= np.maximum.reduceat(scores, first)[group]
        chances = np.exp(scores)
        chances /= np.add.reduceat(chances, first)[group]
        slope = wanted - chances @ table - back * (weights - begin)
        slope /= len(right)
        speed = 0.9 * speed + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights += RATE * (speed / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main()
