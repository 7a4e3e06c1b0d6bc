"""A VK community of our own, and its account here."""

from channels.worlds import World
from servers.proxies import HttpProxy
from servers.vk_server import VkServer

from bpo.channels.operations import store_inbound
from bpo.channels.queries import get_account
from bpo.channels.rules.read_vk import comment_id, comment_place, message_id
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS, HookAccount, HookRequest
from bpo.core.ids import new_id


class VkWorld(World):
    """Messages to a community; they are found by asking."""

    network = "vk"

    def __init__(self):
        self.server = VkServer()
        self.handle = self.server.name
        self.proxy = HttpProxy(self.server.port)
        super().__init__()

    def settings(self):
        return {"server": self.proxy.url}

    def secrets(self):
        return {name: getattr(self.server, name) for name in ("token", "service", "secret", "code")}

    def customer_writes(self, text):
        found = self.server.write(text)
        return message_id(found["peer_id"], found["id"])

    def visible(self, asked, text):
        return sum(
            (one["out"], str(one["peer_id"]), one["text"]) == (1, asked.author_id, text)
            for one in self.server.messages
        )

    def writes_elsewhere(self, asked, text):
        found = self.server.write_elsewhere(text, to=int(asked.author_id))
        return message_id(found["peer_id"], found["id"])

    def lose_token(self):
        self.server.token = f"vk1.a.{new_id().hex}"

    def renew_token(self):
        self.connect()


class VkWallWorld(VkWorld):
    """Comments on its wall; VK brings them."""

    def bring(self):
        account = HookAccount(f"vk:{self.handle}", {}, self.secrets(), str(self.server.group))
        while self.server.events:
            request = HookRequest("POST", {}, {}, self.server.events.pop(0), self.clock.now())
            heard = VENDOR_HOOKS["vk"](request, account)
            with self.unit() as uow:
                store_inbound(uow, get_account(uow, self.account_id), heard.events, form=heard.form)

    def customer_writes(self, text):
        found = self.server.comment(text)
        return comment_id(found["post_id"], found["id"])

    def read(self):
        self.bring()
        super().read()

    def visible(self, asked, text):
        parent = comment_place(asked.external_id)[1]
        return sum(
            (one["from_id"], one.get("reply_to_comment"), one["text"]) == (-self.server.group, parent, text)
            for one in self.server.comments
        )

    def writes_elsewhere(self, asked, text):
        parent = comment_place(asked.external_id)[1]
        found = self.server.comment(text, by=-self.server.group, under=parent)
        return comment_id(found["post_id"], found["id"])
