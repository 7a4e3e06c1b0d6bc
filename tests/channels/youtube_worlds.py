"""A YouTube channel of our own, and its account here."""

from channels.worlds import World
from servers.proxies import HttpProxy


class YouTubeWorld(World):
    network = "youtube"

    def __init__(self, server):
        self.server = server
        self.channel = server.another()
        self.handle = self.channel.handle
        self.proxy = HttpProxy(server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url, "client_id": self.channel.client_id}

    def secrets(self):
        return {"client_secret": self.channel.client_secret, "token": self.channel.token}

    def customer_writes(self, text):
        return self.server.write(self.channel, text)

    def visible(self, asked, text):
        return self.server.standing(asked.external_id).count((self.channel.id, text))

    def writes_elsewhere(self, asked, text):
        return self.server.write(self.channel, text, by=self.channel.id, under=asked.external_id)

    def lose_token(self):
        self.server.revoke(self.channel)

    def renew_token(self):
        self.server.renew(self.channel)
        self.connect()
