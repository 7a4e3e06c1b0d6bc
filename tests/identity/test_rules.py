from datetime import UTC, datetime, timedelta
from uuid import UUID

import pyotp
import pytest

from bpo.core.errors import Conflict, Forbidden, Invalid
from bpo.identity.permissions import (
    CLIENT_ROLES,
    POSTS,
    ROLE_NAMES,
    SENTENCES,
    VENDOR_ONLY,
    Permission,
    Profile,
    Role,
    permissions_of,
)
from bpo.identity.rules import (
    PER_ACCOUNT,
    Blocked,
    Held,
    Limit,
    Side,
    Tries,
    check_link,
    check_may_grant,
    check_membership,
    check_not_oneself,
    check_password,
    check_scopes,
    count_try,
    counter_of_code,
    forgive_try,
    grants_of,
    is_obvious,
    narrowing_of,
    normal_email,
    plain_recovery_code,
    side_of,
    within_scopes,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_every_permission_has_a_sentence_and_every_role_a_name():
    assert set(SENTENCES) == set(Permission)
    assert set(ROLE_NAMES) == {role for role, _profile in POSTS} == set(Role)


def test_clients_change_themselves_and_decide_what_waits_for_them():
    changing = {word for word in Permission if not word.value.endswith(":read")}
    own = {Permission.SELF_EDIT, Permission.API_KEY_MANAGE, Permission.REPORT_COMMENT}
    decided = {
        Permission.DRAFT_APPROVE,
        Permission.GUIDE_TRY,
        Permission.HANDOFF_DECIDE,
        Permission.KNOWLEDGE_EDIT,
        Permission.PROFILE_CALIBRATE,
        Permission.REPORT_ACCEPT,
    }
    for role in CLIENT_ROLES:
        assert POSTS[role, None] & changing <= own | decided
    assert POSTS[Role.CLIENT_VIEWER, None] & changing <= own


def test_an_admin_reads_neither_conversations_nor_reports():
    assert not POSTS[Role.ADMIN, None] & {Permission.CONVERSATION_READ, Permission.REPORT_READ}


def test_an_expert_has_only_their_own_page_and_what_was_handed_to_them():
    assert POSTS[Role.CLIENT_EXPERT, None] == {
        Permission.SELF_READ,
        Permission.SELF_EDIT,
        Permission.HANDOFF_DECIDE,
    }


def test_a_role_at_one_brand_brings_nothing_of_the_vendor():
    for role, profile in POSTS:
        assert not permissions_of(role, profile=profile, at_vendor=False) & VENDOR_ONLY
    assert Permission.BRAND_CREATE in permissions_of(Role.SUPERVISOR, at_vendor=True)


@pytest.mark.parametrize(
    ("side", "role", "over", "place"),
    [
        (Side.STAFF, Role.CLIENT_VIEWER, {"tenant_id": ONE}, "role"),
        (Side.CLIENT, Role.AGENT, {"tenant_id": ONE, "profile": Profile.ANALYST}, "role"),
        (Side.CLIENT, Role.CLIENT_VIEWER, {"tenant_id": None}, "brands"),
        (Side.STAFF, Role.AGENT, {"tenant_id": None}, "profile"),
        (Side.STAFF, Role.REVIEWER, {"tenant_id": None, "profile": Profile.ANALYST}, "profile"),
        (Side.STAFF, Role.REVIEWER, {"tenant_id": None, "tags": ["kyiv"]}, "tags"),
    ],
    ids=[
        "client-role-for-staff",
        "staff-role-for-client",
        "client-without-brand",
        "agent-without-profile",
        "profile-of-reviewer",
        "tags-without-brand",
    ],
)
def test_roles_that_cannot_be_held(side, role, over, place):
    with pytest.raises(Invalid) as refused:
        check_membership(side, role, **over)
    assert place in {fault.place for fault in refused.value.faults}


def test_every_role_can_be_held_by_its_own_side_at_a_brand():
    for role in Role:
        profile = Profile.RESPONDER if role is Role.AGENT else None
        check_membership(side_of(role), role, tenant_id=ONE, profile=profile, tags=["kyiv"])


def grants(role, tenant_id=None, brands=(ONE, TWO)):
    profile = Profile.RESPONDER if role is Role.AGENT else None
    return grants_of([Held(tenant_id, role, profile=profile)], brands=brands)


def test_a_supervisor_of_one_brand_gives_roles_there_only():
    of_one = grants(Role.SUPERVISOR, ONE)
    check_may_grant(of_one, Role.AGENT, tenant_id=ONE)
    for elsewhere in (TWO, None):
        with pytest.raises(Forbidden):
            check_may_grant(of_one, Role.AGENT, tenant_id=elsewhere)


def test_only_an_admin_of_the_vendor_appoints_supervisors_and_admins():
    for role in (Role.SUPERVISOR, Role.ADMIN):
        check_may_grant(grants(Role.ADMIN), role, tenant_id=ONE)
        for giver in (grants(Role.SUPERVISOR), grants(Role.ADMIN, ONE)):
            with pytest.raises(Forbidden):
                check_may_grant(giver, role, tenant_id=ONE)


def test_agents_keep_nobody():
    with pytest.raises(Forbidden):
        check_may_grant(grants(Role.AGENT), Role.AGENT, tenant_id=ONE)


def test_nobody_changes_their_own_access():
    check_not_oneself(ONE, TWO)
    check_not_oneself(None, TWO)
    with pytest.raises(Conflict):
        check_not_oneself(ONE, ONE)


def test_a_role_at_the_vendor_holds_at_every_brand():
    held = grants(Role.SUPERVISOR)
    assert set(held) == {None, ONE, TWO}
    assert held[ONE] == held[None] - {word.value for word in VENDOR_ONLY}


def test_a_role_at_a_brand_holds_there_only_and_roles_add_up():
    responder = Held(ONE, Role.AGENT, profile=Profile.RESPONDER)
    held = grants_of([responder, Held(ONE, Role.REVIEWER)], brands=())
    assert set(held) == {ONE}
    assert {"conversation:manage", "report:read"} <= held[ONE]


@pytest.mark.parametrize(
    ("profiles", "serves", "works_mentions"),
    [
        ([Profile.RESPONDER], True, False),
        ([Profile.ANALYST], False, True),
        ([Profile.ANALYST, Profile.RESPONDER], True, True),
    ],
)
def test_a_profile_opens_its_own_job_and_two_profiles_both(profiles, serves, works_mentions):
    held = grants_of([Held(ONE, Role.AGENT, profile=one) for one in profiles], brands=())[ONE]
    assert ("conversation:serve" in held, "conversation:manage" in held) == (serves, serves)
    assert ("mention:work" in held, "watch:edit" in held) == (works_mentions, works_mentions)
    assert {"brand:read", "conversation:read", "mention:read"} <= held


def test_an_agent_without_a_profile_is_refused_rather_than_guessed():
    with pytest.raises(KeyError):
        grants_of([Held(ONE, Role.AGENT)], brands=())


def test_tags_narrow_unless_another_role_there_is_wide():
    kyiv, wide = Held(ONE, Role.AGENT, ("kyiv",)), Held(ONE, Role.REVIEWER)
    assert narrowing_of([kyiv, Held(ONE, Role.AGENT, ("lviv",))]) == {ONE: {"kyiv", "lviv"}}
    assert narrowing_of([kyiv, wide]) == narrowing_of([wide, kyiv]) == {}
    assert narrowing_of([kyiv, Held(None, Role.REVIEWER)]) == {}
    assert narrowing_of([kyiv, Held(TWO, Role.AGENT)]) == {ONE: {"kyiv"}}


def test_a_department_narrows_nobody_to_accounts():
    expert = Held(ONE, Role.CLIENT_EXPERT, ("department:legal",))
    assert narrowing_of([expert]) == {}
    branch = Held(ONE, Role.CLIENT_EXPERT, ("department:legal", "kyiv"))
    assert narrowing_of([branch]) == {ONE: {"kyiv"}}
    assert narrowing_of([expert, branch]) == {}


def test_a_key_does_no_more_than_its_scopes_and_its_owner():
    held = grants(Role.CLIENT_VIEWER, ONE)
    assert within_scopes(held, ["report:read", "user:manage"])[ONE] == {"report:read", "self:read"}


def test_no_key_changes_its_owner_or_makes_keys():
    held = grants(Role.SUPERVISOR)
    kept = within_scopes(held, [word.value for word in Permission])
    assert not {"self:edit", "api_key:manage"} & kept[ONE]
    for scope in ("self:edit", "api_key:manage", "supervisor:appoint"):
        with pytest.raises(Invalid):
            check_scopes(held, [scope])
    check_scopes(held, ["report:read"])


@pytest.mark.parametrize("text", ["anna@example.com", "  Anna@EXAMPLE.com ", "a.b+c@sub.example.co.uk"])
def test_addresses_are_compared_without_case(text):
    assert normal_email(text) == text.strip().lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "@example.com",
        "a b@example.com",
        "a@b",
        "a@example.com\nBcc: x@example.com",
        "a@exämple.com",
    ],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(Invalid):
        normal_email(text)


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "123456789012",
        "qwertyuiop12",
        "Password1234",
        "P@ssw0rd!!!!",
        "пароль123456",
        "йцукенгшщзхъ",
        "haslo2026!!!!",
        "anna.kowalska1",
        "annakowalska2026",
    ],
)
def test_obvious_passwords_are_refused(password):
    assert is_obvious(password, about=("anna.kowalska@example.com", "anna.kowalska", "Anna Kowalska"))


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "зелёный поезд едет 7",
        "kF9#tt2-vLq8",
        "w" * 3 + "ypij mleko i śpij",
        "x7" * 8 + "lamp-otter-quiz" * 4,
    ],
)
def test_long_unrelated_passwords_are_fine(password):
    check_password(password, email="anna.kowalska@example.com", name="Anna Kowalska")


