from bpo.core.ids import new_id


def test_ids_are_version_seven_of_the_standard_variant():
    made = new_id()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_ids_grow_with_time_and_never_repeat():
    made = [new_id() for _ in range(5000)]
    assert len(set(made)) == 5000
    milliseconds = [value.int >> 80 for value in made]
    assert milliseconds == sorted(milliseconds)
