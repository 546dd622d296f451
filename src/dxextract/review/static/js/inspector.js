// The selected record: its standing, its fields as a form, its evidence, other readings, and what was decided about it.
import { get, post } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { fieldRow } from "./form.js";
import { brief, clock, place } from "./format.js";
import { half, t } from "./i18n.js";
import { fieldsOf, KINDS } from "./schema.js";

const FIRST = { kpis: ["name", "target", "baseline", "measure_id"], schedule: ["text", "start_fiscal_year", "end_fiscal_year", "phase", "measure_id"] };

export class Inspector {
  constructor(element, store) {
    this.element = element;
    this.store = store;
    this.draft = null;
    store.on("selected", () => this.show());
    store.on("loaded", () => this.show());
    store.on("invalid", (errors) => this.draft && this.complain(errors));
    store.on("changed", ({ ids }) => {
      if (!this.draft && (ids.includes(store.selected) || !store.selected)) this.show();
      else this.head();
    });
  }

  show() {
    this.draft = null;
    const entry = this.store.current;
    this.bar = h("div.inspector-bar");
    if (!entry) {
      fill(this.element, this.bar, h("p.empty", {}, t("pickRecord")));
      this.head();
      return;
    }
    const keep = this.element.dataset.id === entry.id ? this.body?.scrollTop ?? 0 : 0;
    this.element.dataset.id = entry.id;
    this.body = h(
      "div.inspector-body",
      { tabIndex: -1 },
      this.title(entry),
      this.reasons(entry),
      this.alternatives(entry),
      this.evidence(entry),
      h("div.form", {}, this.fields(entry)),
      this.history(entry),
    );
    fill(this.element, this.bar, this.body);
    this.body.scrollTop = keep;
    this.head();
  }

  head() {
    const { store } = this;
    const waiting = store.waiting().length;
    const entry = this.draft ? null : store.current;
    const button = (name, key, label, act, style = "", off = false) =>
      h(`button.action${style}`, { type: "button", disabled: off, onclick: () => { act(); this.refocus(); }, "aria-keyshortcuts": key, dataset: { action: name } }, icon(name), h("span", {}, label), h("kbd", { "aria-hidden": "true" }, key));
    fill(
      this.bar,
      h("div.queue", {}, h("strong", { dataset: { testid: "queue" } }, waiting ? t("queue", { n: waiting }) : t("queueDone")),
        button("previous", "K", t("previous"), () => store.step(-1), ".quiet", !waiting),
        button("next", "J", t("next"), () => store.step(1), ".quiet", !waiting)),
      h("div.actions", {},
        button("undo", "U", t("undo"), () => store.undo(), ".quiet", !store.mine.length),
        button("edit", "E", t("edit"), () => this.edit(), ".quiet", !entry),
        button("cross", "X", t("reject"), () => this.reject(), ".warn", !entry || entry.kind === "plan"),
        button("check", "Enter", t("accept"), () => this.accept(), ".primary", !entry)),
    );
  }

  refocus() {
    this.store.emit("refocus");
  }

  title(entry) {
    const confidence = entry.record.confidence;
    return h(
      "div.record-title",
      {},
      h(`span.kind.kind-${entry.kind}`, {}, t(entry.kind)),
      h("h2", {}, entry.label || "—"),
      h(`span.status.status-${entry.status}`, {}, t(entry.status)),
      confidence === null || confidence === undefined ? null : h("span.confidence", { title: t("confidence") }, `${t("confidence")} ${Math.round(confidence * 100)}%`),
    );
  }

  /** What the extraction itself says against the record. */
  reasons(entry) {
    const items = this.store.diagnostics.filter((item) => item.record_id === entry.id);
    return items.length ? h("ul.reasons", {}, items.map((item) => h("li", {}, h(`span.code.${item.severity}`, {}, item.code), ` ${half(item.message)}`))) : null;
  }

  fields(entry, context = this.context(entry)) {
    const first = FIRST[entry.kind] ?? [];
    const fields = fieldsOf(entry.kind);
    fields.sort((a, b) => rank(first, a.name) - rank(first, b.name));
    return fields.map((field) => fieldRow(field, entry.record[field.name] ?? null, field.name, context));
  }

