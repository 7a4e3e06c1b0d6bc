// The composer: saved as typed, checked as typed, sent once. The form works without this file; here it becomes
// quick, and nothing typed is lost: what the server has not taken yet is kept on this device until it has.
import { Marks } from "./marks.js";
import { Pictures } from "./pictures.js";

const SAVE_AFTER = 500;
const CHECK_AFTER = 80;
const READ_AFTER = 900; // of stillness: the reader is asked too, which costs more
const SAY_AFTER = 900;
const LOOK_EVERY = 8_000;
const LOOK_LIVE = 2_000;
const REDRAW_EVERY = 60_000;
const WRITING_FOR = 10_000;
const SAVED_WITHIN = 5_000; // a save that hangs longer holds no sending up
const PART = { "HX-Request": "true" };

export function startComposer() {
  const root = document.querySelector("[data-composer]");
  if (root && !root.composer) root.composer = new Composer(root);
}

class Composer {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector(".composer-form"); // others stand above it: to claim, to bring a draft back
    this.area = this.form.elements.text;
    this.marks = new Marks(this.area, root.querySelector(".composer-mirror"));
    this.words = JSON.parse(root.dataset.words);
    this.key = root.dataset.key;
    this.version = Number(root.dataset.version);
    this.window = windowKey();
    this.known = this.area.value; // what the server has
    this.checkNo = 0;
    this.tries = 0;
    this.typedAt = 0;
    this.drawnAt = Date.now();
    this.stop = new AbortController();
    const on = (target, name, handler) => target.addEventListener(name, handler, { signal: this.stop.signal });
    on(this.area, "input", () => this.typed());
    on(this.area, "keydown", (event) => this.pressed(event));
    on(this.form, "change", (event) => event.target.name === "kind" && this.chosen());
    on(this.form, "change", (event) => event.target.name === "in_parts" && this.check());
    on(this.form, "submit", (event) => this.submitted(event));
    on(root, "click", (event) => this.clicked(event));
    on(document, "click", (event) => this.inserted(event));
    on(window, "online", () => this.flush());
    on(window, "focus", () => { this.flush(); this.look(); });
    on(window, "pagehide", () => this.leave());
    on(document, "visibilitychange", () => (document.hidden ? this.flush() : this.look()));
    this.pictures = new Pictures(this, on);
    this.marks.take(this.root.querySelectorAll("#findings .finding"));
    this.area.setSelectionRange(this.area.value.length, this.area.value.length); // go on, not begin again
    this.tellSwitch();
    this.bringBack();
    this.look();
  }

  // Whoever has just answered for another brand is told that this is a new voice.
  tellSwitch() {
    const { brand, name } = this.root.dataset;
    try {
      const last = sessionStorage.getItem("bpo-brand");
      sessionStorage.setItem("bpo-brand", brand);
      if (last && last !== brand) this.tell(fill(this.words.switched, { brand: name }));
    } catch { /* the band says it too */ }
  }

  // --- what is on the device ---------------------------------------------------------------------------

  get shelf() {
    return `bpo-draft/${this.root.dataset.reader}/${this.root.dataset.api}`;
  }

  remember() {
    const kept = { key: this.key, version: this.version, text: this.area.value, kind: this.kind };
    try { localStorage.setItem(this.shelf, JSON.stringify(kept)); } catch { /* full or forbidden: the server has it */ }
  }

  forget() {
    try { localStorage.removeItem(this.shelf); } catch { /* the same */ }
  }

  // A page that was closed, a log-in that ran out, a lost connection: what was typed then is here again.
  bringBack() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.shelf) || "null"); } catch { /* not ours */ }
    if (!kept || typeof kept.text !== "string" || !kept.text.trim() || kept.text === this.area.value) {
      if (kept) this.forget();
      return;
    }
    if (this.area.value.trim() && kept.key !== this.key) {
      this.offer(this.words.other, this.words.bring_back, () => this.put(kept.text));
      return;
    }
    this.setKey(kept.key);
    this.version = kept.version;
    this.chooseKind(kept.kind);
    this.area.value = kept.text;
    this.typed();
    this.tell(this.words.brought_back);
  }

  // --- typing and saving -------------------------------------------------------------------------------

  get kind() {
    return this.form.elements.kind?.value || "reply";
  }

  chooseKind(kind) {
    const radio = kind && this.form.querySelector(`[name="kind"][value="${CSS.escape(kind)}"]`);
    if (radio) radio.checked = true;
  }

  // Answered now, solved later: a time belongs to it.
  chosen() {
    if (this.kind === "acknowledgement") this.form.querySelector("[data-promise]").open = true;
    this.typed();
  }

  setKey(key) {
    this.key = key;
    this.form.elements.client_key.value = key;
  }

  typed() {
    // Colleagues hear at once that somebody begins to write.
    if (Date.now() - this.typedAt > WRITING_FOR) setTimeout(() => this.look());
    this.typedAt = Date.now();
    this.marks.shift();
    this.remember();
    this.say("saved", this.words.not_saved);
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.flush(), SAVE_AFTER);
    clearTimeout(this.checking);
    clearTimeout(this.reading);
    this.checking = setTimeout(() => this.check(), CHECK_AFTER);
    this.reading = setTimeout(() => this.check({ deep: true }), READ_AFTER);
  }

  get isDirty() {
    const text = this.area.value;
    return !this.sending && !this.refused && (text !== this.known || this.again) && (text !== "" || this.version > 0);
  }

  flush({ last = false } = {}) {
    clearTimeout(this.saving);
    if (!this.isDirty || (this.isSaving && !last)) return;
    this.isSaving = true;
    this.underWay = this.save(last);
  }

  async save(last) {
    const text = this.area.value;
    const body = JSON.stringify({ text, version: this.version, kind: this.kind, window: this.window });
    try {
      const answer = await fetch(`${this.root.dataset.api}/drafts/${this.key}`, {
        method: "PUT", body, keepalive: last, headers: { "Content-Type": "application/json" },
      });
      this.isSaving = false;
      await this.wasSaved(answer, text);
    } catch {
      this.isSaving = false;
      this.retry(this.words.offline);
    }
  }

  async wasSaved(answer, text) {
    if (answer.status === 401) return this.signedOut();
    if (answer.status >= 500) return this.retry(this.words.trouble);
    const told = await answer.json();
    if (!answer.ok) {
      this.refused = true; // until it is typed again; the text stays on the device
      return this.tell(told.detail, "bad");
    }
    this.tries = 0;
    this.again = false;
    if (this.wasAway) this.tell(this.words.back);
    this.wasAway = false;
    this.version = told.version;
    if (told.stale) return this.newer(told);
    this.known = text;
    this.form.elements.version.value = told.version;
    if (this.area.value !== text) {
      this.saving = setTimeout(() => this.flush(), SAVE_AFTER);
      return;
    }
    this.forget();
    this.say("saved", fill(this.words.saved, { time: clock(this.root.dataset.zone) }));
  }

  // The text went along with a picture; one that another window has changed is told of at the next save.
  keptWith(text, { dataset }) {
    if ("stale" in dataset) return;
    this.version = Number(dataset.version);
    this.known = text;
    this.form.elements.version.value = this.version;
    if (this.area.value !== text) return;
    this.forget();
    this.say("saved", fill(this.words.saved, { time: clock(this.root.dataset.zone) }));
  }

  retry(sentence) {
    this.again = true;
    this.wasAway = true;
    this.tries += 1;
    this.say("saved", this.words.kept_here);
    this.tell(sentence, "warn");
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.flush(), Math.min(1000 * 2 ** this.tries, 15_000));
  }

  newer(told) {
    this.known = told.text;
    this.refused = true;
    this.offer(
      this.words.newer,
      this.words.take_newer, () => { this.refused = false; this.put(told.text); },
      this.words.keep_mine, () => { this.refused = false; this.known = null; this.typed(); this.tell(""); },
    );
  }

  async signedOut() {
    this.again = true;
    this.wasAway = true;
    this.say("saved", this.words.kept_here);
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.flush(), 5000);
    const here = this.root.dataset.here;
    let login = here; // an unsigned reader who opens the page is sent to the log-in and back
    try {
      const asked = await fetch(here, { headers: PART });
      const target = asked.headers.get("HX-Redirect");
      if (target) login = `${target}?next=${encodeURIComponent(`${here}#composer`)}`;
    } catch { /* no connection either: the link will do when there is one */ }
    this.tell(this.words.signed_out, "warn", { text: this.words.sign_in, href: login });
  }

  // --- checking ----------------------------------------------------------------------------------------

  async check({ deep = false } = {}) {
    const no = ++this.checkNo;
    const text = this.area.value;
    const body = new URLSearchParams({ text, kind: this.kind });
    if (deep) body.set("deep", "1");
    if (this.form.elements.in_parts?.checked) body.set("in_parts", "1");
    try {
      const answer = await fetch(this.root.dataset.check, { method: "POST", body, headers: PART });
      if (!answer.ok || answer.headers.has("HX-Redirect") || no !== this.checkNo || text !== this.area.value) return;
      const part = parsed(await answer.text()).querySelector(".checked");
      this.show(part);
    } catch { /* the save says that there is no connection */ }
  }

  show(part) {
    const { verdict, line, kind, used, limit } = part.dataset;
    this.root.dataset.verdict = verdict;
    const shown = this.root.querySelector("#verdict");
    shown.textContent = line;
    shown.className = `verdict verdict-${kind}`;
    const holds = document.activeElement?.name === "in_parts";
    this.root.querySelector("#findings").replaceChildren(...part.childNodes);
    if (holds) this.form.elements.in_parts?.focus();
    if (limit) {
      const length = this.root.querySelector("#length");
      length.textContent = fill(this.words.length, { used: number(used), limit: number(limit) });
      length.classList.toggle("is-over", Number(used) > Number(limit));
    }
    this.marks.take(this.root.querySelectorAll("#findings .finding"));
    // Spoken after a pause, not at each key.
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.say("composer-said", line), SAY_AFTER);
  }

  // --- hands -------------------------------------------------------------------------------------------

  pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const button = this.form.querySelector('[name="act"][value="send"]');
      if (!button.disabled) this.form.requestSubmit(button);
    } else if (event.key === "Escape") this.area.blur();
  }

  clicked(event) {
    const button = event.target.closest("[data-fixes], [data-shows]");
    const mark = button && this.marks.of(button.closest(".finding"));
    if (!mark) return;
    this.area.focus();
    this.area.setSelectionRange(mark.start, mark.end);
    if ("fixes" in button.dataset) this.replace(this.spaced(button.dataset.fixes, mark));
  }

  // What is put in between (a greeting, a signature) stands apart from what is there.
  spaced(word, { start, end }) {
    if (start !== end) return word;
    const [before, after] = [this.area.value[start - 1], this.area.value[end]];
    const lead = before && !/\s/.test(before) && !/^\s/.test(word) ? " " : "";
    return lead + word + (after && !/\s/.test(after) && !/\s$/.test(word) ? " " : "");
  }

  // As if typed, so that the browser's own "undo" takes it back.
  replace(text) {
    const done = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
    if (done) return;
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.typed();
  }

  put(text) {
    this.area.focus();
    this.area.select();
    this.replace(text);
    this.tell("");
  }

  inserted(event) {
    const button = event.target.closest("[data-inserts]");
    if (!button || this.area.readOnly) return;
    this.chooseKind(button.dataset.kind);
    if ("replaces" in button.dataset || !this.area.value.trim()) {
      this.put(button.dataset.inserts);
      return;
    }
    this.area.focus();
    const lead = /\s$/.test(this.area.value.slice(0, this.area.selectionStart)) || !this.area.selectionStart ? "" : "\n";
    this.replace(lead + button.dataset.inserts);
  }

  // --- sending -----------------------------------------------------------------------------------------

  async submitted(event) {
    const button = event.submitter;
    if (!button || button.name !== "act" || !button.value.startsWith("send")) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.sending) return;
    this.sending = true;
    this.area.readOnly = true;
    this.form.setAttribute("aria-busy", "true");
    this.tell(this.words.sending);
    // What is being saved is saved first: a draft that has been sent takes no more.
    await Promise.race([this.underWay, new Promise((done) => setTimeout(done, SAVED_WITHIN))]);
    await this.pictures.work;
    const told = new FormData(this.form, button);
    told.delete("pictures"); // they are there already
    const body = new URLSearchParams(told);
    body.set("version", this.version);
    body.set("window", this.window);
    this.remember();
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: PART });
      this.ready();
      if (answer.headers.has("HX-Redirect")) { await this.signedOut(); return; }
      await this.answered(answer);
    } catch {
      this.ready();
      this.again = true;
      this.wasAway = true;
      this.tell(this.words.not_sent, "bad"); // the same key: sending again sends once
    }
  }

  ready() {
    this.sending = false;
    this.area.readOnly = false;
    this.form.removeAttribute("aria-busy");
  }

  async answered(answer) {
    const page = parsed(await answer.text());
    const fresh = page.querySelector("#composer");
    if (!fresh) { this.tell(page.body.textContent.trim() || this.words.trouble, "bad"); return; }
    if (answer.ok) this.forget();
    this.close();
    swap(page, "#talk");
    this.root.replaceWith(fresh);
    startComposer();
    const next = fresh.composer;
    if (answer.ok) next.tell(next.words.on_its_way, "good");
    else (fresh.querySelector(".is-invalid") ?? (fresh.dataset.verdict === "warn" ? next.form.elements.override_reason : next.area)).focus();
  }

  // --- who else is here, and what has happened since ----------------------------------------------------

  async look() {
    clearTimeout(this.looking);
    if (document.hidden || this.stop.signal.aborted) return;
    try {
      const answer = await fetch(`${this.root.dataset.api}/presence`, {
        method: "POST",
        body: JSON.stringify({ writing: Date.now() - this.typedAt < WRITING_FOR }),
        headers: { "Content-Type": "application/json" },
      });
      if (answer.ok) await this.saw(await answer.json());
    } catch { /* the save says that there is no connection */ }
    clearTimeout(this.looking);
    if (this.stop.signal.aborted) return;
    this.looking = setTimeout(() => this.look(), document.querySelector("#replies [data-live]") ? LOOK_LIVE : LOOK_EVERY);
  }

  async saw({ sentence, stamp }) {
    const place = this.root.querySelector("#presence");
    if (place.textContent !== sentence) place.textContent = sentence;
    place.hidden = !sentence;
    const talk = document.getElementById("talk");
    const isOld = stamp !== talk.dataset.stamp;
    if (!isOld && Date.now() - this.drawnAt < REDRAW_EVERY) return;
    const answer = await fetch(`${this.root.dataset.here}?part=now`, { headers: PART });
    if (!answer.ok || answer.headers.has("HX-Redirect") || this.sending) return;
    this.drawnAt = Date.now();
    const page = parsed(await answer.text());
    this.follow(page.querySelector("#composer"));
    const unfolded = talk.querySelector("details.folded")?.open;
    ["#talk", "#acts", "#facts", "#clocks"].forEach((part) => swap(page, part));
    if (!document.querySelector("#dialogs dialog[open]")) swap(page, "#dialogs");
    // What was handed over has come to its end: its state says so, and nothing is left to announce.
    const said = this.root.querySelector("#composer-status");
    if (said.textContent === this.words.on_its_way && !document.querySelector("#replies [data-live]")) this.tell("");
    if (unfolded) document.querySelector("#talk details.folded")?.setAttribute("open", "");
  }

  // The field stays as it is; whether it may be sent is told anew.
  follow(fresh) {
    if (!fresh) return;
    const shut = fresh.querySelector(".composer-closed");
    this.root.querySelector(".composer-closed")?.remove();
    if (shut) this.root.querySelector("#presence").after(shut);
    this.root.toggleAttribute("data-closed", Boolean(shut));
    this.form.querySelectorAll('[name="act"][value^="send"]').forEach((button) => { button.disabled = Boolean(shut); });
  }

  leave() {
    this.flush({ last: true });
    fetch(`${this.root.dataset.api}/presence`, { method: "DELETE", keepalive: true }).catch(() => {});
  }

  close() {
    this.stop.abort();
    [this.saving, this.checking, this.reading, this.saying, this.looking].forEach(clearTimeout);
  }

  // --- words -------------------------------------------------------------------------------------------

  say(id, text) {
    const place = this.root.querySelector(`#${id}`);
    if (place && place.textContent !== text) place.textContent = text;
  }

  tell(text, kind = "info", link = null) {
    const place = this.root.querySelector("#composer-status");
    place.hidden = !text;
    place.className = `composer-status composer-status-${kind}`;
    place.replaceChildren(text ?? "");
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.text;
      place.append(" ", anchor);
    }
  }

  offer(text, ...pairs) {
    this.tell(text, "warn");
    const place = this.root.querySelector("#composer-status");
    for (let at = 0; at < pairs.length; at += 2) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-plain btn-sm";
      button.textContent = pairs[at];
      button.addEventListener("click", pairs[at + 1]);
      place.append(" ", button);
    }
  }
}

function swap(page, selector) {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
  if (old && fresh) old.replaceWith(fresh);
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

function windowKey() {
  try {
    const kept = sessionStorage.getItem("bpo-window") ?? crypto.randomUUID();
    sessionStorage.setItem("bpo-window", kept);
    return kept;
  } catch {
    return crypto.randomUUID();
  }
}

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const number = (text) => Number(text).toLocaleString(document.documentElement.lang);
const clock = (timeZone) => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });

startComposer();
