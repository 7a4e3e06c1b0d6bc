"""The story of texts that nobody has seen: each comes in by a signed webhook, is answered by hand, and ends.

A reply that may go out goes out, where it is warned of with a written reason; one that needs another person is
approved by one; one that must be changed is changed into `corrected`, or stays unsent and says why. What became of
each text is in its `Told`; what should never happen is in `wrong`.
"""

import contextlib
import time
from dataclasses import dataclass, field

from playwright.sync_api import Error
from story.desk import Agent, Approver, Camera, Client

from bpo.channels.rules.read_mastodon import bare
from bpo.language.engine import understand
from bpo.language.types import Language

REASON = "A text given for a trial: it goes out as it is."
COMES_WITHIN = 60.0
FOR_A_TEXT = 90.0  # seconds; and as many to begin and to end with


class Impossible(Exception):  # noqa: N818 -- reads as what it says
    """A step of the story that cannot be taken; the text stays unsent, for this reason."""


@dataclass
class Told:
    """What became of one text."""

    text: object
    language: str
    place: int | None = None
    of: int = 0
    priority: str = ""
    why: str = ""
    mood: str = ""
    found_language: str | None = None
    checks: list = field(default_factory=list)  # of the reply, and of the corrected one
    outcome: str = "not reached"
    reason: str = ""
    sent: str | None = None  # the text that is to stand on the network
    copies: int | None = None
    wrong: list = field(default_factory=list)

    @property
    def is_sent(self):
        return self.sent is not None

    def as_json(self):
        return {
            "id": self.text.id,
            "language": self.language,
            "network": self.text.network,
            "visibility": self.text.visibility,
            "queue": {
                "place": self.place,
                "of": self.of,
                "priority": self.priority,
                "why": self.why,
                "sentiment": self.mood,
                "language": self.found_language,
            },
            "checks": [
                {
                    "text": one.text,
                    "verdict": one.verdict,
                    "line": one.line,
                    "findings": [
                        {
                            "rule": found.rule,
                            "severity": found.severity,
                            "start": found.start,
                            "end": found.end,
                            "text": found.words,
                            "message": found.why,
                            "suggestions": list(found.fixes),
                        }
                        for found in one.findings
                    ],
                }
                for one in self.checks
            ],
            "outcome": self.outcome,
            "reason": self.reason,
            "sent": self.sent,
            "copies": self.copies,
            "wrong": self.wrong,
        }


def language_of(text):
    """In which brand's language a text is told, where its file does not say."""
    if text.language:
        return text.language
    found = understand(text.message).language or understand(text.reply).language
    return (found or Language.EN).value


