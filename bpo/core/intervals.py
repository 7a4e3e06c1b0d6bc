"""How sure a share is: its confidence interval.

Wilson's score interval (E. B. Wilson, Probable inference, the law of succession, and statistical inference,
Journal of the American Statistical Association 22, 1927, 209-212), without continuity correction. Unlike the
usual share plus or minus, it stays between 0 and 1 and says something true of few observations, also where all
of them agree.
"""

from math import isfinite, sqrt


def wilson(successes: float, n: float, z: float = 1.959964) -> tuple[float, float]:
    """The lower and upper bound of a share of `successes` in `n`; `z` 1.959964 is 95 %.

    Both may be sums of weights (effective sizes). Nothing observed says nothing: (0, 1). ValueError unless
    0 <= successes <= n and z > 0, all of them finite.
    """
    if not (isfinite(n) and isfinite(z) and 0 <= successes <= n and z > 0):
        message = f"no share: {successes} of {n}, z {z}"
        raise ValueError(message)
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    spread = z * z / n
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n))
    # At the ends the bound is the share itself, which rounding would miss by an ulp.
    lower = 0.0 if successes == 0 else (middle - half) / (1 + spread)
    upper = 1.0 if successes == n else (middle + half) / (1 + spread)
    return max(lower, 0.0), min(upper, 1.0)
