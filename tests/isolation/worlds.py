"""Two brands with rows in every table, each marked with its own canary; and who might look across."""

import json
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bpo.billing.operations import issue_statement
from bpo.billing.rules.fees import Quantities
from bpo.channels.models import (
    ChannelAccount,
    ChannelAudit,
    ChannelConnection,
    DeliveryAttempt,
    PollCursor,
    ReplyPicture,
)
from bpo.channels.operations import begin_import, store_inbound
from bpo.channels.operations.deliveries import queue_delivery, set_sending
from bpo.channels.rules.parsing import parse_message
from bpo.channels.rules.reply_pictures import digest_of
from bpo.conversations.models import (
    Approval,
    Attachment,
    Compensation,
    Conversation,
    ConversationAct,
    CustomerNumber,
    DepartmentAlert,
    DueNotice,
    Erasure,
    ErasureKey,
    Handoff,
    LinkPreview,
    Message,
    MessageEngagement,
    MessageMood,
    MessageRemoval,
    Moderation,
    Note,
    Presence,
    PreviewSetting,
    Promise,
    RetentionRule,
    ShiftNote,
    ShiftNoteReceipt,
    Turn,
    WatchSetting,
)
from bpo.conversations.operations.acts import DismissalReason, close_conversation, dismiss_turn
from bpo.conversations.operations.drafts import keep_revision, save_draft
from bpo.conversations.operations.exclusions import (
    conclude_exclusion,
    decide_exclusion,
    note_exclusion,
    put_forward,
)
from bpo.conversations.operations.intake import take_in
from bpo.conversations.queries.thread import get_conversation
from bpo.conversations.rules.exclusions import ExclusionKind
from bpo.core.actor import Actor, ActorKind
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.exports.models import BrandExport, BrandExportPart
from bpo.guides.models import GuideTrial, GuideTrialReply
from bpo.identity.notifications import Kind
from bpo.identity.operations.links import accept_invitation, issue_link
from bpo.identity.operations.notifications import notify
from bpo.identity.operations.people import invite_user
from bpo.identity.operations.profile import create_api_key_for
from bpo.identity.permissions import Profile, Role
from bpo.identity.queries import get_user
from bpo.knowledge.operations import record_reading, save_article, save_campaign, save_template
from bpo.ledger.models import LedgerDay, LedgerEntry, LedgerKey
from bpo.monitoring.models import Mention, MentionSource, Spike
from bpo.monitoring.operations.digests import make_digest
from bpo.monitoring.operations.imports import request_import as request_mentions
from bpo.monitoring.operations.sorting import write_note as write_mention_note
from bpo.monitoring.operations.taking import take_posts
from bpo.monitoring.operations.watches import save_watch
from bpo.monitoring.rules.posts import Post
from bpo.monitoring.rules.weeks import week_of
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.models import OnboardingConfirmation
from bpo.onboarding.operations import apply_brand_file
from bpo.qa.models import AutomaticCheck, Dispute, Review, ReviewScore, Sample, SampleDraw
from bpo.qa.operations.programme import save_card, save_plan
from bpo.qa.rules.sampling import Plan
from bpo.qa.rules.scorecards import BUILT_IN
from bpo.reports.models import ReportComment, ReportDelivery, ReportSubscription, Restatement
from bpo.reports.operations.months import accept_month, prepare_month
from bpo.staffing.operations import (
    assign,
    calibrate,
    certify,
    create_team,
    describe_person,
    give_absence,
    join_team,
    keep_need,
    plan_shift,
    record_step,
    suspend_certification,
)
from bpo.surveys.models import SurveyAnswer, SurveyInvitation, SurveyPlan
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.tenants.rules.period import Period

