"""At the composer: pictures are chosen, pasted, described, taken out and sent; a bad file costs the text nothing."""

import pytest
from browser.conftest import english_lines
from browser.looks import looks
from browser.test_composer import GOOD, Writer
from browser.test_pages import AXE, AXE_RUN
from browser.workplace import Desk
from playwright.sync_api import expect
from servers.painted import painted
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.channels.queries.pictures import pictures_of
from bpo.core.uow import UnitOfWork

pytestmark = pytest.mark.browser
LABEL = {"name": "label.jpg", "mimeType": "image/jpeg", "buffer": painted("JPEG", (300, 200), "tomato")}
SHELF = {"name": "shelf.png", "mimeType": "image/png", "buffer": painted("PNG", (200, 300), "navy")}
PASTE = """bytes => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector("#reply-text").dispatchEvent(event);
}"""
DROP = """bytes => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
  const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector("#reply-text").dispatchEvent(event);
}"""


@pytest.fixture
def desk(app):
    return Desk()


def choose(page, *files):
    page.set_input_files('[data-composer] [name="pictures"]', list(files))


def chosen(page, count):
    expect(page.locator(".chosen-picture")).to_have_count(count)


def sent(desk):
    with UnitOfWork(desk.actor) as uow:
        [delivery] = uow.session.scalars(select(Delivery).where(Delivery.tenant_id == desk.tenant.id))
        rows = pictures_of(uow, desk.tenant.id, [delivery.source_id]).get(delivery.source_id, [])
        return delivery.body, [(row.alt, row.width) for row in rows], len(delivery.pictures)


def test_pictures_are_chosen_pasted_dropped_described_taken_out_and_sent(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type(GOOD)
    choose(page, LABEL, SHELF)
    chosen(page, 2)
    page.evaluate(PASTE, list(painted("PNG", (100, 100))))
    chosen(page, 3)
    page.evaluate(DROP, list(painted("PNG", (90, 90))))
    chosen(page, 4)
    expect(page.locator('[name="pictures"]')).to_have_count(0)  # the network takes no more
    page.get_by_label("What picture 1 shows").fill("the label")
    page.get_by_role("button", name="Take out Picture 2").click()
    chosen(page, 3)
    expect(page.get_by_label("What picture 1 shows")).to_have_value("the label")
    page.get_by_role("button", name="Take out Picture 2").click()
    chosen(page, 2)
    page.reload()
    chosen(page, 2)
    expect(page.get_by_label("What picture 1 shows")).to_have_value("the label")
    expect(writer.field).to_have_value(GOOD)
    page.get_by_label("What picture 2 shows").fill("the shelf")
    writer.field.press("Control+Enter")
    expect(writer.status).to_contain_text("Handed over")
    assert page.locator("#replies img").count() == 2
    assert sent(desk) == (GOOD, [("the label", 300), ("the shelf", 90)], 2)
    assert page.complaints == []


def test_a_file_that_is_no_picture_says_which_and_why_and_the_text_stays(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type(GOOD)
    choose(page, {"name": "scan.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}, LABEL)
    chosen(page, 1)
    expect(writer.field).to_have_value(GOOD)
    choose(page, {"name": "cut.jpg", "mimeType": "image/jpeg", "buffer": LABEL["buffer"][:80]})
    expect(page.locator("#reply-pictures [role=alert]")).to_have_text(
        "“cut.jpg” was not added. The picture is broken."
    )
    writer.field.press_sequentially(" More.")
    writer.is_saved()
    assert (f"{GOOD} More.", "open") in desk.drafts()


def test_enter_in_a_line_takes_no_picture_out(open_browser, desk):
    page = open_browser(token=desk.token)
    writer = Writer(page, desk).open().type("Hello Anna, your parcle is on its way.")
    choose(page, LABEL)
    chosen(page, 1)
    expect(writer.verdict).to_have_text("Needs your reason: 1 warning")
    page.locator('[name="override_reason"]:visible').first.fill("Her own word.")
    page.keyboard.press("Enter")
    expect(writer.status).to_contain_text("Handed over")
    assert sent(desk)[2] == 1


@pytest.mark.parametrize(("locale", "width", "theme"), looks("pl"))
def test_pictures_look_well_in_every_language(open_browser, app, locale, width, theme):
    desk = Desk(locale)
    page = open_browser(locale, token=desk.token, width=width, theme=theme)
    page.goto(desk.path)
    choose(page, LABEL, SHELF)
    chosen(page, 2)
    page.evaluate(AXE.read_text())
    assert page.evaluate(AXE_RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert english_lines(page, locale) == []
    assert page.complaints == []
