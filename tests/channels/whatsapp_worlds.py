"""A number on WhatsApp of our own, and its account here."""

from channels.meta_worlds import FacebookWorld
from channels.worlds import World
from servers.proxies import HttpProxy
from servers.whatsapp_server import WhatsAppServer

from bpo.conversations.operations.received import take_in_waiting

ANNA = "UA.13491208655302741918"


class WhatsAppWorld(FacebookWorld):
    network = "whatsapp"
    handle = "+380441234567"

    def __init__(self):
        self.server = WhatsAppServer()
        self.proxy = HttpProxy(self.server.port)
        World.__init__(self)

    def own_id(self):
        return self.server.number

    def settings(self):
        return {"server": self.proxy.url, "phone_number_id": self.server.number}

    def customer_writes(self, text):
        return self.server.message(text, by=ANNA)

    def read(self):
        self.bring()
        with self.unit() as uow:
            take_in_waiting(uow, self.tenant.id)

    def visible(self, asked, text):
        told = [(one.get("to") or one["recipient"], one["text"]["body"]) for one in self.server.written]
        return told.count((asked.author_id, text))
