// The tabs: for each kind of record the form in which it is read best.
import { fill, h, icon } from "./dom.js";
import { readQuantity } from "./form.js";
import { brief, clock, dateRef, fiscalYear, fiscalYears, place, quantity, quantityParts } from "./format.js";
import { half, t, word } from "./i18n.js";
import { RowsView, statusCell } from "./rows.js";

export const TABS = ["kpis", "schedule", "measures", "commitments", "benchmarks", "roles", "glossary", "sections", "tables", "plan", "diagnostics"];

export function makeView(tab, store) {
  if (tab === "kpis") return new KpiView(store);
  if (tab === "schedule") return new GanttView(store);
  if (tab === "measures") return measureTree(store);
  if (tab === "sections") return sectionTree(store);
  if (tab === "plan") return new AboutView(store);
  if (tab === "diagnostics") return new DiagnosticsView(store);
  if (tab === "conflicts") return new ConflictsView(store);
  return simpleList(store, tab);
}

const evidencePlace = (entry) => place(entry.record.evidence?.[0]);
const percent = (value) => (value === null || value === undefined ? "" : `${Math.round(value * 100)}`);

function confidenceCell(entry) {
  const value = entry.record.confidence;
  const bar = h("span.meter", { "aria-hidden": "true" }, h("span"));
  bar.firstChild.style.width = `${(value ?? 0) * 100}%`;
  return h(`span.cell.cell-confidence${value !== null && value <= 0.9 ? ".is-low" : ""}`, { role: "gridcell" }, value === null || value === undefined ? "" : [bar, percent(value)]);
}

class KpiView extends RowsView {
  constructor(store) {
    super(store, {
      kind: "kpis", columns: ["", t("name"), t("baseline"), t("target"), t("measures"), t("place"), t("confidence")], rowHeight: 46,
      template: "28px minmax(150px, 2.2fr) minmax(84px, 1fr) minmax(92px, 1.1fr) minmax(90px, 1.3fr) 46px 62px",
      items: () => store.of("kpis"),
      text: (entry) => [entry.label, store.label(entry.record.measure_id), entry.record.baseline?.raw, entry.record.target?.raw].join(" "),
      cells: (entry, doubtful) => [
        h("span.cell", { role: "gridcell" }, statusCell(entry, doubtful)),
        this.cell(entry, "name", h("span.clamp", {}, entry.label)),
        this.cell(entry, "baseline", quantityCell(entry.record.baseline)),
        this.cell(entry, "target", quantityCell(entry.record.target)),
        h("span.cell.quiet", { role: "gridcell", title: measureName(store, entry) }, h("span.clamp", {}, measureName(store, entry))),
        h("span.cell.quiet.place", { role: "gridcell" }, evidencePlace(entry)),
        confidenceCell(entry),
      ],
    });
    this.column = "target";
  }

  cell(entry, field, content) {
    const corrected = entry.fields.some((name) => name === field || name.startsWith(`${field}.`));
    return h(`span.cell.is-editable${corrected ? ".is-corrected" : ""}`, {
      role: "gridcell", dataset: { field }, title: field === "name" ? entry.label : entry.record[field]?.raw ?? "",
      ondblclick: (event) => this.editCell(entry, field, event.currentTarget),
      onclick: () => { this.column = field; },
    }, content);
  }

