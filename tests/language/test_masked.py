"""Words written so that no filter finds them, each kind of disguise; and what only looks like one."""

import pytest

from bpo.language.engine import check, compile_rules
from bpo.language.types import Language, RuleSet, Severity, Term, Topic

RULES = compile_rules(
    RuleSet(
        terms=(
            Term(("политика", "халтура", "займ", "хам", "суд", "брак", "горілка", "підробка", "гад"), None, Severity.WARN),
            Term(("дешёвый",), "доступный", Severity.WARN),
            Term(("polityka", "pożyczka", "gówno", "tani", "nóż", "lek"), None, Severity.WARN),
            Term(("casino", "refund", "crap", "hate", "useless", "faulty unit", "hell", "bet", "scam"), None, Severity.WARN),
        ),
        topics=(Topic("elections", Severity.BLOCK, ("выборы", "партия"), ("партия товара",)),),
    )
)  # fmt: skip


def hidden(text):
    found = check(text, RULES).findings
    return [one.text for one in found if one.rule in {"term", "topic"} and "hidden" in one.values]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        # a mark for a letter, or for several
        ("Мы вне п*литики, правда.", "п*литики"),
        ("Это всё п…тика, забудьте.", "п…тика"),
        ("Опять х#лтура вышла у вас.", "х#лтура"),
        ("Что за g.wno przyszło w paczce.", "g.wno"),
        ("What the h*ll is that supposed to be?", "h*ll"),
        # digits and signs for letters
        ("Никакой п0литики у нас нет.", "п0литики"),
        ("Берите з4йм за час без справок.", "з4йм"),
        ("Ваш сервис это х@лтypа.", "х@лтypа"),
        ("Ваш охоронець продає г0рілку щовечора.", "г0рілку"),
        ("Proszę wziąć p0życzkę od ręki.", "p0życzkę"),
        ("Kup ten n0ż jeszcze dziś.", "n0ż"),
        ("Meet us in the c@$1n0 tonight.", "c@$1n0"),
        ("I h8 this layout.", "h8"),
        # letters of the other alphabet: some, all, by look and by sound
        ("Мы не судим о пoлитикe.", "пoлитикe"),
        ("Всё это politika и только.", "politika"),
        ("Впізнаю вашу pidrobku одразу.", "pidrobku"),
        ("Skąd ta политыка w komentarzach?", "политыка"),
        ("Such сrар again, honestly.", "сrар"),
        ("Берите zайм за час.", "zайм"),
        # spaced, dotted, with hyphens, underscores and what nobody sees
        ("Это п о л и т и к а чистая.", "п о л и т и к а"),
        ("Это п.о.л.и.т.и.к.а чистая.", "п.о.л.и.т.и.к.а"),
        ("Это п-о-л-и-т-и-к-а чистая.", "п-о-л-и-т-и-к-а"),
        ("Это п_о_л_и_т_и_к_а чистая.", "п_о_л_и_т_и_к_а"),
        ("Это п\u200bоли\u2060тика чистая.", "п\u200bоли\u2060тика"),
        ("Это поли-тика чистая.", "поли-тика"),
        ("Это поли.тика чистая.", "поли.тика"),
        ("Это хал тура чистая.", "хал тура"),
        ("Встретимся в с.у.д.е завтра.", "с.у.д.е"),
        ("I want a r e f u n d now.", "r e f u n d"),
        # stretched, without its marks, as it sounds
        ("Опять полиииитика в ленте.", "полиииитика"),
        ("Weź pozyczkę od ręki.", "pozyczkę"),
        ("Krap signal again.", "Krap"),
        ("They are uselesss people.", "uselesss"),
        # capitals turned round, other letters for the same, marks over and through them
        ("Это пОлИт1кА чистая.", "пОлИт1кА"),
        ("Gorąca ｐｏｌｉｔｙｋａ dziś.", "ｐｏｌｉｔｙｋａ"),
        ("Gorąca 𝓹𝓸𝓵𝓲𝓽𝔂𝓴𝓪 dziś.", "𝓹𝓸𝓵𝓲𝓽𝔂𝓴𝓪"),
        ("Это ΠΟЛИТИКА чистая.", "ΠΟЛИТИКА"),
        ("Это п̶о̶л̶и̶тика чистая.", "п̶о̶л̶и̶тика"),
        ("Big CASlNO night.", "CASlNO"),
        # what words are made of
        ("Ну и х@лтурщики у вас!", "х@лтурщики"),
        ("Опять хaлтурный шов.", "хaлтурный"),
        ("Налийте гoрiлочки.", "гoрiлочки"),
        ("Jaki g0wniany plecak!", "g0wniany"),
        ("Total h3llhole, sorry.", "h3llhole"),
        ("The bull$crap again.", "bull$crap"),
        ("A crаppу reply.", "crаppу"),
        # broken, starred out at an end, turned round, without vowels
        ("Это хал/ту/ра чистая.", "хал/ту/ра"),
        ("Это х(а)лтура чистая.", "х(а)лтура"),
        ("Это халту** чистая.", "халту**"),
        ("Это **лтура чистая.", "**лтура"),
        ("Это арутлах чистая.", "арутлах"),
        ("What a rfnd it was.", "rfnd"),
        ("Чистая хлтр.", "хлтр"),
        # spelt out with signs, two letters for one, doubled letters once
        ("Meet us at c @ $ 1 n o.", "c @ $ 1 n o"),
        ("Наши BbI6OPbI уже скоро.", "BbI6OPbI"),
        ("What a крап signal.", "крап"),
        ("What a f@#lty un1t came.", "f@#lty un1t"),
        ("They are useles people.", "useles"),
        # phrases and topics
        ("A f4ulty un1t came.", "f4ulty un1t"),
        ("Two faulty-un.its again.", "faulty-un.its"),
        ("Мы не говорим о в.ы.б.о.р.а.х вовсе.", "в.ы.б.о.р.а.х"),
    ],
)
def test_a_word_in_disguise_is_found_whole(text, stretch):
    assert hidden(text) == [stretch]