  context(entry) {
    const { store } = this;
    const { id, kind } = entry;
    return {
      corrected: new Set(entry.fields),
      check: async (path, value) => {
        if (JSON.stringify(valueAt(entry.record, path)) === JSON.stringify(value)) return [];
        return (await post(`${store.path}/check`, { kind, record_id: id, field: path, new: value })).errors;
      },
      save: async (path, value) => {
        if (JSON.stringify(valueAt(entry.record, path)) === JSON.stringify(value)) return;
        await store.decide([{ status: "correct", kind, record_id: id, field: path, new: value }]);
      },
      cancel: () => {
        this.show();
        this.refocus();
      },
      options: (to) => store.of(to).filter((other) => other.status !== "rejected").map((other) => [other.id, [other.record.number, other.label || t(other.kind), other.label ? "" : place(other.record.evidence?.[0])].filter(Boolean).join(" ")]),
    };
  }

  evidence(entry) {
    const items = entry.record.evidence ?? [];
    if (!items.length) return null;
    return h(
      "div.evidence",
      {},
      h("h3", {}, t("evidence")),
      h("ul", {}, items.map((item, index) =>
        h("li", {}, h("button.evidence-item", { type: "button", onclick: () => this.store.emit("show-evidence", { id: entry.id, index }) }, h("span.place", {}, place(item)), h("q", {}, item.quote))))),
    );
  }

  alternatives(entry) {
    const items = entry.record.alternatives ?? [];
    if (!items.length) return null;
    return h(
      "div.alternatives",
      {},
      h("h3", {}, t("alternatives")),
      h("ul", {}, items.map((item) =>
        h("li", {}, h("button.alternative", { type: "button", title: t("useAlternative"), onclick: () => this.use(entry, item) },
          h("span.alternative-field", {}, item.field ?? t(item.kind)), h("span", {}, brief(item.value)),
          item.confidence === null ? null : h("span.confidence", {}, `${Math.round(item.confidence * 100)}%`))))),
    );
  }

  async use(entry, item) {
    const { kind, id } = entry;
    if (item.field) {
      await this.store.decide([{ status: "correct", kind, record_id: id, field: item.field, new: item.value }]);
    } else {
      const evidence = item.evidence.length ? item.evidence : entry.record.evidence;
      const done = await this.store.decide([
        { status: "reject", kind, record_id: id },
        { status: "add", kind: item.kind, new: { ...item.value, evidence } },
      ]);
      if (done) this.store.step(1);
    }
    this.refocus();
  }

  history(entry) {
    if (!entry.events.length) return null;
    const list = h("ul.history");
    const details = h("details", {}, h("summary", {}, `${t("history")} (${entry.events.length})`), list);
    details.addEventListener("toggle", async () => {
      if (!details.open || list.childElementCount) return;
      const record = await get(`${this.store.path}/records/${encodeURIComponent(entry.id)}`);
      fill(list, record.history.map((event) => h("li", {},
        h("span.when", {}, clock(event.at)), h("span.who", {}, event.by),
        h(`span.status.status-${event.status}`, {}, statusWord(event.status)),
        event.field ? h("span", {}, `${event.field}: ${brief(event.old)} → ${brief(event.new)}`) : null,
        event.comment ? h("p.comment", {}, event.comment) : null)));
    });
    return details;
  }

  accept() {
    return this.decide("accept");
  }

  reject() {
    return this.decide("reject");
  }

  /** Decide about the selected record and go on at once: the next one can be read while the server writes. */
  async decide(status) {
    const entry = this.draft ? null : this.store.current;
    if (!entry || (entry.kind === "plan" && status === "reject")) return;
    const next = this.following(entry.id);
    this.store.underWay.add(entry.id);
    const written = this.store.decide([{ status, kind: entry.kind, record_id: entry.id }]);
    if (next) this.store.select(next, { from: "queue" });
    await written;
    this.store.underWay.delete(entry.id);
  }

