"""Start the servers outside of any test: `python tests/servers/launch.py`.

Prints one line of JSON with where they are, and stops them when its standard input ends, on Ctrl-C, or after
an hour.
"""

import json
import select
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

from servers.mail_server import PASSWORD, MailServer, why_absent  # noqa: E402 -- found once the path is set
from servers.mastodon_server import ANNA, BRAND, DOMAIN, MastodonServer  # noqa: E402 -- the same

LONGEST = 3600


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as stack:
        mastodon = stack.enter_context(MastodonServer())
        found = {
            "mastodon": {
                "url": mastodon.url,
                "domain": DOMAIN,
                "brand": BRAND,
                "brand_token": mastodon.brand_token,
                "customer": ANNA,
                "customer_token": mastodon.customer_token,
            }
        }
        if why := why_absent():
            found["mail"] = {"absent": why}
        else:
            mail = stack.enter_context(MailServer())
            found["mail"] = {
                "smtp_port": mail.smtp_port,
                "imap_port": mail.imap_port,
                "users": {"care@brand.test": PASSWORD, "anna@cust.test": PASSWORD},
            }
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        while True:
            readable, _, _ = select.select([sys.stdin], [], [], LONGEST)
            if not readable or not sys.stdin.readline():
                return


if __name__ == "__main__":
    main()
