"""A server with Mastodon's API (`mastodon_mock`, kept by others), with a brand and two customers on it.

Further brands wait for tests that want one of their own (`another_brand`): what a brand wrote elsewhere comes
back to it as its own.
"""

from itertools import count

from mastodon import Mastodon
from mastodon_mock.config import DatabaseConfig, MastodonMockConfig, SeedAccount, SeedConfig, StreamingConfig
from mastodon_mock.testing import MockServer

DOMAIN = "social.example"
BRAND, ANNA, OLEH = "brand", "anna", "oleh"


class MastodonServer:
    """Running from `start` to `stop`. Tokens are `<name>-token`."""

    def __init__(self, spare=200):
        self._spare = count(1)
        brands = [f"brand{number}" for number in range(1, spare + 1)]
        seed = SeedConfig(
            accounts=[
                SeedAccount(username=name, display_name=name.title(), access_token=self.token(name))
                for name in (BRAND, ANNA, OLEH, *brands)
            ]
        )
        self._server = MockServer(
            config=MastodonMockConfig(
                domain=DOMAIN,
                database=DatabaseConfig(path=":memory:"),
                seed=seed,
                streaming=StreamingConfig(enabled=False),
            )
        )

    def start(self):
        self._server.start()
        return self

    def stop(self):
        self._server.stop()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    @property
    def url(self):
        return self._server.base_url

    @property
    def port(self):
        return self._server.port

    @property
    def brand_token(self):
        return self.token(BRAND)

    @property
    def customer_token(self):
        return self.token(ANNA)

    def another_brand(self):
        """The name of a brand that nobody has used yet."""
        return f"brand{next(self._spare)}"

    @staticmethod
    def token(name):
        return f"{name}-token"

    @staticmethod
    def full_name(name):
        return f"{name}@{DOMAIN}"

    def client(self, name):
        """The public client library, as one of the people here, past any proxy."""
        return Mastodon(
            access_token=self.token(name),
            api_base_url=self.url,
            ratelimit_method="throw",
            version_check_mode="none",
        )

    def write(self, text, *, by=ANNA, to=BRAND, visibility="public", in_reply_to=None):
        """A customer writes to a brand; the status's id."""
        status = self.client(by).status_post(
            f"@{to} {text}", visibility=visibility, in_reply_to_id=in_reply_to
        )
        return str(status.id)

    def replies(self, status_id, *, seen_by=ANNA):
        """What stands under a status, as somebody sees it."""
        return list(self.client(seen_by).status_context(status_id).descendants)