class Telling:
    """All texts of one language, told to its brand; `windows(token)` is somebody's own window."""

    def __init__(self, world, texts, windows, *, progress=lambda _told: None):
        self.world, self.progress = world, progress
        self.told = [Told(text, world.language) for text in texts]
        self.asked = {}  # what the customers wrote, by the text's id
        self.places = {}  # and where it is answered
        self.figures = {}
        self.wrong = []
        camera = Camera(f"texts-{world.language}")
        self.agent = Agent(windows(world.agent_token), world.language, camera)
        self.leader = Approver(windows(world.leader_token), world.language, camera)
        self.client = Client(windows(world.viewer_token), world.language, camera)

    def tell(self, *, until):
        """All of it, as far as the time goes."""
        self._bring()
        for one in sorted(self.told, key=lambda told: told.place or len(self.told) + 1):
            if one.place is None:
                one.wrong.append("it came in and is in no queue")
            elif time.monotonic() < until:
                self._serve(one)
            else:
                one.wrong.append("the time was over before its turn")
            self.progress(one)
        self._end()

    # --- coming in ------------------------------------------------------------------------------------------

    def _bring(self):
        """Every message stands on its network and is brought by the bridge; the queue then orders them."""
        for one in self.told:
            text = one.text
            self.asked[one.text.id] = self.world.customer_writes(
                text.message, network=text.network, visibility=text.visibility, language=text.language
            )
        self.world.bring(list(self.asked.values()))
        lines = self._wait_for_all()
        read = {row["id"]: row for row in self._rows()}
        conversations = self.world.conversations()
        for one in self.told:
            conversation = conversations.get(self.asked[one.text.id].external_id)
            number = next((at for at, line in enumerate(lines, start=1) if line.id == conversation), None)
            if number is not None:
                line, row = lines[number - 1], read[conversation]
                one.place, one.of, one.priority, one.why = number, len(lines), line.priority, line.why
                one.mood, one.found_language = row["sentiment"], row["language"]
                self.places[one.text.id] = line.path

    def _wait_for_all(self):
        deadline = time.monotonic() + COMES_WITHIN
        lines = self.agent.queue()
        while len(lines) < len(self.told) and time.monotonic() < deadline:
            time.sleep(1)
            lines = self.agent.queue()
        self.agent.take("queue")
        return lines

    def _rows(self):
        """The queue as programs read it: mood and language stand there by their names."""
        rows, asked = [], {"limit": "100"}
        while True:
            page = self.agent.page.request.get("/api/v1/queue", params=asked).json()
            rows += page["items"]
            if not page["next_cursor"]:
                return rows
            asked["cursor"] = page["next_cursor"]

    # --- being answered -------------------------------------------------------------------------------------

    def _serve(self, one):
        try:
            self.agent.claim(self.places[one.text.id])
            checked = self._write(one, one.text.reply)
            if checked.verdict == "block" and one.text.corrected:
                checked = self._write(one, one.text.corrected)
            self._let_go(one, checked)
        except Impossible as error:
            one.outcome, one.reason = "unsent", str(error)
            self._give_back()
        except (Error, AssertionError) as error:
            one.outcome = "failed"
            one.wrong.append(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
            self._give_back()
        one.wrong += self._complaints()
        asked = self.asked[one.text.id]
        standing = self.world.wait_until_stands(asked) if one.is_sent else self.world.standing(asked)
        self._count(one, standing)

    def _write(self, one, text):
        checked = self.agent.type(text)
        one.checks.append(checked)
        self.agent.check_marks(checked)
        self.agent.take(f"{one.text.id}-{checked.verdict}")
        return checked

    def _let_go(self, one, checked):
        """Send it by what the page said to it."""
        if checked.verdict == "block":
            raise Impossible(checked.line)
        status = self.agent.send(reason=REASON if checked.verdict == "warn" else None)
        if status != 200:
            raise Impossible(self.agent.refusal or checked.line)
        corrected = len(one.checks) > 1
        if self.agent.is_held():
            one.sent = self._approved(one, checked.text)
            one.outcome = "approved"
        else:
            one.sent = checked.text
            one.outcome = "sent despite a warning" if checked.verdict == "warn" else "sent"
        if corrected:
            one.outcome += ", corrected"
        self.agent.wait_for("sent")

    def _approved(self, one, text):
        """The second person lets it out, in their own words where the file has some."""
        self.leader.open_first()
        assert self.leader.text == text
        self.leader.take(f"{one.text.id}-to-approve")
        status = self.leader.approve(one.text.approve)
        if status != 303:
            said = self.leader.refusal
            self.leader.return_it(said)
            raise Impossible(said)
        return one.text.approve or text

    def _give_back(self):
        """What could not be answered goes back to the queue, and the customer goes on waiting."""
        with contextlib.suppress(Error):
            self.agent.give_back()

    def _complaints(self):
        found = [word for reader in (self.agent, self.leader) for word in reader.complaints()]
        return [f"a page complained: {one}" for one in found]

    # --- the end --------------------------------------------------------------------------------------------

    def _count(self, one, standing):
        one.copies = len(standing)
        if one.is_sent and one.copies > 1:
            one.wrong.append(f"posted {one.copies} times")
        elif one.is_sent and standing != [bare(one.sent)]:
            one.wrong.append("lost" if not standing else f"another text stands there: {standing[0]!r}")
        elif not one.is_sent and standing:
            one.wrong.append(f"it stands there and was not sent: {standing!r}")

    def _end(self):
        """Count again what stands there, and hold the client's report against it."""
        for one in self.told:
            if one.copies is not None:
                before = len(one.wrong)
                self._count(one, self.world.standing(self.asked[one.text.id]))
                del one.wrong[before + 1 :]
                one.wrong = list(dict.fromkeys(one.wrong))
        self.figures = self.client.figures(self.world.slug)
        self.client.take("report")
        sent = sum(one.is_sent for one in self.told)
        wanted = {"total": len(self.told), "answered": sent, "open": len(self.told) - sent}
        told = {name: self.figures[name] for name in wanted}
        if told != wanted:
            self.wrong.append(f"the report of {self.world.language} counts {told}, and it was {wanted}")
        self.wrong += [f"a page complained: {one}" for one in self.client.complaints()]
