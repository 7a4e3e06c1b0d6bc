"""What goes wrong meanwhile: processes killed, Valkey emptied, PostgreSQL restarted, wires that fail; from one seed."""

import os
import random
import signal
import threading
import time
from contextlib import suppress

from redis import Redis, RedisError
from servers.proxies import WRITES, HttpProxy, SmtpProxy

from bpo.core.keeper import Places

WIRE_FAULTS = ("request lost", "answer lost", "502 after success", "503", "429", "slow", "cut")
HOW_OFTEN = 0.1  # of what is written to a network
KILL_EVERY, FLUSH_EVERY = 3.0, 30.0  # seconds


class StormyHttp(HttpProxy):
    """Now and then one of the faults, by a die of its own."""

    def storm(self, seed):
        self.die, self.calm = random.Random(seed), False
        return self

    def _fault_for(self, method, path):
        self.faults = []
        if not self.calm and self.die.random() < HOW_OFTEN:
            self.next(self.die.choice(WIRE_FAULTS), WRITES)
        return super()._fault_for(method, path)


class StormySmtp(SmtpProxy):
    def storm(self, seed):
        self.die, self.calm = random.Random(seed), False
        return self

    def serve(self, client):
        self.faults = []
        if not self.calm and self.die.random() < HOW_OFTEN:
            self.next(self.die.choice(WIRE_FAULTS))
        super().serve(client)


class Weather:
    """Kills one of the processes every three seconds, and so on, for as long as it is told."""

    def __init__(self, system, settings, redis_url, *, seconds, restarts, seed):
        self.system, self.places, self.redis_url = system, Places(settings.home), redis_url
        self.die = random.Random(seed)
        self.ends = time.monotonic() + seconds
        self.restarts_at = [
            time.monotonic() + seconds * (one + 1) / (restarts + 1) for one in range(restarts)
        ]
        self.kills, self.flushes, self.restarts = 0, 0, 0
        self.thread = threading.Thread(target=self._blow, daemon=True)

    def start(self):
        self.thread.start()

    def _blow(self):
        next_flush = time.monotonic() + FLUSH_EVERY
        while time.monotonic() < self.ends:
            time.sleep(KILL_EVERY)
            self._kill()
            if time.monotonic() >= next_flush:
                next_flush += FLUSH_EVERY
                self._flush()
            if self.restarts_at and time.monotonic() >= self.restarts_at[0]:
                del self.restarts_at[0]
                self._restart()

    def _kill(self):
        victims = self.system.victims()
        if victims:
            with suppress(ProcessLookupError):
                os.kill(victims[self.die.choice(sorted(victims))], signal.SIGKILL)
                self.kills += 1

    def _flush(self):
        with suppress(RedisError):
            Redis.from_url(self.redis_url).flushall()
            self.flushes += 1

    def _restart(self):
        """PostgreSQL ends as by its own `restart`; who keeps it starts it again."""
        with suppress(OSError, ValueError):
            os.kill(int((self.places.data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
            self.restarts += 1
