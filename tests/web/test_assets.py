import json
import re
from pathlib import Path

from bpo.web import assets

FRONTEND = assets.ROOT / "frontend"
TEMPLATES = assets.ROOT / "bpo"


def test_the_build_is_fresh_and_whole():
    assert assets.is_fresh()
    manifest = json.loads(assets.MANIFEST.read_text())
    assert {"app.css", "app.js", "icons.svg", "favicon.svg"} <= set(manifest)
    assert all((assets.DIST / name).is_file() for name in manifest.values())


def test_a_changed_source_makes_the_build_stale(monkeypatch, tmp_path):
    stamp = tmp_path / "stamp"
    stamp.write_text("other")
    monkeypatch.setattr(assets, "STAMP", stamp)
    assert not assets.is_fresh()


def test_no_address_is_in_the_lock_file():
    lock = (assets.ROOT / "package-lock.json").read_text()
    assert "http" not in lock
    assert all("integrity" in package for name, package in json.loads(lock)["packages"].items() if name)


def test_nothing_built_is_fetched_from_elsewhere():
    for name in ("app.css", "app.js"):
        text = (assets.DIST / json.loads(assets.MANIFEST.read_text())[name]).read_text()
        assert not re.search(r"(@import|url\(|import\()\s*[\"']?https?:", text)


def test_every_icon_used_is_in_the_sprite():
    known = set(json.loads((FRONTEND / "icons.json").read_text()))
    used = set()
    for path in Path(TEMPLATES).rglob("templates/**/*.html"):
        text = path.read_text()
        used |= set(re.findall(r"ui\.icon\(\"([\w-]+)\"", text)) | set(
            re.findall(r"\bicon=\"([\w-]+)\"", text)
        )
    assert used <= known