BRAND = """\
slug: {slug}
name: Brand {canary}
languages: [en]
time_zone: UTC
accounts:
  - {{network: generic, handle: {canary}, purpose: care, tags: [{canary}]}}
  - {{network: x, handle: {canary}, purpose: care, tags: [{canary}]}}
calendars:
  {canary}: {{weekly: {{mon-sun: ["00:00-24:00"]}}}}
service_levels:
  - {{name: {canary}, first_response: 30m, next_response: 30m, resolution: 24h, calendar: {canary}}}
terms:
  - {{banned: [{canary}], severity: warn}}
restricted_topics:
  - {{topic: politics, severity: block, terms: [{canary}]}}
names: [{canary}]
departments:
  - {{kind: pr, contact: {canary}@example.com, due: 30m, calendar: always}}
community_rules: [{{id: {canary}, text: {{en: {canary}}}, action: hide}}]
contract: {{currency: EUR, monthly_fee: 10000, at_risk: 10%, targets: [{{figure: first_response, attainment: 90%, allocation: 50%}}]}}
"""


@dataclass(frozen=True)
class World:
    """A brand, its canary (a word that stands in every text of it), and one person of its client."""

    tenant_id: UUID
    slug: str
    canary: str
    account_id: UUID
    user_id: UUID
    responder_id: UUID
    team_id: UUID
    shift_id: UUID
    absence_id: UUID


def make_world():
    canary = f"canary{new_id().hex[-10:]}"
    tenant_id, slug = new_id(), f"w-{canary[-10:]}"
    actor = Actor.system(tenant_id)
    with UnitOfWork(actor) as uow:
        apply_brand_file(uow, parse_brand_file(BRAND.format(slug=slug, canary=canary), today=uow.now.date()))
        uow.session.add(
            OnboardingConfirmation(tenant_id=tenant_id, item="volumes", note=canary, confirmed_at=uow.now)
        )
        begin_import(uow, tenant_id, file_name=canary, file_format="jsonl", size=1, body=canary.encode())
        _export(uow, tenant_id, canary)
    _fill(actor, tenant_id, canary)
    _shelve(actor, tenant_id, canary)
    _close_a_month(actor, tenant_id, canary)
    _mention(actor, tenant_id, canary)
    account_id, user_id = _people(actor, tenant_id, canary)
    responder_id, team_id = _staff(actor, tenant_id, canary)
    shift_id, absence_id = _planned(actor, tenant_id, canary, responder_id)
    _tell(actor, tenant_id, canary, user_id, responder_id)
    _judge(actor, tenant_id, canary, responder_id)
    return World(tenant_id, slug, canary, account_id, user_id, responder_id, team_id, shift_id, absence_id)


def _export(uow, tenant_id, canary):
    """An export that stands ready, of one part."""
    export = BrandExport(
        id=new_id(),
        tenant_id=tenant_id,
        state="ready",
        ordered_at=uow.now,
        ordered_by_name=canary,
        as_of=uow.now,
        erasures=0,
        until=uow.now + timedelta(days=1),
        size=len(canary),
        parts=1,
        manifest={"files": [{"name": canary, "rows": 1}]},
    )
    uow.session.add(export)
    uow.session.flush()
    uow.session.add(BrandExportPart(tenant_id=tenant_id, export_id=export.id, number=1, body=canary.encode()))


def _fill(actor, tenant_id, canary):
    start = utcnow() - timedelta(hours=5)
    lines = [message(canary, n, start + timedelta(minutes=n)) for n in range(8)]
    with UnitOfWork(actor) as uow:
        take_in(uow, tenant_id, [parse_message(line) for line in lines])
    with UnitOfWork(actor) as uow:
        first, second = uow.session.scalars(
            select(Conversation).where(Conversation.tenant_id == tenant_id).limit(2)
        ).all()
        conversation_id = second.id
        dismiss_turn(uow, first, reason=DismissalReason.OTHER)
        close_conversation(uow, first)
        dismiss_turn(uow, second, reason=DismissalReason.SPAM)
    with UnitOfWork(actor) as uow:
        target = uow.session.scalars(
            select(ChannelAccount).where(
                ChannelAccount.tenant_id == tenant_id, ChannelAccount.network == "generic"
            )
        ).one()
        waiting = message(canary, 99, start)
        store_inbound(uow, target, [(waiting["id"], json.dumps(waiting))])
        _deliveries(uow, target, conversation_id, canary)
        _moderation(uow, tenant_id, canary)
        _picture(uow, tenant_id, canary)
        _preview(uow, tenant_id, canary)
        _reply_picture(uow, target, canary)
        _removal(uow, tenant_id)
    _work_beside(actor, tenant_id, canary)
    _survey(actor, tenant_id, canary)


