// Underlines in a field of text: the same text lies under it, and its marks are what the eye sees. The field
// stays a plain one for keyboards and screen readers, and no script sets a style.
const GRAVITY = ["info", "warn", "approve", "block"];

export class Marks {
  constructor(area, mirror) {
    this.area = area;
    this.mirror = mirror;
    this.marks = [];
  }

  of(item) {
    return this.marks.find((mark) => mark.item === item);
  }

  // From a list of findings; the server counts code points.
  take(items) {
    const at = offsets(this.area.value);
    this.marks = [...items].map((item) => ({
      item,
      severity: item.dataset.severity,
      start: at[item.dataset.start] ?? 0,
      end: at[item.dataset.end] ?? this.area.value.length,
    }));
    this.before = this.area.value;
    this.draw();
  }

  // Between two checks the text has changed in one place: what is before stays, what is behind moves along.
  shift() {
    const [old, now] = [this.before ?? "", this.area.value];
    let head = 0;
    while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
    let tail = 0;
    while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
    const by = now.length - old.length;
    for (const mark of this.marks) {
      if (mark.end <= head && mark.end < old.length) continue;
      if (mark.start >= old.length - tail) {
        mark.start += by;
        mark.end += by;
      } else mark.gone = true;
    }
    this.marks = this.marks.filter((mark) => !mark.gone);
    this.before = now;
    this.draw();
  }

  draw() {
    const text = this.area.value;
    const spans = this.marks.filter((mark) => mark.end > mark.start);
    const edges = [...new Set([0, text.length, ...spans.flatMap((mark) => [mark.start, mark.end])])];
    edges.sort((a, b) => a - b);
    const nodes = edges.slice(1).map((end, index) => {
      const start = edges[index];
      const over = spans.filter((mark) => mark.start <= start && mark.end >= end);
      return over.length ? marked(text.slice(start, end), over) : text.slice(start, end);
    });
    this.mirror.replaceChildren(...nodes, "\u200b"); // an empty last line has its height too
  }
}

function marked(piece, over) {
  const gravest = Math.max(...over.map((mark) => GRAVITY.indexOf(mark.severity)));
  const mark = document.createElement("mark");
  mark.className = `found found-${GRAVITY[gravest]}`;
  mark.textContent = piece;
  return mark;
}

// Where each code point begins, in the browser's own counting.
function offsets(text) {
  const found = [];
  let at = 0;
  for (const letter of text) {
    found.push(at);
    at += letter.length;
  }
  return [...found, at];
}
