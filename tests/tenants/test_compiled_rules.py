"""A brand's stored rules ready to run: kept while they hold, made anew when anything changes; other brands' names."""

from builders import act_as, make_tenant
from sqlalchemy import text

from bpo.channels.operations.accounts import add_account
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.language.engine import check
from bpo.language.types import Language, Policy, Severity
from bpo.tenants.operations import change_profile, replace_section
from bpo.tenants.queries import compiled_rules, get_tenant
from bpo.tenants.rules.rule_set import rule_set_of

CONTENT = {
    "style_guide": {
        "address": {"ru": {"policy": "formal", "severity": "block"}},
        "quotes": {
            "ru": {"policy": "«»", "severity": "warn"},
            "de": {"policy": "„“", "severity": "warn"},
        },
        "yo": {"policy": "always", "severity": "info"},
        "greeting": {"policy": "required", "severity": "warn"},
        "emoji": {"max": 1, "severity": "info"},
        "spelling": {"severity": "info"},
        "personal_data": {"public": "approve", "private": "warn"},
    },
    "terms": [{"banned": ["cheap", "халява"], "prefer": "fair", "severity": "warn"}],
    "restricted_topics": [
        {
            "topic": "politics",
            "policy": "exempt",
            "severity": None,
            "terms": [],
            "except": [],
            "reason": "a paper",
        },
        {
            "topic": "religion",
            "policy": "restricted",
            "severity": "block",
            "terms": ["god"],
            "except": ["oh god"],
        },
    ],
    "names": ["Лавка"],
}


def test_a_stored_section_becomes_values():
    rules = rule_set_of(CONTENT, version=3, name="Shop", languages=["ru", "de"], foreign_names=["Other"])
    assert rules.languages == (Language.RU,)
    assert rules.style.address[Language.RU].severity is Severity.BLOCK
    assert rules.style.greeting.policy == "required"
    assert rules.style.quotes == {Language.RU: Policy("«»", Severity.WARN)}
    assert rules.style.yo == Policy("always", Severity.INFO)
    assert rules.style.sign_off is rules.style.exclamation_marks is None
    assert (rules.style.emoji.max, rules.style.spelling) == (1, Severity.INFO)
    assert (rules.style.personal_data_public, rules.style.personal_data_private) == (
        Severity.APPROVE,
        Severity.WARN,
    )
    assert rules.terms[0].banned == ("cheap", "халява")
    assert [(one.topic, one.exceptions) for one in rules.topics] == [("religion", ("oh god",))]
    assert rules.names == ("Shop", "Лавка")
    assert rules.foreign_names == ("Other",)


def test_a_brand_without_a_guide_has_the_usual_severities():
    rules = rule_set_of({}, version=None, name="Shop", languages=["de"])
    assert rules.languages == tuple(Language)
    assert (rules.style.spelling, rules.style.tone) == (Severity.WARN, Severity.APPROVE)
    assert rules.style.personal_data_public is Severity.BLOCK


def rules_for(actor, tenant):
    with UnitOfWork(actor) as uow:
        return compiled_rules(uow, tenant.id)


def test_rules_are_kept_until_something_changes(db):
    ours, other = make_tenant(name="Our Own Shop"), make_tenant(name="Theirs Entirely")
    system = Actor.system(ours.id)
    with UnitOfWork(system) as uow:
        replace_section(uow, get_tenant(uow, ours.slug), "rule_set", CONTENT)
    first = rules_for(system, ours)
    assert rules_for(system, ours) is first
    assert first.rules.version == 1
    assert "Theirs Entirely" in first.rules.foreign_names
    with UnitOfWork(Actor.system(other.id)) as uow:
        replace_section(uow, get_tenant(uow, other.slug), "rule_set", {**CONTENT, "names": ["Quaxil"]})
    second = rules_for(system, ours)
    assert second is not first
    assert "Quaxil" in second.rules.foreign_names
    with UnitOfWork(system) as uow:
        change_profile(uow, get_tenant(uow, ours.slug), name="Ours", languages=["pl"], time_zone="UTC")
    assert rules_for(system, ours).rules.languages == (Language.PL,)


def test_handles_of_other_brands_are_guarded_against_and_common_ones_are_not(db):
    ours, other = make_tenant(name="Ours Too"), make_tenant(name="Theirs Too")
    for brand, handles in ((ours, ["Shared"]), (other, ["theirs_help", "shared", "100500"])):
        with UnitOfWork(Actor.system(brand.id)) as uow:
            for handle in handles:
                add_account(uow, brand.id, network="generic", handle=handle)
    foreign = rules_for(Actor.system(ours.id), ours).rules.foreign_names
    assert "@theirs_help" in foreign
    assert not {"@shared", "@Shared", "@100500"} & set(foreign)
    assert "@theirs_help" not in rules_for(Actor.system(other.id), other).rules.foreign_names
    found = check("Write to @Theirs_Help, not to @shared.", rules_for(Actor.system(ours.id), ours)).findings
    assert [one.text for one in found if one.rule == "wrong_brand"] == ["@Theirs_Help"]


def test_names_of_other_brands_are_for_the_vendors_people_and_their_brands_alone(db):
    ours, other = make_tenant(name="Ours Alone"), make_tenant(name="Quite Another")

    def names(actor, brand):
        with UnitOfWork(actor) as uow:
            return set(
                uow.session.scalars(text("SELECT name FROM foreign_names(:brand)"), {"brand": brand.id})
            )

    assert "Quite Another" in names(act_as("agent", ours), ours)
    assert "Ours Alone" not in names(act_as("agent", ours), ours)
    assert names(act_as("agent", ours), other) == set()
    assert names(act_as("client_viewer", ours), ours) == set()
    assert names(Actor.anonymous(), ours) == set()
    assert rules_for(act_as("client_viewer", ours), ours).rules.foreign_names == ()
