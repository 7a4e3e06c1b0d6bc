"""The commands as another program calls them: exit status, what is printed where, and nothing half done."""

import csv
import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest
from forked import command, run_forked

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
BRAND = """\
slug: tea-house
name: Tea House
languages: [en]
time_zone: Europe/Warsaw
accounts:
  - {network: x, handle: tea_house, purpose: care}
  - {network: generic, handle: shop}
calendars:
  office: {weekly: {mon-fri: ["09:00-13:00", "14:00-18:00"]}}
service_levels:
  - {name: standard, first_response: 30m, next_response: 30m, resolution: 24h, calendar: office}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def bpo(home):
    environment = {**os.environ, "BPO_HOME": str(home), "BPO_POSTGRES_OPTIONS": "fsync=off"}

    def run(*arguments):
        return run_forked(command, arguments, cwd=ROOT, env=environment)

    return run


@pytest.fixture(scope="module")
def brand(bpo, home):
    file = home / "brand.yaml"
    file.write_text(BRAND)
    made = bpo("brand", "apply", file)
    assert made.returncode == 0, made.stderr
    return file


def message(n, **over):
    return {
        "id": str(n),
        "account": "generic:shop",
        "direction": "in",
        "author": {"id": f"customer-{n}"},
        "text": "hello",
        "posted_at": "2026-03-02T10:00:00Z",
        **over,
    }


def test_applying_again_changes_nothing_and_show_is_the_same_file(bpo, brand, home):
    again = bpo("brand", "apply", brand)
    assert (again.returncode, again.stdout) == (0, "")
    shown = bpo("brand", "show", "tea-house")
    copy = home / "shown.yaml"
    copy.write_text(shown.stdout)
    assert (bpo("brand", "apply", copy).stdout, bpo("brand", "show", "tea-house").stdout) == (
        "",
        shown.stdout,
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("name: Tea House", "nmae: Tea House", 2, "nmae"),
        ("first_response: 30m", "first_response: soon", 11, "soon"),
        ("calendar: office}", "calendar: ofice}", 11, "ofice"),
        ("09:00-13:00", "25:00-13:00", 9, "25:00"),
        ("slug: tea-house", "slug: tea-house\nslug: other", 2, "slug"),
        ("time_zone: Europe/Warsaw", "time_zone: Europe/Nowhere", 4, "Nowhere"),
    ],
    ids=["wrong key", "duration", "unknown calendar", "window", "duplicate key", "time zone"],
)
def test_a_wrong_brand_file_says_where_and_why_and_changes_nothing(bpo, brand, home, old, new, line, why):
    before = bpo("brand", "show", "tea-house").stdout
    wrong = home / "wrong.yaml"
    wrong.write_text(BRAND.replace(old, new))
    answer = bpo("brand", "apply", wrong)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert f"{wrong}:{line}: " in answer.stderr
    assert why in answer.stderr
    assert bpo("brand", "show", "tea-house").stdout == before


def test_an_import_counts_every_record_and_a_repeat_stores_nothing(bpo, brand, home):
    file = home / "messages.jsonl"
    lines = [json.dumps(message(n)) for n in range(5)]
    lines += [
        lines[0],
        "{broken",
        json.dumps(message(9, account="x:another")),
        json.dumps(message(8, posted_at="noon")),
    ]
    file.write_text("\n".join(lines) + "\n")
    first = json.loads(bpo("ingest", file, "--brand", "tea-house").stdout)
    assert (first["read"], first["stored"], first["duplicates"], first["other"]) == (9, 5, 1, 1)
    assert [reject["line"] for reject in first["rejected"]] == [7, 9]
    assert "posted_at" in first["rejected"][1]["reason"]
    second = json.loads(bpo("ingest", file, "--brand", "tea-house").stdout)
    assert (second["stored"], second["duplicates"]) == (0, 6)


def archive_bomb(path):
    with gzip.open(path, "wb") as file:
        for _ in range(64):
            file.write(b"\0" * 1_000_000)


def zipped(path):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("messages.jsonl", "{}")


@pytest.mark.parametrize(
    "write",
    [archive_bomb, zipped, lambda path: path.write_text("{}", encoding="utf-16"), lambda path: path.mkdir()],
    ids=["archive bomb", "zip", "utf-16", "a folder"],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(bpo, brand, tmp_path, write):
    path = tmp_path / "messages.jsonl"
    write(path)
    answer = bpo("ingest", path, "--brand", "tea-house")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.strip()
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", "nowhere.jsonl", "--brand", "tea-house"),
        ("ingest", __file__, "--brand", "no-such-brand"),
        ("brand", "show", "no-such-brand"),
        ("report", "sla", "--brand", "tea-house", "--from", "2026-02-30", "--to", "2026-03-01"),
        ("report", "sla", "--brand", "tea-house", "--from", "2026-03-02", "--to", "2026-03-01"),
        ("report", "sla", "--brand", "tea-house", "--from", "2026-03-01", "--to", "2026-03-02", "--as-of", "noon"),
        ("user", "add", "not-an-address", "--role", "admin"),
        ("user", "add", "a@example.com", "--role", "king"),
    ],
    ids=["no file", "no brand", "no brand to show", "no such day", "backwards", "no instant", "address", "role"],
)  # fmt: skip
def test_wrong_arguments_are_status_two_with_a_sentence(bpo, brand, arguments):
    answer = bpo(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.strip()
    assert "Traceback" not in answer.stderr


def test_the_report_is_json_and_the_csv_has_the_same_figures(bpo, brand, home):
    file = home / "two.jsonl"
    asked = message("q1", conversation="c1", posted_at="2026-03-03T08:00:00Z")  # 09:00 in Warsaw
    reply = message("a1", conversation="c1", direction="out", posted_at="2026-03-03T08:20:00Z")
    file.write_text(json.dumps(asked) + "\n" + json.dumps(reply) + "\n")
    assert bpo("ingest", file, "--brand", "tea-house").returncode == 0
    period = ("report", "sla", "--brand", "tea-house", "--from", "2026-03-03", "--to", "2026-03-04")
    report = json.loads(bpo(*period).stdout)
    assert (
        report["turns"]["total"],
        report["first_response"]["met"],
        report["first_response"]["median"],
    ) == (1, 1, 1200)
    rows = list(csv.reader(bpo(*period, "--format", "csv").stdout.splitlines()))
    assert any("1200" in cell for row in rows for cell in row)


def test_an_invitation_is_a_link_and_a_key_is_shown_once(bpo):
    link = bpo("user", "add", "boss@vendor.example", "--role", "supervisor")
    assert (link.returncode, "http" in link.stdout) == (0, True)
    key = bpo("apikey", "create", "boss@vendor.example")
    assert key.returncode == 0, key.stderr
    assert len(key.stdout.strip()) > 30


def test_an_agent_is_given_their_profile(bpo, brand):
    bare = bpo("user", "add", "clerk@vendor.example", "--role", "agent", "--brand", "tea-house")
    assert bare.returncode == 2, bare.stdout
    added = ("user", "add", "clerk@vendor.example", "--role", "agent", "--profile", "responder")
    assert bpo(*added, "--brand", "tea-house").returncode == 0


def test_texts_are_checked_by_a_brands_rules(bpo, home, tmp_path):
    brand = tmp_path / "checked.yaml"
    brand.write_text(BRAND.replace("tea-house", "checked") + "names: [Чайный дом]\n", encoding="utf-8")
    assert bpo("brand", "apply", brand).returncode == 0
    one = bpo("check", "--brand", "checked", "--text", "Thank you, we recieve it.")
    assert one.returncode == 0
    assert [found["text"] for found in json.loads(one.stdout)["findings"]] == ["recieve"]
    turned = bpo(
        "check", "--brand", "checked", "--language", "ru", "--text", "Твой заказ едет.",
        "--earlier", "Твой заказ принят.", "--earlier", "Ваш заказ собран.",
    )  # fmt: skip
    assert "style.address" in {found["rule"] for found in json.loads(turned.stdout)["findings"]}
    texts = tmp_path / "texts.jsonl"
    texts.write_text(
        '{"text": "Fine."}\n{"text": "Thank you a lot, dear friend", "reply_to": "?"}\n', encoding="utf-8"
    )
    assert len(bpo("check", "--brand", "checked", texts).stdout.splitlines()) == 2
    texts.write_text('{"text": "Fine."}\n{"words": 1}\n', encoding="utf-8")
    wrong = bpo("check", "--brand", "checked", texts)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith(f"{texts}:2: text: ")
    assert bpo("check", "--brand", "nobody", "--text", "a").returncode == 2
    assert bpo("check", "--brand", "checked").returncode == 2


def test_export_writes_everything_of_a_brand(bpo, brand, home):
    file = home / "all.zip"
    made = bpo("export", "tea-house", "-o", file)
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert "slug: tea-house" in archive.read("brand.yaml").decode()
    assert said["bytes"] == file.stat().st_size
    assert said["rows"] == {one["name"]: one["rows"] for one in manifest["files"] if one["rows"]}
    assert said["rows"]["accounts.ndjson"] == 2
    assert [one.name for one in home.iterdir() if "part" in one.name] == []
    assert bpo("export", "no-such").returncode == 2
