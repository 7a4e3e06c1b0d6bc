"""`bpo bench typing`: how soon findings stand under the words of somebody who types ten characters a second, in a real browser.

The demo vendor is started in a folder of its own, agents of its brands open a conversation and type a reply of some 280
characters with emoji and combining letters in it and a slip at its end. Measured in the page, from the last character's
input event to the moment at which the slip is underlined; and whether every underline lies on its own words all the
while. Chromium draws for the eye only; time is the wall's, all processes on this machine.
"""

import argparse
import importlib.util
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
GOAL = 150  # ms from a pause to the findings
PRESSES = 100  # ms from one key to the next
READY_WITHIN = 240  # seconds
PATIENCE = 10  # seconds
# An agent of the demo, their interface's locale, a reply, and the slip at its end.
WRITERS = (
    (
        "anna.belova@vendor.example",
        "ru-RU",
        (
            "Здравствуйте, Анна! 🍎 Спасибо, что написали нам: кафе\u0301 у мельницы и правда закрылось раньше, чем мы обещали, и это наша ошибка. "
            "Деньги за заказ уже вернулись на карту сегодня в десять утра, а Марина привезёт вам яблоки завтра до обеда и позвонит от "
            "ворот. 🙏 Хорошего вам "
        ),
        "вечира",
    ),
    (
        "taras.melnychuk@vendor.example",
        "uk-UA",
        (
            "Доброго дня, Оксано! 📚 Дякуємо, що написали: книжка и\u0306 справді поїхала не тим відділенням, і це наша помилка. Тарас забере її "
            "сьогодні о шостій і привезе вам завтра до обіду, а гроші за доставку вже повернулися на картку. 🙏 Якщо щось піде не так, "
            "відповідайте просто тут, ми на "
        ),
        "звязку",
    ),
    (
        "marek.zieba@vendor.example",
        "pl-PL",
        (
            "Dzień dobry, Pani Anno! 📦 Dziękujemy za wiadomość: paczka faktycznie trafiła do innego automatu, to nasz błąd i przepraszamy. "
            "Marek przełoży ją dziś po osiemnastej, a jutro przed dziewiątą dostanie Pani nowy kod. 🙏 Pieniądze za przesyłkę wróciły już "
            "na konto, potwierdzenie wysła\u0142am na "
        ),
        "skrzynkie",
    ),
    (
        "owen.pryce@vendor.example",
        "en-GB",
        (
            "Hello Anna! 🪶 Thank you for writing to us: the cafe\u0301 by the mill did close earlier than we had promised, and that was our mistake. "
            "The money went back to your card this morning at ten, and Owen will bring the lamp tomorrow before noon and call from the "
            "gate. 🙏 If anything goes wrong, answer here and we will "
        ),
        "reponse",
    ),
)
WATCH = """(slip) => {
  const field = document.querySelector("[data-composer] textarea[name=text]");
  const mirror = document.querySelector(".composer-mirror");
  window.told = { last: 0, seen: 0, wrong: [], marks: 0 };
  field.addEventListener("input", () => { window.told.last = performance.now(); });
  new MutationObserver(() => {
    if (mirror.textContent.replace("\\u200b", "") !== field.value) window.told.wrong.push(field.value.slice(-20));
    const words = [...mirror.querySelectorAll("mark")].map((mark) => mark.textContent);
    window.told.marks = Math.max(window.told.marks, words.length);
    if (words.includes(slip) && !window.told.seen) window.told.seen = performance.now();
  }).observe(mirror, { childList: true, subtree: true, characterData: true });
}"""


def measure(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bpo bench typing")
    parser.add_argument("--rounds", type=int, default=3, help="times that each agent types the reply")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with demo() as (url, logins), browser() as chromium:
        rows = [
            {
                "who": who.split("@")[0],
                "locale": locale,
                **typed(chromium, url, who, logins[who], locale, text, slip),
            }
            for who, locale, text, slip in WRITERS
            for _ in range(options.rounds)
        ]
    if options.json:
        print(json.dumps({"bench": "typing", "goal_ms": GOAL, "rows": rows}, ensure_ascii=False, indent=1))
        return
    table = Table(
        "locale",
        "characters",
        "after the last key, ms (median)",
        "slowest",
        "underlines off their words",
        title=f"goal: {GOAL} ms",
    )
    for locale in dict.fromkeys(row["locale"] for row in rows):
        mine = [row for row in rows if row["locale"] == locale]
        times = [row["ms"] for row in mine]
        off = sum(row["off"] for row in mine)
        table.add_row(
            locale,
            str(mine[0]["characters"]),
            f"{statistics.median(times):.0f}",
            f"{max(times):.0f}",
            str(off),
        )
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def typed(
    chromium: Browser, url: str, who: str, password: str, locale: str, text: str, slip: str
) -> dict[str, Any]:
    """One reply typed by one agent: milliseconds from its last key to the underline, and underlines that lay elsewhere."""
    context = chromium.new_context(base_url=url, locale=locale, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/login")
    page.fill("[name=email]", who)
    page.fill("[name=password]", password)
    page.locator("main [type=submit]").first.click()
    page.goto("/queue")
    page.locator("main a[href*='/conversations/']").first.click()
    field = page.locator("[data-composer] textarea[name=text]")
    field.fill("")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH, slip)
    field.focus()
    page.keyboard.type(text + slip, delay=PRESSES)
    patience = time.monotonic() + PATIENCE
    told = page.evaluate("window.told")
    while not told["seen"]:  # wait_for_function would need what the pages' policy forbids
        page.wait_for_timeout(50)
        told = page.evaluate("window.told")
        if time.monotonic() > patience:
            message = f"Nothing was found in “{slip}” within {PATIENCE} s."
            raise SystemExit(message)
    field.fill("")
    page.wait_for_timeout(800)
    context.close()
    return {
        "characters": len(text + slip),
        "ms": told["seen"] - told["last"],
        "off": len(told["wrong"]),
        "marks": told["marks"],
    }


@contextmanager
def browser() -> Iterator[Browser]:
    """The tests' browser."""
    spec = importlib.util.spec_from_file_location("chromium", ROOT / "tests" / "chromium.py")
    if spec is None or spec.loader is None:
        raise SystemExit("tests/chromium.py is not here.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.chromium() as found:
        yield found


@contextmanager
def demo() -> Iterator[tuple[str, dict[str, str]]]:
    """The demo vendor in a folder of its own, stopped at the end; its address and its people's passwords."""
    with tempfile.TemporaryDirectory() as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {**os.environ, "BPO_HOME": home, "PORT": str(port)}
        command = [str(Path(sys.executable).with_name("bpo")), "up"]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            url = f"http://localhost:{port}"
            wait_for(f"{url}/readyz")
            lines = (Path(home) / "demo-logins.txt").read_text(encoding="utf-8").splitlines()
            yield url, dict(line.split()[:2] for line in lines if "@" in line and not line.startswith("#"))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def wait_for(address: str) -> None:
    for _ in range(READY_WITHIN):
        try:
            if httpx.get(address, timeout=5).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(1)
    message = f"{address} did not answer within {READY_WITHIN} s."
    raise SystemExit(message)


if __name__ == "__main__":
    measure(sys.argv[1:])
