// What the record lists of all tabs share: a virtual list with a filter, one selected row, and keys to move in it.
import { fill, h, debounce } from "./dom.js";
import { t } from "./i18n.js";
import { VirtualList } from "./virtual.js";

export const STATUS_MARK = { open: "", accepted: "✓", corrected: "✎", rejected: "✕", added: "＋" };

export function statusCell(entry, doubtful) {
  return h(
    `span.mark.status-${entry.status}${doubtful && entry.status === "open" ? ".is-doubt" : ""}`,
    { title: t(entry.status) },
    entry.status === "open" && doubtful ? "?" : STATUS_MARK[entry.status],
    h("span.sr", {}, t(entry.status)),
  );
}

export class RowsView {
  /** `columns` head the list; `cells(entry)` gives a row's cells; `items()` the entries in order. */
  constructor(store, { kind, role = "grid", rowHeight = 36, columns = null, cells, items, text, label, template }) {
    Object.assign(this, { store, kind, cells, items, text, columns });
    this.doubts = new Set(store.doubts);
    this.filter = h("input.filter", { type: "search", placeholder: t("filter"), "aria-label": t("filter"), oninput: debounce(() => this.update(), 120) });
    this.openOnly = h("input", { type: "checkbox", onchange: () => this.update() });
    this.count = h("span.count", {});
    this.rest = h("button.action.quiet.small", { type: "button", onclick: () => this.acceptRest() });
    this.scroller = h(`div.rows.rows-${kind}`, { tabIndex: 0, role, "aria-label": label ?? t(kind), onkeydown: (event) => this.key(event) });
    if (template) this.scroller.style.setProperty("--columns", template);
    this.role = role;
    if (columns) this.scroller.append(h("div.row.row-head", { role: "row" }, columns.map((name) => h("span", { role: "columnheader" }, name))));
    this.list = new VirtualList(this.scroller, rowHeight, (item, index) => this.row(item, index), role === "grid" ? { role: "rowgroup" } : { role: "presentation" });
    this.empty = h("p.empty", { hidden: true }, t("noRecords"));
    this.element = h("div.view", {}, h("div.view-bar", {}, this.filter, h("label.check", {}, this.openOnly, t("onlyOpen")), this.count, this.rest), this.empty, this.scroller);
  }

  update() {
    const words = this.filter.value.normalize("NFKC").toLowerCase();
    const fits = (item) =>
      (!words || this.text(item).normalize("NFKC").toLowerCase().includes(words)) && (!this.openOnly.checked || !item.id || item.status === "open");
    this.shown = this.items().filter(fits);
    const records = this.shown.filter((item) => item.status);
    this.open = records.filter((item) => item.status === "open");
    this.count.textContent = t("count", { n: records.length });
    this.rest.textContent = t("acceptRest", { n: this.open.length });
    this.rest.hidden = this.open.length === 0;
    this.empty.hidden = this.shown.length > 0;
    this.scroller.setAttribute(this.role === "grid" ? "aria-rowcount" : "aria-setsize", this.shown.length);
    if (this.role !== "grid") this.scroller.removeAttribute("aria-setsize");
    this.list.set(this.shown);
    this.mark();
  }

  row(item, index) {
    const selected = item.id && item.id === this.store.selected;
    const roles = { grid: "row", tree: "treeitem", listbox: "option" };
    const row = h(
      `div.row${item.group ? ".row-group" : ""}${selected ? ".is-selected" : ""}${item.status === "rejected" ? ".is-rejected" : ""}`,
      {
        role: roles[this.role], id: item.id ? `row-${item.id}` : undefined, dataset: { id: item.id ?? "" },
        "aria-rowindex": this.role === "grid" ? index + 2 : undefined, "aria-selected": item.id ? String(Boolean(selected)) : undefined,
        "aria-level": this.role === "tree" ? item.level : undefined,
        onclick: () => item.id && this.store.select(item.id, { from: "list" }),
      },
      this.cells(item, this.doubts.has(item.id)),
    );
    return row;
  }

  /** Show what is selected. The rows stay as they are: a second click must meet the row that the first one met. */
  mark(reveal = false) {
    const index = this.shown.findIndex((item) => item.id && item.id === this.store.selected);
    if (index >= 0 && reveal) this.list.reveal(index);
    for (const row of this.list.rows.values()) {
      if (!row.dataset.id) continue;
      const selected = row.dataset.id === this.store.selected;
      row.classList.toggle("is-selected", selected);
      row.setAttribute("aria-selected", String(selected));
    }
    if (index >= 0 && this.list.rows.has(index)) this.scroller.setAttribute("aria-activedescendant", `row-${this.store.selected}`);
    else this.scroller.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (!step || event.target !== this.scroller) return;
    event.preventDefault();
    const choices = this.shown.filter((item) => item.id);
    const at = choices.findIndex((item) => item.id === this.store.selected);
    const next = choices[Math.min(Math.max(at + step, 0), choices.length - 1)];
    if (next) this.store.select(next.id, { from: "keys" });
  }

  async acceptRest() {
    const open = this.open;
    if (!confirm(t("acceptRestSure", { n: open.length }))) return;
    await this.store.decide(open.map((entry) => ({ status: "accept", kind: entry.kind, record_id: entry.id })));
    this.focus();
  }

  focus() {
    this.scroller.focus({ preventScroll: true });
  }

  destroy() {
    this.list.observer.disconnect();
    fill(this.element);
  }
}