  key(event) {
    if (event.target === this.scroller && (event.key === "F2" || event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      const fields = ["name", "baseline", "target"];
      if (event.key === "F2") this.editSelected();
      else this.column = fields[Math.min(Math.max(fields.indexOf(this.column) + (event.key === "ArrowRight" ? 1 : -1), 0), 2)];
      this.mark();
      return;
    }
    super.key(event);
  }

  mark(reveal) {
    super.mark(reveal);
    this.scroller.querySelectorAll(".is-active").forEach((cell) => cell.classList.remove("is-active"));
    this.scroller.querySelector(`.row.is-selected [data-field="${this.column}"]`)?.classList.add("is-active");
  }

  editSelected() {
    const entry = this.store.current;
    const row = entry?.kind === "kpis" ? this.scroller.querySelector(`[id="row-${CSS.escape(entry.id)}"]`) : null;
    const cell = row?.querySelector(`[data-field="${this.column}"]`);
    if (cell) this.editCell(entry, this.column, cell);
    return Boolean(cell);
  }

  /** An input in the cell: what is typed is read as the extraction would, shown below, and checked by the schema. */
  editCell(entry, field, cell) {
    const before = entry.record[field];
    const input = h("input.cell-input", { type: "text", "aria-label": `${entry.label}: ${t(field)}`, value: field === "name" ? before : before?.raw ?? "", autocomplete: "off" });
    const note = h("span.cell-note", { role: "status" });
    let latest = Promise.resolve({ value: before, errors: [] });
    const read = async () => {
      const value = field === "name" ? input.value : await readQuantity(input.value, before);
      const { errors } = await this.store.check(entry, field, value);
      fill(note, errors.length ? h("span.bad", {}, errors.map((error) => half(error.message)).join(" ")) : field === "name" ? "" : quantityParts(value).map((part) => h("span.part", {}, part)));
      input.toggleAttribute("aria-invalid", errors.length > 0);
      return { value, errors };
    };
    input.addEventListener("input", () => { latest = read(); });
    let closed = false;
    const close = () => {
      closed = true;
      this.list.redraw();
      this.mark();
      this.focus();
    };
    const save = async () => {
      const { value, errors } = await latest;
      if (errors.length || closed) return;
      close();
      if (JSON.stringify(value) !== JSON.stringify(before)) await this.store.decide([{ status: "correct", kind: "kpis", record_id: entry.id, field, new: value }]);
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Enter") {
        event.preventDefault();
        save();
      }
      if (event.key === "Escape") close();
    });
    input.addEventListener("blur", () => setTimeout(() => !closed && save()));
    cell.classList.add("is-editing");
    fill(cell, input, note);
    input.focus();
    input.select();
  }
}

function quantityCell(value) {
  if (!value) return h("span.nothing", {}, "—");
  const text = quantity(value);
  return h("span.quantity-cell", {}, h("span.amount", {}, text), value.at ? h("span.when", {}, fiscalYear(value.at.fiscal_year)) : null);
}

const measureName = (store, entry) => (entry.record.measure_id ? store.label(entry.record.measure_id) : t("wholePlan"));

class GanttView extends RowsView {
  constructor(store) {
    super(store, {
      kind: "schedule", role: "grid", rowHeight: 32,
      items: () => this.grouped(),
      text: (item) => (item.group ? "" : [item.label, measureName(store, item)].join(" ")),
      cells: (item, doubtful) => this.line(item, doubtful),
    });
  }

  update() {
    const entries = this.store.of("schedule");
    const years = entries.flatMap((entry) => [entry.record.start_fiscal_year, entry.record.end_fiscal_year]).filter((year) => year !== null);
    const period = this.store.of("plan")[0]?.record.period;
    const first = Math.min(...years, period?.start_fiscal_year ?? Infinity);
    const last = Math.max(...years, period?.end_fiscal_year ?? -Infinity);
    // A year read wrongly must not make the chart a thousand columns wide.
    const end = Math.min(last, first + 19);
    this.years = Number.isFinite(first) && Number.isFinite(last) ? Array.from({ length: Math.max(end - first, 0) + 1 }, (_, index) => first + index) : [];
    this.scroller.style.setProperty("--years", Math.max(this.years.length, 1));
    this.head?.remove();
    this.head = h("div.row.row-head.gantt-row", { role: "row" }, h("span", { role: "columnheader" }, t("schedule")), h("span.years", { role: "columnheader" }, this.years.map((year) => h("span.year", {}, fiscalYear(year)))));
    this.scroller.prepend(this.head);
    super.update();
    this.shown = this.shown.filter((item, index, all) => !item.group || (all[index + 1] && !all[index + 1].group));
    this.list.set(this.shown);
  }

