"""An account on Instagram of our own, and its account here: comments under its posts, and direct messages."""

from channels.meta_worlds import FacebookWorld
from channels.worlds import World
from servers.instagram_server import InstagramServer
from servers.proxies import HttpProxy

from bpo.channels.rules.read_instagram import first_of


class InstagramWorld(FacebookWorld):
    network = "instagram"

    def __init__(self):
        self.server = InstagramServer()
        self.handle = self.server.name
        self.proxy = HttpProxy(self.server.port)
        World.__init__(self)

    def own_id(self):
        return self.server.account

    def customer_writes(self, text):
        return self.server.comment(text, by="501")

    def visible(self, asked, text):
        return sum(
            (one["first"], one["by"], one["text"]) == (first_of(asked.external_id), self.server.account, text)
            for one in self.server.comments.values()
        )

    def writes_elsewhere(self, asked, text):
        """Somebody of the brand answers in Instagram's own app."""
        return self.server.comment(text, by=self.server.account, under=first_of(asked.external_id))


class InstagramDirectWorld(InstagramWorld):
    human_agent = False

    def settings(self):
        return {**super().settings(), "messages": True, "human_agent": self.human_agent}

    def customer_writes(self, text):
        return self.server.message(text, by="501", to=self.server.account)

    def visible(self, asked, text):
        sent = [(one["from"], one["to"], one["message"]) for one in self.server.messages]
        return sent.count((self.server.account, asked.author_id, text))

    def writes_elsewhere(self, asked, text):
        return self.server.message(text, by=self.server.account, to=asked.author_id)
