"""One check of a reply, the same while it is typed and when it is sent.

The rule set is the brand's version in force; what it is checked against is where the text would go: the
network with its own counting of length, who will read it, the message it answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import find_connection, get_account
from bpo.channels.rules.capabilities import Capabilities, capabilities_of, capabilities_of_account
from bpo.channels.rules.splitting import parts_of, room_for
from bpo.conversations.models import Conversation, CustomerIdentity, Message
from bpo.conversations.queries.thread import list_identities
from bpo.conversations.queries.workplace import find_last_from_customer, list_last_replies
from bpo.conversations.rules.drafts import DraftKind, initials_of
from bpo.conversations.rules.sending import Place, visibility_of
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Visibility
from bpo.language.engine import check
from bpo.language.length import measure
from bpo.language.thread import READ_BACK, follows_thread
from bpo.language.types import Checked, Context
from bpo.tenants.queries import compiled_rules


@dataclass(frozen=True)
class Target:
    """Where a reply of this conversation goes, and whom it answers."""

    account: ChannelAccount
    capabilities: Capabilities
    answers: Message | None  # the customer's message
    identity: CustomerIdentity | None

    def answering(self, message: Message) -> "Target":
        """The same conversation, answering this message."""
        return replace(self, answers=message)

    @property
    def place(self) -> Place:
        """The same as the rules take it."""
        return Place(
            capabilities=self.capabilities,
            visibility=Visibility(self.answers.visibility) if self.answers else Visibility.PUBLIC,
            last_customer_message_at=self.answers.posted_at if self.answers else None,
            is_retired=self.account.retired_at is not None,
        )

    @property
    def recipient(self) -> str | None:
        """The network's name of the customer."""
        return self.answers.author_id if self.answers else None

    def is_private(self, kind: DraftKind) -> bool:
        """Whether a reply of this kind is read by the customer alone."""
        return visibility_of(kind, self.place.visibility) is Visibility.PRIVATE

    def can(self, kind: DraftKind) -> Capabilities:
        """What the network can do of a reply of this kind."""
        found = self.capabilities.of(private=self.is_private(kind))
        is_only_one = self.is_private(kind) and self.place.visibility is Visibility.PUBLIC
        if found.one_private_reply and is_only_one:
            return replace(found, most_parts=1)
        return found

    def room(self, kind: DraftKind) -> int | None:
        """How long a reply may be, in the network's unit; None where it may be of any length."""
        known = capabilities_of(self.account.network).of(private=self.is_private(kind))
        return room_for(self.account.network, self.recipient, known)

    def parts_of(self, text: str, kind: DraftKind) -> tuple[str, ...]:
        """The messages that a text would be sent in; none where it is too long for any number."""
        return parts_of(text, self.can(kind), room=self.room(kind), private=self.is_private(kind)) or ()


@dataclass(frozen=True)
class Length:
    """How long a text is and may be, as its network counts."""

    used: int
    limit: int | None
    unit: str


def target_of(uow: UnitOfWork, conversation: Conversation) -> Target:
    """Where a reply would go now: to the customer's last message."""
    account = get_account(uow, conversation.account_id)
    identities = [one for one in list_identities(uow, conversation) if one.network == account.network]
    return Target(
        account=account,
        capabilities=capabilities_of_account(account.network, _known_of(uow, account)),
        answers=find_last_from_customer(uow, conversation),
        identity=identities[0] if identities else None,
    )


def _known_of(uow: UnitOfWork, account: ChannelAccount) -> dict[str, Any]:
    """What its network told and the vendor set of an account that is connected."""
    connection = find_connection(uow, account.tenant_id, account.id)
    return {**connection.settings, **connection.facts} if connection else {}


def check_text(
    uow: UnitOfWork,
    conversation: Conversation,
    text: str,
    *,
    kind: DraftKind = DraftKind.REPLY,
    author_name: str = "",
    target: Target | None = None,
    deep: bool = False,
    parts: Sequence[str] | None = None,
) -> Checked:
    """Run the brand's rules over a text as it would be sent; `deep` asks the reader too, as the send does.

    `parts` are the messages that it is told in where its author chose that: then it is not too long.
    """
    there = target or target_of(uow, conversation)
    compiled = compiled_rules(uow, conversation.tenant_id)
    has_earlier = conversation.message_count > 1 and follows_thread(compiled.rules)
    return check(
        text.rstrip(),
        compiled,
        Context(
            network=there.account.network,
            public=visibility_of(kind, there.place.visibility) is Visibility.PUBLIC,
            reply_to=there.answers.text if there.answers else None,
            limit=None if parts else there.room(kind),
            limit_unit=there.can(kind).length_unit.value,
            customer_name=there.identity.name if there.identity else None,
            agent_initials=initials_of(author_name) or None,
            earlier=tuple(list_last_replies(uow, conversation, limit=READ_BACK)) if has_earlier else (),
            deep=deep,
        ),
    )


def length_of(text: str, target: Target, kind: DraftKind) -> Length:
    """The length of a text as it would be sent."""
    unit = target.can(kind).length_unit
    return Length(used=measure(text.strip(), unit), limit=target.room(kind), unit=unit.value)