  grouped() {
    const groups = new Map();
    for (const entry of this.store.of("schedule")) {
      const key = entry.record.measure_id ?? "";
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    return [...groups].flatMap(([, entries]) => [{ group: true, label: measureName(this.store, entries[0]) }, ...entries]);
  }

  line(item, doubtful) {
    if (item.group) return [h("span.cell.group-label", { role: "gridcell" }, item.label)];
    const { start_fiscal_year: start, end_fiscal_year: end, phase, action_labels: labels } = item.record;
    const track = h("span.track", { role: "gridcell" });
    if (start !== null && this.years.length) {
      const from = Math.max(start - this.years[0], 0);
      const to = Math.min((end ?? start) - this.years[0] + 1, this.years.length);
      const bar = h(`span.bar.phase-${phase ?? "none"}`, { title: `${item.label} ${fiscalYears(start, end)}${phase ? ` · ${word(phase)}` : ""}` }, h("span.bar-text", {}, `${fiscalYears(start, end)}${phase ? ` ${word(phase)}` : ""}`));
      bar.style.setProperty("--from", from);
      bar.style.setProperty("--span", Math.max(to - from, 0.3));
      track.append(bar);
    } else track.append(h("span.no-years", {}, t("noYears")));
    return [h("span.cell.gantt-label", { role: "gridcell", title: item.label }, statusCell(item, doubtful), labels.length ? h("span.action-label", {}, labels.join("")) : null, h("span.ellipsis", {}, item.label)), track];
  }
}

function treeCells(store, extra) {
  return (item, doubtful) => {
    const indent = h("span.indent");
    indent.style.width = `${((item.level ?? 1) - 1) * 16}px`;
    if (item.group) return [h("span.cell.group-label", {}, indent, item.label)];
    return [h("span.cell.tree-cell", {}, indent, statusCell(item, doubtful), item.record.number ? h("span.number", {}, item.record.number) : null, h("span.ellipsis", { title: item.label }, item.label), extra(item)), h("span.cell.quiet.place", {}, evidencePlace(item))];
  };
}

function measureTree(store) {
  const counted = (item) => {
    const of = (kind) => store.of(kind).filter((entry) => entry.record.measure_id === item.id).length;
    const facts = [[of("kpis"), t("kpis")], [of("schedule"), t("schedule")]].filter(([count]) => count);
    return h("span.facts", {}, item.record.is_priority ? h("span.priority", {}, "★") : null, facts.map(([count, name]) => h("span.fact", {}, `${name} ${count}`)), item.record.departments.slice(0, 2).map((name) => h("span.fact.department", {}, name)));
  };
  return new RowsView(store, {
    kind: "measures", role: "tree", rowHeight: 36, template: "1fr 46px",
    items: () => {
      let policy;
      return store.of("measures").flatMap((entry) => {
        const heads = entry.record.policy !== policy && entry.record.policy ? [{ group: true, level: 1, label: entry.record.policy }] : [];
        policy = entry.record.policy;
        return [...heads, { ...entry, level: policy ? 2 : 1 }];
      });
    },
    text: (item) => [item.label, item.record?.departments?.join(" ")].join(" "),
    cells: treeCells(store, counted),
  });
}

function sectionTree(store) {
  return new RowsView(store, {
    kind: "sections", role: "tree", rowHeight: 32, template: "1fr 46px",
    items: () => store.of("sections").map((entry) => ({ ...entry, level: Math.min(entry.record.level, 8) })),
    text: (item) => [item.record.number, item.label].join(" "),
    cells: treeCells(store, (item) => h("span.facts", {}, h("span.fact", {}, word(item.record.kind)))),
  });
}

const LISTS = {
  commitments: { second: (entry) => [...entry.record.deadlines.map(dateRef), ...entry.record.quantities.map(quantity)].join("、"), template: "28px minmax(0, 3fr) minmax(0, 1fr) 46px 62px" },
  benchmarks: { second: (entry) => `${word(entry.record.reference.scope)} ${quantity(entry.record.reference)} / ${quantity(entry.record.own) || "—"}`, template: "28px minmax(0, 2fr) minmax(0, 1.4fr) 46px 62px" },
  roles: { second: (entry) => [entry.record.holder, entry.record.description].filter(Boolean).join(" — "), template: "28px minmax(0, 1fr) minmax(0, 2fr) 46px 62px" },
  glossary: { second: (entry) => entry.record.definition, template: "28px minmax(0, 1fr) minmax(0, 2.4fr) 46px 62px" },
  tables: { second: (entry) => `${word(entry.record.kind)} · ${entry.record.n_rows}×${entry.record.n_cols}`, template: "28px minmax(0, 2fr) minmax(0, 1fr) 46px 62px" },
};

function simpleList(store, kind) {
  const { second, template } = LISTS[kind];
  return new RowsView(store, {
    kind, rowHeight: 46, template, columns: ["", t(kind), "", t("place"), t("confidence")],
    items: () => store.of(kind),
    text: (entry) => `${entry.label} ${second(entry)}`,
    cells: (entry, doubtful) => [
      h("span.cell", { role: "gridcell" }, statusCell(entry, doubtful)),
      h("span.cell", { role: "gridcell", title: entry.label }, h("span.clamp", {}, entry.label || "—")),
      h("span.cell.quiet", { role: "gridcell" }, h("span.clamp", {}, second(entry))),
      h("span.cell.quiet.place", { role: "gridcell" }, evidencePlace(entry)),
      confidenceCell(entry),
    ],
  });
}

/** A view that is short enough to be drawn whole. */
class PlainView {
  constructor(store) {
    this.store = store;
    this.scroller = h("div.plain", { tabIndex: 0, role: "region" });
    this.element = h("div.view", {}, this.scroller);
  }

