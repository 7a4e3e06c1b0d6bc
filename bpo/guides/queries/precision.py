"""What became of each rule's findings in a period: a few statements over all replies, whichever version found it.

A rule is the same rule in every version of the guide: its cases are counted together, and a reply is counted once. What
the reader found stands apart from what words found by the same rule, under its own name (`likely:` and the rule's).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork
from bpo.guides.rules.precision import Judged
from bpo.qa.queries.automatic import RULE_KEY, count_checks

# Of a reply that more than one reviewed, it is upheld if anybody found it wrong.
JUDGED = text(f"""
    WITH reviewed AS (
        SELECT s.message_id, max(s.draft_id::text)::uuid AS draft_id, n.rule, bool_or(v.answer = 'fail') AS upheld
        FROM review r
        JOIN sample s ON s.tenant_id = r.tenant_id AND s.id = r.sample_id AND s.message_id IS NOT NULL
        JOIN scorecard k ON k.tenant_id = r.tenant_id AND k.id = r.scorecard_id
        CROSS JOIN LATERAL jsonb_array_elements(k.criteria) c
        CROSS JOIN LATERAL jsonb_array_elements_text(c -> 'evidence') e(rule)
        JOIN review_score v ON v.tenant_id = r.tenant_id AND v.review_id = r.id AND v.criterion = c ->> 'key'
            AND v.answer IN ('pass', 'fail')
        JOIN automatic_check a ON a.tenant_id = r.tenant_id AND a.message_id = s.message_id
            AND a.findings @> jsonb_build_array(jsonb_build_object('rule', e.rule))
        CROSS JOIN LATERAL (SELECT DISTINCT {RULE_KEY} AS rule FROM jsonb_array_elements(a.findings) f
            WHERE f ->> 'rule' = e.rule) n
        WHERE r.tenant_id = :tenant AND r.state <> 'draft' AND r.kind = 'reply'
            AND r.done_at >= CAST(:start AS timestamptz) AND r.done_at < CAST(:end AS timestamptz)
        GROUP BY s.message_id, n.rule
    ), gone AS (
        SELECT d.id, d.findings, d.stopped_by, d.override_reason FROM draft d
        WHERE d.tenant_id = :tenant AND (d.override_reason IS NOT NULL OR d.stopped_by IS NOT NULL)
            AND d.submitted_at >= CAST(:start AS timestamptz) AND d.submitted_at < CAST(:end AS timestamptz)
            AND d.state IN ('sending', 'sent', 'unknown') AND d.text <> ''
    ), author AS (
        SELECT DISTINCT d.id, {RULE_KEY} AS rule, false AS mended
        FROM gone d CROSS JOIN LATERAL jsonb_array_elements(d.findings) f
        WHERE d.override_reason IS NOT NULL AND f ->> 'severity' = 'warn'
        UNION ALL
        SELECT d.id, o.rule, true FROM gone d CROSS JOIN LATERAL jsonb_array_elements_text(d.stopped_by) o(rule)
        WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(d.findings) f WHERE {RULE_KEY} = o.rule)
    )
    SELECT rule, sum(upheld) AS upheld, sum(overturned) AS overturned, sum(mended) AS mended,
        sum(overridden) AS overridden, sum(mended_alone) AS mended_alone, sum(overridden_alone) AS overridden_alone
    FROM (
        SELECT rule, upheld::int AS upheld, (NOT upheld)::int AS overturned,
            0 AS mended, 0 AS overridden, 0 AS mended_alone, 0 AS overridden_alone
        FROM reviewed
        UNION ALL
        SELECT a.rule, 0, 0, a.mended::int, (NOT a.mended)::int,
            (a.mended AND NOT o.known)::int, (NOT a.mended AND NOT o.known)::int
        FROM author a CROSS JOIN LATERAL (SELECT EXISTS (
            SELECT FROM reviewed q WHERE q.draft_id = a.id AND q.rule = a.rule) AS known) o
    ) every GROUP BY rule
""")  # noqa: S608 -- put together from texts of our own


def judged_rules(
    uow: UnitOfWork, tenant_id: UUID, rules: Iterable[str], *, start: datetime, end: datetime
) -> dict[str, Judged]:
    """What became of the findings of these rules, and of any other that found something in the period."""
    asked = {"tenant": tenant_id, "start": start, "end": end}
    fired = {one.rule: one.replies for one in count_checks(uow, tenant_id, start=start, end=end).rules}
    rows: dict[str, Any] = {row.rule: row for row in uow.session.execute(JUDGED, asked)}
    names = dict.fromkeys((*rules, *sorted(fired), *sorted(rows)))
    return {name: _judged(fired.get(name, 0), rows.get(name)) for name in names}


def _judged(fired: int, row: Any) -> Judged:  # noqa: ANN401 -- a row or None
    if row is None:
        return Judged(fired)
    return Judged(
        fired,
        mended=row.mended,
        overridden=row.overridden,
        upheld=row.upheld,
        overturned=row.overturned,
        mended_alone=row.mended_alone,
        overridden_alone=row.overridden_alone,
    )