@pytest.mark.parametrize(
    "text",
    [
        "Цена 1 990* рублей; *кроме выходных.",
        "Оценка 5*, ** и ***: отель *супер*, **правда**.",
        "Артикул Х4М-12 и код С-У-Д-7 на бирке.",
        "С. У. Дьякова ждёт вас, инициалы Б.Р.А.",
        "G.A.R. Bagley & Sons, e.g. in the U.S.A., P.S. B.E. Tanner",
        "С к о р о  о т к р ы т и е!",
        "Г*д назад мы открылись; д*м наш новый.",
        "Где-то тёмно-синий, по-моему, всё-таки ку-ку.",
        "Судак и сударь, бракосочетание, хамелеон, гадание.",
        "Ham and cheese, top bar, lek i lekarz.",
        "В меню ham, bar и sud.",
        "The album says S/M/L hits; a 5x7 frame, 3D, 4K, mp3, H2O.",
        "Ооочень красиво, спасибооо!",
        "Better late than never, cheaper batteries.",
        "Партия т0вара пришла, номер партии товара 12.",
        "Пишите на help@halturnik.example и https://shop.example/polit1k",
        "Ryzyk-fizyk, w tanich butach z Tanzanii.",
        "о\u00adна\u00adко мягкие переносы",
        "Наша п-о-д-е-л-к-а из шишек, халтур-студия.",
        "h3llo, he11o, disc0unt better, alphab3t",
        "Брак(и) и суд/и, и/или, S/M/L, card(s), (re)fund, **refunds** bullet(s).",
        "Pls send a msg, thx; Mr Bldg; 5 hrs",
        "с0дка, п0суда, п@ртнёр, пapтнёр",
    ],
)
def test_what_only_looks_disguised_is_left_alone(text):
    assert hidden(text) == []


def test_the_finding_says_what_hides_and_offers_the_right_form():
    [one] = [one for one in check("У нас д3шёвые кеды.", RULES).findings if one.rule == "term"]
    assert one.message % one.values == (
        "This is “дешевые” in disguise. The brand does not say “дешёвый”; it says “доступный”."
    )
    assert one.suggestions == ("доступные",)
    [topic] = [one for one in check("Наши выб0ры уже скоро.", RULES).findings if one.rule == "topic"]
    assert (topic.severity, topic.values["hidden"]) == (Severity.BLOCK, "выборы")


def test_an_exception_holds_in_disguise_too():
    assert hidden("Новая п@ртия товара в пути.") == []
    assert hidden("Новая п@ртия, голосуйте.") == ["п@ртия"]


def test_a_term_that_stands_openly_is_found_once():
    text = "Политика и п0литика."
    found = [one for one in check(text, RULES).findings if one.rule == "term"]
    assert [(one.text, "hidden" in one.values) for one in found] == [("Политика", False), ("п0литика", True)]
    assert check(text, RULES).language is Language.RU


@pytest.mark.parametrize("text", ["Всё о выборах123.", "Это casino24 again.", "Это scam_alert, честно."])
def test_a_text_is_read_the_second_time_as_it_was_the_first(text):
    first = check(text, RULES).findings
    assert [one for one in first if one.rule in {"term", "topic"}]
    assert check(text, RULES).findings == first