def _moderation(uow, tenant_id, canary):
    """A message that is to be hidden on its network."""
    message = uow.session.scalars(
        select(Message).where(Message.tenant_id == tenant_id).order_by(Message.id).limit(1)
    ).one()
    uow.session.add(
        Moderation(
            id=new_id(),
            tenant_id=tenant_id,
            account_id=message.account_id,
            message_id=message.id,
            act="hide",
            rule=canary,
            asked_at=uow.now,
            state="waiting",
            tries=0,
            next_try_at=uow.now,
        )
    )


def _picture(uow, tenant_id, canary):
    """A picture that came with a message."""
    message = uow.session.scalars(
        select(Message).where(Message.tenant_id == tenant_id).order_by(Message.id).limit(1)
    ).one()
    uow.session.add(
        Attachment(
            id=new_id(),
            tenant_id=tenant_id,
            account_id=message.account_id,
            message_id=message.id,
            place=0,
            reference=canary,
            alt=f"Alt {canary}",
            state="kept",
            tries=1,
            next_try_at=uow.now,
            fetched_at=uow.now,
            content_type="image/jpeg",
            width=1,
            height=1,
            body=canary.encode(),
            small=canary.encode(),
        )
    )


def _preview(uow, tenant_id, canary):
    """A link in a message, and what was seen behind it."""
    message = uow.session.scalars(
        select(Message).where(Message.tenant_id == tenant_id).order_by(Message.id).limit(1)
    ).one()
    uow.session.add(
        LinkPreview(
            id=new_id(),
            tenant_id=tenant_id,
            account_id=message.account_id,
            message_id=message.id,
            place=0,
            address=f"https://{canary}.example/",
            host=f"{canary}.example",
            state="kept",
            tries=1,
            noted_at=uow.now,
            next_try_at=uow.now,
            asked_at=uow.now,
            fetched_at=uow.now,
            led_to=f"https://{canary}.test/",
            title=f"Title {canary}",
            description=f"Words {canary}",
            content_type="image/jpeg",
            width=1,
            height=1,
            small=canary.encode(),
        )
    )


def _reply_picture(uow, account, canary, *, source_id=None):
    """A picture that is to go out with a reply, of a draft or without one."""
    uow.session.add(
        ReplyPicture(
            id=new_id(),
            tenant_id=account.tenant_id,
            account_id=account.id,
            source_id=source_id or new_id(),
            place=0,
            alt=f"Alt {canary}",
            content_type="image/jpeg",
            width=1,
            height=1,
            digest=digest_of(canary.encode()),
            for_client=False,
            added_at=uow.now,
            body=canary.encode(),
            small=canary.encode(),
        )
    )


def _removal(uow, tenant_id):
    """A message that its author deleted."""
    message = uow.session.scalars(
        select(Message).where(Message.tenant_id == tenant_id).order_by(Message.id).limit(1)
    ).one()
    known = {"tenant_id": tenant_id, "account_id": message.account_id, "message_id": message.id}
    uow.session.add(MessageRemoval(**known, is_gone=True, at=uow.now, noticed_at=uow.now))


