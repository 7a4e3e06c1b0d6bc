"""Postfix and Dovecot, as Debian packages them, with a configuration of their own under a temporary folder.

Nothing under /etc is read or changed. Every address of `brand.test` and `cust.test` exists, its password is
`secret`, and it can be locked out. Both servers end with the process that started them.
"""

import grp
import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from bpo.core.clock import utcnow

PASSWORD = "secret"
POSTFIX = Path("/usr/lib/postfix/sbin")
# The folders of Postfix's queue: the group, where it is not root's, and the mode.
QUEUES = {
    **dict.fromkeys(
        ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private"),
        (None, 0o700),
    ),
    **dict.fromkeys(("saved", "trace"), (None, 0o700)),
    "maildrop": ("postdrop", 0o730),
    "public": ("postdrop", 0o710),
}
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
SERVICES = """\
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
POSTFIX_SETTINGS = """\
compatibility_level = 3.6
queue_directory = {home}/postfix/queue
data_directory = {home}/postfix/data
mail_owner = postfix
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
myhostname = mail.test
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = brand.test, cust.test
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = error:outside mail disabled
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {home}/dovecot/auth-smtp
smtpd_relay_restrictions = permit_sasl_authenticated, permit_mynetworks, reject
smtpd_peername_lookup = no
disable_dns_lookups = yes
maillog_file = {home}/postfix/maillog
maillog_file_prefixes = {home}
alias_maps =
"""
DOVECOT_SETTINGS = """\
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {home}/dovecot/run
state_dir = {home}/dovecot/state
log_path = {home}/dovecot/log
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{home}/mail/%u
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = passwd-file
  deny = yes
  args = scheme=PLAIN {home}/dovecot/locked
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={home}/mail/%u allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  unix_listener {home}/dovecot/auth-smtp {{
    mode = 0666
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
"""


def why_absent():
    """Why these servers cannot be started here; None where they can."""
    missing = [name for name in ("postfix", "dovecot") if shutil.which(name, path="/usr/sbin") is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    if os.geteuid() != 0:
        return "Postfix can be started by root only"
    return None


class MailServer:
    """Running from `start` to `stop`."""

    domain = "brand.test"

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="bpo-mail-"))
        self.smtp_port, self.imap_port, self.lmtp_port = _free_ports(3)
        self._children = []
        self._watcher = None
        self._locked = set()
        self._changes = 0

    def start(self):
        try:
            self._configure()
            self._spawn(["/usr/sbin/dovecot", "-F", "-c", str(self.home / "dovecot.conf")])
            # Its own start script would put the master out of our reach, in a session of its own.
            self._spawn([str(POSTFIX / "master"), "-c", str(self.home / "postfix"), "-d"])
            self._watch()
            for port in (self.imap_port, self.lmtp_port, self.smtp_port):
                self._wait_for(port)
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
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        for child in self._children:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def lock(self, address):
        """No password of this address is good any more."""
        self._locked.add(address)
        self._write_locked()
        while self._logs_in(address):  # it looks at the file once a second
            time.sleep(0.1)

    def unlock(self, address):
        """It is good again."""
        self._locked.discard(address)
        self._write_locked()
        while not self._logs_in(address):
            time.sleep(0.1)

    def write(self, *, sender, to, subject, text, headers=None, message_id=True, smtp_port=None, pictures=()):
        """Somebody sends a mail, with pictures (name, bytes) if any; its Message-ID without brackets."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"] = format_datetime(utcnow())
        identifier = make_msgid(domain="cust.test")
        if message_id:
            mail["Message-ID"] = identifier
        for name, value in (headers or {}).items():
            mail[name] = value
        mail.set_content(text)
        for name, raw in pictures:
            mail.add_attachment(raw, maintype="image", subtype="jpeg", filename=name)
        with smtplib.SMTP("127.0.0.1", smtp_port or self.smtp_port, timeout=60) as smtp:
            smtp.sendmail(sender.rpartition("<")[2].rstrip(">"), [to], mail.as_bytes(policy=policy.SMTP))
        return identifier.strip("<>")

    def mails(self, address, *, folder="INBOX"):
        """What lies in a mailbox, parsed, oldest first."""
        imap = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=60)
        try:
            imap.login(address, PASSWORD)
            imap.select(folder, readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            return [
                message_from_bytes(imap.fetch(number, "(BODY.PEEK[])")[1][0][1], policy=policy.default)
                for number in numbers
            ]
        finally:
            imap.logout()

    def wait_for(self, address, count, *, seconds=60.0):
        """The mails of a mailbox once there are so many; the local delivery takes a moment."""
        deadline = time.monotonic() + seconds
        while len(found := self.mails(address)) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def settings(self, address, *, smtp_port=None):
        """How an account of ours reaches this mailbox."""
        return {
            "address": address,
            "name": "",
            "user": address,
            "smtp_host": "127.0.0.1",
            "smtp_port": smtp_port or self.smtp_port,
            "smtp_security": "plain",
            "imap_host": "127.0.0.1",
            "imap_port": self.imap_port,
            "imap_security": "plain",
        }

    def _write_locked(self):
        path = self.home / "dovecot" / "locked"
        draft = path.with_suffix(".new")
        draft.write_text("".join(f"{name}:\n" for name in sorted(self._locked)))
        draft.chmod(0o644)
        self._changes += 1
        os.utime(draft, (time.time() + self._changes,) * 2)  # versions are told apart by whole seconds
        draft.replace(path)

    def _logs_in(self, address):
        imap = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=60)
        try:
            imap.login(address, PASSWORD)
        except imaplib.IMAP4.error:
            return False
        finally:
            imap.logout()
        return True

    def _configure(self):
        self.home.chmod(0o755)
        nobody, postfix = pwd.getpwnam("nobody"), pwd.getpwnam("postfix")
        for name in ("mail", "dovecot/run", "dovecot/state", "postfix/queue/pid", "postfix/data"):
            (self.home / name).mkdir(parents=True)
        os.chown(self.home / "mail", nobody.pw_uid, nobody.pw_gid)
        os.chown(self.home / "postfix/data", postfix.pw_uid, postfix.pw_gid)
        for name, (group, mode) in QUEUES.items():
            folder = self.home / "postfix/queue" / name
            folder.mkdir()
            folder.chmod(mode)
            os.chown(folder, postfix.pw_uid, grp.getgrnam(group).gr_gid if group else -1)
        ports = {
            "home": self.home,
            "smtp": self.smtp_port,
            "imap": self.imap_port,
            "lmtp": self.lmtp_port,
            "password": PASSWORD,
        }
        (self.home / "dovecot.conf").write_text(DOVECOT_SETTINGS.format(**ports))
        (self.home / "dovecot/locked").touch(0o644)
        (self.home / "postfix/main.cf").write_text(POSTFIX_SETTINGS.format(**ports))
        (self.home / "postfix/master.cf").write_text(SERVICES.format(**ports))

    def _spawn(self, command):
        log = (self.home / "start.log").open("ab")
        with log:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=ENVIRONMENT,
            )
        self._children.append(child)

    def _watch(self):
        """Somebody who ends both when we are killed: they change their user, and the kernel then forgets us."""
        groups = " ".join(f"-{child.pid}" for child in self._children)
        self._watcher = subprocess.Popen(
            ["/bin/sh", "-c", f"read _; kill -s TERM -- {groups} 2>/dev/null; sleep 1; rm -rf {self.home}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=ENVIRONMENT,
        )

    def _wait_for(self, port, *, seconds=60.0):
        deadline = time.monotonic() + seconds
        while True:
            if any(child.poll() is not None for child in self._children) or time.monotonic() > deadline:
                logs = [path.read_text(errors="replace")[-2000:] for path in self._logs() if path.exists()]
                raise RuntimeError("\n".join(["a mail server did not start", *logs]))
            with closing(socket.socket()) as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)

    def _logs(self):
        return [self.home / "start.log", self.home / "dovecot/log", self.home / "postfix/maillog"]


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
