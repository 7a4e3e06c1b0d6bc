"""The help for the page that is being shown."""

from flask import g, has_request_context, request

from bpo.core.actor import Actor
from bpo.help import access, brands, quality, team, watching, work
from bpo.help.page import Help

PAGES: dict[str, tuple[Help, ...]] = {
    **work.PAGES,
    **watching.PAGES,
    **quality.PAGES,
    **team.PAGES,
    **brands.PAGES,
    **access.PAGES,
}
# Pages that show the same for all brands, or again because something was to be mended.
LIKE = {
    "conversations.all_conversations": "conversations.conversations",
    "conversations.accounts_now": "onboarding.accounts",
    "conversations.reply": "conversations.conversation",
    "conversations.go_private": "conversations.conversation",
    "conversations.decide": "conversations.approval",
    "conversations.handoff": "conversations.handoffs",
    "conversations.write_log": "conversations.shift_log",
    "knowledge.calendar": "knowledge.all_calendars",
    "monitoring.all_mentions": "monitoring.mentions",
    "monitoring.spike": "monitoring.spikes",
    "monitoring.digest": "monitoring.digests",
    "monitoring.new_watch": "monitoring.watches",
    "monitoring.edit_watch": "monitoring.watches",
    "qa.submit": "qa.desk",
    "qa.own_review": "qa.own",
    "qa.dispute_page": "qa.disputes",
    "qa.automatic_replies": "qa.automatic",
    "guides.start": "guides.draft",
    "staffing.all_coverage": "staffing.coverage",
    "staffing.person": "staffing.everybody",
    "staffing.plan_shift": "staffing.shifts",
    "channels.delivery": "channels.deliveries",
    "channels.import_run": "channels.imports",
    "billing.statement": "billing.statements",
    "billing.correct": "billing.statements",
    "billing.draft": "billing.statements",
    "billing.issue": "billing.statements",
    "billing.what_if_page": "billing.statements",
}


def page_help() -> Help | None:
    """The help for this request's page and its reader, if there is any."""
    endpoint = (request.endpoint or "") if has_request_context() else ""
    actor: Actor = g.get("actor") or Actor.anonymous()
    for one in PAGES.get(LIKE.get(endpoint, endpoint), ()):
        if one.needs is None or actor.may(one.needs):
            return one
    return None
