import stat
import subprocess
import sys

import pytest

from bpo.core.config import kept_secret, load_settings
from bpo.core.errors import Invalid


def test_defaults_need_nothing(tmp_path):
    settings = load_settings({"BPO_HOME": str(tmp_path)})
    assert (settings.port, settings.demo, settings.public_url) == (8000, True, "http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"PORT": "http"}, "PORT is not a port number"),
        ({"PORT": "70000"}, "PORT is not a port number"),
        ({"DATABASE_APP_URL": "postgresql://x"}, "DATABASE_URL is not"),
        ({"BPO_SECRET_KEY": "short"}, "shorter than"),
        ({"BPO_SECRET_KEYS_ALSO": "long-enough-to-be-a-secret-key-of-ours short"}, "shorter than"),
    ],
    ids=["port is no number", "port out of range", "half a database", "weak key", "weak key beside"],
)
def test_half_a_configuration_is_refused(tmp_path, given, why):
    with pytest.raises(Invalid, match=why):
        load_settings({"BPO_HOME": str(tmp_path), **given})


def test_keys_beside_the_present_one_are_read(tmp_path):
    keys = {"BPO_SECRET_KEY": "n" * 40, "BPO_SECRET_KEYS_ALSO": f"{'o' * 40}  {'n' * 40}\n{'m' * 40}"}
    settings = load_settings({"BPO_HOME": str(tmp_path), **keys})
    assert (settings.secret_key, settings.secret_key.also) == (b"n" * 40, (b"o" * 40, b"m" * 40))


def test_a_kept_secret_is_made_once_and_closed_to_others(tmp_path):
    first = kept_secret(tmp_path, "something")
    assert kept_secret(tmp_path, "something") == first
    assert stat.S_IMODE((tmp_path / "secrets" / "something").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_processes_that_start_together_make_one_secret(tmp_path):
    script = "import sys; from pathlib import Path; from bpo.core.config import kept_secret as k; print(k(Path(sys.argv[1]), 'one'))"
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    made = {process.communicate()[0].strip() for process in started}
    assert len(made) == 1
    assert len(made.pop()) > 30
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["one"]
