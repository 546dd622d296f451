// The review page of one plan: puts source, tabs and inspector together, and answers to the keys.
import { fill, h, icon } from "./dom.js";
import { Inspector } from "./inspector.js";
import { lang, t } from "./i18n.js";
import { KINDS, loadSchema } from "./schema.js";
import { TextSource } from "./source-text.js";
import { Store } from "./store.js";
import { toggleTheme } from "./theme.js";
import { makeView, TABS } from "./views.js";

const LOOK_EVERY = 5000;
const name = document.getElementById("main").dataset.name;
const store = new Store(name);
let view = null;
let source = null;

async function start() {
  await Promise.all([store.load(), loadSchema()]);
  document.title = `${store.of("plan")[0]?.label || name} · dxextract`;
  buildSide();
  buildHead();
  // The records stand before the source is fetched: on a slow disk they can be read meanwhile.
  openTab(store.conflicts.length ? "conflicts" : "kpis");
  await openSource();
  if (store.torn) message(t("torn"));
  document.body.dataset.ready = "1";
}

async function openSource() {
  const element = document.getElementById("source");
  if (!store.source.available) {
    fill(element, h("p.empty", {}, t("noSource")));
    return;
  }
  if (store.source.media_type === "application/pdf") {
    const { PdfSource } = await import("./source-pdf.js");
    source = new PdfSource(element, store);
  } else source = new TextSource(element, store);
  await source.open();
  if (store.current) source.show(store.current);
}

function buildHead() {
  const top = document.getElementById("top");
  const plan = store.of("plan")[0]?.record;
  const other = lang === "en" ? "ja" : "en";
  fill(top,
    h("a.back", { href: "/", title: t("toList") }, icon("back"), h("span.brand", {}, "dxextract")),
    h("h1", {}, plan?.title ?? name),
    h("span.place-name", {}, plan?.municipality?.name ?? ""),
    h("span.spacer"),
    progressBar(),
    h("label.reviewer", {}, h("span", {}, t("by")), h("input", { type: "text", value: store.reviewer, title: t("yourName"), size: 8, onchange: (event) => { store.reviewer = event.target.value.trim(); } })),
    h("button.tool", { type: "button", title: t("keys"), "aria-label": t("keys"), onclick: () => help.showModal() }, icon("help")),
    h("a.tool.language", { href: `?lang=${other}`, lang: other }, t("language")),
    h("button.tool", { type: "button", title: t("theme"), "aria-label": t("theme"), onclick: toggleTheme }, icon("theme")));
}

function progressBar() {
  const { progress, agreement } = store;
  const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  const [decided, total] = [sum(progress.decided), sum(progress.total)];
  const bar = h("span.progress", { role: "progressbar", "aria-label": t("progress"), "aria-valuemin": 0, "aria-valuemax": total, "aria-valuenow": decided }, h("span"));
  bar.firstChild.style.width = `${(100 * decided) / Math.max(total, 1)}%`;
  const figures = agreement.share_unchanged === null ? t("noAgreement") : [t("unchanged", { n: Math.round(agreement.share_unchanged * 100) }), t("corrections", { n: agreement.corrections_per_100_fields.toFixed(1) })].join(" · ");
  return h("span.standing", { dataset: { testid: "standing" } }, h("span.figures", {}, figures), bar, h("span.fraction", {}, `${decided} / ${total}`));
}

const help = h("dialog.help", { "aria-labelledby": "help-title" },
  h("h2", { id: "help-title" }, t("keys")),
  h("dl", {}, [["J / K", t("keyNext")], ["Enter", t("accept")], ["X", t("reject")], ["E", t("edit")], ["U", t("undo")], ["1 – 9", t("keyTabs")], ["B", t("keyBox")], ["/", t("keyFilter")], ["?", t("keys")]].map(([key, meaning]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, meaning)])),
  h("form", { method: "dialog" }, h("button.action", {}, t("close"))));

let tabs = null;
let panel = null;
let inspector = null;

function buildSide() {
  tabs = h("div.tabs", { role: "tablist", "aria-label": t("records"), onkeydown: tabKeys });
  panel = h("div.panel", { role: "tabpanel", id: "panel" });
  const box = h("section.inspector", { "aria-label": t("review") });
  fill(document.getElementById("side"), tabs, panel, box);
  inspector = new Inspector(box, store);
  inspector.show();
  document.body.append(help);
}

function drawTabs() {
  const count = (tab) => (tab === "diagnostics" ? store.diagnostics.length : tab === "conflicts" ? store.conflicts.length : tab === "plan" ? 0 : store.progress.total[tab]);
  const left = (tab) => (store.progress.total[tab] ?? 0) - (store.progress.decided[tab] ?? 0);
  // What must be decided stands first; the number keys keep to the tabs that are always there.
  const shown = store.conflicts.length || store.tab === "conflicts" ? ["conflicts", ...TABS] : TABS;
  fill(tabs, shown.map((tab) =>
    h(`button.tab${tab === "conflicts" ? ".is-alarming" : ""}`, { type: "button", role: "tab", id: `tab-${tab}`, dataset: { tab }, "aria-selected": String(tab === store.tab), "aria-controls": "panel", tabIndex: tab === store.tab ? 0 : -1, onclick: () => openTab(tab, true) },
      t(tab), count(tab) ? h("span.tab-count", {}, String(count(tab))) : null, tab in store.progress.total && left(tab) === 0 && store.progress.total[tab] ? h("span.tab-done", { title: t("complete") }, "✓") : null)));
}

