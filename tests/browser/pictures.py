"""Takes the README's pictures of a running demo: `python tests/browser/pictures.py URL LOGINS_FILE OUT_DIR`.

The log-ins file is the demo's own, `email password role (brands)` a line. The pictures are what a reader
sees first on a screen, not whole pages; they are looked at by eye before they are committed.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chromium import chromium

SUPERVISOR, BRAND = "irena.holm@vendor.example", "larkwing"
WIDE, NARROW = (1280, 900), (390, 844)
LARGEST = 300_000


def passwords(path):
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row[0]: row[1] for row in rows}


def open_window(browser, url, password, *, size, theme):
    """A signed-in window."""
    context = browser.new_context(
        base_url=url, viewport={"width": size[0], "height": size[1]}, device_scale_factor=1, locale="en-GB"
    )
    context.add_cookies([{"name": "theme", "value": theme, "url": url}])
    page = context.new_page()
    page.goto("/login")
    page.fill('[name="email"]', SUPERVISOR)
    page.fill('[name="password"]', password)
    page.press('[name="password"]', "Enter")
    page.wait_for_url("**/floor")
    page.click('button[name="locale"][value="en"]')
    page.wait_for_selector('html[lang="en"]')
    return page


def take(page, path):
    """What is in sight, once everything is drawn."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1200)  # charts draw themselves in
    page.screenshot(path=path)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path} is larger than {LARGEST} bytes")


def busiest_conversation(page):
    """The conversation with most messages among the latest: one that has something to show."""
    page.goto(f"/brands/{BRAND}/conversations?state=closed")
    rows = page.locator("main tbody tr")
    counts = [one.get_attribute("data-messages") for one in rows.locator("td > small[data-messages]").all()]
    return rows.nth(max(range(len(counts)), key=lambda at: int(counts[at]))).locator("th a")


def main(url, logins, out):
    out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        password = passwords(logins)[SUPERVISOR]
        page = open_window(browser, url, password, size=WIDE, theme="light")
        take(page, out / "floor.png")
        for name, path in (
            ("queue", "/queue"),
            ("quality", f"/brands/{BRAND}/quality"),
            ("months", f"/brands/{BRAND}/months"),
        ):
            page.goto(path)
            take(page, out / f"{name}.png")
        page.goto(f"/brands/{BRAND}/report")
        take(page, out / "report.png")
        page.locator('a[href*="figure=first_response"][href*="state=breached"]').first.click()
        page.locator('main tbody a[href*="/turns/"]').first.click()
        take(page, out / "turn.png")
        busiest_conversation(page).click()
        take(page, out / "conversation.png")
        page = open_window(browser, url, password, size=NARROW, theme="dark")
        page.goto(f"/brands/{BRAND}/report")
        page.locator(".stats").first.evaluate("one => one.scrollIntoView({block: 'center'})")
        take(page, out / "report-dark-narrow.png")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
