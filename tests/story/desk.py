"""The pages of the story as people use them: by looking, typing and pressing, never past the screen.

Every read here is of what stands on the page. `Checked` is what the composer shows for exactly the text that
was typed: it is asked for when the answer to the check of that text has come.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from browser.conftest import english_lines
from playwright.sync_api import expect

from bpo.conversations import labels
from bpo.core.i18n import catalogue
from bpo.language.types import Severity

PATIENCE = 120_000  # milliseconds: more than any step takes on a busy machine
expect.set_options(timeout=PATIENCE)
# Where each mark lies in the text beneath the field, and whether it is drawn over the words in the field: both
# have the same box, the same letters and the same place of scrolling.
MARKS = """() => {
  const mirror = document.querySelector(".composer-mirror"), area = document.querySelector("#reply-text");
  const text = area.value, found = [];
  let at = 0;
  const codePoints = (units) => [...text.slice(0, units)].length;
  for (const node of mirror.childNodes) {
    const length = node.textContent.length;
    if (node.nodeName === "MARK") found.push({
      start: codePoints(at), end: codePoints(at + length), text: node.textContent,
      severity: node.className.replace(/.*found-/, ""),
      seen: node.getClientRects().length > 0 && getComputedStyle(node).textDecorationLine + getComputedStyle(node).borderBottomStyle + getComputedStyle(node).backgroundImage,
    });
    at += length;
  }
  const alike = ["fontFamily", "fontSize", "lineHeight", "letterSpacing", "paddingLeft", "paddingTop", "borderLeftWidth", "whiteSpace", "overflowWrap"];
  const [a, b] = [getComputedStyle(mirror), getComputedStyle(area)];
  const [r, s] = [mirror.getBoundingClientRect(), area.getBoundingClientRect()];
  return { found, unlike: alike.filter((name) => a[name] !== b[name]).map((name) => `${name}: ${a[name]} / ${b[name]}`),
    apart: Math.max(Math.abs(r.left - s.left), Math.abs(r.top - s.top), Math.abs(mirror.clientWidth - area.clientWidth)) };
}"""
FINDINGS = """all => all.map((one) => ({
  severity: one.dataset.severity, start: Number(one.dataset.start), end: Number(one.dataset.end),
  rule: one.querySelector(".finding-rule").textContent.trim(),
  why: one.querySelector(".finding-why").textContent.replace(/\\s+/g, " ").trim(),
  fixes: [...one.querySelectorAll("[data-fixes]")].map((fix) => fix.dataset.fixes),
}))"""
LINES = """all => all.map((one) => ({
  place: one.dataset.item, id: one.dataset.item.split("/")[1],
  who: one.querySelector(".queue-open").textContent.trim(),
  priority: one.querySelector(".queue-why .mark").textContent.trim(),
  why: one.querySelector(".queue-why > span:last-child").textContent.trim(),
  text: one.querySelector(".queue-text").textContent.trim(),
  clock: one.querySelector(".queue-clock").textContent.replace(/\\s+/g, " ").trim(),
}))"""


class Camera:
    """Pictures of each step, where a folder for them was named (BPO_PICTURES)."""

    def __init__(self, name):
        self.name, self.number = name, 0
        folder = os.environ.get("BPO_PICTURES")
        self.folder = Path(folder) if folder else None

    def take(self, page, step, *, whole=True):
        self.number += 1
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(300)  # what fades in
            page.screenshot(path=self.folder / f"{self.name}-{self.number:02}-{step}.png", full_page=whole)


@dataclass(frozen=True)
class Line:
    """A line of the queue."""

    place: str
    id: str
    who: str
    priority: str
    why: str
    text: str
    clock: str

    @property
    def path(self):
        slug, conversation = self.place.split("/")
        return f"/brands/{slug}/conversations/{conversation}"


@dataclass(frozen=True)
class Found:
    """A finding as the list beneath the field shows it, with the words that it marks."""

    severity: str
    start: int
    end: int
    rule: str
    why: str
    fixes: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Checked:
    """What the composer says to a text."""

    text: str
    verdict: str
    line: str
    findings: tuple[Found, ...]

    def of(self, rule):
        """The only finding of a rule, by the rule's name on the screen."""
        found = [one for one in self.findings if one.rule == rule]
        assert len(found) == 1, (rule, self.findings)
        return found[0]


