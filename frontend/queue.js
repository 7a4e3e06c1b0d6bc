// The queue page: live without losing the reader's place, worked by keys, many ticked at once. Without this file
// it is an ordinary page of links and forms.
import { onKeys } from "./keys.js";

const ASK_EVERY = 3_000;
const AGAIN_AFTER = 30_000; // clocks go on though nothing has changed
const PART = { "HX-Request": "true", "HX-Request-Type": "partial" };

class Queue {
  constructor(root) {
    this.root = root;
    this.rows = document.getElementById("queue-rows");
    this.version = this.rows.dataset.version;
    this.bulk = document.getElementById("queue-bulk");
    this.drawnAt = Date.now();
    this.at = null; // the id of the line the reader is on
    this.count();
    root.addEventListener("change", () => this.count());
    root.addEventListener("focusin", (event) => this.here(event.target.closest("[data-item]")));
    document.addEventListener("visibilitychange", () => this.ask());
    setInterval(() => this.ask(), ASK_EVERY);
    onKeys(root, {
      KeyJ: () => this.step(1),
      KeyK: () => this.step(-1),
      KeyC: () => this.claim(),
      KeyX: () => this.tick(),
      KeyD: () => this.open("queue-dismiss"),
      KeyS: () => this.open("queue-snooze"),
      KeyN: () => document.querySelector("[data-key-next]")?.click(),
    });
  }

  get lines() {
    return [...this.rows.querySelectorAll("[data-item]")];
  }

  get line() {
    return this.at && document.getElementById(this.at);
  }

  get ticks() {
    return [...this.rows.querySelectorAll("input[name=item]")];
  }

  // --- live ---------------------------------------------------------------------------------------------

  async ask() {
    if (document.hidden || this.asking) return;
    this.asking = true;
    try {
      const url = `${this.root.dataset.live}?since=${encodeURIComponent(this.version)}`;
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      const changed = answer.status === 200 && !answer.redirected;
      if (changed) await this.draw((await answer.json()).version);
      else if (answer.status === 304 && Date.now() - this.drawnAt > AGAIN_AFTER) await this.draw(this.version);
    } catch {
      // Offline: the next round asks again.
    } finally {
      this.asking = false;
    }
  }

  async draw(version) {
    const answer = await fetch(this.root.dataset.again, { headers: { ...PART, Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const html = await answer.text();
    const ticked = new Set(this.ticks.filter((tick) => tick.checked).map((tick) => tick.value));
    const focus = this.rows.contains(document.activeElement) ? this.pathOf(document.activeElement) : null;
    this.rows.innerHTML = html;
    this.ticks.forEach((tick) => { tick.checked = ticked.has(tick.value); });
    this.version = version;
    this.drawnAt = Date.now();
    this.count();
    if (this.line) this.line.classList.add("queue-here");
    if (focus) this.refocus(focus);
  }

  // Where the focus is: which line, which of its controls, and who stands where in case that line is gone.
  pathOf(element) {
    const line = element.closest("[data-item]");
    if (!line) return { href: element.getAttribute("href") };
    const inside = [...line.querySelectorAll("a, button, input")];
    return { id: line.id, control: inside.indexOf(element), place: this.lines.indexOf(line) };
  }

  refocus(path) {
    if (path.href) return this.rows.querySelector(`a[href="${CSS.escape(path.href)}"]`)?.focus({ preventScroll: true });
    const line = document.getElementById(path.id);
    if (line) {
      const inside = [...line.querySelectorAll("a, button, input")];
      (inside[path.control] ?? line.querySelector(".queue-open")).focus({ preventScroll: true });
      return undefined;
    }
    const next = this.lines[Math.min(path.place, this.lines.length - 1)];
    return next && this.go(next);
  }

  // --- keys ---------------------------------------------------------------------------------------------

  here(line) {
    this.line?.classList.remove("queue-here");
    this.at = line?.id ?? this.at;
    this.line?.classList.add("queue-here");
  }

  go(line) {
    this.here(line);
    line.querySelector(".queue-open").focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    const lines = this.lines;
    if (!lines.length) return;
    const now = lines.indexOf(this.line);
    const next = now < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(Math.max(now + by, 0), lines.length - 1);
    this.go(lines[next]);
  }

  claim() {
    const url = this.line?.dataset.claim;
    if (!url) return;
    const form = document.getElementById("queue-one");
    form.action = url;
    form.requestSubmit();
  }

  tick() {
    const tick = this.line?.querySelector("input[name=item]");
    if (!tick) return;
    tick.checked = !tick.checked;
    this.count();
  }

  open(dialog) {
    if (!this.bulk) return;
    const line = this.line;
    if (!this.ticks.some((tick) => tick.checked) && line) line.querySelector("input[name=item]").checked = true;
    this.count();
    if (this.ticks.some((tick) => tick.checked)) document.getElementById(dialog)?.showModal();
  }

  count() {
    if (!this.bulk) return;
    const ticked = this.ticks.filter((tick) => tick.checked).length;
    const said = this.bulk.querySelector("[data-ticked]");
    said.textContent = said.dataset.ticked.replace("{}", ticked);
    this.bulk.classList.toggle("queue-bulk-idle", ticked === 0);
  }
}

const root = document.querySelector("#queue[data-live]");
if (root) new Queue(root);
