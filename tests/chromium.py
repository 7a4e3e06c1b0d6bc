"""Chromium without a screen: the headless shell where there is one, which takes half the processor of the whole."""

import shutil
from contextlib import closing, contextmanager

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ABSENT = "no Chromium on this machine (Debian: apt-get install chromium-headless-shell)"


@contextmanager
def chromium():
    """A browser."""
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)) as browser,
    ):
        yield browser
