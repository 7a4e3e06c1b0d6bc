"""The whole story in each language: from a signed webhook to the reply on the customer's own network.

An angry and a friendly message come in. The responder sees the angry one first and why, claims it, types a reply
with a misspelling, a restricted topic in another form than the brand file's and a request for a phone number,
sees each on its words, corrects them and sends; then the friendly one, by mail. A reply in the wrong tone is
held, approved with an edit by a second person in their own window, and goes out as edited. Each reply stands on
its network once, and the client's report counts them all.

With BPO_PICTURES=FOLDER each step leaves a picture there.
"""

from dataclasses import dataclass

import pytest
from browser.looks import languages
from story.desk import Agent, Approver, Camera, Client
from story.stage import Servers, Workers, World, networks_are_local

from bpo.core.vocabulary import Priority
from bpo.web.labels import LABELS

pytestmark = [pytest.mark.browser, pytest.mark.real_server]


@dataclass(frozen=True)
class Script:
    """What is written in one language. Pairs are what is found, and what is put in its place."""

    angry: str
    friendly: str
    puzzled: str
    first: str  # the reply as it is typed at first
    misspelt: tuple[str, str]
    topic: tuple[str, str]
    asks_for: tuple[str, str]
    thanks: str  # the reply to the friendly one
    curt: str  # a reply in the wrong tone
    tone: str  # the words that are
    kind: str  # the same as the second person lets it go out

    @property
    def mended(self):
        text = self.first
        for wrong, right in (self.misspelt, self.topic, self.asks_for):
            assert text.count(wrong) == 1
            text = text.replace(wrong, right)
        return text


SCRIPTS = {
    "en": Script(
        angry="Third day without my order and nobody answers. This is a disgrace, I am furious!",
        friendly="Lovely tea, thank you! Which of the autumn blends has no caffeine?",
        puzzled="How do I open the tin? The lid will not move.",
        first="Hello Anna, I am sorry, we will definitly find your parcel. In the rush before the elections the "
        "couriers are late. Please write your phone number. ^GH",
        misspelt=("definitly", "definitely"),
        topic=("elections", "holidays"),
        asks_for=("Please write your phone number", "It arrives tomorrow before noon"),
        thanks="Hello Mary, thank you for the kind words. Rooibos and peppermint have no caffeine at all. "
        "Enjoy your evening! ^GH",
        curt="Hello Boris, you should have read the instructions on the lid. Turn it to the left. ^GH",
        tone="you should have read",
        kind="Hello Boris, please warm the lid with your hand for a minute, then turn it to the left. ^GH",
    ),
    "ru": Script(
        angry="Третий день жду заказ, и никто не отвечает. Это безобразие, я в ярости!",
        friendly="Чудесный чай, спасибо! В каких осенних сборах нет кофеина?",
        puzzled="Как открыть банку? Крышка не двигается.",
        first="Здравствуйте, Анна! Извините, мы абязательно найдём вашу посылку. Из-за суеты перед выборами "
        "курьеры опаздывают. Напишите здесь ваш номер телефона. ^АК",
        misspelt=("абязательно", "обязательно"),
        topic=("выборами", "праздниками"),
        asks_for=("Напишите здесь ваш номер телефона", "Она приедет завтра до полудня"),
        thanks="Здравствуйте, Мария! Спасибо за тёплые слова. В мятном и в ягодном сборе кофеина нет совсем. "
        "Приятного вам вечера! ^АК",
        curt="Здравствуйте, Борис! Надо было читать инструкцию на крышке. Поверните её влево. ^АК",
        tone="Надо было читать",
        kind="Здравствуйте, Борис! Согрейте крышку ладонью около минуты и поверните её влево. ^АК",
    ),
    "uk": Script(
        angry="Третій день чекаю на замовлення, і ніхто не відповідає. Це неподобство, я в люті!",
        friendly="Чудовий чай, дякую! У яких осінніх сумішах немає кофеїну?",
        puzzled="Як відкрити бляшанку? Кришка не рухається.",
        first="Вітаємо, Анно! Перепрошуємо, ми обовязково знайдемо вашу посилку. Через метушню перед виборами "
        "кур'єри спізнюються. Напишіть тут ваш номер телефону. ^ОГ",
        misspelt=("обовязково", "обов'язково"),
        topic=("виборами", "святами"),
        asks_for=("Напишіть тут ваш номер телефону", "Вона приїде завтра до полудня"),
        thanks="Вітаємо, Маріє! Дякуємо за теплі слова. У м'ятній та ягідній суміші кофеїну зовсім немає. "
        "Гарного вам вечора! ^ОГ",
        curt="Вітаємо, Борисе! Треба було читати інструкцію на кришці. Поверніть її ліворуч. ^ОГ",
        tone="Треба було читати",
        kind="Вітаємо, Борисе! Зігрійте кришку долонею близько хвилини й поверніть її ліворуч. ^ОГ",
    ),
    "pl": Script(
        angry="Trzeci dzień czekam na zamówienie i nikt nie odpowiada. To oburzające, jestem wściekła!",
        friendly="Cudowna herbata, dziękuję! W których jesiennych mieszankach nie ma kofeiny?",
        puzzled="Jak otworzyć puszkę? Wieczko ani drgnie.",
        first="Dzień dobry, Pani Anno! Przepraszamy, wkrutce znajdziemy Pani paczkę. W zamieszaniu przed wyborami "
        "kurierzy się spóźniają. Proszę podać tutaj swój numer telefonu. ^EN",
        misspelt=("wkrutce", "wkrótce"),
        topic=("wyborami", "świętami"),
        asks_for=("Proszę podać tutaj swój numer telefonu", "Dotrze jutro przed południem"),
        thanks="Dzień dobry, Pani Mario! Dziękujemy za ciepłe słowa. Mięta i mieszanka owocowa nie mają kofeiny "
        "w ogóle. Miłego wieczoru! ^EN",
        curt="Dzień dobry, Panie Borysie! Trzeba było przeczytać instrukcję na wieczku. Proszę przekręcić je w "
        "lewo. ^EN",
        tone="Trzeba było przeczytać",
        kind="Dzień dobry, Panie Borysie! Proszę ogrzać wieczko dłonią przez minutę i przekręcić je w lewo. ^EN",
    ),
}