def _deliveries(uow, account, conversation_id, canary):
    """One reply on its way, of an account that is connected, read and stopped."""
    key = {"tenant_id": account.tenant_id, "id": account.id}
    uow.session.add(
        ChannelConnection(
            **key,
            settings={"url": f"https://{canary}.example"},
            secret=canary.encode(),
            state="fine",
            state_since=uow.now,
            connected_at=uow.now,
            own_id=canary,
            facts={},
            window_count=0,
        )
    )
    uow.session.add(PollCursor(**key, cursor=canary, next_poll_at=uow.now, next_audit_at=uow.now, failures=0))
    uow.session.add(
        ChannelAudit(
            id=new_id(),
            tenant_id=account.tenant_id,
            account_id=account.id,
            began_at=uow.now,
            since=uow.now,
            until=uow.now,
            listed=0,
            found=0,
            failure=canary,
        )
    )
    set_sending(uow, account.tenant_id, account, paused=True, reason=canary)
    delivery = queue_delivery(
        uow,
        account,
        conversation_id=conversation_id,
        source_id=new_id(),
        body=f"Reply {canary}",
        in_reply_to=f"{canary}-1",
        visibility="public",
        recipient=canary,
        author_id=None,
        agent=f"{canary}@example.com",
    )
    uow.session.add(
        DeliveryAttempt(
            tenant_id=account.tenant_id,
            account_id=account.id,
            delivery_id=delivery.id,
            attempt_no=1,
            fence=1,
            request_hash=canary,
            started_at=uow.now,
        )
    )


def _work_beside(actor, tenant_id, canary):
    """A draft with its former text, a note, a promise, and all else that is kept beside a conversation."""
    writer = Actor(ActorKind.STAFF, user_id=new_id(), tenant_ids=frozenset({tenant_id}))
    with UnitOfWork(writer) as uow:
        said = uow.session.scalars(
            select(Message)
            .join(
                ChannelAccount,
                (ChannelAccount.tenant_id == Message.tenant_id) & (ChannelAccount.id == Message.account_id),
            )
            .where(Message.tenant_id == tenant_id, ChannelAccount.network == "generic")
        ).first()
        talk = get_conversation(uow, tenant_id, said.conversation_id)
        draft = save_draft(uow, talk, client_key=canary, text=f"Draft {canary}")
        keep_revision(uow, draft, cause="submitted")
        place = {"tenant_id": tenant_id, "account_id": talk.account_id, "conversation_id": talk.id}
        _decisions(uow, {**place, "message_id": said.id}, draft, canary)
        by, at = writer.user_id, uow.now
        uow.session.add_all(
            [
                Note(**place, author_id=by, text=f"Note {canary}", written_at=at),
                entry := ShiftNote(
                    **place, id=new_id(), text=f"Log {canary}", to_do=True, written_at=at, written_by=by
                ),
                Promise(**place, message_id=said.id, made_at=at, made_by=by, due_at=at + timedelta(hours=1)),
                Compensation(
                    **place,
                    draft_id=draft.id,
                    amount_minor=100,
                    currency="EUR",
                    reason=canary,
                    granted_at=at,
                    granted_by=by,
                ),
                CustomerNumber(
                    tenant_id=tenant_id, customer_id=talk.customer_id, number=canary, set_at=at, set_by=by
                ),
                Presence(**place, user_id=by, seen_at=at),
                DueNotice(**place, due_at=at, kind="late", told_at=at),
                WatchSetting(tenant_id=tenant_id, warn_seconds=600, changed_at=at, changed_by=by),
                RetentionRule(tenant_id=tenant_id, months=24, changed_at=at, changed_by=by),
                PreviewSetting(
                    tenant_id=tenant_id, in_public=True, in_private=False, changed_at=at, changed_by=by
                ),
                ErasureKey(tenant_id=tenant_id, secret=canary.encode(), made_at=at),
                LedgerKey(tenant_id=tenant_id, secret=canary.encode(), made_at=at),
                LedgerEntry(
                    tenant_id=tenant_id,
                    id=1,
                    kind="retired",
                    subject_id=by,
                    sealed_at=at,
                    body=canary,
                    hash=canary.encode(),
                ),
                LedgerDay(
                    tenant_id=tenant_id,
                    day=at.date(),
                    first_number=1,
                    last_number=1,
                    count=1,
                    last_hash=canary.encode(),
                    seal=canary.encode(),
                ),
                Erasure(
                    tenant_id=tenant_id,
                    kind="retention",
                    reason=canary,
                    asked_at=at,
                    done_at=at,
                    conversations=1,
                    messages=1,
                ),
            ]
        )
        uow.session.flush()  # an entry before who has read it
        uow.session.add(ShiftNoteReceipt(tenant_id=tenant_id, note_id=entry.id, user_id=by, read_at=at))


