// A reply to approve: A approves, R goes to the note with which it is returned, and findings mend the edit box.
import { onKeys } from "./keys.js";

const page = document.querySelector("[data-approval]");

// Spans are code points; the box counts UTF-16.
function placeOf(box, item) {
  const letters = Array.from(box.value);
  const [start, end] = [Number(item.dataset.start), Number(item.dataset.end)];
  return [letters.slice(0, start).join("").length, letters.slice(0, end).join("").length];
}

function onClick(event) {
  const button = event.target.closest("[data-fixes], [data-shows]");
  const item = button?.closest("[data-start]");
  const box = page.querySelector("textarea[name=text]");
  if (!item || !box) return;
  event.preventDefault();
  const [start, end] = placeOf(box, item);
  box.focus();
  box.setSelectionRange(start, end);
  if (button.dataset.fixes === undefined || box.value !== box.defaultValue) return; // spans are of what was submitted
  box.setRangeText(button.dataset.fixes, start, end, "end");
}

if (page) {
  page.addEventListener("click", onClick);
  onKeys(page, {
    KeyA: () => page.querySelector("[data-approves]")?.click(),
    KeyR: () => page.querySelector("textarea[name=note]")?.focus(),
  });
}
