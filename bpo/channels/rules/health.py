"""What a network tells of an account's access when it is asked, and what of it people are told before it stops the account.

What a network does not tell is None and alarms nobody. Each alarm has a name: who was told of it is not told again while it
holds, and once it is mended the same may be told anew. What could not be asked this time is neither mended nor new.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bpo.core.i18n import N_
from bpo.core.vocabulary import Network

STEPS = (1, 3, 7, 14)  # days before the end; of those that have passed the nearest is told
ENDS = N_(
    "The access of %(account)s ends %(ends_at)s. Have its owner make a new token, and enter it before: after that nothing"
    " is read or sent."
)
LACKS = N_(
    "%(account)s lacks rights that it needs: %(rights)s. Give them on the network, then connect it again."
)
NO_HOOK = N_(
    "The network does not bring what is new on %(account)s by its webhook: subscribe it there, as the account's page says."
)
HOOK_LACKS = N_("The webhook of %(account)s is not subscribed to everything that it needs: %(fields)s.")
RIGHTS: Mapping[str, tuple[str, ...]] = {
    Network.FACEBOOK.value: (
        "pages_read_engagement",
        "pages_read_user_content",
        "pages_manage_engagement",
        "pages_manage_metadata",
    ),
    Network.MESSENGER.value: ("pages_messaging", "pages_read_engagement", "pages_manage_metadata"),
    Network.INSTAGRAM.value: (
        "instagram_basic",
        "instagram_manage_comments",
        "pages_read_engagement",
        "pages_manage_metadata",
        "instagram_manage_messages",
    ),
    Network.WHATSAPP.value: ("whatsapp_business_messaging", "whatsapp_business_management"),
    Network.VK.value: ("messages", "wall"),
    Network.MASTODON.value: ("read", "write"),
    Network.WORDPRESS.value: ("moderate_comments",),
    Network.YOUTUBE.value: ("https://www.googleapis.com/auth/youtube.force-ssl",),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    Network.FACEBOOK.value: ("feed",),
    Network.MESSENGER.value: ("messages", "message_echoes", "message_edits", "messaging_postbacks"),
    Network.INSTAGRAM.value: ("comments", "messages", "messaging_postbacks"),
    Network.WHATSAPP.value: ("messages", "smb_message_echoes"),
    Network.VK.value: (
        "message_new",
        "message_reply",
        "message_edit",
        "wall_reply_new",
        "wall_reply_edit",
        "wall_reply_delete",
        "wall_reply_restore",
    ),
}
# What an account on Instagram needs only where its direct messages are answered here.
FOR_MESSAGES = frozenset({"instagram_manage_messages", "messages", "messaging_postbacks"})


@dataclass(frozen=True)
class Hook:
    """How the network's webhook stands: whether it brings anything, and what it does not bring."""

    brings: bool
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quota:
    """What the network still lets us ask."""

    left: int
    of: int


@dataclass(frozen=True)
class Health:
    """What was told; `rights` None: nothing of rights. `ends_told`: also where there is no end to tell of."""

    rights: tuple[str, ...] | None = None
    lacks: tuple[str, ...] = ()
    ends_told: bool = False
    ends_at: datetime | None = None
    hook: Hook | None = None
    quota: Quota | None = None

    def as_facts(self) -> dict[str, Any]:
        """As it is kept with the connection."""
        told: dict[str, Any] = {}
        if self.rights is not None:
            told |= {"rights": list(self.rights), "lacks": list(self.lacks)}
        if self.ends_told:
            told["ends_at"] = self.ends_at.isoformat() if self.ends_at else None
        if self.hook is not None:
            told["hook"] = {"brings": self.hook.brings, "lacks": list(self.hook.lacks)}
        if self.quota is not None:
            told["quota"] = [self.quota.left, self.quota.of]
        return told

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Health":
        """As it was kept."""
        told = facts.get("health") or {}
        hook, quota, ends_at = told.get("hook"), told.get("quota"), told.get("ends_at")
        return cls(
            rights=tuple(told["rights"]) if "rights" in told else None,
            lacks=tuple(told.get("lacks", ())),
            ends_told="ends_at" in told,
            ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
            hook=Hook(hook["brings"], tuple(hook["lacks"])) if hook else None,
            quota=Quota(*quota) if quota else None,
        )


@dataclass(frozen=True)
class Alarm:
    """One thing that people are told: by what name, in which sentence."""

    name: str
    message: str
    values: Mapping[str, str]

    @property
    def topic(self) -> str:
        """What was asked to know of it."""
        return self.name.partition(":")[0]


def lacking(network: str, granted: Collection[str], *, spared: Collection[str] = ()) -> tuple[str, ...]:
    """What of the rights that are needed was not granted; a right in part, as `read:statuses`, is taken for the whole.

    `spared`: what this account does not need.
    """
    had = {one.partition(":")[0] if network == Network.MASTODON else one for one in granted}
    return tuple(right for right in RIGHTS.get(network, ()) if right not in {*had, *spared})


def missing_fields(
    network: str, subscribed: Collection[str], *, spared: Collection[str] = ()
) -> tuple[str, ...]:
    """What of the kinds of events that are needed the webhook does not bring."""
    return tuple(name for name in FIELDS.get(network, ()) if name not in {*subscribed, *spared})


def alarms_of(health: Health, *, now: datetime) -> list[Alarm]:
    """What somebody should know now."""
    found: list[Alarm] = []
    if health.ends_at is not None:
        left = health.ends_at - now
        step = next((days for days in STEPS if left <= timedelta(days=days)), None)
        if step is not None:
            found.append(Alarm(f"ends:{step}", ENDS, {"ends_at": health.ends_at.isoformat()}))
    if health.lacks:
        found.append(Alarm(f"lacks:{','.join(health.lacks)}", LACKS, {"rights": ", ".join(health.lacks)}))
    if health.hook is not None and not health.hook.brings:
        found.append(Alarm("hook:none", NO_HOOK, {}))
    elif health.hook is not None and health.hook.lacks:
        lacks = health.hook.lacks
        found.append(Alarm(f"hook:{','.join(lacks)}", HOOK_LACKS, {"fields": ", ".join(lacks)}))
    return found


def still_told(told: Iterable[str], alarms: Iterable[Alarm], health: Health) -> list[str]:
    """The names of which people know after this: what holds, and what could not be asked."""
    asked = {
        "ends": health.ends_told,
        "lacks": health.rights is not None,
        "hook": health.hook is not None,
    }
    kept = {name for name in told if not asked.get(name.partition(":")[0], True)}
    return sorted(kept | {alarm.name for alarm in alarms})
