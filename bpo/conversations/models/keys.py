"""The composite foreign keys that several tables of conversations bear."""

from sqlalchemy import ForeignKeyConstraint


def conversation_key() -> ForeignKeyConstraint:
    """The composite foreign key to a conversation of the same brand."""
    return ForeignKeyConstraint(
        ["tenant_id", "conversation_id"], ["conversation.tenant_id", "conversation.id"]
    )


def pins() -> list[ForeignKeyConstraint]:
    """The composite foreign keys to the pinned versions."""
    return [
        ForeignKeyConstraint(
            ["tenant_id", "service_level_id"], ["service_level.tenant_id", "service_level.id"]
        ),
        ForeignKeyConstraint(
            ["tenant_id", "calendar_id"], ["business_calendar.tenant_id", "business_calendar.id"]
        ),
    ]
