from datetime import date
from pathlib import Path

import pytest

from bpo.core.errors import Invalid
from bpo.onboarding.brand_file.parse import parse_brand_file

TODAY = date(2026, 8, 1)
HEAD = "slug: pivo\nname: Пиво\nlanguages: [ru, uk]\ntime_zone: Europe/Kyiv\n"


@pytest.fixture(scope="session")
def example():
    """The example of the contract, word for word."""
    return Path(__file__).with_name("example.yaml").read_text(encoding="utf-8")


@pytest.fixture
def parse():
    """Sections of a file whose profile is already written; the rest starts on line 5."""
    return lambda rest="", today=TODAY: parse_brand_file(HEAD + rest, today=today).sections


@pytest.fixture
def faults_of():
    """(line, place, message) of every fault of a whole file."""

    def read(text):
        with pytest.raises(Invalid) as caught:
            parse_brand_file(text, today=TODAY)
        return [(fault.line, fault.place, fault.message) for fault in caught.value.faults]

    return read


@pytest.fixture
def faults(faults_of):
    """The same, below a profile of four lines."""
    return lambda rest: faults_of(HEAD + rest)
