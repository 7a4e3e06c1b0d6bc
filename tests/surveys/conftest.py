"""What the tests of surveys share."""

import pytest
from builders import forget_tries


@pytest.fixture(autouse=True)
def nobody_is_blocked(owner):
    """Everybody comes from one address here: what one test tried in vain blocks no other."""
    forget_tries(owner)