def _survey(actor, tenant_id, canary):
    """A plan, a customer who was asked about the conversation that is closed, and their answer."""
    with UnitOfWork(actor) as uow:
        act = uow.session.scalars(
            select(ConversationAct).where(
                ConversationAct.tenant_id == tenant_id, ConversationAct.kind == "closed"
            )
        ).first()
        plan = SurveyPlan(
            id=new_id(),
            tenant_id=tenant_id,
            version=1,
            is_on=True,
            networks=["generic"],
            delay_seconds=0,
            apart_days=30,
            open_days=14,
            asks_recommend=True,
            wording={"en": {"thanks": canary}},
            created_at=uow.now,
        )
        talk = get_conversation(uow, tenant_id, act.conversation_id)
        common = {
            "tenant_id": tenant_id,
            "account_id": act.account_id,
            "message_id": act.message_id,
            "customer_id": talk.customer_id,
            "network": "generic",
            "language": "en",
            "agent": f"{canary}@example.com",
        }
        invitation = SurveyInvitation(
            **common,
            id=new_id(),
            act_id=act.id,
            plan_id=plan.id,
            state="delivered",
            closed_at=uow.now,
            due_at=uow.now,
            delivered_at=uow.now,
            expires_at=uow.now + timedelta(days=14),
        )
        uow.session.add(plan)
        uow.session.flush()
        uow.session.add(invitation)
        uow.session.flush()
        uow.session.add(
            SurveyAnswer(
                **common,
                invitation_id=invitation.id,
                score=2,
                comment=f"Comment {canary}",
                answered_at=uow.now,
                changed_at=uow.now,
                recorded_at=uow.now,
            )
        )


def _shelve(actor, tenant_id, canary):
    with UnitOfWork(replace(actor, user_id=new_id())) as uow:
        kept = {"language": "en", "text": canary}
        save_template(uow, tenant_id, None, name=canary, kind="reply", **kept)
        save_article(uow, tenant_id, None, title=canary, url=None, **kept)
        campaign = save_campaign(
            uow,
            tenant_id,
            None,
            kind="outage",
            title=canary,
            text=canary,
            statement=canary,
            tags=[canary],
            starts_at=uow.now,
            ends_at=None,
        )
        record_reading(uow, campaign)


