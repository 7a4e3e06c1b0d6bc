// Everything a page does beyond links and forms. Nothing here is needed to read or to submit: it makes the
// same things quicker. No inline handlers and no eval anywhere, the policy of web/headers.py forbids them.
import "htmx.org";
import "./bell.js";
import "./queue.js";
import "./composer.js";
import "./workplace.js";
import "./floor.js";
import "./wall.js";
import "./decisions.js";
import "./review.js";
import "./search.js";
import "./mentions.js";

const drawn = new WeakSet();

async function drawCharts(scope) {
  const figures = [...scope.querySelectorAll("[data-chart]")].filter((figure) => !drawn.has(figure));
  if (!figures.length) return;
  figures.forEach((figure) => drawn.add(figure));
  const { draw } = await import("./chart.js");
  figures.forEach(draw);
}

function onClick(event) {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens)?.showModal();
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
    return;
  }
  const copier = event.target.closest("[data-copies]");
  if (copier) copy(copier);
  if (event.target.closest("[data-prints]")) window.print();
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copies);
  const said = button.querySelector("[data-copied]");
  if (said) said.hidden = false;
}

// A select or checkbox that is a filter submits its form by itself; without scripts its button does.
function onChange(event) {
  if (event.target.closest("[data-submits]")) event.target.form?.requestSubmit();
}

// One press, one request: a second press of a slow form would send it twice.
function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  // A form that answers with a file leaves the page as it is: it may be sent again after a while.
  setTimeout(release, 10_000, form);
}

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

function releaseAll() {
  document.querySelectorAll("form[data-sent]").forEach(release);
}

document.addEventListener("click", onClick);
document.addEventListener("change", onChange);
document.addEventListener("submit", onSubmit);
document.addEventListener("htmx:after:swap", () => drawCharts(document));
document.addEventListener("htmx:finally:request", releaseAll);
window.addEventListener("pageshow", releaseAll);
document.documentElement.classList.add("has-scripts");
drawCharts(document);
// Where the side bar scrolls, the line of this page should be in sight.
document.querySelector(".side-nav [aria-current]")?.scrollIntoView({ block: "nearest" });
