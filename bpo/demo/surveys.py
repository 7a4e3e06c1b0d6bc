"""What the demo brands' customers answered, brought as another system would bring it; and a plan to ask from now on.

Who was answered slowly is less often satisfied, so that the figures have something to say. Equal arguments give
equal answers.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy import select

from bpo.channels.models import ChannelAccount
from bpo.conversations.models import ConversationAct, Message, Turn
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.surveys.operations.answering import Brought, bring_answer
from bpo.surveys.operations.plans import save_plan
from bpo.surveys.rules.plan import Plan
from bpo.tenants.queries import get_tenant

ANSWERS: Final = 80
SCORES: Final = (1, 2, 3, 4, 5)
IN_TIME: Final = (2, 3, 8, 30, 57)
LATE: Final = (22, 20, 22, 22, 14)
COMMENTS: Final = {
    "ru": {
        5: ("Быстро и по делу, спасибо!", "Всё решили за один вечер."),
        3: ("Помогли, но пришлось дважды объяснять.",),
        1: ("Ответили слишком поздно, заказ я уже отменила.", "Вежливо, но вопрос так и не решён."),
    },
    "uk": {
        5: ("Швидко й по суті, дякую!", "Усе вирішили за один вечір."),
        3: ("Допомогли, але довелося пояснювати двічі.",),
        1: ("Відповіли надто пізно, замовлення я вже скасувала.", "Ввічливо, але питання так і не вирішено."),
    },
    "pl": {
        5: ("Szybko i konkretnie, dziękuję!", "Wszystko załatwione w jeden wieczór."),
        3: ("Pomogli, ale musiałem tłumaczyć dwa razy.",),
        1: ("Odpowiedź przyszła za późno, zamówienie już anulowałam.", "Uprzejmie, ale sprawa nadal trwa."),
    },
    "en": {
        5: ("Quick and to the point, thank you!", "Solved within one evening."),
        3: ("Helpful, but I had to explain it twice.",),
        1: ("The answer came too late, I had cancelled by then.", "Polite, but it is still not solved."),
    },
}


def ask_customers(slug: str, tenant_id: UUID, *, language: str, until: datetime) -> int:
    """Switch the questions on, and bring some answers about what is closed; how many."""
    dice = Random(f"surveys {slug}")  # noqa: S311 -- a demo, not a secret
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        tenant = get_tenant(uow, slug)
        save_plan(uow, tenant, Plan(is_on=True), wording={})
        closed = _closed(uow, tenant_id)
        chosen = dice.sample(closed, min(ANSWERS, len(closed)))
        for number, (closing_at, message, account, was_late) in enumerate(chosen, start=1):
            (score,) = dice.choices(SCORES, LATE if was_late else IN_TIME)
            said = COMMENTS[language].get(score, ())
            brought = Brought(
                external_id=f"chat-{number}",
                score=score,
                recommend=max(0, min(10, score * 2 + dice.choice((-1, 0, 0, 1)))),
                comment=dice.choice(said) if said and dice.random() < 0.5 else None,
                answered_at=min(closing_at + timedelta(minutes=dice.randint(5, 1500)), until),
                account=account,
                message=message,
            )
            bring_answer(uow, tenant, brought)
        return len(chosen)


def _closed(uow: UnitOfWork, tenant_id: UUID) -> list[tuple[datetime, str, str, bool]]:
    """Closings of answered conversations: when, about which message on which account, and whether it was late."""
    rows = uow.session.execute(
        select(ConversationAct.at, Message.external_id, ChannelAccount, Turn.stopped_at > Turn.due_at)
        .join(
            Message,
            (Message.tenant_id == ConversationAct.tenant_id) & (Message.id == ConversationAct.message_id),
        )
        .join(
            ChannelAccount,
            (ChannelAccount.tenant_id == Message.tenant_id) & (ChannelAccount.id == Message.account_id),
        )
        .join(
            Turn,
            (Turn.tenant_id == ConversationAct.tenant_id)
            & (Turn.conversation_id == ConversationAct.conversation_id),
        )
        .where(
            ConversationAct.tenant_id == tenant_id,
            ConversationAct.kind == "closed",
            Message.direction == Direction.IN.value,
            Turn.kind == "first_response",
            Turn.outcome == "answered",
        )
        .order_by(ConversationAct.at, Message.external_id)
    )
    # A conversation that was opened again has a first answer an episode: late once is late.
    late: dict[tuple[datetime, str, str], bool] = {}
    for at, message, account, was_late in rows:
        place = (at, message, account.key)
        late[place] = late.get(place, False) or bool(was_late)
    return [(*place, was_late) for place, was_late in late.items()]
