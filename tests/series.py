"""Long series of random cases. `make test` asks for a quarter of each, other ones every time; `make whole` for all."""

import os

import pytest
from hypothesis import settings

WHOLE = os.environ.get("BPO_TEST_SERIES") == "whole"


def series(cases):
    """A property that is to hold in so many cases."""

    def decorate(test):
        return pytest.mark.long_series(settings(max_examples=cases if WHOLE else cases // 4)(test))

    return decorate
