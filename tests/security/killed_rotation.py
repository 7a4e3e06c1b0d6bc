"""A passing to a new key that is killed after so many values: DATABASE_URL KEY OLD BRANDS N, in a process of its own."""

import os
import sys
from uuid import UUID

import bpo.app  # noqa: F401 -- every model is known
from bpo.core.db import connect
from bpo.core.rotation import pass_to_present_key
from bpo.core.secrets import SecretKey

KILLED = 9


def main():
    url, key, old, brands, number = sys.argv[1:]
    connect(url)
    left = int(number)

    def tell(_column):
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(KILLED)

    pass_to_present_key(
        [UUID(one) for one in brands.split(",")], key=SecretKey(key.encode(), [old.encode()]), tell=tell
    )