def _close_a_month(actor, tenant_id, canary):
    """A month that was signed, accepted and sealed, something restated of it, and what it costs."""
    month = Period(date(2026, 1, 1), date(2026, 2, 1), "UTC")
    with UnitOfWork(actor) as uow:
        tenant = uow.session.get_one(Tenant, tenant_id)
        row = prepare_month(uow, tenant, month)
        row.state, row.signed_at, row.signed_by_name = "signed", uow.now, canary
        uow.session.flush()
        accept_month(uow, tenant, row)
        exclusion = note_exclusion(
            uow,
            tenant,
            kind=ExclusionKind.OTHER,
            why=canary,
            turn_ids=list(uow.session.scalars(select(Turn.id).where(Turn.tenant_id == tenant_id))),
        )
        note_exclusion(
            uow,
            tenant,
            kind=ExclusionKind.OTHER,
            why=canary,
            starts_at=uow.now - timedelta(hours=2),
            ends_at=uow.now - timedelta(hours=1),
        )
        put_forward(uow, tenant, exclusion)
        decide_exclusion(uow, tenant, exclusion, approved=True, reason=canary)
        conclude_exclusion(uow, tenant, exclusion)
        uow.session.add(
            Restatement(
                tenant_id=tenant_id,
                snapshot_id=row.id,
                number=1,
                lines=[],
                late_messages=0,
                reason=canary,
                made_at=uow.now,
                made_by_name=canary,
            )
        )
        uow.session.add(
            ReportComment(
                tenant_id=tenant_id,
                month=month.from_date,
                text=canary,
                is_vendors=False,
                written_at=uow.now,
                written_by_name=canary,
            )
        )
        issue_statement(uow, tenant, month.from_date, stated=Quantities())
        known = {"user_id": new_id(), "frequency": "daily", "attachments": [canary], "sections": [canary]}
        uow.session.add_all(
            [
                ReportSubscription(tenant_id=tenant_id, hour=8, since=uow.now, **known),
                ReportDelivery(
                    tenant_id=tenant_id,
                    from_date=month.from_date,
                    to_date=month.to_date,
                    as_of=uow.now,
                    **known,
                ),
            ]
        )


def _mention(actor, tenant_id, canary):
    """What is said about the brand: a row in every table of monitoring."""
    with UnitOfWork(actor) as uow:
        run = request_mentions(
            uow, tenant_id, source_name=canary, file_name=canary, file_format="csv", body=canary.encode()
        )
        watch = save_watch(uow, tenant_id, None, name=canary, query=canary, excluded=[f"{canary}.example"])
        watch.ready_at = uow.now
        source = uow.session.get_one(MentionSource, (tenant_id, run.source_id))
        post = Post(
            external_id=canary,
            text=f"Text {canary}",
            title=f"Title {canary}",
            url=f"https://forum.example/{canary}",
            author_name=f"Name {canary}",
            posted_at=uow.now - timedelta(hours=1),
        )
        take_posts(uow, source, [post])
        mention = uow.session.scalars(select(Mention).where(Mention.tenant_id == tenant_id)).one()
        write_mention_note(uow, mention, canary)
        uow.session.add(
            Spike(
                tenant_id=tenant_id,
                watch_id=watch.id,
                measure="volume",
                began_at=uow.now,
                last_hour=uow.now,
                raised_at=uow.now,
                hours=1,
                count=50,
                negative=5,
                expected=1.0,
                threshold=9,
            )
        )
        tenant = uow.session.get_one(Tenant, tenant_id)
        monday = uow.now.date() - timedelta(days=uow.now.weekday())
        make_digest(uow, tenant, week_of(monday, ZoneInfo("UTC")))


def _decisions(uow, place, draft, canary):
    """What others are asked and told: a colleague's approval (a client's has a test of its own), the rest."""
    uow.session.add(
        Approval(
            **place,
            draft_id=draft.id,
            step=1,
            tier="colleague",
            author_id=new_id(),
            author_name=canary,
            kind="reply",
            text=canary,
            reasons=[],
            findings=[],
            state="waiting",
            submitted_at=uow.now,
        )
    )
    uow.session.add(
        Handoff(
            **place,
            department="pr",
            contact=f"{canary}@example.com",
            question=canary,
            asked_at=uow.now,
            asked_by=new_id(),
            asked_by_name=canary,
            target_seconds=1800,
            due_at=uow.now,
            state="waiting",
            reminders=0,
        )
    )
    uow.session.add(
        DepartmentAlert(
            **place, department="pr", contact=f"{canary}@example.com", reason="crisis", raised_at=uow.now
        )
    )


def message(canary, n, at):
    return {
        "id": f"{canary}-{n}",
        "account": f"generic:{canary}",
        "conversation": f"{canary}-{n % 4}",
        "direction": "in",
        "author": {"id": f"{canary}-{n % 4}", "name": f"Name {canary}"},
        "text": f"Text {canary}",
        "posted_at": at.isoformat(),
        "in_reply_to": f"{canary}-missing-{n}",
    }