@pytest.mark.parametrize("password", ["short-one!!", "a1B2" * 65], ids=["short", "endless"])
def test_length_of_passwords(password):
    with pytest.raises(Invalid):
        check_password(password, email="anna@example.com")


def test_sixty_four_characters_and_more_are_fine():
    check_password("lamp otter quiz violin " * 5, email="anna@example.com")


def tries(n, *, limit=PER_ACCOUNT):
    seen, at = None, NOON
    for _try in range(n):
        at = max(at, seen.blocked_until) if seen and seen.blocked_until else at
        seen = count_try(seen, now=at, limit=limit)
    return seen, at


def test_five_tries_are_heard_and_the_sixth_waits():
    seen, at = tries(5)
    with pytest.raises(Blocked) as blocked:
        count_try(seen, now=at, limit=PER_ACCOUNT)
    assert blocked.value.seconds == 31
    assert count_try(seen, now=at + timedelta(seconds=30), limit=PER_ACCOUNT).count == 6


def test_the_wait_doubles_up_to_its_bound():
    waits = []
    for n in range(5, 13):
        seen, at = tries(n)
        waits.append((seen.blocked_until - at).total_seconds())
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_tries_are_forgotten_after_an_hour_of_peace():
    seen, at = tries(9)
    assert count_try(seen, now=at + timedelta(hours=2), limit=PER_ACCOUNT) == Tries(
        1, at + timedelta(hours=2)
    )


