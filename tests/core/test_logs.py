import json

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bpo.core.actor import Actor
from bpo.core.logs import start_logging
from bpo.core.uow import UnitOfWork


@pytest.fixture
def lines(capsys):
    def read():
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    start_logging()
    yield read
    structlog.reset_defaults()


def test_a_failure_is_one_line_without_the_values_of_variables(lines, capsys):
    token = "very" + "-secret-token"

    def fail(given):
        raise RuntimeError(len(given))

    try:
        fail(token)
    except RuntimeError:
        structlog.get_logger().exception("failed", name="one\nforged line")
    (line,) = lines()
    assert (line["event"], line["level"], line["name"]) == ("failed", "error", "one\nforged line")
    assert "RuntimeError" in line["exception"]
    assert token not in json.dumps(line)


def test_a_failed_statement_does_not_tell_its_parameters(db):
    with pytest.raises(DBAPIError) as caught, UnitOfWork(Actor.system()) as uow:
        uow.session.execute(
            text("SELECT CAST(:given AS int) FROM no_such_table"), {"given": "canary-in-parameter"}
        )
    assert "canary-in-parameter" not in str(caught.value)