@pytest.fixture(scope="module")
def servers(mastodon_server, mail_server):
    return Servers(mastodon_server, mail_server)


@pytest.fixture(scope="module")
def workers(settings, site):
    with networks_are_local(settings), Workers() as workers:
        yield workers


@pytest.fixture
def world(request, site, servers, workers, settings):
    locale = request.node.callspec.params["locale"]
    return World(locale, url=site, servers=servers, workers=workers, settings=settings)


@pytest.mark.parametrize("locale", languages("uk"))
def test_from_a_signed_message_to_one_reply_on_the_network(open_browser, world, workers, locale):
    script = SCRIPTS[locale]
    camera = Camera(f"story-{locale}")
    agent = Agent(open_browser(locale, token=world.agent_token), locale, camera)
    leader = Approver(open_browser(locale, token=world.leader_token), locale, camera)
    client = Client(open_browser(locale, token=world.viewer_token), locale, camera)

    agent.open("/queue")
    agent.take("nothing-waits")
    friendly, angry = two_messages(world, script)
    see_the_angry_one_first(agent, script, angry, friendly)
    mend_and_send(agent, script, angry)
    assert world.wait_until_stands(angry) == [script.mended]

    answer_the_friendly_one(agent, script)
    assert world.wait_until_stands(friendly) == [script.thanks]

    puzzled = world.customer_writes(script.puzzled)
    world.bring([puzzled])
    be_held(agent, script)
    assert world.standing(puzzled) == []
    be_approved(leader, script)
    see_the_difference(agent, script)
    assert world.wait_until_stands(puzzled) == [script.kind]

    world.read_ourselves(workers)  # what we read of all this ourselves is recognised
    assert world.messages() == (
        sorted([script.angry, script.friendly, script.puzzled]),
        sorted([script.mended, script.thanks, script.kind]),
    )
    assert [len(world.standing(one)) for one in (angry, friendly, puzzled)] == [1, 1, 1]
    assert client.figures(world.slug) == {"total": 3, "answered": 3, "open": 0, "met": 3, "breached": 0}
    client.take("report")
    assert workers.failures() == []
    assert [reader.complaints() for reader in (agent, leader, client)] == [[], [], []]


