// What holds on every page: "/" (by its place on the keyboard) goes to the field that searches here, or to the page
// that searches; "?" shows how this page works.
import { onKeys } from "./keys.js";

onKeys(document.body, {
  help: () => document.getElementById("page-help")?.showModal(),
  Slash: () => {
    const field = document.querySelector("main input[type=search]");
    if (field) {
      field.focus();
      field.select();
      return;
    }
    document.querySelector('.side-nav a[href="/search"]')?.click();
  },
});
