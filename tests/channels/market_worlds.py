"""A cabinet on a Yandex Market of our own, and its account here: reviews, questions and chats."""

from channels.worlds import World
from servers.market_server import MarketServer
from servers.proxies import HttpProxy

from bpo.channels.rules.read_market import place_of
from bpo.core.ids import new_id


class MarketReviewWorld(World):
    """Reviews of goods."""

    network = "yandex_market"

    def __init__(self):
        self.server = MarketServer()
        self.handle = str(self.server.business)
        self.proxy = HttpProxy(self.server.port)
        super().__init__()
        self.read()  # what was there before is noted

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return {"key": self.server.key}

    def customer_writes(self, text):
        return self.server.review(text)

    def visible(self, asked, text):
        place = place_of(asked.external_id)
        return sum(
            (one["feedbackId"], one["author"]["type"], one.get("parentId"), one["text"])
            == (place.thread, "BUSINESS", place.part, text)
            and one["status"] == "PUBLISHED"
            for one in self.server.comments.values()
        )

    def lose_token(self):
        self.server.key = f"ACMA:{new_id().hex}"

    def renew_token(self):
        self.connect()


class MarketQuestionWorld(MarketReviewWorld):
    """Questions about goods."""

    def customer_writes(self, text):
        return self.server.question(text)

    def visible(self, asked, text):
        place = place_of(asked.external_id)
        if place.part is None:
            beside = [one for one in self.server.answers.values() if one["questionId"] == place.thread]
        else:
            beside = self.server.answers[place.part]["comments"]
        return sum((one["author"]["type"], one["text"]) == ("BUSINESS", text) for one in beside)


class MarketChatWorld(MarketReviewWorld):
    """Chats with customers."""

    def customer_writes(self, text):
        return self.server.say(text)

    def visible(self, asked, text):
        chat = self.server.messages[place_of(asked.external_id).thread]
        return sum((one["sender"], one["message"]) == ("PARTNER", text) for one in chat)
