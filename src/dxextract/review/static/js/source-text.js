// A text source with its line numbers; records are marked at their lines, selections become places.
import { get } from "./api.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";

const CHUNK = 60;

export class TextSource {
  constructor(element, store) {
    this.element = element;
    this.store = store;
    this.scroller = h("div.text-scroller", { tabIndex: 0, role: "region", "aria-label": t("text") });
    fill(element, h("div.source-bar", {}, h("span.file-name", {}, store.source.file_name)), this.scroller);
  }

  async open() {
    const { lines } = await get(`${this.store.path}/lines`);
    this.lines = lines.map((text, index) => h("div.line", { dataset: { n: index + 1 } }, h("span.line-number", { "aria-hidden": "true" }, String(index + 1)), h("span.line-text", {}, text || "\u200b")));
    const chunks = [];
    for (let start = 0; start < this.lines.length; start += CHUNK) chunks.push(h("div.chunk", {}, this.lines.slice(start, start + CHUNK)));
    fill(this.scroller, chunks);
    this.scroller.addEventListener("mouseup", () => setTimeout(() => this.#selected()));
    this.scroller.addEventListener("keyup", (event) => event.shiftKey && this.#selected());
    this.scroller.addEventListener("click", (event) => this.#clicked(event));
    this.mark();
  }

  /** Mark the lines of all records of the kind in sight. */
  mark() {
    for (const line of this.marked ?? []) line.classList.remove("has-record");
    this.marked = [];
    this.byLine = new Map();
    for (const entry of this.store.of(this.store.tab)) {
      if (entry.status === "rejected") continue;
      for (const item of entry.record.evidence ?? []) {
        for (let n = item.line_start; n !== null && n <= item.line_end; n += 1) {
          this.byLine.set(n, [...(this.byLine.get(n) ?? []), entry.id]);
          const line = this.lines[n - 1];
          if (line) {
            line.classList.add("has-record");
            this.marked.push(line);
          }
        }
      }
    }
  }

  show(entry, index = 0) {
    for (const line of this.framed ?? []) line.classList.remove("is-framed", "is-first", "is-last");
    this.framed = [];
    const items = entry?.record.evidence ?? [];
    items.forEach((item) => {
      for (let n = item.line_start; n !== null && n <= item.line_end; n += 1) {
        const line = this.lines[n - 1];
        if (!line) continue;
        line.classList.add("is-framed");
        line.classList.toggle("is-first", n === item.line_start);
        line.classList.toggle("is-last", n === item.line_end);
        this.framed.push(line);
      }
    });
    const first = this.lines[(items[index]?.line_start ?? 0) - 1];
    first?.scrollIntoView({ block: "center" });
  }

  #clicked(event) {
    if (!getSelection().isCollapsed) return;
    const line = event.target.closest(".line");
    const ids = line ? this.byLine.get(Number(line.dataset.n)) : null;
    if (!ids) return;
    const at = ids.indexOf(this.store.selected);
    this.store.select(ids[(at + 1) % ids.length], { from: "source" });
  }

  #selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !this.scroller.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const lineOf = (node) => Number((node.nodeType === 1 ? node : node.parentElement).closest(".line")?.dataset.n);
    const start = lineOf(range.startContainer);
    let end = lineOf(range.endContainer);
    if (!start || !end) return;
    if (range.endOffset === 0 && end > start) end -= 1;
    const quote = [];
    for (let n = start; n <= end; n += 1) {
      const whole = this.lines[n - 1].lastChild.textContent.replace("\u200b", "");
      quote.push(whole);
    }
    if (start === end) quote[0] = selection.toString().replace("\u200b", "").trim() || quote[0];
    const box = range.getBoundingClientRect();
    this.store.emit("picked", { evidence: [{ page: null, bbox: null, line_start: start, line_end: end, quote: quote.join("\n") }], box });
  }
}
