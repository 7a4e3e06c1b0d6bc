// A stream of the floor's numbers. It comes again by itself, also where the browser gives up; whoever listens is told
// the numbers, and can ask whether they are still fresh. Without one (no process keeps streams) pages ask themselves.
const SILENT = 12_000; // milliseconds without a beat (one comes every five seconds)
const AGAIN = 5_000;

export class Stream {
  constructor(url, told) {
    this.url = url;
    this.told = told;
    this.heard = 0;
    this.last = "";
    this.open();
  }

  get live() {
    return Date.now() - this.heard < SILENT;
  }

  open() {
    clearTimeout(this.waiting);
    this.source?.close();
    this.source = new EventSource(this.last ? `${this.url}&last=${encodeURIComponent(this.last)}` : this.url);
    this.source.addEventListener("numbers", (event) => {
      this.last = event.lastEventId;
      this.hear(JSON.parse(event.data));
    });
    this.source.addEventListener("beat", (event) => this.hear(JSON.parse(event.data)));
    this.source.addEventListener("end", () => location.reload()); // signed out, or no longer allowed: the page says so
    this.source.addEventListener("error", () => {
      if (this.source.readyState === EventSource.CLOSED) this.waiting = setTimeout(() => this.open(), AGAIN);
    });
  }

  close() {
    clearTimeout(this.waiting);
    this.source.close();
    this.heard = 0;
  }

  hear(news) {
    this.heard = Date.now();
    this.told(news);
  }
}

// The time of day as this page's reader writes it, seconds too.
export function clock(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
}

export function number(value) {
  return value.toLocaleString(document.documentElement.lang);
}

// Whether these lines are of other brands than the reader's: one came or went.
export function areOthers(lines, brands) {
  const shown = new Set(lines.map((line) => line.dataset.brand));
  return shown.size !== brands.length || brands.some((brand) => !shown.has(brand));
}

// The greatest risk first, as the server orders brands.
const RISK = ["late", "soon", "urgent", "negative", "waiting"];

// Moves lines to the order of their risk; they glide, unless somebody asked for less motion.
export function reorder(lines, numbers) {
  const place = (line) => RISK.map((name) => -(numbers.get(line.dataset.brand)?.[name] ?? 0));
  const known = new Map(lines.map((line) => [line, place(line)]));
  const compare = (a, b) => known.get(a).map((one, n) => one - known.get(b)[n]).find((one) => one) ?? 0;
  const wanted = [...lines].sort(compare);
  if (wanted.every((line, n) => line === lines[n])) return;
  const before = new Map(lines.map((line) => [line, line.getBoundingClientRect()]));
  const at = document.activeElement;
  wanted.forEach((line) => line.parentElement.append(line));
  if (lines.some((line) => line.contains(at))) at.focus({ preventScroll: true });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const line of wanted) {
    const [was, is] = [before.get(line), line.getBoundingClientRect()];
    const way = `translate(${was.left - is.left}px, ${was.top - is.top}px)`;
    line.animate([{ transform: way }, { transform: "none" }], { duration: 400, easing: "ease-in-out" });
  }
}
