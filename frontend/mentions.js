// The list of mentions, worked by keys, many ticked at once. Without this file it is an ordinary page of links
// and forms.
import { onKeys } from "./keys.js";

class Mentions {
  constructor(root) {
    this.root = root;
    this.bulk = document.getElementById("mention-bulk");
    this.at = null; // the line the reader is on
    this.count();
    root.addEventListener("change", () => this.count());
    root.addEventListener("focusin", (event) => this.here(event.target.closest("[data-item]")));
    onKeys(root, {
      KeyJ: () => this.step(1),
      KeyK: () => this.step(-1),
      KeyX: () => this.tick(),
      KeyS: () => this.keep(),
      KeyD: () => this.open("mention-dismiss"),
      KeyL: () => this.open("mention-label"),
      KeyC: () => this.at?.querySelector(".queue-open").click(),
    });
  }

  get ticks() {
    return [...this.root.querySelectorAll("input[name=item]")];
  }

  here(line) {
    if (!line) return;
    this.at?.classList.remove("queue-here");
    this.at = line;
    line.classList.add("queue-here");
  }

  step(by) {
    const lines = [...this.root.querySelectorAll("[data-item]")];
    if (!lines.length) return;
    const now = lines.indexOf(this.at);
    const next = now < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(Math.max(now + by, 0), lines.length - 1);
    this.here(lines[next]);
    lines[next].querySelector(".queue-open").focus({ preventScroll: true });
    lines[next].scrollIntoView({ block: "nearest" });
  }

  tick() {
    const tick = this.at?.querySelector("input[name=item]");
    if (!tick) return;
    tick.checked = !tick.checked;
    this.count();
  }

  // The line is sorted by the same form as the ticked ones, so that one comes back to the list.
  keep() {
    if (!this.at?.dataset.keep) return;
    this.ticks.forEach((tick) => { tick.checked = false; });
    this.tick();
    this.bulk.querySelector("button[value=keep]").click();
  }

  open(dialog) {
    if (!this.bulk) return;
    if (!this.ticks.some((tick) => tick.checked)) this.tick();
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

const root = document.getElementById("mentions");
if (root) new Mentions(root);
