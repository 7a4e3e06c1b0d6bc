import pytest

from bpo.core.errors import Invalid, NotFound
from bpo.onboarding.commands import apply_file, fault_lines, show_file


def test_a_file_is_applied_and_shown(db, head, slug):
    assert str(apply_file(head.encode())[0]) == f"brand {slug}: added"
    assert apply_file(show_file(slug).encode()) == []


def test_an_unknown_brand_is_not_shown(db):
    with pytest.raises(NotFound):
        show_file("nobody-is-here")


def test_faults_name_file_and_line(db, head):
    with pytest.raises(Invalid) as caught:
        apply_file(head.encode() + b"\ncolour: red\nservice_levels: [{name: a, first_response: 30}]\n")
    first, second = fault_lines("pivo.yaml", caught.value)
    assert first.startswith("pivo.yaml:6: ")
    assert second.startswith("pivo.yaml:7: service_levels[0].first_response: ")
