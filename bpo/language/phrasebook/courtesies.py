"""How replies of the four languages begin and end."""

from bpo.language.types import Language

GREETINGS = """
    (здравствуйте|здравствуй|приветствую|приветствуем|привет|приветик|салют|здрасте)
    (добрый|доброго) (день|дня|вечер|вечера|утро|утра)
    (доброе|доброго) утр*
    доброй ночи
    доброго времени суток
    (рады|рад|рада) (вас )?(приветствовать|видеть)
    (вітаю|вітаємо|вітання|привіт|привітик|здрастуйте|здоровенькі були|добридень|добривечір)
    добр(ий|ого) (день|дня|ранок|ранку|вечір|вечора)
    доброго (здоров'я|часу доби)
    доброї ночі
    моє вітання
    dzień dobry
    (witam|witamy|witaj|cześć|hej|hejka|siema|dobry wieczór|dobrego dnia|miłego dnia)
    szanown(y|a|i|e) (pan*|klien*)
    (drogi|droga|drodzy) (pan*|klien*|\\w+)
    (hello|hi|hey|hiya|howdy|greetings|welcome)
    good (morning|afternoon|evening|day)
    dear \\w+
"""
SIGN_OFFS = """
    с (уважением|наилучшими|теплом|заботой|любовью)
    всего (доброго|хорошего|наилучшего|самого доброго|самого хорошего)
    (хорошего|доброго|отличного|прекрасного|приятного|удачного|чудесного|замечательного|продуктивного|спокойного|теплого) (вам )?(дня|вечера|утра|настроения|отдыха|пути|аппетита|пользования)
    (хороших|приятных|удачных|отличных|прекрасных|теплых) (вам )?(выходных|покупок|праздников|каникул|впечатлений)
    (доброй|спокойной|хорошей) (вам )?(ночи|недели|дороги)
    (до свидания|до встречи|до скорого|до связи|удачи|обращайтесь|будем на связи|на связи)
    (ваш|ваша) (команда|магазин|служба|поддержка)
    (будем )?(рады|рад|рада) (были |был |была )?(помочь|вам помочь|быть полезны*)
    з (повагою|найкращими|теплом|турботою|любов'ю)
    (на все добре|усього доброго|всього доброго|усього найкращого|всього найкращого|всього хорошого|усього хорошого)
    (гарного|доброго|чудового|приємного|вдалого|файного|мирного|спокійного|теплого|прекрасного|хорошого) (вам )?(дня|вечора|ранку|настрою|відпочинку|користування|апетиту)
    (гарних|приємних|вдалих|чудових|теплих|мирних) (вам )?(вихідних|покупок|свят|вражень)
    (доброї|спокійної|гарної) (вам )?(ночі|неділі|дороги|тижня)
    (до побачення|до зустрічі|бувайте|щасти|звертайтеся|звертайтесь|на зв'язку|бережіть себе)
    (раді|радий|рада) (були |був |була )?(допомогти|вам допомогти)
    (pozdrawiam|pozdrawiamy|pozdrowienia|z poważaniem|z wyrazami szacunku|z szacunkiem|z pozdrowieniami)
    łącz(ę|ymy) (pozdrowienia|wyrazy)
    (miłego|dobrego|udanego|pięknego|wspaniałego|spokojnego|przyjemnego|życzę|życzymy) .. (dnia|wieczoru|popołudnia|weekendu|tygodnia|poranka|zakupów|odpoczynku|użytkowania)
    (udanych|miłych|dobrych|przyjemnych) (zakupów|świąt|wakacji|wrażeń)
    (dobrej|spokojnej) (nocy|podróży|zabawy)
    (do widzenia|do zobaczenia|do usłyszenia|wszystkiego dobrego|wszystkiego najlepszego|zapraszamy ponownie|trzymamy kciuki)
    (kind|best|warm|warmest|kindest|many) (regards|wishes)
    (regards|sincerely|cheers|bye|goodbye)
    (yours )?(sincerely|faithfully|truly)
    (all the best|take care|see you|talk soon|speak soon|happy shopping|happy to help|glad to help|with love)
    (have|enjoy) (a|an|the|your) .. (day|evening|night|weekend|morning|afternoon|week|one|rest)
    (the|your) \\w+ team
    team \\w+
"""
GREETING: dict[Language, tuple[str, str]] = {
    Language.RU: ("Здравствуйте", "Здравствуйте, {name}"),
    Language.UK: ("Добрий день", "Добрий день, {name}"),
    Language.PL: ("Dzień dobry", "Dzień dobry"),  # a name would have to be put in the vocative
    Language.EN: ("Hello", "Hello {name}"),
}
SIGN_OFF: dict[Language, str] = {
    Language.RU: "Всего доброго.",
    Language.UK: "На все добре.",
    Language.PL: "Pozdrawiamy.",
    Language.EN: "Kind regards.",
}