class Reader:
    """Somebody in their own window, and everything that their pages complained of."""

    def __init__(self, page, locale, camera):
        self.page, self.locale, self.camera = page, locale, camera
        self._english = []
        page.set_default_timeout(PATIENCE)

    def says(self, message):
        """How one of our messages is said in this reader's language."""
        return catalogue(self.locale).gettext(message)

    def rule(self, name):
        return self.says(labels.RULES[name])

    def open(self, path):
        answer = self.page.goto(path)
        assert answer.ok, (path, answer.status)

    def shows(self, text):
        """A text stands on the page, however it is broken into lines."""
        shown = " ".join(self.page.locator("main").inner_text().split())
        assert " ".join(text.split()) in shown, shown

    def says_now(self, text):
        """A text comes to stand on the page."""
        expect(self.page.locator("main")).to_contain_text(text)

    def offers(self, deed):
        """A button in the head of the page, by what we call it."""
        expect(self.page.locator("#acts")).to_contain_text(self.says(deed))

    def take(self, step, **over):
        """A step is done: what the page says in another language than the reader's is wrong; its picture."""
        self._english += english_lines(self.page, self.locale)
        self.camera.take(self.page, step, **over)

    def complaints(self):
        """What the pages complained of since it was last asked. Chromium says each refusal aloud: that is none."""
        said = [one for one in self.page.complaints if not one.startswith("Failed to load resource")]
        found = said + self._english
        self.page.complaints.clear()
        self._english.clear()
        return found


class Agent(Reader):
    """A responder at work."""

    # --- the queue ------------------------------------------------------------------------------------------

    def queue(self):
        """All lines of the queue, over its pages, in its order."""
        self.open("/queue")
        lines = self._lines()
        while (more := self.page.locator('nav.pages a[href*="cursor="]')).count():
            more.last.click()
            self.page.wait_for_load_state()
            lines += self._lines()
        return lines

    def wait_for_lines(self, count):
        """The queue is open; lines come by themselves."""
        expect(self.page.locator(".queue-item")).to_have_count(count, timeout=PATIENCE)
        return self._lines()

    def _lines(self):
        return [Line(**one) for one in self.page.locator(".queue-item").evaluate_all(LINES)]

    def claim_first(self):
        """J to the first line, C to claim and open it."""
        self.page.keyboard.press("j")
        self.page.keyboard.press("c")
        self.page.wait_for_url("**/conversations/*", wait_until="domcontentloaded")
        self._composer_is_open()

    def claim(self, path):
        """Open a conversation, and claim it there."""
        self.open(path)
        self.page.keyboard.press("c")
        self._composer_is_open()

    def _composer_is_open(self):
        expect(
            self.page.locator('[data-composer]:not([data-closed]) [name="act"][value="send"]')
        ).to_be_enabled()
        self.page.wait_for_load_state("domcontentloaded")  # before it the keys are nobody's yet

    def give_back(self):
        self.page.locator('form[action$="/release"] button').first.click()
        self.page.wait_for_load_state()

    # --- the composer ---------------------------------------------------------------------------------------

    @property
    def area(self):
        return self.page.locator("#reply-text")

    @property
    def typed(self):
        return self.area.input_value()

    def type(self, text):
        """Type over whatever stands there, and read what is found in it."""
        self.page.keyboard.press("r")
        expect(self.area).to_be_focused()
        self.area.press("Control+a")
        return self._checked(text, lambda: self.page.keyboard.type(text))

    def paste(self, text):
        """The same at once."""
        return self._checked(text, lambda: self.area.fill(text))

    def fix(self, found, word):
        """Press a suggestion."""
        item = self._item(found)
        text = self.typed
        wanted = text[: found.start] + word + text[found.end :]
        return self._checked(wanted, lambda: item.locator(f'[data-fixes="{word}"]').click())

    def write_over(self, found, words):
        """Let the field show a finding's words, and type others over them."""

        def do():
            self._item(found).locator("[data-shows]").click()
            expect(self.area).to_be_focused()
            assert self.selected == found.words
            self.page.keyboard.type(words)

        text = self.typed
        return self._checked(text[: found.start] + words + text[found.end :], do)

    @property
    def selected(self):
        return self.area.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")

    def _item(self, found):
        return self.page.locator(
            f'#findings .finding[data-start="{found.start}"][data-end="{found.end}"]'
        ).first

    def _checked(self, wanted, deed):
        """Do something that ends in a text, and read what the page says to it once it was checked."""

        def asks(request):
            sent = request.post_data
            if request.method != "POST" or not request.url.endswith("/check") or not sent:
                return False
            return parse_qs(sent, keep_blank_values=True)["text"][0].rstrip() == wanted.rstrip()

        # The body of an answer that the page gave up for a newer one never comes: only a whole one is waited for.
        with self.page.expect_request_finished(asks, timeout=PATIENCE) as asked:
            deed()
        answer = asked.value.response().text()
        told = re.search(r'data-verdict="(\w*)" data-line="([^"]*)"', answer)
        assert told, answer[:500]
        verdict = told[1]
        expect(self.page.locator("[data-composer]")).to_have_attribute("data-verdict", verdict)
        self.page.wait_for_function(
            "wanted => document.querySelector('#reply-text').value === wanted", arg=wanted
        )
        self.page.wait_for_timeout(50)  # the list and the marks are drawn in the same breath as the verdict
        return self.checked()

    def checked(self):
        """What the page says now."""
        text = self.typed
        rows = self.page.locator("#findings .finding").evaluate_all(FINDINGS)
        found = tuple(
            Found(**{**one, "fixes": tuple(one["fixes"])}, words=text[one["start"] : one["end"]])
            for one in rows
        )
        return Checked(
            text=text,
            verdict=self.page.locator("[data-composer]").get_attribute("data-verdict"),
            line=self.page.locator("#verdict").inner_text(),
            findings=found,
        )

    def check_marks(self, checked):
        """The words of all findings are marked, no others, each in the colour of the gravest over it."""
        shown = self.page.evaluate(MARKS)
        assert shown["unlike"] == []
        assert shown["apart"] <= 1
        assert all(one["seen"] for one in shown["found"])
        marked = {at: one["severity"] for one in shown["found"] for at in range(one["start"], one["end"])}
        over = {}
        for one in checked.findings:
            for at in range(one.start, one.end):
                over.setdefault(at, []).append(one)
        assert marked == {at: gravest(found) for at, found in over.items()}

    def send(self, *, reason=None):
        """Ctrl+Enter in the field; a reason first, where one is to be written."""
        if reason is not None:
            self.page.locator('.composer-form [name="override_reason"]').fill(reason)
        self.area.focus()
        with self.page.expect_response(lambda one: one.url.endswith("/reply"), timeout=PATIENCE) as answer:
            self.page.keyboard.press("Control+Enter")
        expect(self.page.locator('form.composer-form[aria-busy="true"]')).to_have_count(0)
        return answer.value.status

    @property
    def refusal(self):
        """Why the page would not send it."""
        said = self.page.locator(".composer-said, #composer-status:not([hidden])")
        return " ".join(said.all_inner_texts()).strip()

    # --- the reply's way ------------------------------------------------------------------------------------

    def state(self):
        """What the page says of the latest reply."""
        return self.page.locator("#replies .reply-state").last.locator(".mark").first.inner_text().strip()

    def is_held(self):
        """Whether the latest reply waits for another person."""
        return self.state() == self.says(labels.DRAFT_STATES["held"][0])

    def wait_for(self, state, *, timeout=PATIENCE):
        """The open page says by itself that the reply has come to a state."""
        word = self.says(labels.DRAFT_STATES[state][0])
        expect(self.page.locator("#replies .reply-state").last.locator(".mark").first).to_have_text(
            word, timeout=timeout
        )

    def difference(self):
        """What the page says an approver took out, and put in."""
        shown = self.page.locator("#replies .difference").last
        return shown.locator("del").all_text_contents(), shown.locator("ins").all_text_contents()


