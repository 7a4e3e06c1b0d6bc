"""A Facebook page of our own, and its account here: comments under its posts, and Messenger."""

from channels.worlds import World
from servers.graph_server import GraphServer
from servers.proxies import HttpProxy

from bpo.channels.operations import store_inbound
from bpo.channels.queries import get_account
from bpo.channels.rules.removals import REMOVAL
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS, HookAccount, HookRequest
from bpo.core.ids import new_id


class FacebookWorld(World):
    network = "facebook"

    def __init__(self):
        self.server = GraphServer()
        self.handle = self.server.page
        self.proxy = HttpProxy(self.server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        names = ("token", "app_secret", "verify_token")
        return {name: getattr(self.server, name) for name in names}

    def own_id(self):
        return self.server.page

    def bring(self):
        """Meta brings what waits."""
        account = HookAccount(f"{self.network}:{self.handle}", {}, self.secrets(), self.own_id())
        while self.server.waiting:
            body, headers = self.server.signed(self.server.waiting.pop(0))
            told = {name.lower(): value for name, value in headers.items()}
            request = HookRequest("POST", told, {}, body, self.clock.now())
            heard = VENDOR_HOOKS[self.network](request, account)
            with self.unit() as uow:
                store_inbound(uow, get_account(uow, self.account_id), heard.events, form=heard.form)
                store_inbound(uow, get_account(uow, self.account_id), heard.removals, form=REMOVAL)

    def customer_writes(self, text):
        return self.server.comment(text, by="anna")

    def read(self):
        self.bring()
        super().read()

    def visible(self, asked, text):
        return sum(
            (one["parent"], one["from"]["id"], one["message"]) == (asked.external_id, self.server.page, text)
            for one in self.server.comments.values()
        )

    def writes_elsewhere(self, asked, text):
        """Somebody of the brand answers on the network itself."""
        return self.server.comment(text, by=self.server.page, under=asked.external_id)

    def lose_token(self):
        self.server.token = f"EAA{new_id().hex}"

    def renew_token(self):
        self.connect()


class MessengerWorld(FacebookWorld):
    network = "messenger"
    human_agent = False

    def settings(self):
        return {**super().settings(), "human_agent": self.human_agent}

    def customer_writes(self, text):
        return self.server.message(text, by="501", to=self.server.page)

    def visible(self, asked, text):
        sent = [(one["from"], one["to"], one["message"]) for one in self.server.messages]
        return sent.count((self.server.page, asked.author_id, text))

    def writes_elsewhere(self, asked, text):
        return self.server.message(text, by=self.server.page, to=asked.author_id, is_echo=True, app_id=1)
