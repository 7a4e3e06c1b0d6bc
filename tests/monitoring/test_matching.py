"""Which watches find a post, and where; in every form, over thousands of posts, quickly."""

import random
from datetime import UTC, datetime

import pytest
from conftest import DATA
from growth import cost

from bpo.core.ids import new_id
from bpo.language.lexis import fold
from bpo.language.text import key_of
from bpo.monitoring.rules.matching import CompiledWatches, WatchTerms, as_excluded
from bpo.monitoring.rules.posts import Post, full_text

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOURCE = new_id()


def post(text, *, title="", **over):
    return Post(external_id="1", text=text, title=title, posted_at=NOON, **over)


def finds(query, text, *, language="en", title="", watch=None, **over):
    """The words by which a watch finds a text; None where it does not."""
    terms = WatchTerms(new_id(), query, **(watch or {}))
    one = post(text, title=title, **over)
    found = CompiledWatches([terms]).find(one, source_id=SOURCE, language=language)
    if terms.id not in found:
        return None
    whole = full_text(one.title, one.text)
    return [whole[start:end] for start, end in found[terms.id]]


@pytest.mark.parametrize(
    ("query", "text", "language", "words"),
    [
        ("courier", "Two couriers came late", "en", ["couriers"]),
        ("deliver", "They delivered it while delivering mine", "en", ["delivered", "delivering"]),
        ("курьер", "Курьера не было, с курьерами беда", "ru", ["Курьера", "курьерами"]),
        ("посылка", "Где моя посылка? Посылку жду, посылок нет", "ru", ["посылка", "Посылку", "посылок"]),
        ("кур'єр", "Кур’єрові подзвонили, кур'єрами не тішать", "uk", ["Кур’єрові", "кур'єрами"]),
        ("paczka", "Gdzie są moje paczki? Bez paczek!", "pl", ["paczki", "paczek"]),
        ("Paczkodziupla", "W Paczkodziupli znowu kolejka", "pl", ["Paczkodziupli"]),
        ("Тиха Закладка", "Була в «Тихій Закладці» вчора", "uk", ["Тихій", "Закладці"]),
        ('"поздняя доставка"', "Опять о поздней доставке", "ru", ["поздней доставке"]),
        ('"late delivery"', "delivery was late", "en", None),
        ("larkwing", "Love #Larkwing and @larkwing.shop", "en", ["Larkwing", "larkwing"]),
        ("#larkwing", "Love #Larkwing but not Larkwing", "en", ["#Larkwing"]),
        ("courier", "скурьер courierx", "en", None),
        ("courier late", "The courier came", "en", None),
        ("courier -late", "The courier came late", "en", None),
        ("courier -late", "The courier came", "en", ["courier"]),
        ("courier OR parcel", "My parcels!", "en", ["parcels"]),
        ("елка", "Ёлки нет", "ru", ["Ёлки"]),
        ("wi-fi", "Wi-Fi is down, wi fi too", "en", ["Wi-Fi", "wi fi"]),
    ],
)
def test_words_are_found_in_every_form(query, text, language, words):
    assert finds(query, text, language=language) == words


def test_places_count_in_title_and_text_together():
    assert finds("larkwing late", "It was late", title="Larkwing again") == ["Larkwing", "late"]


@pytest.mark.parametrize(
    ("watch", "over", "found"),
    [
        ({"languages": frozenset({"en"})}, {}, True),
        ({"languages": frozenset({"pl"})}, {}, False),
        ({"sources": frozenset({SOURCE})}, {}, True),
        ({"sources": frozenset({new_id()})}, {}, False),
        ({"excluded": frozenset({"shop.example"})}, {"url": "https://www.blog.shop.example/1"}, False),
        ({"excluded": frozenset({"shop.example"})}, {"url": "https://workshop.example/1"}, True),
        ({"excluded": frozenset({"larkwing"})}, {"author_handle": "@Larkwing"}, False),
        ({"excluded": frozenset({"larkwing"})}, {"author_name": "Larkwing fan"}, True),
    ],
)
def test_limits_of_a_watch(watch, over, found):
    assert (finds("courier", "a courier", watch=watch, **over) is not None) is found


@pytest.mark.parametrize("typed", ["@Larkwing", "larkwing ", "https://www.larkwing/", "LARKWING"])
def test_exclusions_are_compared_as_people_type_them(typed):
    assert as_excluded(typed) == "larkwing"


WORDS = ["courier", "parcel", "shop", "delivery", "refund", "price", "queue", "staff", "app", "order"]


def test_fifty_watches_take_little_more_than_one():
    rng = random.Random(7)
    watches = [
        WatchTerms(
            new_id(), f"({rng.choice(WORDS)} OR {rng.choice(WORDS)}) -{rng.choice(WORDS)}x brand{n % 5}"
        )
        for n in range(50)
    ]
    filler = [f"word{n}" for n in range(3000)]
    posts = [
        post(" ".join([*rng.choices(filler, k=40), *rng.choices(WORDS, k=3), f"brand{rng.randrange(8)}"]))
        for _ in range(3000)
    ]

    def found(compiled):
        return sum(len(compiled.find(one, source_id=SOURCE, language="en")) for one in posts)

    one, all_of_them = CompiledWatches(watches[:1]), CompiledWatches(watches)
    assert found(all_of_them) > 300
    assert cost(lambda: found(all_of_them), times=1) < 10 * cost(lambda: found(one), times=1)


def sentences(name):
    """Sentences of a treebank, each with its words as (form, lemma)."""
    text, words = "", []
    for line in (DATA / "lang" / "clean" / f"{name}-ud-dev.conllu").read_text().splitlines():
        cells = line.split("\t")
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif not line and words:
            yield text, words
            words = []
        elif len(cells) > 5 and cells[0].isdigit() and cells[3] in {"NOUN", "VERB", "ADJ"}:
            form, lemma, notes = cells[1], cells[2], cells[5] + cells[9]
            words += [(form, lemma.lower())] * (form.isalpha() and lemma.isalpha() and "Typo" not in notes)


TREEBANKS = (("ru", "ru_taiga", 0.985), ("en", "en_ewt", 0.98), ("uk", "uk_iu", 0.95), ("pl", "pl_pdb", 0.95))


@pytest.mark.data
@pytest.mark.parametrize(("language", "name", "least"), TREEBANKS)
def test_watches_find_every_inflected_form_in_other_peoples_texts(language, name, least):
    """Every word of a sentence is watched by its dictionary form; the watch must find the sentence, there."""
    if not (DATA / "lang" / "clean" / f"{name}-ud-dev.conllu").is_file():
        pytest.skip(f"the treebank {name} is not on this machine")
    some = [(text, words) for text, words in sentences(name) if words][:800]
    ids = {lemma: new_id() for _text, words in some for _form, lemma in words}
    compiled = CompiledWatches([WatchTerms(own, f'"{lemma}"') for lemma, own in ids.items()])
    asked = hit = 0
    for text, words in some:
        found = compiled.find(post(text), source_id=SOURCE, language=language)
        for form, lemma in words:
            asked += 1
            places = [fold(key_of(text[start:end])) for start, end in found.get(ids[lemma], ())]
            hit += any(fold(key_of(form)) in place for place in places)
    print(f"{language}: {hit} of {asked} words of {name} found by their lemma, {hit / asked:.4f}")  # noqa: T201 -- told with -s
    assert asked > 2000
    assert hit / asked >= least, f"{hit} of {asked}"
