// Single keys, by their place on the keyboard (event.code), so that a Cyrillic layout does not matter. They never
// fire while somebody types, with a modifier held, in an open dialog, or where the reader switched them off.
const TYPES = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

export function onKeys(root, keys) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!root.isConnected || root.closest("[data-keys-off]") || event.target.closest(TYPES)) return;
    if (document.querySelector("dialog[open], .side-panel:popover-open")) return;
    const help = event.key === "?" || (event.code === "Slash" && event.shiftKey);
    const act = help ? keys.help : event.shiftKey ? undefined : keys[event.code];
    if (!act) return;
    event.preventDefault();
    act(event);
  });
}
