"""UUIDv7, made in Python.

Rows get their ids before they reach the database, because an insert-only table refuses RETURNING and
events need the id of what they tell. Ids grow with time, which keeps indexes dense; they are not in
commit order and never serve as a cursor for synchronisation.
"""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of Unix milliseconds, version, 74 random bits, variant (RFC 9562)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    return UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)
