"""Making the demo vendor: whoever breaks it off is told so at the next start."""

import pytest

from bpo.core.config import load_settings
from bpo.core.ids import new_id
from bpo.demo import loader


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("BPO_HOME", str(tmp_path))
    return load_settings()


def test_a_demo_that_was_broken_off_is_known_as_such(settings, monkeypatch):
    def broken_off(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(loader, "_make_brand", broken_off)
    assert not loader.is_unfinished(settings)
    with pytest.raises(KeyboardInterrupt):
        loader.load_demo(settings)
    assert loader.is_unfinished(settings)
    assert not (settings.home / loader.DEMO_LOGINS).exists()


def test_a_demo_that_was_made_is_finished_and_has_its_log_ins(settings, monkeypatch):
    monkeypatch.setattr(loader, "_make_brand", lambda *_arguments: new_id())
    monkeypatch.setattr(loader, "_make_person", lambda person, *_arguments: person["email"])
    monkeypatch.setattr(loader, "staff", lambda *_arguments: None)
    monkeypatch.setattr(loader, "_settle", lambda *_arguments: None)
    monkeypatch.setattr(loader, "_shelve", lambda *_arguments: None)
    monkeypatch.setattr(loader, "ask_customers", lambda *_arguments, **_over: None)
    monkeypatch.setattr(loader, "talk", lambda *_arguments, **_over: None)
    monkeypatch.setattr(loader, "judge", lambda *_arguments: None)
    monkeypatch.setattr(loader, "_close_months", lambda *_arguments: None)
    loader.load_demo(settings)
    assert not loader.is_unfinished(settings)
    assert (settings.home / loader.DEMO_LOGINS).read_text().split() == [
        person["email"] for person in loader.DEMO_PEOPLE
    ]
