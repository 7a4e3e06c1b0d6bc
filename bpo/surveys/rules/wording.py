"""What customers are asked with: our wording in four languages, and what a brand may make of it.

`{brand}` stands for the brand's name and `{link}` for the personal link. A name is never put into the middle of
a sentence of ours: in three of the four languages it would have to be declined.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

LINK, BRAND = "{link}", "{brand}"
PLACES = frozenset({LINK, BRAND})
LONGEST = {"invitation": 1000, "question": 200, "recommend": 200, "thanks": 500}
_PLACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a customer reads of a brand's own: the message, the two questions, the thanks."""

    invitation: str
    question: str
    recommend: str
    thanks: str

    def as_json(self) -> dict[str, str]:
        """As a plan keeps it."""
        return asdict(self)

    def filled(self, brand: str) -> "Wording":
        """The same with the brand's name; the link stays a place."""
        return Wording(**{name: text.replace(BRAND, brand) for name, text in self.as_json().items()})


OURS: dict[str, Wording] = {
    "en": Wording(
        invitation=(
            "Hello! We have closed our conversation with you. Are you satisfied with our answer?"
            " Telling us takes half a minute:\n\n{link}\n\n"
            "This message was sent automatically. If something is still open, simply write back.\n\n{brand}"
        ),
        question="How satisfied are you with our answer?",
        recommend="How likely are you to recommend us to people you know?",
        thanks="Thank you! We read every answer.",
    ),
    "ru": Wording(
        invitation=(
            "Здравствуйте! Мы завершили разговор с вами. Скажите, пожалуйста, довольны ли вы нашим ответом?"
            " Это займёт полминуты:\n\n{link}\n\n"
            "Сообщение отправлено автоматически. Если вопрос остался, просто напишите нам в ответ.\n\n{brand}"
        ),
        question="Насколько вы довольны нашим ответом?",
        recommend="Насколько вероятно, что вы порекомендуете нас знакомым?",
        thanks="Спасибо! Мы читаем каждый ответ.",
    ),
    "uk": Wording(
        invitation=(
            "Вітаємо! Ми завершили розмову з вами. Скажіть, будь ласка, чи задоволені ви нашою відповіддю?"
            " Це забере пів хвилини:\n\n{link}\n\n"
            "Повідомлення надіслано автоматично. Якщо питання лишилося, просто напишіть нам у відповідь.\n\n{brand}"
        ),
        question="Наскільки ви задоволені нашою відповіддю?",
        recommend="Наскільки ймовірно, що ви порадите нас знайомим?",
        thanks="Дякуємо! Ми читаємо кожну відповідь.",
    ),
    "pl": Wording(
        invitation=(
            "Dzień dobry! Zakończyliśmy rozmowę z Państwem. Czy są Państwo zadowoleni z naszej odpowiedzi?"
            " Ocena zajmie pół minuty:\n\n{link}\n\n"
            "Ta wiadomość została wysłana automatycznie. Jeśli coś pozostało niewyjaśnione, prosimy odpisać.\n\n{brand}"
        ),
        question="Jak bardzo są Państwo zadowoleni z naszej odpowiedzi?",
        recommend="Jak prawdopodobne jest, że polecą nas Państwo znajomym?",
        thanks="Dziękujemy! Czytamy każdą odpowiedź.",
    ),
}
# What stands in the place of a personal link wherever the message is kept.
LINK_SHOWN = {
    "en": "(personal link)",
    "ru": "(личная ссылка)",
    "uk": "(особисте посилання)",
    "pl": "(osobisty link)",
}


def wording_of(kept: Mapping[str, Any], language: str) -> Wording:
    """A plan's wording in a language: the brand's where it wrote some, else ours."""
    ours = OURS[language].as_json()
    own = kept.get(language) or {}
    return Wording(**{name: own.get(name) or text for name, text in ours.items()})


def own_wording(written: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """What a brand has written that differs from ours, by language; Invalid where it cannot be used.

    What is left empty, or is our own text, is not kept: ours may be mended later, and they shall have it.
    """
    faults = []
    kept: dict[str, dict[str, str]] = {}
    for language, texts in written.items():
        for name, ours in OURS[language].as_json().items():
            text = "\n".join((texts.get(name) or "").replace("\r\n", "\n").split("\n")).strip()
            if not text or text == ours:
                continue
            if found := _fault(name, text):
                faults.append(Fault(f"{language}.{name}", found))
            kept.setdefault(language, {})[name] = text
    if faults:
        raise Invalid(N_("The wording cannot be kept."), faults=tuple(faults))
    return kept


def _fault(name: str, text: str) -> str | None:
    if len(text) > LONGEST[name]:
        return N_("This is too long.")
    if set(_PLACE.findall(text)) - PLACES:
        return N_("Only {brand} and {link} can stand in braces.")
    wanted = 1 if name == "invitation" else 0
    if text.count(LINK) != wanted:
        return (
            N_("The invitation needs {link} exactly once: where the personal link stands.")
            if wanted
            else N_("{link} belongs into the invitation alone.")
        )
    return None
