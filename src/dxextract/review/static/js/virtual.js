// A list of which only the rows in sight exist: rows of one height, drawn as they scroll into view.
import { h } from "./dom.js";

const SPARE = 8;

export class VirtualList {
  /** `scroller` scrolls; `draw(item, index)` gives a row's element; `rowHeight` in pixels. */
  constructor(scroller, rowHeight, draw, props = {}) {
    this.scroller = scroller;
    this.rowHeight = rowHeight;
    this.draw = draw;
    this.items = [];
    this.rows = new Map();
    this.body = h("div.virtual", props);
    scroller.append(this.body);
    scroller.addEventListener("scroll", () => this.#soon(), { passive: true });
    this.observer = new ResizeObserver(() => this.#soon());
    this.observer.observe(scroller);
  }

  set(items) {
    this.items = items;
    this.body.style.height = `${items.length * this.rowHeight}px`;
    this.redraw();
  }

  redraw() {
    for (const row of this.rows.values()) row.remove();
    this.rows.clear();
    this.#paint();
  }

  /** Draw the rows of these indexes anew. */
  refresh(indexes) {
    for (const index of indexes) {
      this.rows.get(index)?.remove();
      this.rows.delete(index);
    }
    this.#paint();
  }

  reveal(index) {
    const top = index * this.rowHeight;
    const { scrollTop, clientHeight } = this.scroller;
    const head = this.body.offsetTop;
    if (top + head < scrollTop + head) this.scroller.scrollTop = top;
    else if (top + this.rowHeight + head > scrollTop + clientHeight) this.scroller.scrollTop = top + head + this.rowHeight - clientHeight;
    this.#paint();
  }

  #soon() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.#paint();
    });
  }

  #paint() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(Math.floor(scrollTop / this.rowHeight) - SPARE, 0);
    const last = Math.min(Math.ceil((scrollTop + clientHeight) / this.rowHeight) + SPARE, this.items.length);
    for (const [index, row] of this.rows) {
      if (index < first || index >= last) {
        row.remove();
        this.rows.delete(index);
      }
    }
    for (let index = first; index < last; index += 1) {
      if (this.rows.has(index)) continue;
      const row = this.draw(this.items[index], index);
      row.style.top = `${index * this.rowHeight}px`;
      row.style.height = `${this.rowHeight}px`;
      this.rows.set(index, row);
      // In order, so that reading order is the order on the screen.
      const after = this.rows.get(index + 1);
      this.body.insertBefore(row, after ?? null);
    }
  }
}
