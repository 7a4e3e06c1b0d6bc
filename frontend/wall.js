// The floor on a wall screen, for days: its numbers are streamed, the page itself is fetched anew every minute (every
// five seconds without a stream), and loaded anew when the product was started again.
import { areOthers, clock, number, reorder, Stream } from "./stream.js";

const EVERY = 60_000;
const UNSTREAMED_EVERY = 5_000;
const CALM = 5_000;
const LOST = 15_000;
const root = document.querySelector("[data-wall]");

class Wall {
  constructor() {
    this.board = root.querySelector("[data-wall-board]");
    this.away = root.querySelector("[data-wall-away]");
    this.time = root.querySelector("[data-wall-time]");
    this.numbers = new Map();
    this.fresh = this.fetched = Date.now();
    this.ordered = 0;
    this.stream = new Stream(root.dataset.stream, (news) => this.hear(news));
    setInterval(() => this.look(), 1_000);
  }

  look() {
    this.time.textContent = clock(Date.now());
    const lost = Date.now() - this.fresh > LOST;
    const words = this.away.querySelector("[data-says]");
    if (lost) words.textContent = words.dataset.says.replace("{time}", clock(this.fresh));
    this.away.hidden = !lost;
    if (Date.now() - this.fetched > (this.stream.live ? EVERY : UNSTREAMED_EVERY)) this.fetch();
  }

  async fetch() {
    if (this.fetching) return;
    this.fetching = true;
    this.fetched = Date.now();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.redirected || answer.status === 401 || answer.status === 403) return location.reload();
      if (!answer.ok) return;
      if (this.renewed) return location.reload(); // it answers: loaded anew, the wall is not left empty
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.board.replaceChildren(...page.querySelector("[data-wall-board]").childNodes);
      this.fresh = Date.now();
      if (this.stream.live) this.fill();
    } catch {
      // said by `look` when it lasts
    } finally {
      this.fetching = false;
    }
  }

  hear(news) {
    this.fresh = Date.now();
    if (this.epoch && news.epoch !== this.epoch) {
      this.renewed = true;
      this.fetch();
    }
    this.epoch ??= news.epoch;
    if (!news.all) return;
    for (const [brand, numbers] of Object.entries(news.brands)) this.numbers.set(brand, numbers);
    if (areOthers(this.lines(), news.all)) this.fetch();
    this.fill();
  }

  lines() {
    return [...this.board.querySelectorAll("[data-brand]")];
  }

  fill() {
    const lines = this.lines();
    for (const line of lines) {
      const known = this.numbers.get(line.dataset.brand);
      if (!known) continue;
      line.dataset.level = known.late ? "late" : known.soon ? "soon" : "calm";
      for (const place of line.querySelectorAll("[data-count]")) {
        const text = number(known[place.dataset.count]);
        if (place.textContent !== text) place.textContent = text;
        place.toggleAttribute("data-some", known[place.dataset.count] > 0);
      }
    }
    if (Date.now() - this.ordered < CALM) return;
    this.ordered = Date.now();
    reorder(lines, this.numbers);
  }
}

if (root) new Wall();
