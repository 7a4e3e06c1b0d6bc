"""The examples that the standard, its forerunner and X print."""

import re
from dataclasses import replace

import pytest

from bpo.channels.rules.oauth_signatures import Keys, as_query, authorization, signature

PHOTOS = Keys("dpf43f3p2l4k3l03", "kd94hf93k423kf44", "nnch734d00sl2jdk", "pfkkdhi9sl3r4s00")
RFC = Keys("9djdj82h48djs9d2", "j49sk3j29djd", "kkk9d7dh3k39sjv7", "dh893hdasih9")
X = Keys(
    "xvz1evFS4wEEPTGEFPHBog",
    "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
    "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
    "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
)


def of(keys, nonce, at, **more):
    return [
        ("oauth_consumer_key", keys.app),
        ("oauth_token", keys.token),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", at),
        ("oauth_nonce", nonce),
        *more.items(),
    ]


def test_the_photos_of_oauth_core_1_0a():
    told = of(PHOTOS, "kllo9940pd9333jh", "1191242096", oauth_version="1.0")
    told += [("file", "vacation.jpg"), ("size", "original")]
    assert (
        signature("GET", "http://photos.example.net/photos", told, PHOTOS) == "tR3+Ty81lMeYAr/Fid0kMTYa/WM="
    )


@pytest.mark.parametrize("address", ["http://example.com/request", "HTTP://EXAMPLE.COM:80/request"])
def test_the_request_of_rfc_5849(address):
    """3.4.1: a name twice, a name without a value, what is escaped already."""
    told = of(RFC, "7d8f3e4a", "137131201")
    told += [("b5", "=%3D"), ("a3", "a"), ("c@", ""), ("a2", "r b"), ("c2", ""), ("a3", "2 q")]
    assert signature("post", address, told, RFC) == "r6/TJjbCOr97/+UU0NsvSne7s5g="


def test_the_post_of_xs_own_page():
    told = of(X, "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", "1318622958", oauth_version="1.0")
    told += [("include_entities", "true"), ("status", "Hello Ladies + Gentlemen, a signed OAuth request!")]
    address = "https://api.twitter.com/1/statuses/update.json"
    assert signature("POST", address, told, X) == "tnnArxj06cWHq44gCs1OSKk/jLY="


def test_a_port_of_its_own_and_every_secret_are_signed():
    told = of(PHOTOS, "n", "1")
    address = "http://photos.example.net/photos"
    others = {
        signature("GET", address, told, PHOTOS),
        signature("PUT", address, told, PHOTOS),
        signature("GET", "http://photos.example.net:8080/photos", told, PHOTOS),
        signature("GET", address, told, replace(PHOTOS, app_secret="another")),
        signature("GET", address, told, replace(PHOTOS, token_secret="another")),
        signature("GET", address, [*told, ("a", "b")], PHOTOS),
    }
    assert len(others) == 6


def test_the_header_names_everything_but_the_secrets():
    header = authorization("GET", "https://api.x.com/2/users/me", [], X, nonce="a b", at=5)
    assert header.startswith("OAuth ")
    named = re.findall(r'(\w+)="([^"]*)"', header)
    assert [name for name, _value in named] == [
        "oauth_consumer_key",
        "oauth_nonce",
        "oauth_signature",
        "oauth_signature_method",
        "oauth_timestamp",
        "oauth_token",
        "oauth_version",
    ]
    assert dict(named)["oauth_nonce"] == "a%20b"
    assert X.app_secret not in header
    assert X.token_secret not in header


def test_a_question_is_escaped_as_it_is_signed():
    assert as_query({"tweet.fields": "a,b", "at": "10:00"}) == "tweet.fields=a%2Cb&at=10%3A00"