  mark() {}

  focus() {
    this.scroller.focus({ preventScroll: true });
  }

  destroy() {}
}

class AboutView extends PlainView {
  update() {
    const entry = this.store.of("plan")[0];
    this.scroller.setAttribute("aria-label", t("plan"));
    const { record } = entry;
    const facts = [
      ["title", t("title"), record.title], ["municipality", t("municipality"), record.municipality && `${record.municipality.prefecture ?? ""}${record.municipality.name} ${record.municipality.code ?? ""}`],
      ["period", t("period"), record.period && `${record.period.raw} (${fiscalYears(record.period.start_fiscal_year, record.period.end_fiscal_year)})`],
      ["published", "策定・公表 / Published", record.published?.raw], ["status", "確定・案 / Status", word(record.status)], ["edition", "版 / Edition", record.edition],
      ["issuer", "発行 / Issuer", record.issuer], ["vision", "基本理念 / Vision", record.vision], ["related_plans", "関連計画 / Related plans", record.related_plans.map((plan) => plan.title).join("、")],
    ];
    fill(this.scroller, h("dl.about", {}, facts.map(([field, name, value]) => [h("dt", {}, half(name), entry.fields.some((done) => done.split(".")[0] === field) ? h("span.status.status-corrected", {}, t("corrected")) : null), h("dd", {}, value || "—")])),
      h("button.action", { type: "button", onclick: () => this.store.select(entry.id, { from: "list" }) }, icon("edit"), t("edit")));
  }
}

class DiagnosticsView extends PlainView {
  update() {
    this.scroller.setAttribute("aria-label", t("diagnostics"));
    const items = this.store.diagnostics.map((item) => {
      const known = item.record_id && this.store.records.has(item.record_id);
      const head = [h(`span.code.${item.severity}`, {}, item.code), h("span", {}, half(item.message))];
      return h("li", {}, known
        ? h("button.diagnostic", { type: "button", onclick: () => this.store.select(item.record_id, { from: "diagnostics" }) }, head, h("span.quiet", {}, this.store.label(item.record_id)))
        : h("div.diagnostic", {}, head));
    });
    fill(this.scroller, items.length ? h("ul.diagnostics", {}, items) : h("p.empty", {}, t("noRecords")));
  }
}

class ConflictsView extends PlainView {
  update() {
    this.scroller.setAttribute("aria-label", t("conflicts"));
    const { conflicts } = this.store;
    fill(this.scroller, conflicts.length ? h("ul.conflicts", {}, conflicts.map((conflict) => this.card(conflict))) : h("p.empty", {}, t("noConflicts")));
  }

