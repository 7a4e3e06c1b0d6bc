import pytest

from bpo.onboarding.brand_file.yaml_tree import LARGEST, read_tree

HEAD = "slug: pivo\nname: Пиво\nlanguages: [ru, uk]\ntime_zone: Europe/Kyiv\n"


@pytest.mark.parametrize(
    "word",
    ["NO", "yes", "on", "22:00", "0123", "0x1F", "1e3", "1_000", ".5", "2026-12-31", "NULL", "=", "<<x"],
)
def test_every_scalar_stays_what_was_typed(word, parse):
    assert read_tree(f"a: {word}\nb: [{word}]\n").tree == {"a": word, "b": [word]}
    assert parse(f"names: [{word}]\n")["names"] == [word]


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_nothing_null_and_tilde_are_no_value_and_quoted_they_are_text(empty):
    assert read_tree(f"a: {empty}\nb: '{empty}'\n").tree == {"a": None, "b": empty}


def test_a_list_of_days_in_braces_is_read_as_typed():
    tree = read_tree("{sat,sun: [a], mon, tue : b, 'x': , z}\n").tree
    assert tree == {"sat,sun": ["a"], "mon,tue": "b", "x": None, "z": None}


def test_bytes_text_byte_order_mark_and_carriage_returns_read_alike(example):
    tree = read_tree(example).tree
    assert tree["slug"] == "pivo-doma"
    assert read_tree(example.encode()).tree == tree
    assert read_tree("\ufeff" + example).tree == tree
    assert read_tree(b"\xef\xbb\xbf" + example.replace("\n", "\r\n").encode()).tree == tree


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "empty"),
        ("# only a comment\n", 1, "empty"),
        ("- a\n", 1, "table of keys"),
        (b"slug: a\nname: \xff\n", 2, "UTF-8"),
        ("slug: ab\nname: 'x\ntime_zone: y\n", 2, "never closed"),
        ("slug: ab\n\tname: x\n", 2, "tab"),
        ("slug: ab\nname: a: b\n", 2, "not YAML"),
        ("slug: ab\nname: @pivo\n", 2, "needs quotes"),
        ("slug: ab\nlanguages: [ru\nname: x\n", 3, "not YAML"),
        ("slug: ab\nname: \x07\n", 2, "U+0007"),
        ("slug: " + "a" * LARGEST, 1, "1 MiB"),
        ("a: " + "[" * 5000, 1, "nested too deep"),
        ("{" * 50_000, 1, "nested too deep"),
        ("a: " + "{x: " * 5000, 1, "nested too deep"),
        ("a: [" + "b," * 20_001 + "]", 1, "more than 20000 entries"),
        ("".join(f"k{n}: v\n" for n in range(501)), 501, "more than 500 entries"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(text, line, reason, faults_of):
    found = faults_of(text)
    assert any(reason in message for _line, _place, message in found)
    if reason != "more than 500 entries":
        assert found[0][0] == line


@pytest.mark.parametrize(
    ("rest", "line", "place", "reason"),
    [
        ("names: &a [x]\n", 5, "names", "Anchors and aliases"),
        ("names: [*a]\n", 5, "names[0]", "Anchors and aliases"),
        ("names: !!set [x]\n", 5, "names", "Tags"),
        ("names: [!x y]\n", 5, "names[0]", "Tags"),
        ("<<: {terms: []}\n", 5, "<<", "Merge keys"),
        ("---\nslug: other\n", 5, "", "second document"),
        ("names: []\nslug: again\n", 6, "slug", "given twice; the first is in line 1"),
        (
            "approval:\n  timeout: 5m\n  timeout: 6m\n",
            7,
            "approval.timeout",
            "given twice; the first is in line 6",
        ),
        ("? [a, b]\n: x\n", 5, "", "A key must be a word"),
        ('names: ["a\\0b"]\n', 5, "names[0]", "control character"),
        ('names: ["\\ud800"]\n', 5, "names[0]", "control character"),
        ('"a\\0b": x\n', 5, "", "A key must be a word"),
    ],
)
def test_what_yaml_can_do_and_a_brand_file_may_not(rest, line, place, reason, faults):
    found = faults(rest)
    assert any(at == line and where == place and reason in message for at, where, message in found), found


def test_directives_are_refused(faults_of):
    assert "Directives" in faults_of("%YAML 1.1\n---\n" + HEAD)[0][2]


def test_aliases_do_not_multiply(faults):
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len([found for found in faults(laughs) if "Anchors" in found[2]]) == 9 + 16
