"""Wilson's interval against a published table, and what must hold for every share."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.core.intervals import wilson


# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
# 857-872, Table I, method 3 (score without continuity correction).
@pytest.mark.parametrize(
    ("successes", "n", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_table(successes, n, lower, upper):
    assert [round(bound, 4) for bound in wilson(successes, n)] == [lower, upper]
    mirrored = wilson(n - successes, n)
    assert [round(1 - bound, 4) for bound in reversed(mirrored)] == [lower, upper]


def test_nothing_observed_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("successes", "n", "z"),
    [(-1, 5, 2), (6, 5, 2), (1, -1, 2), (1, 2, 0), (nan, 2, 2), (1, inf, 2), (1, 2, inf)],
)
def test_what_is_no_share_is_refused(successes, n, z):
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n, z)


@given(st.integers(1, 10**6), st.floats(0, 1), st.floats(0.5, 4))
def test_the_share_is_inside_and_more_observations_narrow_it(n, part, z):
    share = round(part * n) / n
    lower, upper = wilson(share * n, n, z)
    assert 0 <= lower <= share <= upper <= 1
    wider = wilson(share * n, n, z + 1)
    assert wider[0] <= lower
    assert upper <= wider[1]
    narrower = wilson(share * n * 4, n * 4, z)
    assert narrower[1] - narrower[0] < upper - lower