def _people(actor, tenant_id, canary):
    with UnitOfWork(actor) as uow:
        user, link = invite_user(
            uow,
            email=f"{canary}@example.com",
            name=f"Person {canary}",
            role=Role.CLIENT_VIEWER,
            by_mail=False,
            tenant_ids=(tenant_id,),
        )
        token = issue_link(uow, link, public_url="http://127.0.0.1").rpartition("/")[2]
        accept_invitation(
            uow, token, name=user.name, password=f"{canary} long enough 1", locale="en", time_zone="UTC"
        )
        create_api_key_for(uow, user, name=canary)
        account_id = uow.session.scalars(
            select(ChannelAccount.id).where(
                ChannelAccount.tenant_id == tenant_id, ChannelAccount.network == "generic"
            )
        ).one()
        return account_id, user.id


def _staff(actor, tenant_id, canary):
    """One who serves the brand, by themselves and by a team; both are the vendor's, known to all its staff."""
    with UnitOfWork(actor) as uow:
        user, _link = invite_user(
            uow,
            email=f"agent-{new_id()}@example.com",
            name="Agent Smith",
            role=Role.AGENT,
            profile=Profile.RESPONDER,
            by_mail=False,
            tenant_ids=(tenant_id,),
        )
        describe_person(uow, user.id, profile="responder", languages=["en"], competencies={"empathy": 4})
        row = certify(
            uow,
            tenant_id,
            user_id=user.id,
            valid_from=uow.now - timedelta(days=1),
            valid_until=uow.now + timedelta(days=300),
        )
        suspend_certification(uow, row, reason=canary)
        team = create_team(uow, name=f"Team {new_id()}")
        join_team(uow, team, user.id)
        assign(uow, tenant_id, user_id=user.id)
        assign(uow, tenant_id, team_id=team.id)
        return user.id, team.id


def _planned(actor, tenant_id, canary, responder_id):
    """What is asked of a profile, a step, a shift for this brand, an absence, and how many are needed."""
    with UnitOfWork(actor) as uow:
        tenant = get_tenant(uow, uow.session.scalar(select(Tenant.slug).where(Tenant.id == tenant_id)))
        asked = {"profile": "responder", "requirements": {"writing": 4}, "steps": [("exam", 80)]}
        first = calibrate(uow, tenant, note=canary, **asked)
        second = calibrate(uow, tenant, note=f"{canary} again", **asked)
        # As if a client had proposed the second.
        for row, state in ((second, "proposed"), (first, "in_force")):
            row.state = state
            row.decided_at = None if state == "proposed" else uow.now
            uow.session.flush()
        record_step(
            uow, tenant_id, user_id=responder_id, profile="responder", step="exam", score=90, note=canary
        )
        keep_need(uow, tenant_id, usual=2)
        day = (uow.now + timedelta(days=1)).date()
        shift = plan_shift(
            uow,
            responder_id,
            day=day,
            start=time(9),
            end=time(17),
            time_zone="UTC",
            tenant_ids=[tenant_id],
        )
        user = get_user(uow, responder_id)
        absence = give_absence(uow, user, kind="vacation", first_day=day, last_day=day)
        return shift.id, absence.id


def _tell(actor, tenant_id, canary, *user_ids):
    with UnitOfWork(actor) as uow:
        notify(
            uow,
            user_ids,
            tenant_id=tenant_id,
            kind=Kind.CERTIFICATION,
            message="%(word)s",
            values={"word": canary},
            path=f"/{canary}",
        )