def test_a_right_try_is_taken_back_from_its_address():
    seen, _at = tries(3, limit=Limit(free=50, longest=timedelta(minutes=15)))
    assert forgive_try(seen).count == 2


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_code_is_good_one_step_early_and_late(step):
    counter = int(NOON.timestamp()) // 30 + step
    code = pyotp.TOTP(SECRET).generate_otp(counter)
    assert counter_of_code(SECRET, code, now=NOON, last=None) == counter


@pytest.mark.parametrize("step", [-2, 2])
def test_a_code_two_steps_away_is_wrong(step):
    code = pyotp.TOTP(SECRET).generate_otp(int(NOON.timestamp()) // 30 + step)
    assert counter_of_code(SECRET, code, now=NOON, last=None) is None


def test_a_code_works_once_and_so_do_the_ones_before_it():
    counter = int(NOON.timestamp()) // 30
    for earlier in (counter - 1, counter):
        code = pyotp.TOTP(SECRET).generate_otp(earlier)
        assert counter_of_code(SECRET, code, now=NOON, last=counter) is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_is_wrong(code):
    assert counter_of_code(SECRET, code, now=NOON, last=None) is None


def test_recovery_codes_are_compared_without_dashes_and_case():
    assert plain_recovery_code(" abcd-EFGH ijkl") == "ABCDEFGHIJKL"


@pytest.mark.parametrize(
    "over",
    [{"expires_at": NOON}, {"used_at": NOON - timedelta(hours=1)}, {"revoked_at": NOON - timedelta(hours=1)}],
    ids=["expired", "used", "revoked"],
)
def test_links_that_have_ended(over):
    link = {"expires_at": NOON + timedelta(seconds=1), "used_at": None, "revoked_at": None}
    check_link(**link, now=NOON)
    with pytest.raises(Conflict):
        check_link(**{**link, **over}, now=NOON)
