"""Who works at the demo vendor, and who signs in from its clients.

Every agent who signs a demo reply is listed here; addresses end in `.example`, which nobody can own.
Passwords are made by the loader.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypedDict

RU: Final = "morkov-i-veter"
UK: Final = "tykha-zakladka"
PL: Final = "paczkodziupla"
EN: Final = "larkwing"

DEMO_BRANDS: Final = (RU, UK, PL, EN)


class DemoPerson(TypedDict):
    email: str
    name: str
    role: Literal[
        "supervisor", "agent", "reviewer", "admin", "client_viewer", "client_approver", "client_expert"
    ]
    profile: Literal["responder", "analyst"] | None
    brands: list[str] | Literal["all"]
    locale: Literal["ru", "uk", "pl", "en"]


@dataclass(frozen=True, slots=True)
class Signer:
    """How an agent signs and which hours (local, half open) they answer in."""

    email: str
    initials: str
    is_woman: bool
    hours: tuple[int, int]


DESKS: Final[dict[str, tuple[Signer, ...]]] = {
    RU: (
        Signer("anna.belova@vendor.example", "АБ", is_woman=True, hours=(0, 15)),
        Signer("timur.yerzhanov@vendor.example", "ТЕ", is_woman=False, hours=(12, 24)),
        Signer("marina.kotova@vendor.example", "МК", is_woman=True, hours=(10, 20)),
    ),
    UK: (
        Signer("olena.hnatiuk@vendor.example", "ОГ", is_woman=True, hours=(0, 14)),
        Signer("taras.melnychuk@vendor.example", "ТМ", is_woman=False, hours=(11, 24)),
        Signer("iryna.savchuk@vendor.example", "ІС", is_woman=True, hours=(9, 18)),
    ),
    PL: (
        Signer("agnieszka.wrona@vendor.example", "AW", is_woman=True, hours=(0, 15)),
        Signer("marek.zieba@vendor.example", "MZ", is_woman=False, hours=(14, 24)),
        Signer("zofia.lis@vendor.example", "ZL", is_woman=True, hours=(9, 19)),
    ),
    EN: (
        Signer("grace.holloway@vendor.example", "GH", is_woman=True, hours=(6, 15)),
        Signer("owen.pryce@vendor.example", "OP", is_woman=False, hours=(14, 24)),
        Signer("nadia.clarke@vendor.example", "NC", is_woman=True, hours=(0, 12)),
    ),
}


def _agent(name: str, email: str, brands: list[str], locale: Literal["ru", "uk", "pl", "en"]) -> DemoPerson:
    return {
        "email": f"{email}@vendor.example",
        "name": name,
        "role": "agent",
        "profile": "responder",
        "brands": brands,
        "locale": locale,
    }


_VENDOR_PEOPLE: Final[list[DemoPerson]] = [
    {
        "email": "irena.holm@vendor.example",
        "name": "Irena Holm",
        "role": "supervisor",
        "profile": None,
        "brands": "all",
        "locale": "en",
    },
    {
        "email": "pavel.zimin@vendor.example",
        "name": "Павел Зимин",
        "role": "supervisor",
        "profile": None,
        "brands": [RU, UK],
        "locale": "ru",
    },
    {
        "email": "daria.frost@vendor.example",
        "name": "Daria Frost",
        "role": "reviewer",
        "profile": None,
        "brands": "all",
        "locale": "en",
    },
    {
        "email": "viktor.admin@vendor.example",
        "name": "Viktor Sand",
        "role": "admin",
        "profile": None,
        "brands": "all",
        "locale": "en",
    },
    _agent("Анна Белова", "anna.belova", [RU], "ru"),
    _agent("Тимур Ержанов", "timur.yerzhanov", [RU], "ru"),
    _agent("Марина Котова", "marina.kotova", [RU, UK], "ru"),
    _agent("Олена Гнатюк", "olena.hnatiuk", [UK], "uk"),
    _agent("Тарас Мельничук", "taras.melnychuk", [UK], "uk"),
    _agent("Ірина Савчук", "iryna.savchuk", [UK, RU], "uk"),
    _agent("Agnieszka Wrona", "agnieszka.wrona", [PL], "pl"),
    _agent("Marek Zięba", "marek.zieba", [PL], "pl"),
    _agent("Zofia Lis", "zofia.lis", [PL, EN], "pl"),
    _agent("Grace Holloway", "grace.holloway", [EN], "en"),
    _agent("Owen Pryce", "owen.pryce", [EN], "en"),
    _agent("Nadia Clarke", "nadia.clarke", [EN], "en"),
    _agent("Данияр Сеитов", "daniyar.seitov", [RU, UK], "ru") | {"profile": "analyst"},
    _agent("Kaja Nowicka", "kaja.nowicka", [PL, EN], "pl") | {"profile": "analyst"},
]


def _client(
    name: str,
    email: str,
    brand: str,
    role: Literal["client_viewer", "client_approver", "client_expert"],
    locale: Literal["ru", "uk", "pl", "en"],
) -> DemoPerson:
    return {
        "email": f"{email}@{brand}.example",
        "name": name,
        "role": role,
        "profile": None,
        "brands": [brand],
        "locale": locale,
    }


_CLIENT_PEOPLE: Final[list[DemoPerson]] = [
    _client("Гульнара Омарова", "g.omarova", RU, "client_viewer", "ru"),
    _client("Сергей Климов", "s.klimov", RU, "client_approver", "ru"),
    _client("Асель Жумабаева", "pr", RU, "client_expert", "ru"),
    _client("Игорь Ланской", "logistics", RU, "client_expert", "ru"),
    _client("Наталія Журба", "n.zhurba", UK, "client_viewer", "uk"),
    _client("Андрій Кравець", "a.kravets", UK, "client_approver", "uk"),
    _client("Соломія Береза", "pr", UK, "client_expert", "uk"),
    _client("Роман Паламар", "sklad", UK, "client_expert", "uk"),
    _client("Joanna Mazurek", "j.mazurek", PL, "client_viewer", "pl"),
    _client("Piotr Gajda", "p.gajda", PL, "client_approver", "pl"),
    _client("Ewa Jabłońska", "pr", PL, "client_expert", "pl"),
    _client("Tomasz Kruk", "logistyka", PL, "client_expert", "pl"),
    _client("Helen Marsh", "h.marsh", EN, "client_viewer", "en"),
    _client("Daniel Ashworth", "d.ashworth", EN, "client_approver", "en"),
    _client("Priya Nair", "pr", EN, "client_expert", "en"),
    _client("Colin Reeve", "operations", EN, "client_expert", "en"),
]

DEMO_PEOPLE: Final[list[DemoPerson]] = [*_VENDOR_PEOPLE, *_CLIENT_PEOPLE]
