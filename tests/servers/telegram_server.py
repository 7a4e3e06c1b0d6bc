"""Telegram for tests: an emulator that others keep (`telegram-test-api`) behind a door of our own.

The emulator keeps chats: what people write to a bot, what it answers, what was deleted. Its door is what our adapter
speaks to, and says what the emulator does not: whose token is known, the number an update is asked from (the emulator
hands each out once, whether or not it arrived), bots that others read, chats that are shut or unknown, a wait that is
asked for in the body. It refuses in Telegram's words, as others report them.
`make test` installs the emulator; where that could not be done the tests that want it say so and are skipped.
"""

import json
from itertools import count
from pathlib import Path

import httpx

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers import node
from servers.door import Door

HERE = Path(__file__).parent / "telegram"
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_READER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
NO_CHAT = "Bad Request: chat not found"
NOT_FOUND = "Bad Request: message to delete not found"
TOO_OLD = "Bad Request: message can't be deleted"


def install():
    node.install(HERE)
    node.ready(HERE).touch()


def why_absent():
    """Why it cannot be started here; None where it can."""
    return node.why_absent(HERE)


class Bot:
    """One bot as the door knows it."""

    def __init__(self, number, token):
        self.number, self.token = number, token
        self.username = f"brand{number}_bot"
        self.updates = []  # not forgotten yet
        self.numbers = count(number * 100)  # of its updates
        self.people = {}  # of each chat, the refusal of whatever is written into it; None where it is taken
        self.webhook = ""
        self.refusals = {}  # of a method: what is said to its next call, once
        self.asked = []  # (method, content)
        self.files = {}  # path: bytes, by a file's name


