// All plans of the folder: filters, search, and how far each review is.
import { get, upload } from "./api.js";
import { debounce, fill, h, icon } from "./dom.js";
import { fiscalYears } from "./format.js";
import { lang, t } from "./i18n.js";
import { toggleTheme } from "./theme.js";
import { VirtualList } from "./virtual.js";

const main = document.getElementById("main");
const other = lang === "en" ? "ja" : "en";
const KINDS = ["kpis", "schedule", "measures", "commitments", "glossary"];

fill(document.getElementById("top"),
  h("span.brand", {}, "dxextract"), h("h1", {}, t("plans")), h("span.spacer"),
  h("a.tool.language", { href: "/api/docs" }, "API"),
  h("a.tool.language", { href: `?lang=${other}`, lang: other }, t("language")),
  h("button.tool", { type: "button", title: t("theme"), "aria-label": t("theme"), onclick: toggleTheme }, icon("theme")));

const filters = {
  q: h("input", { type: "search", id: "q", placeholder: t("searchPlans") }),
  municipality: h("input", { type: "search", id: "municipality" }),
  diagnostic: h("input.short", { type: "search", id: "diagnostic", placeholder: "W401" }),
  state: h("select", { id: "state" }, [["", t("all")], ["open", t("stateOpen")], ["complete", t("stateComplete")], ["conflict", t("stateConflict")]].map(([value, name]) => h("option", { value }, name))),
};
const field = (name, label, style = "") => h(`div.filter-field${style}`, {}, h("label", { htmlFor: name }, label), filters[name]);
const total = h("p.total", { role: "status" });
const rows = h("div.plans", { role: "table", "aria-label": t("plans"), tabIndex: 0 });
const head = h("div.plan-row.plan-head", { role: "row" }, [t("title"), t("municipality"), t("period"), t("records"), t("openDoubts"), t("progress")].map((name) => h("span", { role: "columnheader" }, name)));
const empty = h("p.empty", { hidden: true });

function uploader() {
  if (!main.dataset.uploads) return null;
  const input = h("input.sr", { type: "file", id: "file", accept: ".pdf,.txt,.md" });
  const label = h("label.action", { htmlFor: "file" }, icon("plus"), t("uploadPlan"));
  input.addEventListener("change", async () => {
    label.lastChild.textContent = t("uploading");
    try {
      const { name } = await upload(input.files[0]);
      location.href = address(name);
    } catch (problem) {
      total.textContent = problem.message;
      label.lastChild.textContent = t("uploadPlan");
    }
  });
  return h("span.uploader", {}, input, label);
}

fill(main, h("form.filters", { role: "search", onsubmit: (event) => event.preventDefault() }, field("q", t("search"), ".wide"), field("municipality", t("municipality")), field("diagnostic", t("diagnosticCode")), field("state", t("state")), uploader()), total, rows, empty);
rows.append(head);
const list = new VirtualList(rows, 68, (plan) => row(plan), { role: "rowgroup" });

function address(name) {
  return `/plan/${name.split("/").map(encodeURIComponent).join("/")}`;
}

function row(plan) {
  if (plan.problem) return h("div.plan-row.is-broken", { role: "row" }, h("span", { role: "cell" }, h("strong", {}, plan.name), h("span.problem", {}, plan.problem)));
  const share = plan.total ? plan.decided / plan.total : 0;
  const bar = h("span.progress", { role: "progressbar", "aria-label": t("progress"), "aria-valuemin": 0, "aria-valuemax": plan.total, "aria-valuenow": plan.decided }, h("span"));
  bar.firstChild.style.width = `${share * 100}%`;
  const codes = Object.entries(plan.diagnostics).map(([code, count]) => h(`span.code.${{ E: "error", W: "warning", I: "information" }[code[0]]}`, {}, count > 1 ? `${code} ×${count}` : code));
  return h("div.plan-row", { role: "row" },
    h("span.plan-name", { role: "cell" }, h("a", { href: address(plan.name) }, plan.title ?? plan.name), h("span.quiet", {}, `${plan.name} · ${plan.page_count ? t("pages", { n: plan.page_count }) : t("text")}`)),
    h("span", { role: "cell" }, plan.municipality ? [h("span", {}, `${plan.municipality.prefecture ?? ""}${plan.municipality.name}`), h("span.quiet", {}, plan.municipality.code ?? "")] : "—"),
    h("span.period", { role: "cell" }, plan.period ? fiscalYears(plan.period.start_fiscal_year, plan.period.end_fiscal_year) : "—"),
    h("span.counts", { role: "cell" }, KINDS.map((kind) => h("span.fact", {}, `${t(kind)} `, h("b", {}, String(plan.counts[kind])))), h("span.codes", {}, codes)),
    h("span", { role: "cell" }, plan.conflicts ? h("span.alarm", {}, `${t("conflicts")} ${plan.conflicts}`) : null, h(`span.doubts${plan.doubts ? "" : ".is-none"}`, {}, String(plan.doubts))),
    h("span.come", { role: "cell" }, bar, h("span.fraction", {}, plan.complete ? t("complete") : `${Math.round(share * 100)}%`)));
}

async function show() {
  const values = Object.fromEntries(Object.entries(filters).map(([name, input]) => [name, input.value]));
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  const { plans, total: found } = await get("plans", values);
  total.textContent = t("count", { n: found });
  empty.textContent = query.size ? t("noPlans") : t("noDocuments");
  empty.hidden = plans.length > 0;
  rows.hidden = plans.length === 0;
  list.set(plans);
}

const given = new URLSearchParams(location.search);
for (const [name, input] of Object.entries(filters)) {
  input.value = given.get(name) ?? "";
  input.addEventListener("input", debounce(show, 200));
}
show().catch((problem) => {
  total.textContent = problem.message;
});
