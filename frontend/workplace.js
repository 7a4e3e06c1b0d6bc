// What stands beside the composer: keys that lead about, articles found as one types.
import { onKeys } from "./keys.js";

// What has a key says so itself: `data-key="KeyD"`. R goes to the field.
function useKeys(root) {
  const keys = {
    KeyR: () => document.querySelector("[data-composer] textarea")?.focus(),
    KeyE: () => document.getElementById("handoff-department")?.focus(),
  };
  for (const code of ["KeyC", "KeyD", "KeyN", "KeyS"]) {
    keys[code] = () => document.querySelector(`[data-key="${code}"]`)?.click();
  }
  onKeys(root, keys);
}

function onFilter(event) {
  const field = event.target.closest("[data-filters]");
  if (!field) return;
  const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const item of document.querySelectorAll(`${field.dataset.filters} > li`)) {
    const text = item.textContent.toLocaleLowerCase();
    item.hidden = !words.every((word) => text.includes(word));
  }
}

const workplace = document.querySelector(".workplace");
if (workplace) {
  useKeys(workplace);
  document.addEventListener("input", onFilter);
}