class TelegramServer:
    """Running from `start` to `stop`. `port` is the door's."""

    def start(self):
        self._node = node.NodeServer(HERE / "serve.cjs")
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self._node.where['port']}", timeout=60, trust_env=False
        )
        self._bots = {}  # token: bot
        self._numbers = count(1000)
        # One request at a time: what the emulator hands out goes to one asker.
        self._door = Door(self._hear)
        self.port = self._door.port
        return self

    def stop(self):
        self._door.close()
        self.client.close()
        self._node.stop()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def another_bot(self):
        """Somebody makes a bot; what @BotFather tells them of it."""
        number = next(self._numbers)
        bot = Bot(number, self._token(number))
        self._bots[bot.token] = bot
        return bot

    def renew_token(self, bot):
        """Its owner has @BotFather make another token; the old one is over."""
        self.revoke(bot)
        old, bot.token = bot.token, self._token(bot.number)
        self._bots[bot.token] = bot
        return old

    def revoke(self, bot):
        self._bots.pop(bot.token, None)

    def write(self, bot, text=None, *, by=77, **over):
        """Somebody writes to a bot; the update it makes."""
        message = {
            "botToken": self._name(bot),
            "from": {"id": by, "is_bot": False, "first_name": "Anna", "language_code": "en"},
            "chat": {"id": by, "first_name": "Anna", "type": "private"},
            "date": int(utcnow().timestamp()),
            **({} if text is None else {"text": text}),
            **over,
        }
        with self._door.lock:
            bot.people.setdefault(by, None)
            self._emulator("/sendMessage", message)
            self._collect(bot)
            return bot.updates[-1]

    def edit(self, bot, update, text):
        """The one who wrote it changes it, of which the emulator knows nothing."""
        with self._door.lock:
            edited = {**update["message"], "text": text, "edit_date": int(utcnow().timestamp())}
            bot.updates.append({"update_id": next(bot.numbers), "edited_message": edited})
            return bot.updates[-1]

    def standing(self, bot, chat):
        """What the bot wrote and stands in a chat, as the emulator has it: (text, the number it answers)."""
        told = self._emulator("/getUpdatesHistory", {"token": self._name(bot)})["result"]
        return [
            (one["message"]["text"], one["message"].get("reply_parameters", {}).get("message_id"))
            for one in told
            if str(one["message"].get("chat_id")) == str(chat)
        ]

    def _hear(self, _verb, path, _headers, body):
        if path.startswith("/file/bot"):
            token, _, place = path.removeprefix("/file/bot").partition("/")
            bot = self._bots.get(token)
            found = bot.files.get(place.removeprefix("photos/").removesuffix(".jpg")) if bot else None
            return (200, found) if found else _refusal(404, "Not Found")
        _, bot, method = path.split("/")
        return self.answer(bot.removeprefix("bot"), method, json.loads(body))

    def answer(self, token, method, content):
        """What the door says."""
        bot = self._bots.get(token)
        if bot is None:
            return _refusal(401, "Unauthorized")
        bot.asked.append((method, content))
        if method in bot.refusals:
            return bot.refusals.pop(method)
        return getattr(self, f"_{method}", self._unknown)(bot, content)

    def refuse(self, bot, method, status, description, **parameters):
        """The next call of a method is refused."""
        bot.refusals[method] = _refusal(status, description, **parameters)

    @staticmethod
    def _getMe(bot, _content):  # noqa: N802 -- the method's name
        return 200, {"ok": True, "result": {"id": bot.number, "is_bot": True, "username": bot.username}}

    @staticmethod
    def _getWebhookInfo(bot, _content):  # noqa: N802 -- the same
        return 200, {"ok": True, "result": {"url": bot.webhook, "pending_update_count": len(bot.updates)}}

    def _getUpdates(self, bot, content):  # noqa: N802 -- the same
        if bot.webhook:
            return _refusal(409, WEBHOOK_ACTIVE)
        self._collect(bot)
        if (offset := content.get("offset")) is not None:
            bot.updates = [one for one in bot.updates if one["update_id"] >= offset]
        return 200, {"ok": True, "result": bot.updates[: content.get("limit", 100)]}

    @staticmethod
    def _getFile(bot, content):  # noqa: N802 -- the same
        name = content["file_id"]
        if name not in bot.files:
            return _refusal(400, "Bad Request: invalid file_id")
        told = {"file_id": name, "file_size": len(bot.files[name]), "file_path": f"photos/{name}.jpg"}
        return 200, {"ok": True, "result": told}

    def _sendMessage(self, bot, content):  # noqa: N802 -- the same
        if content["chat_id"] not in bot.people:
            return _refusal(400, NO_CHAT)
        if refused := bot.people[content["chat_id"]]:
            return _refusal(403, refused)
        told = self._emulator(f"/bot{self._name(bot)}/sendMessage", content)["result"]
        # It tells of itself as of the chat, and the instant in thousandths.
        told |= {"date": told["date"] // 1000, "from": {"id": bot.number, "is_bot": True}}
        return 200, {"ok": True, "result": told}

    def _deleteMessage(self, bot, content):  # noqa: N802 -- the same
        told = self._emulator(f"/bot{self._name(bot)}/deleteMessage", content)
        return (200, {"ok": True, "result": True}) if told["ok"] else _refusal(400, NOT_FOUND)

    @staticmethod
    def _unknown(_bot, _content):
        return _refusal(404, "Not Found")

    def _collect(self, bot):
        """Whatever the emulator hands out is kept until it is forgotten at the bot's word."""
        for update in self._emulator(f"/bot{self._name(bot)}/getUpdates", {})["result"]:
            update["message"].pop("botToken")
            bot.updates.append({**update, "update_id": next(bot.numbers)})

    def _emulator(self, path, content):
        answer = self.client.post(path, json=content)
        answer.raise_for_status()
        return answer.json()

    @staticmethod
    def _name(bot):
        """The emulator knows bots by a token that stays."""
        return f"bot-{bot.number}"

    @staticmethod
    def _token(number):
        return f"{number}:AA{new_id().hex}x"


def _refusal(status, description, **parameters):
    told = {"ok": False, "error_code": status, "description": description}
    return status, {**told, "parameters": parameters} if parameters else told


if __name__ == "__main__":
    node.install_or_say("Telegram's emulator", install)
