import pytest

from bpo.core.secrets import seal, unseal

KEY = b"k" * 32


def test_what_was_sealed_opens_in_its_place():
    assert unseal(seal(b"token", key=KEY, place="a|b"), key=KEY, place="a|b") == b"token"


@pytest.mark.parametrize(
    ("key", "place"), [(KEY, "another|row"), (b"x" * 32, "a|b")], ids=["another place", "another key"]
)
def test_a_sealed_value_opens_nowhere_else(key, place):
    sealed = seal(b"token", key=KEY, place="a|b")
    with pytest.raises(ValueError, match="sealed for another place"):
        unseal(sealed, key=key, place=place)


def test_the_same_secret_is_never_sealed_alike():
    assert seal(b"token", key=KEY, place="a") != seal(b"token", key=KEY, place="a")
