// The floor, live: its board is asked for every three seconds with the word it came with; 304 says that it still
// holds. Focus stays where it was, and a page that nobody looks at asks nothing.
const EVERY = 3_000;
const root = document.querySelector("[data-floor]");

class Floor {
  constructor() {
    this.board = root.querySelector("[data-floor-board]");
    this.away = root.querySelector("[data-floor-away]");
    this.since = root.dataset.since;
    document.addEventListener("visibilitychange", () => this.ask());
    setInterval(() => this.ask(), EVERY);
  }

  async ask() {
    if (document.hidden || this.asking) return;
    this.asking = true;
    try {
      const url = `${root.dataset.floor}&since=${encodeURIComponent(this.since)}`;
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (answer.redirected || answer.status === 401) location.reload();
      if (answer.status === 200) this.draw(await answer.text(), answer.headers.get("X-Since"));
      this.away.hidden = answer.status < 400;
    } catch {
      this.away.hidden = false;
    } finally {
      this.asking = false;
    }
  }

  draw(html, since) {
    const links = [...this.board.querySelectorAll("a, button")];
    const at = document.activeElement;
    const place = links.includes(at) ? this.key(at) : null;
    const scrolled = [...this.board.querySelectorAll(".table-frame")].map((frame) => frame.scrollLeft);
    this.board.innerHTML = html;
    this.since = since;
    this.board.querySelectorAll(".table-frame").forEach((frame, n) => (frame.scrollLeft = scrolled[n] ?? 0));
    if (place) [...this.board.querySelectorAll("a, button")].find((one) => this.key(one) === place)?.focus();
  }

  // What a link leads to stays when brands change places.
  key(element) {
    return element.getAttribute("href") ?? element.dataset.opens;
  }
}

if (root) new Floor();
