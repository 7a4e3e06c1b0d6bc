"""Swear words in every form and disguise, and the innocent words that look like them."""

import pytest

from bpo.language.profanity import swearing
from bpo.language.text import Text
from bpo.language.types import Language

RU, UK, PL, EN = Language


def words_of(text, language):
    return [text[start:end] for start, end in swearing(Text(text), language)]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (RU, "Ну и жопа с этой доставкой", ["жопа"]),
        (RU, "Хрен его знает, почему", ["Хрен его"]),
        (RU, "Какого х* молчите", ["х*"]),
        (RU, "это п***ц и х*йня", ["п***ц", "х*йня"]),
        (RU, "сууууука, заебали", ["сууууука", "заебали"]),
        (RU, "б л я д ь", ["б л я д ь"]),
        (RU, "полный пиzдец", ["пиzдец"]),
        (RU, "xуйня с латинской буквой", ["xуйня"]),
        (RU, "6лядь цифрой", ["6лядь"]),
        (RU, "говённый, дерьмовый, обосранный", ["говённый", "дерьмовый", "обосранный"]),
        (RU, "#блять", ["#блять"]),
        (RU, "fuck по-английски", ["fuck"]),
        (UK, "Пакування вийшло гівняне", ["гівняне"]),
        (UK, "Хрін його знає, якого біса", ["Хрін його", "якого біса"]),
        (UK, "курва, заїбали, до сраки", ["курва", "заїбали", "сраки"]),
        (PL, "Kurwa, znowu padła strona", ["Kurwa"]),
        (PL, "k***a, ch*j z tym", ["k***a", "ch*j"]),
        (PL, "spierdalaj, zajebiście, gówniany", ["spierdalaj", "zajebiście", "gówniany"]),
        (PL, "Cholera wie, do diabła", ["Cholera", "do diabła"]),
        (EN, "Damn it, this sh1t and f**k", ["Damn", "sh1t", "f**k"]),
        (EN, "what the hell, you prick", ["what the hell", "you prick"]),
    ],
)
def test_swearing_is_found(language, text, words):
    assert words_of(text, language) == words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (RU, "Не хотели оскорблять: страховка, застрахуйте, употреблять, ребра, мандарин, команда, хлеба, себе, небо, мебель."),
        (RU, "Себестоимость, потребитель, учебник, сразу, сравнить, страна, требует, гребля, рубля, корабля, художник, похуже."),
        (RU, "Соус с хреном, торт «Захер», наволочка, бляшка, бляха ремня, сук дерева, психует, подстрахуй, херес, Херсон, Ниссан."),
        (RU, "Пластмассовый массаж, ассортимент, трахея, дупло, лайнер, передать, сучок, посох, гребень, колебание."),
        (RU, "Товар* и цена*, сноска 2*, *важно*"),
        (UK, "Найближчий пункт, найближча дата, найблискучіший, підстрахуйте, наволочка, себе, хліба, небо, онлайн, лайнер, мандрівка."),
        (UK, "Бляшанка, вживати, ображати, скарби, гімн, сукня, сукупно, ебенове дерево, річка Серет."),
        (PL, "Sukces, sukienka, pieprz, pedał hamulca, ruchami, duplikat, szczaw, srebro, cipher, kurator, kura, kurs, mandarynka."),
        (EN, "Scunthorpe, assess, class, cockpit, Dickens, shiitake, Essex, massage, grass, pass, title, cucumber, analysis, OSRAM, SRAM."),
        (EN, "Hello, shell, helping, damson jam, bloody mary mix, prick the potatoes, screw it into the wall."),
    ],
)  # fmt: skip
def test_innocent_words_stay_innocent(language, text):
    assert words_of(text, language) == []
