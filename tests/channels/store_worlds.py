"""Networks on which a review has one place for a reply: a place on Google, an app in the App Store."""

from channels.worlds import World
from servers.app_store_server import AppStoreServer
from servers.business_server import BusinessServer
from servers.proxies import HttpProxy

from bpo.channels.rules.reviews import review_of


class PutProxy(HttpProxy):
    """Where a reply is put."""

    def next(self, fault, wanted=("PUT", r"/reply$")):
        super().next(fault, wanted)


class GoogleBusinessWorld(World):
    network = "google_business"

    def __init__(self):
        self.server = BusinessServer().start()
        self.place = self.server.another()
        self.handle = self.place.number
        self.proxy = PutProxy(self.server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url, "client_id": self.place.client_id, "owner": self.place.owner}

    def secrets(self):
        return {"client_secret": self.place.client_secret, "token": self.place.token}

    def customer_writes(self, text):
        return self.server.write(self.place, text)

    def visible(self, asked, text):
        return int(self.standing(asked) == text)

    def standing(self, asked):
        return self.server.reply(self.place, review_of(asked.external_id))

    def writes_elsewhere(self, asked, text):
        self.server.reply_elsewhere(self.place, review_of(asked.external_id), text)

    def lose_token(self):
        self.server.revoke(self.place)

    def renew_token(self):
        self.server.renew(self.place)
        self.connect()


class PostProxy(HttpProxy):
    """Where a reply is posted."""

    def next(self, fault, wanted=("POST", r"/customerReviewResponses$")):
        super().next(fault, wanted)


class AppStoreWorld(World):
    network = "app_store"

    def __init__(self):
        self.server = AppStoreServer().start()
        self.app = self.server.another()
        self.handle = self.app.number
        self.proxy = PostProxy(self.server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url, "issuer": self.app.issuer, "key_id": self.app.key_id}

    def secrets(self):
        return {"key": self.app.key}

    def customer_writes(self, text):
        return self.server.write(self.app, text)

    def visible(self, asked, text):
        return int(self.standing(asked) == text)

    def standing(self, asked):
        return self.server.reply(self.app, review_of(asked.external_id))

    def writes_elsewhere(self, asked, text):
        self.server.reply_elsewhere(self.app, review_of(asked.external_id), text)

    def lose_token(self):
        self.server.revoke(self.app)

    def renew_token(self):
        self.server.new_key(self.app)
        self.connect()
