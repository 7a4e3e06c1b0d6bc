// The floor, live: its numbers are streamed; the rest of its board (who works with what, sending, holes) is asked for
// now and then with the word it came with, 304 saying that it still holds. Without a stream all of it is asked for every
// three seconds. Focus stays where it was, and a page that nobody looks at holds no stream and asks nothing.
import { areOthers, clock, number, reorder, Stream } from "./stream.js";

const EVERY = 3_000;
const STREAMED_EVERY = 20_000;
const CALM = 5_000; // milliseconds between two orders of the lines
const SAID_EVERY = 15_000;
const root = document.querySelector("[data-floor]");

class Floor {
  constructor() {
    this.board = root.querySelector("[data-floor-board]");
    this.away = root.querySelector("[data-floor-away]");
    this.said = root.querySelector("[data-floor-said]");
    this.since = root.dataset.since;
    this.numbers = new Map();
    this.fresh = this.asked = Date.now();
    this.ordered = this.spoke = 0;
    this.stream = new Stream(root.dataset.stream, (news) => this.hear(news));
    document.addEventListener("visibilitychange", () => this.see());
    setInterval(() => this.ask(), EVERY);
  }

  see() {
    if (document.hidden) this.stream.close();
    else {
      this.stream.open();
      this.ask();
    }
  }

  async ask() {
    if (document.hidden || this.asking) return;
    if (this.stream.live && Date.now() - this.asked < STREAMED_EVERY) return;
    this.asking = true;
    try {
      const url = `${root.dataset.floor}&since=${encodeURIComponent(this.since)}`;
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (answer.redirected || answer.status === 401) location.reload();
      if (answer.status === 200) this.draw(await answer.text(), answer.headers.get("X-Since"));
      if (answer.status < 400) this.fresh = this.asked = Date.now();
      this.warn(answer.status >= 400 && !this.stream.live);
    } catch {
      this.warn(!this.stream.live);
    } finally {
      this.asking = false;
    }
  }

  warn(lost) {
    const words = this.away.querySelector("[data-says]");
    if (lost) words.textContent = words.dataset.says.replace("{time}", clock(this.fresh));
    this.away.hidden = !lost;
  }

  hear(news) {
    this.fresh = news.as_of;
    this.warn(false);
    if (!news.all) return;
    if (news.epoch !== this.epoch) this.numbers.clear();
    this.epoch = news.epoch;
    for (const [brand, numbers] of Object.entries(news.brands)) this.numbers.set(brand, numbers);
    if (areOthers(this.lines(), news.all)) this.asked = 0;
    this.fill();
  }

  lines() {
    return [...this.board.querySelectorAll("[data-brand]")];
  }

  // Puts the streamed numbers in their places.
  fill() {
    const lines = this.lines();
    for (const line of lines) {
      const known = this.numbers.get(line.dataset.brand);
      if (!known) continue;
      for (const cell of line.querySelectorAll("[data-count]")) {
        const count = known[cell.dataset.count];
        const [link, none] = cell.children;
        const place = link.querySelector("[data-number]");
        if (place.textContent !== number(count)) place.textContent = number(count);
        link.hidden = !count;
        none.hidden = Boolean(count);
      }
    }
    if (!lines.every((line) => this.numbers.has(line.dataset.brand))) return;
    this.total(lines);
    if (Date.now() - this.ordered < CALM) return;
    this.ordered = Date.now();
    reorder(lines, this.numbers);
  }

  total(lines) {
    const totals = this.board.querySelector("[data-totals]");
    const sum = (name) => lines.reduce((all, line) => all + this.numbers.get(line.dataset.brand)[name], 0);
    const figures = [...totals.querySelectorAll(".stat-value")];
    totals.dataset.totals.split(" ").forEach((name, n) => {
      const text = number(sum(name));
      if (figures[n].textContent !== text) figures[n].textContent = text;
    });
    const words = this.said.dataset.says.replace(/{(\w+)}/g, (_all, name) => number(sum(name)));
    if (words === this.said.textContent || Date.now() - this.spoke < SAID_EVERY) return;
    if (this.spoke) this.said.textContent = words; // the page as it came has been read already
    this.spoke = Date.now();
  }

  draw(html, since) {
    const links = [...this.board.querySelectorAll("a, button")];
    const at = document.activeElement;
    const place = links.includes(at) ? this.key(at) : null;
    const scrolled = [...this.board.querySelectorAll(".table-frame")].map((frame) => frame.scrollLeft);
    this.board.innerHTML = html;
    this.since = since;
    if (this.stream.live) this.fill();
    this.board.querySelectorAll(".table-frame").forEach((frame, n) => (frame.scrollLeft = scrolled[n] ?? 0));
    if (place) [...this.board.querySelectorAll("a, button")].find((one) => this.key(one) === place)?.focus();
  }

  // What a link leads to stays when brands change places.
  key(element) {
    return element.getAttribute("href") ?? element.dataset.opens;
  }
}

if (root) new Floor();