  card(conflict) {
    const { event } = conflict;
    const decide = (decisions) => () => this.store.decide(decisions);
    const undo = { status: "undo", kind: event.kind, record_id: event.record_id, undoes: event.seq };
    const button = (label, act, style = "") => h(`button.action.small${style}`, { type: "button", onclick: act }, label);
    const actions = [];
    if (conflict.reason === "changed") {
      actions.push(button(t("keep"), decide([{ status: "accept", kind: event.kind, record_id: conflict.record_id }]), ".primary"), button(t("takeNew"), decide([undo])));
    } else {
      if (conflict.reason === "vanished" || conflict.reason === "ambiguous") actions.push(...this.attachment(conflict));
      if (conflict.reason === "vanished" && event.record) actions.push(button(t("keepAsRecord"), decide([undo, { status: "add", kind: event.kind, new: restored(event) }])));
      actions.push(button(t("dropDecision"), decide([undo])));
    }
    return h("li.conflict", { dataset: { reason: conflict.reason } },
      h("div.conflict-head", {}, h("span.reason", {}, t(conflict.reason)), h(`span.kind.kind-${event.kind}`, {}, t(event.kind)), conflict.record_id
        ? h("button.link", { type: "button", onclick: () => this.store.select(conflict.record_id, { from: "conflicts" }) }, conflict.label || conflict.record_id)
        : h("strong", {}, conflict.label || event.record_id)),
      h("p.conflict-what", {}, h("span.quiet", {}, `${clock(event.at)} ${event.by}: `), event.status === "correct" ? `${event.field}: ${brief(event.old)} → ${brief(event.new)}` : t({ accept: "accepted", reject: "rejected", add: "added" }[event.status] ?? "decided"),
        conflict.current !== null && conflict.current !== undefined ? h("span.now", {}, `${t("nowSays")}: ${brief(conflict.current)}`) : null,
        event.evidence?.[0] ? h("span.quiet", {}, ` ${place(event.evidence[0])} 「${event.evidence[0].quote.slice(0, 60)}」`) : null, conflict.detail ? h("span.quiet", {}, ` ${conflict.detail}`) : null),
      h("div.conflict-actions", {}, actions));
  }

  attachment(conflict) {
    const { event } = conflict;
    const candidates = conflict.candidates.length ? conflict.candidates.map((id) => this.store.records.get(id)) : this.store.of(event.kind);
    const select = h("select", { "aria-label": t("attachTarget") }, candidates.filter(Boolean).map((entry) => h("option", { value: entry.id }, `${entry.label.slice(0, 40)} ${evidencePlace(entry)}`)));
    const attach = () => this.store.decide([{ status: "attach", kind: event.kind, record_id: event.record_id, new: select.value }]);
    return [h("span.attach", {}, select, h("button.action.small", { type: "button", onclick: attach }, t("attachTo")))];
  }
}

/** A vanished record as it was with its correction, to be added anew. */
function restored(event) {
  const record = structuredClone(event.record);
  if (event.status === "correct") {
    const steps = event.field.split(".");
    const last = steps.pop();
    const holder = steps.reduce((inner, step) => inner?.[step], record);
    if (holder) holder[last] = event.new;
  }
  return record;
}
