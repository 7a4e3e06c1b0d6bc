"""Bluesky as it is: its own directory, server and view over all posts (`@atproto/dev-env`), with people on it.

`make test` installs it with the Node that the project pins; a part of it is compiled. Where that could not be done,
or the network does not start, tests say so and are skipped. Its database is one of the run's PostgreSQL.
"""

from itertools import count
from pathlib import Path

import httpx

from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from servers import node

HERE = Path(__file__).parent / "bluesky"
PASSWORD = "only here, and for nothing"
POSTS = "app.bsky.feed.post"


def install():
    """What the lock file names; the one part in C++ compiled without optimisation, which takes a third of the time."""
    node.install(HERE)
    compiler = node.NPM / "node_modules/node-gyp/bin/node-gyp.js"
    place = HERE / "node_modules/better-sqlite3"
    node.run(compiler, "rebuild", "--debug", "--nodedir", node.NODE, "-j", "2", cwd=place)
    node.ready(HERE).touch()


def why_absent():
    """Why it cannot be started here; None where it can."""
    return node.why_absent(HERE)


def written(at):
    """An instant as the network writes it."""
    return at.isoformat().replace("+00:00", "Z")


class BlueskyServer:
    """Running from `start` to `stop`, on a database (its address) of its own."""

    def __init__(self, database):
        self.database = database
        self.people = {}  # handle: session
        self._spare = count(1)

    def start(self):
        self._node = node.NodeServer(HERE / "network.mjs", self.database)
        self.port = self._node.where["server"]
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}/xrpc/", timeout=60, trust_env=False
        )
        self.anna = self.another("anna")
        return self

    def stop(self):
        self.client.close()
        self._node.stop()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def another(self, name):
        """Somebody new; their handle."""
        handle = f"{name}{next(self._spare)}-{new_id().hex[-6:]}.test"
        account = {"handle": handle, "email": f"{handle}@example.com", "password": PASSWORD}
        self.people[handle] = self._call("com.atproto.server.createAccount", None, **account)
        return handle

    def did(self, handle):
        return self.people[handle]["did"]

    def app_password(self, handle):
        """A new password for applications; the ones before are no longer good."""
        for known in self.ask("com.atproto.server.listAppPasswords", handle)["passwords"]:
            self._call("com.atproto.server.revokeAppPassword", handle, name=known["name"])
        made = self._call("com.atproto.server.createAppPassword", handle, name=f"bpo {next(self._spare)}")
        return made["password"]

    def revoke(self, handle):
        """No password for applications is good any more."""
        for known in self.ask("com.atproto.server.listAppPasswords", handle)["passwords"]:
            self._call("com.atproto.server.revokeAppPassword", handle, name=known["name"])

    def write(self, text, *, by=None, to=None, answers=None, **over):
        """Somebody posts, mentioning or answering somebody; the post's address."""
        by = by or self.anna
        record = {"$type": POSTS, "text": text, "createdAt": written(utcnow())}
        if to is not None:
            record["text"] = f"@{to} {text}"
            mention = {"$type": "app.bsky.richtext.facet#mention", "did": self.did(to)}
            record["facets"] = [{"index": {"byteStart": 0, "byteEnd": len(to) + 1}, "features": [mention]}]
        if answers is not None:
            parent = self.record(answers)
            itself = {"uri": parent["uri"], "cid": parent["cid"]}
            record["reply"] = {"root": parent["value"].get("reply", {}).get("root", itself), "parent": itself}
        return self._call(
            "com.atproto.repo.createRecord",
            by,
            repo=self.did(by),
            collection=POSTS,
            record={**record, **over},
        )["uri"]

    def upload(self, raw, *, by=None):
        """Somebody uploads a picture; how a post names it."""
        headers = {**self._as(by or self.anna), "Content-Type": "image/jpeg"}
        request = self.client.build_request(
            "POST", "com.atproto.repo.uploadBlob", content=raw, headers=headers
        )
        return self._answer(request)["blob"]

    def delete(self, uri, *, by=None):
        by = by or self.anna
        key = uri.rpartition("/")[2]
        self._call("com.atproto.repo.deleteRecord", by, repo=self.did(by), collection=POSTS, rkey=key)

    def put(self, collection, key, record, *, by=None):
        """Somebody keeps a record of any kind."""
        by = by or self.anna
        kept = {"repo": self.did(by), "collection": collection, "rkey": key, "record": record}
        return self._call("com.atproto.repo.putRecord", by, **kept)

    def record(self, uri):
        repo, collection, key = uri.removeprefix("at://").split("/")
        return self.ask("com.atproto.repo.getRecord", self.anna, repo=repo, collection=collection, rkey=key)

    def posts(self, handle):
        """Everything that somebody has posted, as their own server has it."""
        return self.ask(
            "com.atproto.repo.listRecords", handle, repo=self.did(handle), collection=POSTS, limit=100
        )["records"]

    def seen(self, uri, *, by=None):
        """The texts that stand under a post for somebody, by the view over all posts."""
        told = self.ask("app.bsky.feed.getPostThread", by or self.anna, uri=uri)
        return [one["post"]["record"]["text"] for one in told["thread"].get("replies", [])]

    def shown(self, uri, *, by):
        """The texts that stand under a post in the network's own application, which leaves out what its author hid."""
        told = self.ask("app.bsky.unspecced.getPostThreadV2", by, anchor=uri)
        return [one["value"]["post"]["record"]["text"] for one in told["thread"] if one["depth"] == 1]

    def ask(self, method, by, **asked):
        return self._answer(self.client.build_request("GET", method, params=asked, headers=self._as(by)))

    def _call(self, method, by, **body):
        return self._answer(
            self.client.build_request("POST", method, json=body or None, headers=self._as(by))
        )

    def _answer(self, request):
        try:
            answer = self.client.send(request)
        except httpx.TransportError as error:
            raise RuntimeError(f"{request.url}: {error!r}\n{self._node.told()}") from error
        if answer.is_error:
            raise RuntimeError(f"{request.url}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else {}

    def _as(self, handle):
        return {"Authorization": f"Bearer {self.people[handle]['accessJwt']}"} if handle else {}


if __name__ == "__main__":
    node.install_or_say("Bluesky", install)