def two_messages(world, script):
    """The friendly customer has waited longer. A bridge that repeats itself changes nothing."""
    angry = world.customer_writes(script.angry, minutes_ago=1)
    friendly = world.customer_writes(script.friendly, network="email", minutes_ago=4)
    once, twice = ({"stored": 1, "duplicates": 0}, {"stored": 0, "duplicates": 1})
    assert world.bring([friendly, angry]) == {"mastodon": once, "email": once}
    assert world.bring([friendly, angry]) == {"mastodon": twice, "email": twice}
    return friendly, angry


def see_the_angry_one_first(agent, script, angry, friendly):
    first, second = agent.wait_for_lines(2)
    assert (first.who, second.who) == (angry.name, friendly.name)
    assert first.priority == agent.says(LABELS[Priority][Priority.NEGATIVE])
    assert agent.says("The customer is angry") in first.why
    assert agent.says("The customer is angry") not in second.why
    agent.take("angry-first")
    agent.claim_first()
    agent.shows(script.angry)
    agent.shows(agent.says("The customer is angry"))
    agent.take("claimed")


def mend_and_send(agent, script, angry):
    """Everything is found on its words; it does not go out like this; each is corrected where it stands."""
    checked = agent.type(script.first)
    spelling, topic, asked = (checked.of(agent.rule(name)) for name in ("spelling", "topic", "personal_data"))
    assert (spelling.words, topic.words, asked.words) == (
        script.misspelt[0],
        script.topic[0],
        script.asks_for[0],
    )
    assert [one.severity for one in checked.findings] == ["block", "block", "warn"]  # the gravest first
    assert checked.verdict == "block"
    agent.check_marks(checked)
    agent.take("found")

    assert agent.send() == 422
    assert agent.refusal
    assert agent.typed == script.first
    agent.take("refused")

    assert script.misspelt[1] in spelling.fixes
    checked = agent.fix(spelling, script.misspelt[1])
    agent.check_marks(checked)
    checked = agent.write_over(checked.of(agent.rule("topic")), script.topic[1])
    checked = agent.write_over(checked.of(agent.rule("personal_data")), script.asks_for[1])
    assert (checked.text, checked.verdict, checked.findings) == (script.mended, "pass", ())
    agent.check_marks(checked)
    agent.take("mended")
    assert agent.send() == 200
    agent.wait_for("sent")
    agent.shows(agent.says("Nothing waits for an answer"))
    agent.offers("Close")
    agent.take("sent")


def answer_the_friendly_one(agent, script):
    assert len(agent.queue()) == 1
    agent.claim_first()
    agent.shows(script.friendly)
    checked = agent.type(script.thanks)
    assert (checked.verdict, checked.findings) == ("pass", ())
    agent.take("friendly")
    assert agent.send() == 200
    agent.wait_for("sent")


def be_held(agent, script):
    agent.open("/queue")
    agent.wait_for_lines(1)
    agent.claim_first()
    checked = agent.type(script.curt)
    assert checked.of(agent.rule("tone")).words == script.tone
    assert checked.verdict == "approve"
    agent.check_marks(checked)
    agent.take("needs-approval")
    assert agent.send() == 200
    agent.wait_for("held")
    agent.take("held")


def be_approved(leader, script):
    """The second person is told, finds it, and lets it out in other words."""
    leader.open("/approvals")
    leader.take("approvals")
    leader.open_first()
    leader.shows(script.puzzled)
    assert leader.text == script.curt
    leader.take("to-approve")
    assert leader.approve(script.kind) == 303
    leader.take("approved")


def see_the_difference(agent, script):
    """The author's open page says by itself that it went out, and what was changed."""
    agent.wait_for("sent")
    removed, added = agent.difference()
    assert all(words in script.curt for words in removed)
    assert all(words in script.kind for words in added)
    assert removed
    assert added
    agent.take("difference")
