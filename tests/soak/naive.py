"""The layer that one writes first, on the same wires: what waits, waits in Valkey; what was seen is looked for and then
kept; a send that failed is tried again, four times. Everything else (adapters, readings, signatures) is the product's.

`python -m soak.naive ROLE` is one of its processes; what it needs to know is in the environment (SOAK).
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import psycopg
from redis import Redis, RedisError
from soak.traffic import NUMBER

from bpo.channels.adapters import Connected, Wire, make_adapter
from bpo.channels.adapters.base import ChannelProblem, Outbound
from bpo.channels.rules.parsing import parse_batch, parse_json
from bpo.channels.rules.readings import PUBLIC, read_event
from bpo.channels.rules.signatures import BadSignature, check_signature, sign
from bpo.core.clock import utcnow
from bpo.core.embedded import borrow, mend
from bpo.core.errors import Invalid
from bpo.core.ids import new_id
from bpo.core.keeper import die_with_parent

ROLES = ("web", "intake", "sender", "poller")
TABLES = """
    CREATE TABLE naive_message (network text, external_id text, author text, body text);
    CREATE TABLE naive_reply (id text, body text, state text);
"""
TRIES = 4


class Naive:
    name = "the naive layer"
    patience = 30.0  # seconds until an agent gives up: what is not there by then was lost
    quiet = 60.0  # seconds for what is under way to come to rest

    def __init__(self, ground, settings):
        addresses = borrow(settings)
        self.ground, self.settings, self.port = ground, settings, settings.port
        self.over = threading.Event()
        self.owner = addresses.owner
        with psycopg.connect(self.owner, autocommit=True) as connection:
            connection.execute(TABLES)
        known = {}
        for place in ground.places.values():
            world = place.world
            row = world.connection()
            secrets = world.secrets() or {"secret": place.secret}
            known[place.network] = {
                "connected": {
                    "network": place.network,
                    "account": place.account,
                    "settings": dict(row.settings),
                    "secrets": secrets,
                    "own_id": row.own_id,
                    "facts": dict(row.facts),
                },
                "secret": place.secret,
            }
        self.told = json.dumps(
            {"database": self.owner, "redis": addresses.redis, "port": self.port, "places": known}
        )
        self.running = {}
        self.why = {}

    def start(self):
        for role in ROLES:
            self._start(role)
        threading.Thread(target=self._watch, daemon=True).start()
        time.sleep(5)

    def _watch(self):
        while not self.over.wait(0.2):
            with suppress(RuntimeError):
                mend(self.settings)
            for role, child in list(self.running.items()):
                if child.poll() is not None:
                    self._start(role)

    def _start(self, role):
        folder = Path(__file__).resolve().parents[1]
        environment = os.environ | {"SOAK": self.told, "PYTHONPATH": f"{folder}:{folder.parent}"}
        command = [sys.executable, "-m", "soak.naive", role]
        self.running[role] = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def stop(self):
        self.over.set()
        for child in self.running.values():
            child.kill()
            child.wait()

    def victims(self):
        """The workers, by name."""
        return {role: child.pid for role, child in self.running.items() if role != "web"}

    def bring(self, client, place, body, *, spoilt=False):
        at = int(utcnow().timestamp())
        signature = sign(b"another" if spoilt else place.secret.encode(), at, body)
        headers = {"X-Timestamp": str(at), "X-Signature-256": signature}
        with suppress(httpx.HTTPError):
            url = f"http://127.0.0.1:{self.port}/hooks/{place.network}"
            return client.post(url, content=body, headers=headers).status_code
        return None

    def answer(self, client, said):
        with suppress(httpx.HTTPError, psycopg.Error):
            if said.external_id is None:
                return False
            with psycopg.connect(self.owner) as connection:
                found = connection.execute(
                    "SELECT author FROM naive_message WHERE network = %s AND external_id = %s",
                    (said.network, said.external_id),
                ).fetchone()
            if found is None:
                return False
            told = {"network": said.network, "answers": said.external_id, "to": found[0], "text": said.reply}
            return client.post(f"http://127.0.0.1:{self.port}/reply", json=told).status_code == 200
        return False

    def kept(self):
        with psycopg.connect(self.owner) as connection:
            texts = connection.execute("SELECT body FROM naive_message").fetchall()
        return Counter(int(found[1]) for (text,) in texts if (found := NUMBER.search(text)))

    def states(self):
        with psycopg.connect(self.owner) as connection:
            return dict(connection.execute("SELECT body, state FROM naive_reply").fetchall())

    def rests(self):
        return False  # it has no word for that


def web(told):
    """Take a body, put each message into the list, say 200."""
    redis = Redis.from_url(told["redis"])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(self._take(body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _take(self, body):
            try:
                if self.path == "/reply":
                    redis.rpush("replies", body)
                    return 200
                network = self.path.rpartition("/")[2]
                check_signature(
                    told["places"][network]["secret"].encode(),
                    timestamp_header=self.headers["X-Timestamp"],
                    signature_header=self.headers["X-Signature-256"],
                    body=body,
                    now=utcnow(),
                )
                parse_batch(body)
                for message in parse_json(body.decode())["messages"]:
                    if message["account"] != told["places"][network]["connected"]["account"]:
                        return 422
                    redis.rpush("events", json.dumps([network, PUBLIC, json.dumps(message)]))
            except BadSignature:
                return 401
            except (Invalid, ValueError, KeyError):
                return 422
            except RedisError:
                return 503
            return 200

        def log_message(self, *_):
            pass

    ThreadingHTTPServer(("127.0.0.1", told["port"]), Handler).serve_forever()


def intake(told):
    """Take from the list, look whether it is there, keep it."""
    redis = Redis.from_url(told["redis"])
    while True:
        taken = _next(redis, "events")
        network, form, body = json.loads(taken)
        with suppress(Invalid):
            message = read_event(form, body)
            if message.direction == "in":
                _with_tries(told, _keep, network, message)


def _keep(connection, network, message):
    known = (network, message.external_id)
    found = connection.execute(
        "SELECT 1 FROM naive_message WHERE network = %s AND external_id = %s", known
    ).fetchone()
    if found is None:
        connection.execute(
            "INSERT INTO naive_message VALUES (%s, %s, %s, %s)", (*known, message.author_id, message.text)
        )


def sender(told):
    """Take from the list, send, and where that failed send again."""
    redis = Redis.from_url(told["redis"])
    while True:
        wanted = json.loads(_next(redis, "replies"))
        adapter = _adapter(told, wanted["network"])
        state = "failed"
        for _try in range(TRIES):
            out = Outbound(
                key=str(new_id()),
                text=wanted["text"],
                visibility="private" if wanted["network"] in {"email", "telegram"} else "public",
                frozen_at=utcnow(),
                started_at=utcnow(),
                in_reply_to=wanted["answers"],
                recipient=wanted["to"],
            )
            try:
                adapter.send(out, lambda: None)
            except ChannelProblem:
                time.sleep(1)
                continue
            state = "sent"
            break
        _with_tries(told, _note, wanted["text"], state)


def _note(connection, text, state):
    connection.execute("INSERT INTO naive_reply VALUES (%s, %s, %s)", (str(new_id()), text, state))


def poller(told):
    """Ask each network from where it was left, move the place, put what came into the list."""
    redis = Redis.from_url(told["redis"])
    while True:
        for network in told["places"]:
            if network == "generic":
                continue
            adapter = _adapter(told, network)
            with suppress(ChannelProblem, RedisError):
                place = redis.get(f"place {network}")
                more = True
                while more:
                    polled = adapter.poll(
                        place.decode() if place else None, since=utcnow() - timedelta(days=2)
                    )
                    more = polled.more
                    if polled.cursor:
                        place = polled.cursor.encode()
                        redis.set(f"place {network}", place)
                    for _key, body in polled.events:
                        redis.rpush("events", json.dumps([network, adapter.form, body]))
        time.sleep(5)


def _adapter(told, network):
    return make_adapter(
        Connected(**told["places"][network]["connected"]), Wire(frozenset({"127.0.0.1"}), 10.0)
    )


def _next(redis, name):
    while True:
        try:
            if (taken := redis.blpop([name], timeout=5)) is not None:
                return taken[1]
        except RedisError:
            time.sleep(0.5)


def _with_tries(told, act, *values):
    for _try in range(TRIES):
        try:
            with psycopg.connect(told["database"]) as connection:
                act(connection, *values)
                return
        except psycopg.Error:
            time.sleep(1)


if __name__ == "__main__":
    die_with_parent()
    globals()[sys.argv[1]](json.loads(os.environ["SOAK"]))
