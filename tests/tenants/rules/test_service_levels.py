"""The first service level that matches."""

from datetime import timedelta

import pytest

from bpo.tenants.rules.service_levels import CONDITIONS, ServiceLevelTerms, Subject, match_level

KNOWN = Subject(
    network="x",
    account="pivo_doma",
    tags=frozenset({"kyiv", "care"}),
    language="uk",
    visibility="public",
    sentiment="negative",
    priority="urgent",
)


def level(name, **when):
    return ServiceLevelTerms(None, name, when, timedelta(minutes=15), None, None, "always")


@pytest.mark.parametrize(
    ("when", "matches"),
    [
        pytest.param({}, True, id="no condition"),
        pytest.param({"network": ("x",)}, True, id="network"),
        pytest.param({"network": ("vk",)}, False, id="another network"),
        pytest.param({"account": ("pivo_doma",)}, True, id="handle"),
        pytest.param({"account": ("Pivo_Doma",)}, False, id="handle in another case"),
        pytest.param({"tag": ("lviv", "kyiv")}, True, id="one tag of several"),
        pytest.param({"tag": ("lviv",)}, False, id="another tag"),
        pytest.param({"language": ("ru", "uk")}, True, id="one language of several"),
        pytest.param({"visibility": ("public",), "sentiment": ("negative",)}, True, id="both hold"),
        pytest.param({"visibility": ("private",), "sentiment": ("negative",)}, False, id="one does not"),
        pytest.param({"priority": ("urgent",)}, True, id="priority"),
        pytest.param({"priority": ()}, False, id="none of no values"),
    ],
)
def test_conditions(when, matches):
    assert (match_level([level("angry", **when)], KNOWN) is not None) is matches


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_is_not_known_matches_no_condition(condition):
    assert match_level([level("any", **{condition: ("None", "x", "")})], Subject()) is None


def test_the_first_that_matches_holds():
    levels = [level("private", visibility=("private",)), level("first"), level("second")]
    assert match_level(levels, KNOWN).name == "first"


def test_no_level_is_an_answer():
    assert match_level([], KNOWN) is None
    assert match_level([level("vk", network=("vk",))], KNOWN) is None


def test_an_unknown_condition_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        match_level([level("odd", weather=("rain",))], KNOWN)