  /** The doubt behind `id`, found before `id` is decided; null where `id` was no doubt, so that nothing jumps away. */
  following(id) {
    const order = this.store.waiting();
    const at = order.indexOf(id);
    return at < 0 ? null : order[at + 1] ?? order.find((other) => other !== id) ?? null;
  }

  edit() {
    const input = this.body?.querySelector(".form input, .form textarea");
    input?.focus();
    input?.select?.();
  }

  /** Writes each message of a refused draft at its field. */
  complain(errors) {
    for (const error of errors) {
      const row = this.element.querySelector(`[data-path="${CSS.escape(error.field.split(".")[0])}"]`);
      if (!row) continue;
      row.classList.add("has-error");
      row.querySelector(".field-message").textContent = half(error.message);
    }
  }

  /** A form for a record that is not there yet, from a place on the page. */
  propose(kind, evidence) {
    const entry = { id: "", kind, label: "", status: "open", fields: [], events: [], record: blank(kind, evidence) };
    this.draft = entry;
    const problems = h("p.field-message", { role: "alert" });
    const context = {
      check: async () => [],
      save: async (path, value) => setAt(entry.record, path, value),
      track: (work) => {
        this.pending = work;
      },
      cancel: () => this.show(),
      options: this.context(entry).options,
    };
    const kinds = h("select", { id: "new-kind", onchange: () => this.propose(kinds.value, evidence) }, KINDS.filter((name) => name !== "tables").map((name) => h("option", { value: name, selected: name === kind }, t(name))));
    const add = async () => {
      document.activeElement?.blur?.();
      // What was typed last is still being read.
      await this.pending;
      const before = new Set(this.store.records.keys());
      if (await this.store.decide([{ status: "add", kind, new: entry.record }])) {
        const made = [...this.store.records.keys()].find((id) => !before.has(id));
        if (made) this.store.select(made, { from: "new" });
      }
    };
    const form = h("div.form", {}, this.fields(entry, context));
    this.body = h("div.inspector-body.is-draft", {},
      h("div.record-title", {}, h("label.field-label", { htmlFor: "new-kind" }, t("newRecord")), kinds),
      form,
      h("div.evidence", {}, h("h3", {}, t("evidence")), h("ul", {}, evidence.map((item) => h("li.evidence-item", {}, h("span.place", {}, place(item)), h("q", {}, item.quote))))),
      problems,
      h("div.draft-actions", {}, h("button.action", { type: "button", onclick: () => this.show() }, t("cancel")), h("button.action.primary", { type: "button", onclick: add, dataset: { action: "add" } }, t("addRecord"))));
    this.bar = h("div.inspector-bar");
    fill(this.element, this.bar, this.body);
    this.head();
    this.edit();
  }
}

const NAMES = { sections: "title", measures: "title", kpis: "name", schedule: "text", commitments: "text", benchmarks: "name", roles: "role", glossary: "term" };

/** A record of `kind` with what the schema demands and the quote as its name. */
function blank(kind, evidence) {
  const quote = evidence[0]?.quote.replace(/\s+/g, " ").trim() ?? "";
  const record = {};
  for (const field of fieldsOf(kind)) {
    if (field.form === "flag") record[field.name] = false;
    else if (["lines", "choices", "list", "json"].includes(field.form)) record[field.name] = [];
    else if (field.required && field.form === "choice") record[field.name] = field.choices[0];
    else if (field.required && field.form === "number") record[field.name] = field.name === "level" ? 1 : 0;
    else if (field.required && field.form === "text") record[field.name] = field.name === NAMES[kind] ? quote : "";
    else record[field.name] = null;
  }
  return { ...record, evidence };
}

const rank = (first, name) => (first.includes(name) ? first.indexOf(name) : first.length);

function statusWord(status) {
  return { accept: t("accept"), correct: t("edit"), reject: t("reject"), add: t("added"), undo: t("undo"), attach: t("attachTo") }[status] ?? half(status);
}

export function valueAt(record, path) {
  return path.split(".").reduce((value, step) => value?.[step], record);
}

function setAt(record, path, value) {
  const steps = path.split(".");
  const last = steps.pop();
  const holder = steps.reduce((inner, step) => inner?.[step], record);
  if (holder) holder[last] = value;
}
