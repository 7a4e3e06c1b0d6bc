"""A company on a Trustpilot of our own, and its account here."""

from channels.worlds import World
from servers.proxies import HttpProxy
from servers.trustpilot_server import TrustpilotServer

from bpo.channels.rules.reviews import review_of


class TrustpilotWorld(World):
    network = "trustpilot"

    def __init__(self):
        self.server = TrustpilotServer()
        self.handle = self.server.domain
        self.proxy = HttpProxy(self.server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url, "client_id": self.server.key, "author": self.server.author}

    def secrets(self):
        return {"client_secret": self.server.secret}

    def customer_writes(self, text):
        return self.server.write(text)

    def visible(self, asked, text):
        return int(self.standing(asked) == text)

    def standing(self, asked):
        return (self.server.reviews[review_of(asked.external_id)]["companyReply"] or {}).get("text")

    def writes_elsewhere(self, asked, text):
        self.server.reply_elsewhere(review_of(asked.external_id), text)

    def lose_token(self):
        self.server.revoke()

    def renew_token(self):
        self.connect()
