import psycopg
import pytest
from sqlalchemy.engine import make_url


@pytest.fixture
def superuser(addresses, database):
    """A connection that no wall binds, as somebody has who tampers."""
    if addresses.superuser is None:
        pytest.skip("the given database server lends us no superuser")
    url = make_url(addresses.superuser).set(database=make_url(database[0]).database)
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        yield connection