function openTab(tab, focus = false) {
  if (store.tab !== tab || !view) {
    store.tab = tab;
    view?.destroy();
    view = makeView(tab, store);
    fill(panel, view.element);
    panel.setAttribute("aria-labelledby", `tab-${tab}`);
    view.update();
    source?.mark?.();
  }
  drawTabs();
  if (focus) view.focus();
}

function tabKeys(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const names = [...tabs.children].map((tab) => tab.dataset.tab);
  const next = names[(names.indexOf(store.tab) + step + names.length) % names.length];
  openTab(next);
  tabs.querySelector(`[data-tab="${next}"]`).focus();
}

store.on("selected", ({ from }) => {
  const entry = store.current;
  if (entry && (KINDS.includes(entry.kind) || entry.kind === "plan") && entry.kind !== store.tab) openTab(entry.kind);
  view?.mark(from !== "list");
  source?.show(entry, 0);
  dismissPick();
});
store.on("loaded", () => {
  if (!view) return;
  view.destroy();
  view = makeView(store.tab, store);
  fill(panel, view.element);
  view.update();
  drawTabs();
  buildHead();
  source?.mark?.();
});
store.on("changed", () => {
  view.update();
  drawTabs();
  buildHead();
  source?.mark?.();
  source?.show(store.current, null);
});
store.on("show-evidence", ({ id, index }) => source?.show(store.records.get(id), index));
store.on("refocus", () => view?.focus());
store.on("message", ({ text, bad }) => message(text, bad));
store.on("picked", (pick) => offer(pick));

function message(text, bad = false) {
  const toast = h(`p.toast${bad ? ".is-bad" : ""}`, {}, text);
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), bad ? 9000 : 3500);
}

let picked = null;

/** What can be made of a selection or a drawn box: evidence of the selected record, or a new record. */
function offer(pick) {
  dismissPick();
  const entry = store.current;
  const current = entry && entry.kind !== "plan" ? entry : null;
  const asEvidence = () => {
    dismissPick();
    store.decide([{ status: "correct", kind: current.kind, record_id: current.id, field: "evidence", new: pick.evidence }]);
  };
  const asNew = (kind) => () => {
    dismissPick();
    openTab(kind);
    inspector.propose(kind, pick.evidence);
  };
  const menu = h("div.pick", { role: "toolbar", "aria-label": t("newRecord") },
    current ? h("button.action.small.primary", { type: "button", onclick: asEvidence, dataset: { action: "evidence" } }, t("makeEvidence")) : null,
    h("span.pick-label", {}, `${t("newRecord")}:`),
    ["kpis", "schedule", "measures", "commitments", "benchmarks", "roles", "glossary"].map((kind) => h("button.action.small", { type: "button", onclick: asNew(kind), dataset: { kind } }, t(kind))),
    h("button.icon-button", { type: "button", "aria-label": t("close"), onclick: dismissPick }, icon("cross")));
  document.body.append(menu);
  const { offsetWidth: width, offsetHeight: height } = menu;
  menu.style.left = `${Math.max(8, Math.min(pick.box.left, innerWidth - width - 8))}px`;
  menu.style.top = `${pick.box.bottom + height + 12 < innerHeight ? pick.box.bottom + 6 : Math.max(8, pick.box.top - height - 6)}px`;
  picked = { menu, element: pick.element };
}

function dismissPick() {
  picked?.menu.remove();
  picked?.element?.remove();
  picked = null;
}

const ACTIONS = {
  j: () => store.step(1), k: () => store.step(-1), x: () => inspector.reject(), u: () => store.undo(),
  e: () => (store.tab === "kpis" && view.editSelected?.()) || inspector.edit(),
  b: () => source?.toggleDrawing?.(), "?": () => help.showModal(), "/": () => view.filter?.focus(),
  Enter: () => inspector.accept(),
};

addEventListener("keydown", (event) => {
  if (event.key === "Escape") dismissPick();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  if (event.target.closest("input, textarea, select, summary")) return;
  if (event.key === "Enter" && event.target.closest("button, a")) return;
  const tab = /^[1-9]$/.test(event.key) ? TABS[Number(event.key) - 1] : null;
  const act = tab ? () => openTab(tab, true) : ACTIONS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function splitter() {
  const bar = document.getElementById("splitter");
  const desk = document.getElementById("main");
  const set = (share) => {
    const width = Math.min(Math.max(share, 25), 70);
    desk.style.setProperty("--source", `${width}%`);
    bar.setAttribute("aria-valuenow", Math.round(width));
  };
  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const move = (moved) => set((100 * moved.clientX) / desk.clientWidth);
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (step) set(Number(bar.getAttribute("aria-valuenow")) + step);
  });
}

splitter();
setInterval(() => !document.hidden && document.body.dataset.ready && store.look(), LOOK_EVERY);
start().catch((problem) => message(problem.message, true));
