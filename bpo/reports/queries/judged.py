"""Turns and episodes of a period, each judged at `as_of`: the one definition in SQL.

Counts, rows and pictures select from these texts, so that a figure and the rows behind it cannot differ.
Reads go by (tenant_id, started_at): the cost follows the period, not the history. Parameters: `tenant`,
`start`, `end`, `as_of`, `excluding`, `window`.

What a turn says at `as_of` needs only its own row, because what happens later never changes what was,
with two exceptions: what the client agreed to leave out stands beside it (`turn_adjustment`), and the service level of an episode that the brand opened is that of the customer's first
message, and at an `as_of` before this message there is none (`unspoken`). A customer's opening message is
also its first turn, so episodes without such a turn are the brand's; they are looked for only where turns
began after `as_of`.
"""

_OUTCOME = """
    CASE {left_out}
        WHEN t.stopped_at <= :as_of THEN CASE t.outcome WHEN 'dismissed' THEN 'dismissed' ELSE 'answered' END
        ELSE 'open' END
"""
_VERDICT = """
    CASE WHEN x.target IS NULL THEN NULL
        WHEN x.outcome = 'answered' THEN
            CASE WHEN t.{stop} > x.due_at THEN 'breached' ELSE 'met' END
        WHEN x.outcome = 'open' THEN
            CASE WHEN x.due_at < :as_of THEN 'open_past_due' ELSE 'open_not_due' END END
"""
_TURN_TARGET = (
    "CASE t.kind WHEN 'first_response' THEN l.first_response_seconds ELSE l.next_response_seconds END"
)

# What approved exclusions make of a turn's clock: of few turns, and of none where they are not asked for.
_ADJUSTED = """
    LEFT JOIN turn_adjustment a ON CAST(:excluding AS boolean) AND a.tenant_id = :tenant AND a.id = t.id
"""
_DUE = "CASE WHEN a.id IS NULL THEN t.due_at ELSE a.due_at END"
_WORKED = "CASE WHEN a.id IS NULL THEN t.worked_us ELSE a.worked_us END AS worked_us"

_JUDGED = f"""
    SELECT t.id, t.account_id, t.conversation_id, t.kind, t.started_at, x.due_at, t.stopped_at, {{worked}},
        t.answered_by, t.id AS turn_id, l.name AS level, x.target, x.outcome, {_VERDICT.format(stop="stopped_at")} AS verdict,
        CASE x.outcome WHEN 'answered' THEN TRUE
            WHEN 'open' THEN t.started_at + :window * interval '1 second' < :as_of ELSE FALSE END AS is_counted,
        x.outcome = 'answered' AND t.stopped_at <= t.started_at + :window * interval '1 second' AS is_covered,
        CASE WHEN x.outcome = 'open' OR (x.outcome = 'answered' AND t.stopped_at > t.started_at + :window * interval '1 second')
            THEN CASE WHEN t.again_at <= :as_of THEN 'wrote_again' ELSE 'wrote_once' END END AS waited, t.mood, t.language
    FROM turn t LEFT JOIN service_level l ON l.tenant_id = :tenant AND l.id = t.service_level_id
    {{adjusted}}
    CROSS JOIN LATERAL (SELECT {_OUTCOME} AS outcome, {_TURN_TARGET} AS target, {{due}} AS due_at) x
    WHERE t.tenant_id = :tenant AND t.started_at >= :start AND t.started_at < :end AND t.started_at <= :as_of
"""  # noqa: S608 -- put together from texts of this file
JUDGED_TURNS = _JUDGED.format(
    left_out="WHEN a.is_out THEN 'excluded'", worked=_WORKED, adjusted=_ADJUSTED, due=_DUE
)
# The same as if there were no exclusions, without looking for any: most brands have none.
PLAIN_TURNS = _JUDGED.format(left_out="", worked="t.worked_us", adjusted="", due="t.due_at")

JUDGED_EPISODES = f"""
    SELECT t.id, t.account_id, t.conversation_id, 'resolution' AS kind, t.opened_at AS started_at, t.due_at,
        t.closed_at AS stopped_at, t.worked_us, NULL AS answered_by, t.episode_no, x.level, x.target, x.outcome,
        {_VERDICT.format(stop="closed_at")} AS verdict
    FROM episode t LEFT JOIN service_level l ON l.tenant_id = :tenant AND l.id = t.service_level_id
    LEFT JOIN (
        WITH brand_opened AS MATERIALIZED (
            SELECT e.id, e.conversation_id, e.episode_no FROM episode e
            WHERE e.tenant_id = :tenant AND e.opened_at >= :start AND e.opened_at < :end AND e.opened_at <= :as_of
                AND (SELECT max(started_at) FROM turn WHERE tenant_id = :tenant) > :as_of
                AND NOT EXISTS (SELECT FROM turn o WHERE o.tenant_id = :tenant AND o.id = e.id
                    AND o.started_at >= :start AND o.started_at < :end))
        SELECT b.id, TRUE AS is_so FROM brand_opened b JOIN turn f ON f.tenant_id = :tenant
            AND f.conversation_id = b.conversation_id AND f.episode_no = b.episode_no
            AND f.kind = 'first_response' AND f.started_at > :as_of
    ) unspoken ON unspoken.id = t.id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN t.closed_at <= :as_of THEN 'answered' ELSE 'open' END AS outcome,
            CASE WHEN unspoken.is_so IS NULL THEN l.name END AS level,
            CASE WHEN unspoken.is_so IS NULL THEN l.resolution_seconds END AS target, t.due_at) x
    WHERE t.tenant_id = :tenant AND t.opened_at >= :start AND t.opened_at < :end AND t.opened_at <= :as_of
"""  # noqa: S608 -- put together from texts of this file

# Two reads by two partial indexes: what is open today, and what was still open at an earlier `as_of`.
# `outcome <> 'open'` in the second keeps them apart. An exclusion only moves a due time to later.
_LATE = f"""
    SELECT t.id, t.account_id, t.conversation_id, t.kind, t.started_at, {_DUE} AS due_at, t.stopped_at, {_WORKED},
        t.answered_by, t.id AS turn_id, t.service_level_id
    FROM turn t {_ADJUSTED} WHERE t.tenant_id = :tenant AND t.due_at < :as_of
        AND (a.id IS NULL OR (NOT a.is_out AND a.due_at < :as_of))
"""  # noqa: S608 -- put together from texts of this file
LATE_TURNS = f"""
    {_LATE} AND t.outcome = 'open'
    UNION ALL
    {_LATE} AND t.outcome <> 'open' AND t.due_at < t.stopped_at AND t.stopped_at > :as_of
"""
