"""WordPress as Debian packages it, on a MariaDB of its own and PHP's own web server, all under a temporary folder.

Nothing under /etc is read or changed: the site is a folder of links to the package's files, with a configuration of its
own. The database listens on a socket in that folder only. Both servers end with the process that started them.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from datetime import UTC
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from bpo.core.ids import new_id

HERE = Path(__file__).parent / "wordpress"
PACKAGE = Path("/usr/share/wordpress")
NEEDED = ("php", "mariadbd", "mariadb")
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
ANNA, ADMIN = "anna", "admin"
ALL = "/wp/v2/comments"
ZONE = ZoneInfo("Europe/Warsaw")  # the site's (install.php)
STARTS_WITHIN = 120.0  # seconds
# A database for an hour: nothing of it need outlive its process.
DATABASE = (
    "--no-defaults",
    "--skip-grant-tables",
    "--skip-networking",
    "--skip-name-resolve",
    "--skip-log-bin",
    "--performance-schema=OFF",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=16M",
    "--innodb-log-buffer-size=2M",
    "--innodb-data-file-path=ibdata1:4M:autoextend",
    "--character-set-server=utf8mb4",
)
CONFIGURATION = """\
<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{home}/socket' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {{
    define( $name . '_KEY', 'of the tests' );
    define( $name . '_SALT', 'of the tests' );
}}
define( 'WP_HOME', '{url}' );
define( 'WP_SITEURL', '{url}' );
define( 'WP_ENVIRONMENT_TYPE', 'local' ); // application passwords without TLS
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
$table_prefix = 'wp_';
require_once ABSPATH . 'wp-settings.php';
"""


def why_absent():
    """Why it cannot be started here; None where it can."""
    missing = [name for name in NEEDED if shutil.which(name, path=ENVIRONMENT["PATH"]) is None]
    missing += [] if (PACKAGE / "wp-load.php").exists() else ["wordpress"]
    if missing:
        return f"not installed: {', '.join(missing)}"
    has = subprocess.run(["php", "-m"], capture_output=True, text=True, env=ENVIRONMENT, check=False).stdout
    lacks = [name for name in ("mysqli", "xml") if name not in has.split()]
    return f"PHP has no {', '.join(lacks)}" if lacks else None


class WordPressServer:
    """Running from `start` to `stop`."""

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="bpo-wordpress-"))
        self.site = self.home / "site"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.passwords = {}  # name: application password
        self.ids = {}  # name: the user's id
        self._children = []
        self._watcher = None
        self._spare = count(1)

    def start(self):
        try:
            self._lay_out()
            self._spawn("mariadbd", *DATABASE, *self._paths(), *_as_root())
            self._spawn("php", *self._php_settings(), "-S", f"127.0.0.1:{self.port}", "-t", str(self.site))
            self._watch()
            self._until(lambda: self._sql("SELECT 1", database="information_schema"))
            self._sql("CREATE DATABASE wordpress", database="information_schema")
            told = self._php("install.php")
            self.passwords = dict(told["passwords"])
            self.post, self.other_post = told["posts"]
            self.client = httpx.Client(timeout=60, trust_env=False)
            self._until(self._answers)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        """End both, and everything they started; then remove what they wrote."""
        if self._watcher is not None:
            self._watcher.stdin.close()  # it does what is to be done if we were killed, and does no harm
            self._watcher.wait(10)
        for child in self._children:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # nobody will read that database again
            child.wait()
        if hasattr(self, "client"):
            self.client.close()
        shutil.rmtree(self.home, ignore_errors=True)

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def another_brand(self, role="editor"):
        """Somebody who answers comments, on a site where nobody has written yet; their user name."""
        self._sql("DELETE FROM wp_comments; DELETE FROM wp_commentmeta")
        return self.another("brand", role)

    def another(self, kind, role="subscriber"):
        """Somebody new; their user name."""
        name = f"{kind}{next(self._spare)}-{new_id().hex[-6:]}"
        known = {"username": name, "email": f"{name}@example.com", "password": new_id().hex, "roles": [role]}
        self.ids[name] = self.ask("POST", "/wp/v2/users", **known)["id"]
        self.new_password(name)
        return name

    def new_password(self, name):
        """A new application password; the ones before are no longer good."""
        self.revoke(name)
        made = self.ask("POST", self._passwords_of(name), name=f"bpo {next(self._spare)}")
        self.passwords[name] = made["password"]
        return made["password"]

    def revoke(self, name):
        """No application password of theirs is good any more."""
        self.ask("DELETE", self._passwords_of(name))

    def write(self, text, *, by=ANNA, under=None, post=None, **over):
        """Somebody comments, on a post or under a comment; the comment's id. `by` None: a guest."""
        written = {"post": post or self.post, "content": text, **over}
        if under is not None:
            written |= {"parent": int(under), "post": post or self.comment(under)["post"]}
        return str(self.ask("POST", ALL, by=by, **written)["id"])

    def comment(self, comment):
        """A comment as a moderator sees it."""
        return self.ask("GET", f"{ALL}/{comment}", asked={"context": "edit"})

    def replies(self, parent):
        """The texts that stand under a comment for everybody, as HTML."""
        asked = {"parent": parent, "per_page": 100, "order": "asc"}
        return [one["content"]["rendered"] for one in self.ask("GET", ALL, by=None, asked=asked)]

    def is_shown(self, comment):
        """Whether everybody sees it."""
        told = self.ask("GET", ALL, by=None, asked={"include": comment})
        return [str(one["id"]) for one in told] == [comment]

    def put_status(self, comment, status):
        """A moderator puts it into a state: approved, hold, spam or trash."""
        self.ask("POST", f"{ALL}/{comment}", status=status)

    def delete(self, comment):
        """It is gone for good."""
        self.ask("DELETE", f"{ALL}/{comment}", asked={"force": "true"})

    def date(self, comment, at):
        """Make as if it had been written at another time."""
        said = [one.strftime("%Y-%m-%d %H:%M:%S") for one in (at.astimezone(UTC), at.astimezone(ZONE))]
        self._sql(
            f"UPDATE wp_comments SET comment_date_gmt = '{said[0]}', comment_date = '{said[1]}'"
            f" WHERE comment_ID = {int(comment)}"
        )

    def crowd(self, comment, number):
        """As many comments more as this one."""
        names = (
            "comment_post_ID, comment_author, comment_author_email, comment_date, comment_date_gmt, user_id"
        )
        names += ", comment_content, comment_approved, comment_type"
        self._sql(
            f"INSERT INTO wp_comments ({names}) SELECT {names} FROM wp_comments, seq_1_to_{int(number)}"
            f" WHERE comment_ID = {int(comment)}"
        )

    @contextmanager
    def shut(self, post):
        """A text under which nobody may comment any more."""
        self.ask("POST", f"/wp/v2/posts/{post}", comment_status="closed")
        try:
            yield
        finally:
            self.ask("POST", f"/wp/v2/posts/{post}", comment_status="open")

    def flooded(self):
        """Nobody may write now, because too much was written."""
        return self._marked("flood")

    def without_passwords(self):
        """Application passwords are switched off."""
        return self._marked("no-passwords")

    def ask(self, method, route, *, by=ADMIN, asked=None, **body):
        """What the interface answers to somebody; `by` None: to everybody."""
        answer = self.client.request(
            method,
            f"{self.url}/index.php",
            params={"rest_route": route, **(asked or {})},
            json=body or None,
            auth=(by, self.passwords[by]) if by else None,
        )
        if answer.is_error:
            raise RuntimeError(f"{method} {route}: {answer.status_code} {answer.text}\n{self._told()}")
        return answer.json()

    @contextmanager
    def _marked(self, name):
        """While there is a file that the extension of the tests looks for."""
        mark = self.home / name
        mark.touch()
        try:
            yield
        finally:
            mark.unlink()

    def _passwords_of(self, name):
        return f"/wp/v2/users/{self.ids[name]}/application-passwords"

    def _answers(self):
        try:
            return self.client.get(f"{self.url}/index.php", params={"rest_route": "/"}).is_success
        except httpx.TransportError:
            return False

    def _lay_out(self):
        extensions = self.site / "wp-content" / "mu-plugins"
        extensions.mkdir(parents=True)
        (self.home / "data").mkdir()
        for path in PACKAGE.iterdir():
            if path.name not in {"index.php", "wp-config.php", "wp-content", ".htaccess"}:
                (self.site / path.name).symlink_to(path)
        for name, folder in (
            ("index.php", self.site),
            ("install.php", self.site),
            ("of-the-tests.php", extensions),
        ):
            shutil.copy(HERE / name, folder)
        (self.site / "wp-config.php").write_text(CONFIGURATION.format(home=self.home, url=self.url))

    def _paths(self):
        files = {"datadir": "data", "socket": "socket", "pid-file": "pid", "tmpdir": ""}
        return [f"--{name}={self.home / path}" for name, path in files.items()]

    @staticmethod
    def _php_settings():
        return ["-d", "sendmail_path=/bin/true", "-d", "opcache.validate_timestamps=0"]

    def _php(self, script):
        done = subprocess.run(
            ["php", *self._php_settings(), str(self.site / script)],
            capture_output=True,
            text=True,
            env=ENVIRONMENT,
            check=False,
        )
        try:
            return json.loads(done.stdout)
        except ValueError as error:
            raise RuntimeError(f"{script}: {done.stdout[-2000:]}\n{done.stderr[-2000:]}") from error

    def _sql(self, statement, *, database="wordpress"):
        done = subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={self.home / 'socket'}", "-e", statement, database],
            capture_output=True,
            env=ENVIRONMENT,
            check=False,
        )
        if done.returncode and done.stderr and database == "wordpress":
            raise RuntimeError(done.stderr.decode())
        return done.returncode == 0

    def _spawn(self, *command):
        with (self.home / "log").open("ab") as log:
            self._children.append(
                subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    env={**ENVIRONMENT, "PHP_CLI_SERVER_WORKERS": "2"},
                )
            )

    def _watch(self):
        """Somebody who ends both when we are killed, and does no harm when they have ended."""
        groups = " ".join(f"-{child.pid}" for child in self._children)
        self._watcher = subprocess.Popen(
            ["/bin/sh", "-c", f"read _; kill -s KILL -- {groups}; rm -rf {self.home}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=ENVIRONMENT,
        )

    def _until(self, holds):
        deadline = time.monotonic() + STARTS_WITHIN
        while not holds():
            if any(child.poll() is not None for child in self._children) or time.monotonic() > deadline:
                raise RuntimeError(f"WordPress did not start:\n{self._told()}")
            time.sleep(0.05)

    def _told(self):
        log = self.home / "log"
        return log.read_text(errors="replace")[-3000:] if log.exists() else ""


def _as_root():
    return ["--user=root"] if os.geteuid() == 0 else []


def _free_port():
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
