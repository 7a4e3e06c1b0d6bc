// Pictures of what is being written: chosen, pasted or dropped, each kept on the server at once. The form works
// without this file; here nothing leaves the page, and the text is kept with them.
const IMAGES = /^image\/(jpeg|png|gif|webp)$/;
const PART = { "HX-Request": "true" };

export class Pictures {
  constructor(composer, on) {
    this.composer = composer;
    this.work = Promise.resolve();
    const { form, area, root } = composer;
    on(form, "change", ({ target }) => {
      if (target.name === "pictures") this.add([...target.files]);
      else if (target.name?.startsWith("alt-")) this.keep();
    });
    on(form, "click", (event) => {
      const button = event.target.closest('button[name="remove"]');
      if (!button) return;
      event.preventDefault();
      this.keep({ remove: button.value });
    });
    on(area, "paste", (event) => {
      const files = images(event.clipboardData);
      if (!files.length) return;
      event.preventDefault();
      this.add(files);
    });
    on(root, "dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      root.toggleAttribute("data-drops", this.takes);
    });
    on(root, "dragleave", (event) => root.contains(event.relatedTarget) || root.removeAttribute("data-drops"));
    on(root, "drop", (event) => {
      root.removeAttribute("data-drops");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault(); // else the browser would leave the page for the picture
      this.add([...event.dataTransfer.files]);
    });
  }

  get place() {
    return this.composer.root.querySelector("#reply-pictures");
  }

  get takes() {
    return Boolean(this.place?.hasAttribute("data-takes"));
  }

  // One at a time, so that one that is too large holds up no other.
  add(files) {
    files.forEach((file) => this.keep({ file }));
  }

  keep(what = {}) {
    if (this.composer.sending) return;
    this.work = this.work.then(() => this.send(what));
  }

  async send({ file, remove }) {
    const { composer, place } = this;
    if (!place || composer.stop.signal.aborted) return;
    await composer.underWay; // what is being saved is saved first
    const text = composer.area.value;
    const body = new FormData(composer.form);
    body.delete("pictures");
    body.set("version", composer.version);
    body.set("window", composer.window);
    if (file) body.append("pictures", file, file.name || "picture");
    if (remove) body.set("remove", remove);
    place.setAttribute("aria-busy", "true");
    if (file) composer.tell(composer.words.uploading);
    try {
      const answer = await fetch(place.dataset.keeps, { method: "POST", body, headers: PART });
      if (answer.headers.has("HX-Redirect")) { await composer.signedOut(); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#reply-pictures");
      if (!fresh) throw new Error(String(answer.status));
      if (file) composer.tell("");
      this.show(fresh);
      composer.keptWith(text, fresh);
    } catch {
      composer.tell(composer.words.picture_trouble, "warn");
    } finally {
      this.place?.removeAttribute("aria-busy");
    }
  }

  // What is being typed of another picture meanwhile stays as it is, and so does where the hand is.
  show(fresh) {
    const old = this.place;
    const held = document.activeElement?.closest("#reply-pictures") ? document.activeElement : null;
    const name = held?.name;
    for (const field of old.querySelectorAll('[name^="alt-"]')) {
      const same = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
      if (same) same.value = field.value;
    }
    old.replaceWith(fresh);
    if (!held) return;
    const again = name?.startsWith("alt-") && fresh.querySelector(`[name="${CSS.escape(name)}"]`);
    (again || fresh.querySelector('input[type="file"]') || this.composer.area).focus();
  }
}

function images(data) {
  return [...(data?.files ?? [])].filter((file) => IMAGES.test(file.type));
}
