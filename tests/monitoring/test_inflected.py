"""Ten thousand mentions imported as a file: stored watches find every form that a treebank has of their words."""

import json
from collections import defaultdict
from datetime import timedelta
from itertools import cycle, islice

import pytest
from conftest import DATA
from monitoring.test_matching import sentences
from monitoring.worlds import HOUR, NOON, make_watched, unit
from sqlalchemy import select

from bpo.monitoring.models import Mention, MentionMatch
from bpo.monitoring.operations.imports import import_file, request_import
from bpo.monitoring.operations.watches import save_watch
from bpo.monitoring.queries.watches import get_mention_import

MENTIONS, WATCHES = 10_000, 20
NAME = "ru_taiga"
# What the treebank counts as a form and no inflection gives: an abbreviation, and a spelling of before 1918.
NO_INFLECTION = {("год", "г"), ("русский", "русския")}


@pytest.mark.data
@pytest.mark.skipif(
    not (DATA / "lang" / "clean" / f"{NAME}-ud-dev.conllu").is_file(),
    reason=f"the treebank {NAME} is not on this machine",
)
def test_watches_find_every_inflected_form_among_ten_thousand_mentions(db):
    whole = list(sentences(NAME))
    short = sorted(whole, key=lambda one: (len(one[0]), one[0]))[:100]
    texts = [
        *whole,
        *islice(cycle(short), MENTIONS - len(whole)),
    ]  # each once, the short ones again and again
    assert len(texts) == MENTIONS
    forms = defaultdict(lambda: defaultdict(set))  # lemma → form → the texts that have it
    for n, (_text, words) in enumerate(texts):
        for form, lemma in words:
            forms[lemma][form.lower()].add(n)
    richest = sorted(forms, key=lambda lemma: (-len(forms[lemma]), lemma))[:WATCHES]
    assert sum(len(forms[lemma]) for lemma in richest) > 4 * WATCHES
    tenant, _source, _watch = make_watched(state="live", at=NOON, languages=["ru"])
    with unit(tenant, NOON) as uow:
        watches = {
            lemma: save_watch(uow, tenant.id, None, name=lemma, query=f'"{lemma}"') for lemma in richest
        }
        for watch in watches.values():
            watch.ready_at = uow.now
        ids = {watch.id: lemma for lemma, watch in watches.items()}
    lines = "\n".join(
        json.dumps(
            {
                "id": str(n),
                "text": texts[n][0],
                "language": "ru",
                "posted_at": (NOON - HOUR - timedelta(minutes=n)).isoformat(),
            }
        )
        for n in range(MENTIONS)
    )
    with unit(tenant, NOON) as uow:
        run = request_import(
            uow,
            tenant.id,
            source_name="forum.example",
            file_name="a.jsonl",
            file_format="jsonl",
            body=lines.encode(),
        )
    import_file(lambda: unit(tenant, NOON), tenant.id, run.id)
    with unit(tenant) as uow:
        done = get_mention_import(uow, tenant.id, run.id)
        assert (done.state, done.stored, done.rejected) == ("done", MENTIONS, 0)
        rows = uow.session.execute(
            select(Mention.external_id, MentionMatch.watch_id)
            .join(MentionMatch, MentionMatch.mention_id == Mention.id)
            .where(Mention.tenant_id == tenant.id, MentionMatch.watch_id.in_(ids))
        ).all()
    found = defaultdict(set)
    for name, watch_id in rows:
        found[ids[watch_id]].add(int(name))
    asked = missed = 0
    unseen = set()
    for lemma in richest:
        for form, where in forms[lemma].items():
            asked += len(where)
            missed += len(where - found[lemma])
            if not where & found[lemma]:
                unseen.add((lemma, form))
    count = sum(len(forms[lemma]) for lemma in richest)
    print(f"{asked - missed} of {asked} found by {WATCHES} words in {count} forms")  # noqa: T201 -- told with -s
    assert unseen <= NO_INFLECTION
    assert (asked - missed) / asked >= 0.99