def _judge(actor, tenant_id, canary, agent_id):
    """A reply that was drawn, reviewed and disputed, with everything that led to it."""
    with UnitOfWork(actor) as uow:
        card = save_card(uow, tenant_id, [replace(BUILT_IN[0], name=canary), *BUILT_IN[1:]])
        plan = save_plan(uow, tenant_id, Plan())
        said = uow.session.scalars(
            select(Message)
            .join(
                ChannelAccount,
                (ChannelAccount.tenant_id == Message.tenant_id) & (ChannelAccount.id == Message.account_id),
            )
            .where(Message.tenant_id == tenant_id, ChannelAccount.network == "generic")
        ).first()
        place = {"tenant_id": tenant_id, "account_id": said.account_id}
        reviewer_id = new_id()
        drawn = SampleDraw(
            tenant_id=tenant_id,
            plan_id=plan.id,
            since=uow.now - timedelta(days=1),
            until=uow.now,
            seed=canary,
            replies=1,
            dismissals=0,
            drawn_at=uow.now,
        )
        uow.session.add(drawn)
        uow.session.flush()
        sample = Sample(
            **place,
            draw_id=drawn.id,
            kind="reply",
            purpose="programme",
            message_id=said.id,
            agent_id=agent_id,
            agent=f"{canary}@example.com",
            involved=[str(agent_id)],
            done_at=uow.now,
            stratum=canary,
            probability=0.5,
            due_at=uow.now,
            created_at=uow.now,
            state="reviewed",
        )
        uow.session.add(sample)
        uow.session.flush()
        review = Review(
            **place,
            sample_id=sample.id,
            kind="reply",
            purpose="programme",
            probability=0.5,
            done_at=uow.now,
            agent_id=agent_id,
            agent=f"{canary}@example.com",
            scorecard_id=card.id,
            reviewer_id=reviewer_id,
            state="disputed",
            note=canary,
            begun_at=uow.now,
            saved_at=uow.now,
            submitted_at=uow.now,
            customer_error=True,
            business_error=False,
            compliance_error=False,
            auto_failed=False,
            score=5000,
            first_score=5000,
            answer_until=uow.now + timedelta(days=7),
        )
        uow.session.add(review)
        uow.session.flush()
        uow.session.add(
            ReviewScore(
                **place,
                review_id=review.id,
                criterion="solves",
                answer="fail",
                first_answer="fail",
                note=canary,
                is_disputed=True,
            )
        )
        taken = {"message_id": said.id, "posted_at": said.posted_at, "seen_at": uow.now, "likes": 1}
        uow.session.add(MessageEngagement(**place, **taken))
        uow.session.add(MessageMood(**place, id=said.id, sentiment="neutral", read_at=uow.now))
        uow.session.add(
            AutomaticCheck(
                **place,
                message_id=said.id,
                agent_id=agent_id,
                language="en",
                posted_at=uow.now,
                known_at=uow.now,
                checked_at=uow.now,
                infos=0,
                warns=1,
                approves=0,
                blocks=0,
                findings=[{"rule": canary, "severity": "warn", "start": 0, "end": 1}],
            )
        )
        trial = GuideTrial(
            tenant_id=tenant_id,
            id=new_id(),
            content={"names": [canary]},
            state="cancelled",
            ordered_at=uow.now,
            ordered_by_name=canary,
            side="staff",
            since=uow.now - timedelta(days=30),
            until=uow.now,
            moved_at=uow.now,
            finished_at=uow.now,
            **dict.fromkeys(("total", "done", "stopped", "let_through", "otherwise", "as_read"), 1),
        )
        uow.session.add(trial)
        uow.session.flush()
        uow.session.add(
            GuideTrialReply(
                **place,
                trial_id=trial.id,
                message_id=said.id,
                posted_at=said.posted_at,
                outcome="stopped",
                language="en",
                before=[],
                after=[{"rule": canary, "severity": "warn", "start": 0, "end": 1}],
                effects=[{"rule": canary, "effect": "new"}],
            )
        )
        uow.session.add(
            Dispute(
                **place,
                review_id=review.id,
                agent_id=agent_id,
                reviewer_id=reviewer_id,
                reason=canary,
                criteria=["solves"],
                raised_at=uow.now,
            )
        )
