"""News of the surveys."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from bpo.core.events import Event


@dataclass(frozen=True)
class NegativeAnswer(Event):
    """A customer was dissatisfied: somebody should look at the conversation again."""

    name: ClassVar[str] = "surveys.negative_answer"
    answer_id: UUID
