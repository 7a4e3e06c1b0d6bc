"""How one is let in to Google: where a token is asked for, and what is said where there is none."""

import pytest

from bpo.channels.adapters.base import Connected
from bpo.channels.adapters.google_grants import as_owner


def connected(server):
    settings = {"server": server, "client_id": "a client"}
    secrets = {"client_secret": "a secret", "token": "a token"}
    return Connected("youtube", "youtube:brand", settings, secrets)


@pytest.mark.parametrize(
    ("server", "address"),
    [
        ("https://www.googleapis.com/", "https://oauth2.googleapis.com/token"),
        ("https://youtube.googleapis.com", "https://oauth2.googleapis.com/token"),
        ("https://gateway.brand.example", "https://gateway.brand.example/token"),
    ],
)
def test_a_token_is_asked_for_where_the_interface_is_or_at_googles_own(server, address):
    assert as_owner(connected(server)).address == address


def test_what_a_person_must_do_is_said_by_googles_name_for_it():
    said = as_owner(connected("https://www.googleapis.com")).refusals
    assert "makes a new one" in said["invalid_grant"]
    assert said["invalid_client"] == said["unauthorized_client"]