class Approver(Reader):
    """Somebody who decides about the replies of others."""

    def open_first(self):
        """From the notification's place: the list, and what is for them to decide."""
        self.open("/approvals")
        self.page.locator('main th a[href*="/approvals/"]').first.click()
        self.page.wait_for_url("**/approvals/*-*")

    @property
    def text(self):
        """The reply as it stands in the box."""
        return self.page.locator('main textarea[name="text"]').input_value()

    def approve(self, text=None, *, note=""):
        """Approve, in other words where some are given; the status of the answer."""
        if text is not None:
            self.page.locator('main textarea[name="text"]').fill(text)
        if note:
            self.page.locator('main textarea[name="note"]').fill(note)
        with self.page.expect_response(lambda one: one.request.method == "POST") as answer:
            self.page.locator('main button[value="approve"]').click()
        self.page.wait_for_load_state()
        return answer.value.status

    def return_it(self, note):
        """Send it back to its author."""
        self.page.locator('main textarea[name="note"]').fill(note)
        self.page.locator('main button[value="return"]').click()
        self.page.wait_for_load_state()

    @property
    def refusal(self):
        return " ".join(self.page.locator("main .notice").all_inner_texts()).strip()


class Client(Reader):
    """Who reads the report at the brand."""

    def figures(self, slug):
        """What the report says: turns in all, answered, open; first responses met and breached."""
        self.open(f"/brands/{slug}/report")
        return {
            "total": self._count("figure=turns", "state=total"),
            "answered": self._count("figure=turns", "state=answered"),
            "open": self._count("figure=turns", "state=open"),
            "met": self._count("figure=first_response", "state=met"),
            "breached": self._count("figure=first_response", "state=breached"),
        }

    def _count(self, *parts):
        link = self.page.locator("main a" + "".join(f'[href*="{part}"]' for part in parts))
        if not link.count():
            return 0  # nothing to open, and no link
        return int(re.sub(r"\D", "", link.first.inner_text()))


def gravest(findings):
    """The gravest severity of what was found."""
    order = [one.value for one in Severity]
    return max((one.severity for one in findings), key=order.index, default="info")
