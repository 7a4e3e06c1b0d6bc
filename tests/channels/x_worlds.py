"""An account on an X of our own, and its account here."""

from channels.worlds import World
from servers.proxies import HttpProxy
from servers.x_server import XServer

from bpo.core.ids import new_id


class XWorld(World):
    network = "x"

    def __init__(self):
        self.server = XServer()
        self.handle = self.server.username
        self.proxy = HttpProxy(self.server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return dict(self.server.keys)

    def customer_writes(self, text):
        return self.server.write(f"@{self.handle} {text}")["id"]

    def visible(self, asked, text):
        return sum(
            said == text and post.get("referenced_tweets", [{}])[0].get("id") == asked.external_id
            for post, _mentions, said in self.server.posts
        )

    def writes_elsewhere(self, asked, text):
        """Somebody of the brand answers on the network itself."""
        return self.server.write(text, by=self.server.own, under=asked.external_id)["id"]

    def lose_token(self):
        self.server.keys["token"] = f"token{new_id().hex}"

    def renew_token(self):
        self.connect()
