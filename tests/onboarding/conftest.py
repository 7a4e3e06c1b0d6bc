from datetime import UTC, date, datetime, time
from itertools import count
from pathlib import Path

import pytest

from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.operations import apply_brand_file, brand_unit_actor
from bpo.onboarding.queries import show_brand
from bpo.tenants.queries import get_tenant

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 20)
_numbers = count(1)


@pytest.fixture
def slug():
    return f"brand-{next(_numbers)}-{new_id().hex[-8:]}"


@pytest.fixture
def example():
    """The contract's example as a template: its slug is replaced."""
    return (ROOT / "tests/onboarding/brand_file/example.yaml").read_text(encoding="utf-8")


@pytest.fixture
def with_slug(slug):
    return lambda text: "\n".join([f"slug: {slug}", *text.split("\n")[1:]])


@pytest.fixture
def head(slug):
    """A profile of four lines; the rest of a file starts on line 5."""
    return f"slug: {slug}\nname: Pivo\nlanguages: [en]\ntime_zone: Europe/Warsaw\n"


def unit_for(slug, *, now=None):
    """A unit as the system for this brand, there or not."""
    with UnitOfWork(Actor.system()) as uow:
        opened = brand_unit_actor(uow, slug)
    return UnitOfWork(opened.actor, now=now)


@pytest.fixture
def apply(db):
    """Apply a file, now or on a given day; its changes as lines."""

    def run(text, *, today=None, dry_run=False):
        brand_file = parse_brand_file(text, today=today or TODAY)
        now = datetime.combine(today, time(12), tzinfo=UTC) if today else None
        with unit_for(brand_file.sections["profile"]["slug"], now=now) as uow:
            return [str(change) for change in apply_brand_file(uow, brand_file, dry_run=dry_run)]

    return run


@pytest.fixture
def brand(db, slug):
    """A unit that sees the brand, and the brand."""

    def open_unit():
        uow = unit_for(slug)
        return uow, get_tenant(uow, slug)

    return open_unit


@pytest.fixture
def show(brand):
    def run():
        uow, tenant = brand()
        with uow:
            return show_brand(uow, tenant)

    return run
