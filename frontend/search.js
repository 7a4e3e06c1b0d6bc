// "/" (by its place on the keyboard) goes to the field that searches on this page, or to the page that searches.
import { onKeys } from "./keys.js";

onKeys(document.body, {
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
