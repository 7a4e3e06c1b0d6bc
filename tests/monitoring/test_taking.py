"""Posts become mentions, once, with authors and hours counted; a changed watch reads what is stored again."""

import threading
from datetime import timedelta

import pytest
from builders import act_as
from monitoring.worlds import HOUR, NOON, make_watched, post, take, unit, work
from sqlalchemy import func, select

from bpo.core.errors import Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import Mention, MentionAuthor, MentionHour, MentionMatch, MentionSource, Watch
from bpo.monitoring.operations.taking import take_posts
from bpo.monitoring.operations.watches import retire_watch, save_source, save_watch
from bpo.monitoring.queries.mentions import MentionFilter, list_matches, list_mentions
from bpo.monitoring.queries.watches import get_watch
from bpo.monitoring.rules.query import Unreadable

pytestmark = pytest.mark.usefixtures("db")


def rows(tenant, model):
    with unit(tenant) as uow:
        return uow.session.scalars(select(model).where(model.tenant_id == tenant.id)).all()


def test_a_post_is_a_mention_with_language_mood_author_and_places():
    tenant, source, watch = make_watched()
    taken = take(tenant, source, post("Awful! Larkwing is late again, terrible service", title="Larkwing"))
    assert (taken.stored, taken.duplicates, taken.unmatched) == (1, 0, 0)
    (mention,) = rows(tenant, Mention)
    assert (mention.language, mention.sentiment, mention.state) == ("en", "negative", "new")
    assert mention.mood < 0
    with unit(tenant) as uow:
        (match,) = list_matches(uow, [(tenant.id, mention.id)])[mention.id]
    assert match.watch_id == watch.id
    whole = f"{mention.title}\n\n{mention.text}"
    assert [whole[start:end] for start, end in match.spans] == ["Larkwing", "Larkwing"]
    (author,) = rows(tenant, MentionAuthor)
    assert (author.name, author.mentions, author.negative, author.reach) == ("Anna", 1, 1, 100)
    (hour,) = rows(tenant, MentionHour)
    assert (hour.hour, hour.mentions, hour.negative) == (NOON, 1, 1)


def test_the_same_file_twice_stores_nothing_twice():
    tenant, source, _watch = make_watched()
    posts = [post(external_id=str(n)) for n in range(5)]
    assert take(tenant, source, *posts, posts[0]).duplicates == 1
    again = take(tenant, source, *posts)
    assert (again.stored, again.duplicates) == (0, 5)
    assert len(rows(tenant, Mention)) == 5
    assert rows(tenant, MentionAuthor)[0].mentions == 5
    assert rows(tenant, MentionHour)[0].mentions == 5


def test_two_at_the_same_moment_store_and_count_once():
    tenant, source, _watch = make_watched()
    posts = [post(external_id=str(n)) for n in range(50)]
    errors = []

    def one():
        try:
            take(tenant, source, *posts)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(rows(tenant, Mention)) == 50
    assert rows(tenant, MentionHour)[0].mentions == 50


def test_what_no_watch_finds_is_left_unless_its_source_keeps_all():
    tenant, source, _watch = make_watched()
    with unit(tenant) as uow:
        feed = save_source(uow, tenant.id, None, name="News", url="https://news.example/feed")
    assert take(tenant, feed, post("nothing of ours")).unmatched == 1
    assert take(tenant, source, post("nothing of ours")).stored == 1
    assert rows(tenant, MentionMatch) == []


def test_authors_are_known_by_source_and_grow():
    tenant, source, _watch = make_watched()
    take(tenant, source, post("Larkwing is great, thank you!", reach=10), post("Larkwing", author="boris"))
    take(tenant, source, post("Larkwing is awful", reach=900, at=NOON + HOUR))
    known = {row.name: row for row in rows(tenant, MentionAuthor)}
    anna = known["Anna"]
    assert (anna.mentions, anna.positive, anna.negative, anna.reach) == (2, 1, 1, 900)
    assert anna.last_at == NOON + HOUR
    assert known["Boris"].mentions == 1


