// What the page knows of the plan, and the one way to change it: a decision that the server has written.
import { get, post, planPath, ApiError } from "./api.js";
import { t } from "./i18n.js";

const NAME_KEY = "dxextract-reviewer";

export class Store extends EventTarget {
  constructor(name) {
    super();
    this.name = name;
    this.path = planPath(name);
    this.records = new Map();
    this.selected = null;
    this.tab = "kpis";
    this.mine = [];
    this.underWay = new Set();
    this.queueOfWrites = Promise.resolve();
  }

  get reviewer() {
    try {
      return localStorage.getItem(NAME_KEY) || document.body.dataset.reviewer;
    } catch {
      return document.body.dataset.reviewer;
    }
  }

  set reviewer(name) {
    try {
      localStorage.setItem(NAME_KEY, name);
    } catch {
      // Without storage the server's user stands in the record.
    }
  }

  async load() {
    const view = await get(`${this.path}/view`);
    this.records = new Map(view.records.map((entry) => [entry.id, entry]));
    this.diagnostics = view.diagnostics;
    this.source = view.source;
    this.torn = view.torn;
    this.extraction = view.extraction;
    this.doubts = view.doubts;
    this.#stand(view);
    if (this.selected && !this.records.has(this.selected)) this.selected = null;
    this.emit("loaded");
  }

  #stand(view) {
    this.version = view.version;
    this.progress = view.progress;
    this.agreement = view.agreement;
    this.conflicts = view.conflicts;
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  on(type, listener) {
    this.addEventListener(type, (event) => listener(event.detail));
  }

  of(kind) {
    return [...this.records.values()].filter((entry) => entry.kind === kind);
  }

  get current() {
    return this.selected ? this.records.get(this.selected) ?? null : null;
  }

  label(id) {
    return this.records.get(id)?.label ?? id;
  }

  select(id, { from = "" } = {}) {
    this.selected = id;
    this.emit("selected", { id, from });
  }

  /** Doubts still open, the least sure first. */
  waiting() {
    return this.doubts.filter((id) => this.records.get(id)?.status === "open" && !this.underWay.has(id));
  }

  step(direction) {
    const order = this.doubts.filter((id) => this.records.has(id) && (this.records.get(id).status === "open" || id === this.selected));
    if (!order.length) return;
    const at = order.indexOf(this.selected);
    const next = at < 0 ? (direction > 0 ? 0 : order.length - 1) : (at + direction + order.length) % order.length;
    this.select(order[next], { from: "queue" });
  }

  /** Write decisions, one request after the other. Resolves to true when they are on the server's disk. */
  decide(decisions) {
    const work = () => this.#write(decisions, true);
    this.queueOfWrites = this.queueOfWrites.then(work, work);
    return this.queueOfWrites;
  }

  async #write(decisions, undoable) {
    const before = this.version;
    try {
      const changes = await post(`${this.path}/events`, {
        version: this.version,
        extraction: this.extraction,
        by: this.reviewer,
        decisions,
      });
      this.#apply(changes);
      if (undoable) this.mine.push(range(before, changes.version, decisions.length));
      if (changes.behind) await this.load();
      return true;
    } catch (problem) {
      await this.#refused(problem);
      return false;
    }
  }

  #apply(changes) {
    for (const id of changes.gone) this.records.delete(id);
    for (const entry of changes.records) this.records.set(entry.id, entry);
    if (changes.order) this.records = new Map(changes.order.map((id) => [id, this.records.get(id)]));
    this.#stand(changes);
    if (this.selected && !this.records.has(this.selected)) this.selected = null;
    this.emit("changed", { ids: [...changes.gone, ...changes.records.map((entry) => entry.id)], order: changes.order !== null });
  }

  async #refused(problem) {
    if (!(problem instanceof ApiError)) {
      this.emit("message", { text: t("offline"), bad: true });
    } else if (problem.status === 409) {
      const who = [...new Set((problem.body.events ?? []).map((event) => event.by))].join("、");
      await this.load();
      this.emit("message", { text: problem.body.error === "stale" ? t("stale", { who }) : t("extractedAgain"), bad: true });
    } else {
      if (problem.body?.errors) this.emit("invalid", problem.body.errors);
      const why = problem.body?.errors?.map((error) => `${error.field}: ${error.message}`).join(" ") ?? problem.message;
      this.emit("message", { text: t("failed", { why }), bad: true });
    }
  }

  /** What would be wrong with `field` of a record being `value`; nothing is written. */
  check(entry, field, value) {
    return post(`${this.path}/check`, { kind: entry.kind, record_id: entry.id, field, new: value });
  }

  /** Take back this page's last decision. */
  undo() {
    // In its turn, so that it takes back what was still under way when the key was pressed.
    this.queueOfWrites = this.queueOfWrites.then(() => this.#takeBack(), () => this.#takeBack());
    return this.queueOfWrites;
  }

  async #takeBack() {
    const last = this.mine.pop();
    if (!last) {
      this.emit("message", { text: t("nothingToUndo") });
      return;
    }
    const decisions = last.map((seq) => ({ status: "undo", kind: "plan", record_id: "-", undoes: seq }));
    if (await this.#write(decisions, false)) this.emit("message", { text: t("undone", { what: t("count", { n: last.length }) }) });
  }

  /** Whether somebody else changed the plan; loads it anew when so. */
  async look() {
    const now = await get(`${this.path}/version`).catch(() => null);
    if (now && (now.version !== this.version || now.extraction !== this.extraction)) {
      const again = now.extraction !== this.extraction;
      await this.load();
      this.emit("message", { text: t(again ? "extractedAgain" : "changedElsewhere") });
    }
  }
}

function range(before, after, count) {
  return Array.from({ length: count }, (_, index) => after - index).filter((seq) => seq > before);
}
