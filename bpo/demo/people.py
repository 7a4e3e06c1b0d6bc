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


# Shifts by the brand's clock, from an hour to an hour; nobody works more than five of them a week.
SHIFTS: Final[dict[str, dict[str, tuple[int, int]]]] = {
    RU: {"E": (8, 16), "M": (11, 19), "L": (15, 23)},
    UK: {"E": (9, 17), "L": (10, 18), "S": (10, 14)},
    PL: {"E": (7, 15), "M": (10, 18), "L": (14, 22)},
    EN: {"E": (6, 14), "M": (10, 18), "L": (14, 22), "N": (22, 6)},
}
OFFICE_HOURS: Final = (9, 17)  # those of analysts, from Monday to Friday


@dataclass(frozen=True, slots=True)
class Signer:
    """How an agent signs, and which shift of `SHIFTS` they work from Monday to Sunday; `-` is a free day."""

    email: str
    initials: str
    is_woman: bool
    week: str


# Two nights of the week nobody is there for Larkwing, which promises to be there always: a hole to be found.
DESKS: Final[dict[str, tuple[Signer, ...]]] = {
    RU: (
        Signer("anna.belova@vendor.example", "АБ", is_woman=True, week="EEEEE--"),
        Signer("timur.yerzhanov@vendor.example", "ТЕ", is_woman=False, week="--LLLLL"),
        Signer("marina.kotova@vendor.example", "МК", is_woman=True, week="LL-M-EE"),
    ),
    UK: (
        Signer("olena.hnatiuk@vendor.example", "ОГ", is_woman=True, week="EEEEE--"),
        Signer("taras.melnychuk@vendor.example", "ТМ", is_woman=False, week="L-LLLS-"),
        Signer("iryna.savchuk@vendor.example", "ІС", is_woman=True, week="LLEEE--"),
    ),
    PL: (
        Signer("agnieszka.wrona@vendor.example", "AW", is_woman=True, week="EEEEE--"),
        Signer("marek.zieba@vendor.example", "MZ", is_woman=False, week="--LLLLL"),
        Signer("zofia.lis@vendor.example", "ZL", is_woman=True, week="LL-M-EE"),
    ),
    EN: (
        Signer("grace.holloway@vendor.example", "GH", is_woman=True, week="EEEEE--"),
        Signer("owen.pryce@vendor.example", "OP", is_woman=False, week="--LLLLL"),
        Signer("nadia.clarke@vendor.example", "NC", is_woman=True, week="LL-M-EE"),
        Signer("samir.haddad@vendor.example", "SH", is_woman=False, week="NNNNN--"),
    ),
}


def shift_of(slug: str, signer: Signer, weekday: int) -> tuple[int, int] | None:
    """The hours of somebody's shift that begins on a weekday (Monday is 0), if there is one."""
    return SHIFTS[slug].get(signer.week[weekday])


def at_the_desk(slug: str, weekday: int, hour: int) -> tuple[Signer, ...]:
    """Who works in an hour of the week; where nobody does, who comes next."""
    for ahead in range(7 * 24):
        day, now = divmod(24 * weekday + hour + ahead, 24)
        found = tuple(one for one in DESKS[slug] if _works(slug, one, day % 7, now))
        if found:
            return found
    message = f"Nobody works for {slug}."
    raise LookupError(message)


def _works(slug: str, signer: Signer, weekday: int, hour: int) -> bool:
    today, before = shift_of(slug, signer, weekday), shift_of(slug, signer, (weekday - 1) % 7)
    if today and today[0] <= hour < (today[1] if today[0] < today[1] else 24):
        return True
    return before is not None and before[1] < before[0] and hour < before[1]  # a night begun the day before


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
    _agent("Samir Haddad", "samir.haddad", [EN], "en"),
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
