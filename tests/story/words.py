"""The four brands of the story and their people, each in its own language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`elections` is a word of a restricted topic as the brand file names it; texts have it in another form."""

    brand: str
    time_zone: str
    agent: str
    leader: str
    viewer: str
    elections: str
    subject: str
    customers: tuple[str, ...]


WORDS = {
    "en": Words(
        brand="Teawick",
        time_zone="Europe/London",
        agent="Grace Hill",
        leader="Owen Park",
        viewer="Hugh Marsh",
        elections="election",
        subject="My parcel",
        customers=("Anna Berg", "Mary Lowe", "Boris Fenn", "Tom Ashby", "Jane Holt"),
    ),
    "ru": Words(
        brand="Чаёвия",
        time_zone="Europe/Vilnius",
        agent="Алла Крылова",
        leader="Олег Панов",
        viewer="Нина Шубина",
        elections="выборы",
        subject="Моя посылка",
        customers=("Анна Берг", "Мария Лосева", "Борис Фокин", "Тимур Агеев", "Инна Котова"),
    ),
    "uk": Words(
        brand="Чайгора",
        time_zone="Europe/Kyiv",
        agent="Оксана Гай",
        leader="Остап Павлів",
        viewer="Ніна Шум",
        elections="вибори",
        subject="Моя посилка",
        customers=("Анна Береза", "Марія Лозова", "Борис Фесенко", "Тарас Юрчук", "Інна Котик"),
    ),
    "pl": Words(
        brand="Herbowid",
        time_zone="Europe/Warsaw",
        agent="Ewa Nowak",
        leader="Olga Pawlak",
        viewer="Hanna Mróz",
        elections="wybory",
        subject="Moja paczka",
        customers=("Anna Berg", "Maria Lis", "Borys Fiołek", "Tomasz Jasny", "Irena Kot"),
    ),
}

BRAND_FILE = """\
slug: {slug}
name: {name}
languages: [{language}]
time_zone: {time_zone}
accounts:
  - {{network: mastodon, handle: "{mastodon}", server: "https://social.example"}}
  - {{network: email, handle: "{email}"}}
  - {{network: generic, handle: "{generic}"}}
{more}service_levels:
  - {{name: standard, first_response: 30m, next_response: 30m, resolution: 24h}}
style_guide:
  address: {{{language}: formal}}
  greeting: required
  signature: optional
  emoji: {{max: 1, severity: warn}}
  spelling: {{severity: warn}}
  tone: {{severity: approve}}
  personal_data: {{public: block, private: info}}
restricted_topics:
  - {{topic: politics, severity: block, terms: [{elections}]}}
names: ["{name}"]
approval: {{new_agents: 100%, reach_over: 50000, timeout: 20m}}
contract: {{currency: EUR, monthly_fee: 5000, coverage_window: 72h, targets: [{{figure: first_response, attainment: 90%}}]}}
"""