def test_a_changed_watch_reads_what_is_stored_again():
    tenant, source, watch = make_watched()
    take(tenant, source, post("Larkwing"), post("a pillow"), post("two pillows", at=NOON + HOUR))
    with unit(tenant) as uow:
        save_watch(uow, tenant.id, watch.id, name="Pillows", query="pillow")
        assert get_watch(uow, tenant.id, watch.id).ready_at is None
    work(tenant, "slow")
    with unit(tenant) as uow:
        found = list_mentions(uow, MentionFilter(watch_id=watch.id), tenant_ids=[tenant.id], limit=10)
        changed = get_watch(uow, tenant.id, watch.id)
    assert [line.text for line in found] == ["two pillows", "a pillow"]
    assert (changed.version, changed.known_since) == (2, NOON)
    assert changed.ready_at is not None
    assert [hour.mentions for hour in rows(tenant, MentionHour)] == [1, 1]


def test_a_new_name_reads_nothing_again():
    tenant, _source, watch = make_watched()
    with unit(tenant) as uow:
        save_watch(uow, tenant.id, watch.id, name="Other", query=" larkwing  ")
        assert get_watch(uow, tenant.id, watch.id).ready_at is not None


def test_watches_are_refused_with_the_place():
    tenant, _source, _watch = make_watched()
    with unit(tenant) as uow, pytest.raises(Unreadable) as caught:
        save_watch(uow, tenant.id, None, name="x", query="a (b")
    assert caught.value.at == 3
    with unit(tenant) as uow, pytest.raises(Invalid) as taken:
        save_watch(uow, tenant.id, None, name="Larkwing", query="x")
    assert taken.value.faults[0].place == "name"
    with unit(tenant) as uow, pytest.raises(Invalid) as foreign:
        save_watch(uow, tenant.id, None, name="y", query="x", sources=[make_watched()[1].id])
    assert foreign.value.faults[0].place == "sources"


def test_a_retired_watch_finds_no_more_and_its_name_is_free():
    tenant, source, watch = make_watched()
    with unit(tenant) as uow:
        retire_watch(uow, get_watch(uow, tenant.id, watch.id))
        save_watch(uow, tenant.id, None, name="Larkwing", query="parcel")
    take(tenant, source, post("Larkwing"))
    assert rows(tenant, MentionMatch) == []
    with unit(tenant) as uow, pytest.raises(NotFound):
        get_watch(uow, tenant.id, watch.id)


@pytest.mark.parametrize(
    "url", ["http://news.example/feed", "ftp://news.example", "https://a:b@news.example/", "https://x:22/"]
)
def test_addresses_that_are_not_of_the_web_are_refused(url):
    tenant, _source, _watch = make_watched()
    with unit(tenant) as uow, pytest.raises(Invalid) as caught:
        save_source(uow, tenant.id, None, name="News", url=url)
    assert caught.value.faults[0].place == "url"


def test_another_brand_sees_and_changes_nothing():
    tenant, source, watch = make_watched()
    other, *_ = make_watched()
    take(tenant, source, post("Larkwing"))
    with UnitOfWork(act_as("client_viewer", other)) as uow:
        assert list_mentions(uow, MentionFilter(), tenant_ids=[tenant.id, other.id], limit=10) == []
        with pytest.raises(NotFound):
            get_watch(uow, tenant.id, watch.id)
        assert uow.session.scalar(select(func.count()).select_from(Mention)) == 0
        assert uow.session.get(MentionSource, (tenant.id, source.id)) is None
        assert uow.session.get(Watch, (tenant.id, watch.id)) is None
    with unit(other) as uow, pytest.raises(Exception, match="row-level security"):
        take_posts(uow, source, [post("Larkwing")])


@pytest.mark.parametrize(
    ("sort", "order"),
    [("newest", ["c", "b", "a"]), ("reach", ["b", "a", "c"]), ("negative", ["a", "c", "b"])],
)
def test_orders_and_their_pages(sort, order):
    from bpo.monitoring.rules.mentions import Sort

    tenant, source, _watch = make_watched()
    take(
        tenant,
        source,
        post("Larkwing is awful, terrible", external_id="a", title="a", reach=50),
        post("Larkwing is great, thank you so much", external_id="b", title="b", reach=90, at=NOON + HOUR),
        post("Larkwing sells pillows", external_id="c", title="c", reach=0, at=NOON + timedelta(hours=2)),
    )
    wanted, seen, after = MentionFilter(sort=Sort(sort)), [], None
    with unit(tenant) as uow:
        while page := list_mentions(uow, wanted, tenant_ids=[tenant.id], after=after, limit=1):
            (line,) = page
            seen.append(line.title)
            after = ({"reach": line.reach, "negative": line.mood}.get(sort, 0), line.posted_at, line.id)
    assert seen == order
