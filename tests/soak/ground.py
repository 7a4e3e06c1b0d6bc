"""Five networks with a brand on each: four real servers and a receiver, each behind a wire that fails."""

from collections import Counter
from contextlib import ExitStack

from channels.worlds import EmailWorld, GenericWorld, MastodonWorld, TelegramWorld, WordPressWorld
from servers.mail_server import MailServer
from servers.mastodon_server import ANNA, MastodonServer
from servers.telegram_server import TelegramServer
from servers.wordpress_server import ALL, WordPressServer
from soak.weather import StormyHttp, StormySmtp

from bpo.channels.operations import renew_webhook_secret
from bpo.channels.queries import get_account
from bpo.channels.rules.read_mastodon import bare, text_of

NETWORKS = ("mastodon", "email", "wordpress", "telegram", "generic")


class Place:
    """One of the brands: what a customer writes there, and which replies stand there."""

    def __init__(self, world, seed):
        self.world, self.network, self.account = world, world.network, f"{world.network}:{world.handle}"
        storm = StormySmtp if self.network == "email" else StormyHttp
        world.proxy.stop()
        world.proxy = storm(world.proxy.upstream[1]).storm(seed)
        world.connect()
        with world.unit() as uow:
            account = get_account(uow, world.account_id)
            self.secret = (
                renew_webhook_secret(uow, account, key=world.key)
                if self.network != "generic"
                else world.receiver.secret
            )

    def write(self, said):
        """A customer writes on the network itself; what the message is called there."""
        if self.network == "telegram":
            message = self.world.server.write(self.world.bot, said.text, by=1_000_000 + said.number)[
                "message"
            ]
            return f"{message['chat']['id']}:{message['message_id']:010d}"
        if self.network == "email":
            sender = f"Anna <{self.world.customer}>"
            subject = f"Question {said.number}"
            return self.world.server.write(
                sender=sender, to=self.world.handle, subject=subject, text=said.text
            )
        return self.world.customer_writes(said.text)

    def standing(self, said):
        """How often each reply stands there for the customers who asked."""
        return getattr(self, f"_{self.network}")([one for one in said if one.network == self.network])

    def _generic(self, _said):
        return Counter(reply["text"] for reply in self.world.receiver.shown)

    def _mastodon(self, said):
        found = Counter()
        for one in said:
            if one.answered and one.external_id:
                under = self.world.server.replies(one.external_id, seen_by=ANNA)
                found.update(bare(text_of(status.content)) for status in under)
        return found

    def _email(self, said):
        texts = [one.reply for one in said]
        found = Counter()
        for mail in self.world.server.mails(self.world.customer):
            content = mail.get_content()
            found.update(text for text in texts if text in content)
        return found

    def _wordpress(self, _said):
        found, page = Counter(), 1
        while True:
            asked = {"per_page": 100, "page": page, "author": self.world.server.ids[self.world.user]}
            told = self.world.server.ask("GET", ALL, asked=asked)
            found.update(bare(text_of(one["content"]["rendered"])) for one in told)
            if len(told) < 100:
                return found
            page += 1

    def _telegram(self, _said):
        server, bot = self.world.server, self.world.bot
        return Counter(text for chat in list(bot.people) for text, _number in server.standing(bot, chat))


class Ground:
    """All five, started and stopped together."""

    def __init__(self, seed):
        self.seed = seed
        self.stack = ExitStack()
        self.places = {}

    def __enter__(self):
        enter = self.stack.enter_context
        for number, made in enumerate(
            (
                lambda: MastodonWorld(enter(MastodonServer())),
                lambda: EmailWorld(enter(MailServer())),
                lambda: WordPressWorld(enter(WordPressServer())),
                lambda: TelegramWorld(enter(TelegramServer())),
                GenericWorld,
            )
        ):
            world = made()
            self.places[world.network] = Place(world, self.seed + number)
        return self

    def __exit__(self, *error):
        self.calm()
        for place in self.places.values():
            place.world.proxy.stop()
        self.places["generic"].world.receiver.stop()
        self.stack.close()

    def calm(self):
        """From now on every wire is good."""
        for place in self.places.values():
            place.world.proxy.calm = True
