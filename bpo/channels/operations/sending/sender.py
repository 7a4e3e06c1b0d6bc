"""The steps of a delivery around the network."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from bpo.channels.adapters import ChannelAdapter, Wire, make_adapter
from bpo.channels.adapters.base import (
    STRANGE_ANSWER,
    Ambiguous,
    ChannelProblem,
    Occupied,
)
from bpo.channels.operations.connections import (
    MakeAdapter,
    adapter_of,
)
from bpo.channels.operations.sending.claim import Claim, WithheldError
from bpo.channels.operations.sending.claiming import check_may_overwrite, check_still_ours, claim_delivery
from bpo.channels.operations.sending.recording import (
    record_failed_look,
    record_nothing_found,
    record_problem,
    record_sent,
    record_withheld,
    take_in_occupant,
)
from bpo.channels.operations.sending.uploading import upload_all
from bpo.channels.rules.deliveries import Step
from bpo.core.uow import OpenUnit

At = Callable[[str], None]
log = structlog.get_logger(__name__)


def nothing(_point: str) -> None:
    """Where a test would look on, or pull the plug."""


@dataclass(frozen=True)
class Sender:
    """How deliveries of one brand are made: where units come from, the wire, the key of the secrets."""

    open_unit: OpenUnit
    wire: Wire
    key: bytes
    at: At = nothing
    make: MakeAdapter = make_adapter
    public_url: str = ""  # where personal links lead

    def deliver(self, tenant_id: UUID, delivery_id: UUID) -> None:
        """Do with one delivery what it needs now; nothing where it needs nothing, or another has it."""
        if self._take_a_step(tenant_id, delivery_id):
            self._take_a_step(tenant_id, delivery_id)  # its pictures are there: now the reply

    def _take_a_step(self, tenant_id: UUID, delivery_id: UUID) -> bool:
        """Whether another step follows at once."""
        with self.open_unit() as uow:
            claim = claim_delivery(uow, tenant_id, delivery_id, key=self.key, public_url=self.public_url)
            self.at("before_claim_commit")
        self.at("claimed")
        if claim is None:
            return False
        place = (tenant_id, claim.account_id)
        adapter = adapter_of(self.open_unit, place, claim.connected, self.wire, key=self.key, make=self.make)
        if claim.step is Step.UPLOAD:
            return upload_all(self.open_unit, adapter, claim, seconds=self.wire.seconds, at=self.at)
        if claim.step is Step.LOOK_UP:
            self._look_up(claim, adapter)
        else:
            self._write(claim, adapter)
        self.at("done")
        return False

    def _write(self, claim: Claim, adapter: ChannelAdapter) -> None:
        def before_write(over: tuple[str, str] | None = None) -> None:
            with self.open_unit() as uow:
                check_still_ours(uow, claim, needs=timedelta(seconds=self.wire.seconds))
                if over is not None:
                    check_may_overwrite(uow, claim, over)
            self.at("before_write")

        try:
            sent = adapter.send(claim.out, before_write)
        except WithheldError:
            with self.open_unit() as uow:
                record_withheld(uow, claim)
            return
        except ChannelProblem as problem:
            self.at("answered")
            with self.open_unit() as uow:
                if isinstance(problem, Occupied):
                    take_in_occupant(uow, claim, problem, form=adapter.form)
                record_problem(uow, claim, problem)
                self.at("before_record_commit")
            return
        except Exception as error:
            # A fault of our own, after which anything may stand there: as if the answer had been lost.
            log.exception("adapter_failed", delivery=str(claim.delivery_id), kind=type(error).__name__)
            with self.open_unit() as uow:
                record_problem(uow, claim, Ambiguous(STRANGE_ANSWER, detail=type(error).__name__))
            return
        self.at("answered")
        with self.open_unit() as uow:
            record_sent(uow, claim.tenant_id, claim.delivery_id, sent, attempt_id=claim.attempt_id)
            self.at("before_record_commit")

    def _look_up(self, claim: Claim, adapter: ChannelAdapter) -> None:
        try:
            found = adapter.find_sent(claim.out)
        except ChannelProblem as problem:
            with self.open_unit() as uow:
                record_failed_look(uow, claim, problem)
            return
        self.at("looked")
        with self.open_unit() as uow:
            if found is not None:
                record_sent(uow, claim.tenant_id, claim.delivery_id, found)
            else:
                record_nothing_found(uow, claim)
            self.at("before_record_commit")
