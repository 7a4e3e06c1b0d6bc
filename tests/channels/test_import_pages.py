"""Imports on pages: a form, a run that is followed, and who may do it."""

import json

import pytest
from builders import act_as, drain_all
from conversations.edge_app import OWN
from conversations.worlds import in_unit, make_brand
from sqlalchemy import func, select

from bpo.channels.models import ImportRun
from bpo.channels.operations import begin_import
from bpo.conversations.models import Message
from bpo.core.ids import new_id
from bpo.identity.permissions import Role

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def line(number):
    body = {"id": str(number), "account": "generic:care", "direction": "in", "author": {"id": "anna"}}
    return json.dumps({**body, "text": "Hi", "posted_at": "2026-11-20T10:00:00Z"}).encode() + b"\n"


def send(edges, tenant, body, *, name="traffic.jsonl", role=Role.SUPERVISOR, file_format="jsonl"):
    # Written by hand: the test client would leave a temporary file open for a large one, and mend the name.
    parts = [
        b'--edge\r\nContent-Disposition: form-data; name="format"\r\n\r\n' + file_format.encode(),
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="' + name.encode() + b'"',
        b"Content-Type: application/octet-stream\r\n\r\n" + body,
        b"--edge--\r\n",
    ]
    with edges.acting(act_as(role, tenant)) as client:
        return client.post(
            f"/brands/{tenant.slug}/imports",
            data=b"\r\n".join(parts),
            content_type="multipart/form-data; boundary=edge",
            headers=OWN,
        )


def see(edges, tenant, path, *, role=Role.SUPERVISOR, also=(), **over):
    with edges.acting(act_as(role, tenant, *also)) as client:
        return client.get(f"/brands/{tenant.slug}/imports{path}", **over)


def runs(tenant):
    return in_unit(tenant, lambda uow: uow.session.scalar(select(func.count()).select_from(ImportRun)))


def test_a_file_is_imported_and_followed_to_its_end(edges, db):
    tenant = make_brand()
    sent = send(edges, tenant, line(1) + b"<broken>\n" + line(2))
    assert sent.status_code == 303
    run_id = sent.location.rpartition("/")[2]
    waiting = see(edges, tenant, f"/{run_id}")
    assert 'hx-trigger="every 2s"' in waiting.text
    part = see(edges, tenant, f"/{run_id}", headers=PART)
    assert "<html" not in part.text
    assert "Waiting" in part.text
    drain_all("slow")
    done = see(edges, tenant, f"/{run_id}", headers=PART)
    assert "hx-trigger" not in done.text
    assert '<th scope="row" class="number">2</th>' in done.text
    assert "This is not valid JSON" in done.text or "column 1" in done.text
    assert in_unit(tenant, lambda uow: uow.session.scalar(select(func.count()).select_from(Message))) == 2
    assert "traffic.jsonl" in see(edges, tenant, "").text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\u202e\u0007<b>.csv", "a&lt;b&gt;.csv"),
        ("Звіт.csv", "Звіт.csv"),
    ],
)
def test_a_files_name_is_only_a_name(edges, db, name, shown):
    tenant = make_brand()
    assert send(edges, tenant, line(1), name=name).status_code == 303
    text = see(edges, tenant, "").text
    assert f">{shown}</a>" in text
    drain_all("slow")


def test_a_form_without_file_or_format_is_refused(edges, db):
    tenant = make_brand()
    with edges.acting(act_as(Role.SUPERVISOR, tenant)) as client:
        answer = client.post(f"/brands/{tenant.slug}/imports", data={"format": "jsonl"}, headers=OWN)
    assert answer.status_code == 422
    assert "Choose a file." in answer.text
    assert send(edges, tenant, line(1), file_format="odd").status_code == 422
    assert runs(tenant) == 0


@pytest.mark.parametrize("size", [25 * 1024 * 1024 + 1, 27 * 1024 * 1024])
def test_a_file_that_is_too_large_is_told_the_other_way(edges, db, size):
    tenant = make_brand()
    answer = send(edges, tenant, b"x" * size)
    assert answer.status_code == 413
    assert f"bpo ingest --brand {tenant.slug}" in answer.text
    assert runs(tenant) == 0


def test_a_brand_without_accounts_is_told_so(edges, db):
    from builders import make_tenant

    tenant = make_tenant()
    answer = send(edges, tenant, line(1))
    assert answer.status_code == 422
    assert "no accounts yet" in answer.text


def test_who_may_not_import_sees_no_form_and_sends_none(edges, db):
    tenant = make_brand()
    for role in (Role.AGENT, Role.CLIENT_APPROVER, Role.REVIEWER):
        assert send(edges, tenant, line(1), role=role).status_code == 403
        assert see(edges, tenant, "", role=role).status_code == 403
    assert runs(tenant) == 0


def test_another_brands_import_is_not_there(edges, db):
    tenant, other = make_brand(), make_brand()
    foreign = in_unit(
        other, lambda uow: begin_import(uow, other.id, file_name="f", file_format="jsonl", size=1, body=None)
    )
    answers = [
        see(edges, tenant, f"/{foreign.id}"),
        see(edges, tenant, f"/{foreign.id}", also=(other,)),
        see(edges, tenant, f"/{new_id()}"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
