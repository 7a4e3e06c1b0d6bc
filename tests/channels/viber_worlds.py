"""A Viber bot of our own, and its account here."""

from channels.worlds import World
from servers.proxies import HttpProxy
from servers.viber_server import ViberServer, new_token

from bpo.channels.operations import store_inbound
from bpo.channels.operations.sending import note_undelivered
from bpo.channels.queries import get_account
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS, HookAccount, HookRequest

PUBLIC = "https://care.vendor.test"


class ViberWorld(World):
    network = "viber"
    public_url = PUBLIC

    def __init__(self):
        self.server = ViberServer()
        self.handle = self.server.uri
        self.proxy = HttpProxy(self.server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return {"token": self.server.token}

    def bring(self):
        """Viber brings what waits."""
        while self.server.waiting:
            body, headers = self.server.signed(self.server.waiting.pop(0))
            told = {name.lower(): value for name, value in headers.items()}
            request = HookRequest("POST", told, {}, body, self.clock.now())
            heard = VENDOR_HOOKS["viber"](request, HookAccount(f"viber:{self.handle}", {}, self.secrets()))
            with self.unit() as uow:
                account = get_account(uow, self.account_id)
                store_inbound(uow, account, heard.events, form=heard.form)
                note_undelivered(uow, account, heard.undelivered)

    def customer_writes(self, text):
        return str(self.server.write(text)["message_token"])

    def read(self):
        self.bring()
        super().read()

    def visible(self, asked, text):
        shown = [(one["receiver"], one["text"]) for one in self.server.messages]
        return shown.count((asked.author_id, text))

    def lose_token(self):
        self.server.token = new_token()

    def renew_token(self):
        self.connect()
