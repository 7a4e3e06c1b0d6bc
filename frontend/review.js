// The reviewer's desk: J and K go from criterion to criterion, 1, 2 and 0 answer, N goes to the note, Ctrl+Enter
// hands in. What is scored is kept as it is scored; the form does the same without any of this.
import { onKeys } from "./keys.js";

const PAUSE = 600; // milliseconds after the last change
const AGAIN = 4000;
const desk = document.querySelector("[data-desk]");
const form = desk?.querySelector("form[data-saves]");

const criteria = () => [...form.querySelectorAll("[data-criterion]")];

function current() {
  return document.activeElement?.closest("[data-criterion]");
}

function go(step) {
  const all = criteria();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function answer(value) {
  const here = current() ?? criteria()[0];
  const box = here.querySelector(`input[type=radio][value="${value}"]`);
  if (!box) return;
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  here.focus();
}

function count() {
  const done = criteria().filter((one) => one.querySelector("input[type=radio]:checked")).length;
  form.querySelector("[data-done]").textContent = done;
}

// One request at a time; what changes meanwhile goes with the next.
let timer;
let sending = false;
let waits = false;
let handing = false;

function say(word) {
  const place = form.querySelector("[data-saved]");
  place.textContent = place.dataset[`says${word}`];
}

async function save() {
  clearTimeout(timer);
  if (handing) return;
  if (sending) {
    waits = true;
    return;
  }
  sending = true;
  say("Saving");
  let pause = 0;
  try {
    const answered = await fetch(form.dataset.saves, { method: "POST", body: new FormData(form) });
    if (answered.ok) say("Saved");
    else say("Refused");
  } catch {
    say("Lost");
    waits = true;
    pause = AGAIN;
  }
  sending = false;
  if (waits) {
    waits = false;
    timer = setTimeout(save, pause);
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function flush() {
  if (!timer || handing) return;
  fetch(form.dataset.saves, { method: "POST", body: new FormData(form), keepalive: true });
}

// "Show me": selects what a finding is about in the reply. Spans are code points.
function show(button) {
  const item = button.closest("[data-start]");
  const reply = document.querySelector("[data-reviewed]");
  const letters = Array.from(reply?.textContent ?? "");
  if (!reply?.firstChild || !letters.length) return;
  const [start, end] = [item.dataset.start, item.dataset.end].map((at) => letters.slice(0, Number(at)).join("").length);
  const range = document.createRange();
  range.setStart(reply.firstChild, start);
  range.setEnd(reply.firstChild, end);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  reply.closest("li").scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shows]");
  if (button && document.querySelector("[data-reviewed]")) show(button);
});

if (form) {
  form.addEventListener("change", () => {
    count();
    soon();
  });
  form.addEventListener("input", soon);
  form.addEventListener("submit", () => {
    handing = true;
    clearTimeout(timer);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("textarea")) current()?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || desk.matches("[data-keys-off]")) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=submit]"));
  });
  window.addEventListener("pagehide", flush);
  onKeys(desk, {
    KeyJ: () => go(1),
    KeyK: () => go(-1),
    Digit1: () => answer("pass"),
    Numpad1: () => answer("pass"),
    Digit2: () => answer("fail"),
    Numpad2: () => answer("fail"),
    Digit0: () => answer("na"),
    Numpad0: () => answer("na"),
    KeyN: () => (current() ?? criteria()[0]).querySelector("textarea")?.focus(),
  });
}
