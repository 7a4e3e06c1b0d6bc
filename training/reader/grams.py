"""Training what letters and words say beside the network: `python -m training.reader.grams`, two minutes.

Logistic regression on hashed n-grams (`bpo.language.grams`), a model for each label, all labels that exclude each other in
one. Learns from the same texts as the network, with the same ones kept apart. Needs scikit-learn.
"""

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bpo.language.grams import BUCKETS, FILE, pieces
from bpo.language.reader import BETWEEN
from training.reader.texts import EXCLUSIVE, LABELS, SURELY, as_arrays, examples

STRONG = 10.0  # how little weights are held down
RARE = 4.0  # what a text that holds a label weighs beside one that does not


def main() -> None:
    """Fit every label and write the weights in steps of a byte."""
    texts = [one for one in examples() if not one.is_apart]
    holds, weight = as_arrays(texts)
    rows = matrix([one.text.split(BETWEEN)[0] for one in texts])
    weights, offsets = np.zeros((BUCKETS, len(LABELS)), np.float32), np.zeros(len(LABELS), np.float32)
    for one in EXCLUSIVE:
        known = weight[:, one.start] >= SURELY
        fitted = LogisticRegression(C=STRONG, max_iter=300).fit(rows[known], holds[known, one].argmax(1))
        weights[:, one], offsets[one] = fitted.coef_.T, fitted.intercept_
    for column in range(EXCLUSIVE[-1].stop, len(LABELS)):
        known = (weight[:, column] > 0) & np.isin(holds[:, column], (0, 1))
        fitted = LogisticRegression(C=STRONG, max_iter=300, class_weight={False: 1.0, True: RARE})
        fitted.fit(rows[known], holds[known, column] > 0, sample_weight=weight[known, column])
        weights[:, column], offsets[column] = fitted.coef_[0], fitted.intercept_[0]
        print(LABELS[column], int(known.sum()), int((holds[known, column] > 0).sum()), flush=True)
    np.savez_compressed(FILE, **in_bytes(weights, offsets))


def in_bytes(weights: np.ndarray, offsets: np.ndarray) -> dict[str, np.ndarray]:
    """Weights (buckets, labels) in whole steps of a byte, as `bpo.language.grams` reads them."""
    step = np.abs(weights).max(0) / 127
    return {
        "weights": np.round(weights / step).astype(np.int8),
        "step": step.astype(np.float32),
        "offsets": offsets.astype(np.float32),
    }


def matrix(texts: list[str]) -> csr_matrix:
    """(texts, buckets), as the product weighs them."""
    data, indices, starts = [], [], [0]
    for text in texts:
        for places, signs in pieces(text):
            indices.append(places)
            data.append(signs / np.sqrt(max(len(places), 1)))
        starts.append(sum(len(one) for one in indices[len(indices) - 2 :]) + starts[-1])
    shape = (len(texts), BUCKETS)
    found = csr_matrix((np.concatenate(data), np.concatenate(indices), np.array(starts)), shape=shape)
    found.sum_duplicates()
    return found


if __name__ == "__main__":
    main()
