import pytest
from conversations.edge_app import make_app


@pytest.fixture(scope="session")
def edges(settings, db):
    return make_app(settings)
