// One field of a record as a control: checked by the server while it is typed, saved when it is left.
import { post } from "./api.js";
import { debounce, fill, h, icon } from "./dom.js";
import { brief, dateRef, quantityParts } from "./format.js";
import { half, t, word } from "./i18n.js";

const WAIT = 250;
let counter = 0;

/**
 * A row with label, control and message for `field`. `context` says where it stands: `path` in the record, `value()`,
 * `save(path, value)`, `check(path, value)` giving messages by path, `options(kind)` for references.
 */
export function fieldRow(field, value, path, context) {
  const id = `f${(counter += 1)}`;
  const message = h("p.field-message", { id: `${id}-m`, role: "status" });
  const control = CONTROLS[field.form] ?? json;
  const show = (errors) => {
    const own = errors.filter((error) => error.field === path || error.field.startsWith(`${path}.`) || path.startsWith(`${error.field}.`));
    message.textContent = own.map((error) => half(error.message)).join(" ");
    message.parentElement?.classList.toggle("has-error", own.length > 0);
    const input = message.parentElement?.querySelector("input, textarea, select");
    if (own.length) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
    return own.length === 0;
  };
  const at = { ...context, id, path, show, name: undefined };
  const corrected = context.corrected?.has(path);
  const tag = field.form === "group" || field.form === "list" || field.form === "choices" ? "span" : "label";
  return h(
    `div.field.field-${field.form}${corrected ? ".is-corrected" : ""}`,
    { dataset: { path } },
    h(tag + ".field-label", { ...(tag === "label" ? { htmlFor: id } : { id: `${id}-l` }), title: field.help }, field.label, field.required ? h("span.required", { "aria-hidden": "true" }, "*") : null),
    h("div.field-control", {}, control(field, value, at)),
    message,
  );
}

/** Wires an input: `read()` gives its value (a promise may do), which is checked while typing and saved on change. */
function wire(input, at, read) {
  input.id = at.id;
  if (at.name) input.setAttribute("aria-label", at.name);
  else input.setAttribute("aria-describedby", `${at.id}-m`);
  const check = debounce(async () => at.show(await at.check(at.path, await read())), WAIT);
  input.addEventListener("input", check);
  input.addEventListener("change", () => {
    const work = async () => {
      const value = await read();
      if (at.show(await at.check(at.path, value))) await at.save(at.path, value);
    };
    const under = work();
    at.track?.(under);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (input.tagName !== "TEXTAREA" || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      input.blur();
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      at.cancel?.();
    }
  });
  return input;
}

const orNull = (field, text) => (text === "" && field.nullable ? null : text);

function text(field, value, at) {
  const long = String(value ?? "").length > 17 || ["definition", "description", "text", "vision", "policy"].includes(field.name);
  const input = long ? h("textarea", { rows: Math.min(5, Math.ceil(String(value ?? "").length / 17) || 1) }) : h("input", { type: "text", autocomplete: "off" });
  input.value = value ?? "";
  return wire(input, at, () => orNull(field, input.value));
}

function numeric(field, value, at) {
  const input = h("input.short", { type: "text", inputMode: "decimal", autocomplete: "off", value: value ?? "" });
  return wire(input, at, () => parsedNumber(input.value));
}

/** A number where it is one; otherwise the text, so that the model says what is wrong with it. */
export function parsedNumber(text) {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  if (plain === "") return null;
  return Number.isFinite(Number(plain)) ? Number(plain) : text;
}

function choice(field, value, at) {
  const choices = field.choices.map((item) => h("option", { value: item, selected: item === value }, word(item)));
  const select = h("select", {}, field.nullable ? h("option", { value: "", selected: value === null }, "—") : null, choices);
  return wire(select, at, () => orNull({ nullable: field.nullable }, select.value));
}

function choices(field, value, at) {
  const boxes = field.choices.map((item) => {
    const box = h("input", { type: "checkbox", value: item, checked: (value ?? []).includes(item) });
    box.addEventListener("change", () => at.save(at.path, boxes.map((label) => label.firstChild).filter((b) => b.checked).map((b) => b.value)));
    return h("label.chip-choice", {}, box, word(item));
  });
  return h("div.chips", { role: "group", "aria-labelledby": `${at.id}-l` }, boxes);
}

function flag(field, value, at) {
  const input = h("input", { type: "checkbox", checked: value === true });
  wire(input, at, () => input.checked);
  return h("span.flag", {}, input);
}

function lines(field, value, at) {
  const input = h("textarea", { rows: Math.max(1, Math.min(5, (value ?? []).length)), title: t("onePerLine"), value: (value ?? []).join("\n") });
  return wire(input, at, () => input.value.split("\n").map((line) => line.trim()).filter(Boolean));
}

function reference(field, value, at) {
  const options = at.options(field.to).map(([id, label]) => h("option", { value: id, selected: id === value }, label));
  const select = h("select", {}, h("option", { value: "", selected: value === null }, field.to === "measures" ? t("wholePlan") : "—"), options);
  return wire(select, at, () => select.value || null);
}

/** What was typed, read by the extraction's own rules; what the typed words leave open stays as it was. */
export async function readQuantity(words, before) {
  const { value } = await post("read", { form: "quantity", text: words });
  if (!value || !before) return withScope(value, before);
  const unit = value.unit ?? (value.state === "numeric" ? before.unit : null);
  return withScope({ ...value, unit, at: value.at ?? before.at }, before);
}

const withScope = (value, before) => (value && before && "scope" in before ? { ...value, scope: before.scope } : value);

function quantity(field, value, at) {
  const shown = h("span.reading", {}, parts(quantityParts(value)));
  const input = h("input.quantity", { type: "text", autocomplete: "off", value: value?.raw ?? "" });
  const read = async () => {
    const found = input.value === (value?.raw ?? "") ? value : await readQuantity(input.value, value);
    fill(shown, parts(quantityParts(found)));
    return found;
  };
  wire(input, at, read);
  return [input, shown, value ? subfields(field, value, at) : null];
}

function date(field, value, at) {
  const shown = h("span.reading", {}, parts(value ? [dateRef(value)] : []));
  const input = h("input.quantity", { type: "text", autocomplete: "off", value: value?.raw ?? "" });
  const read = async () => {
    if (input.value === (value?.raw ?? "")) return value;
    if (input.value.trim() === "") return null;
    const found = (await post("read", { form: "date", text: input.value })).value;
    fill(shown, parts(found ? [dateRef(found)] : []));
    return found ?? input.value;
  };
  wire(input, at, read);
  return [input, shown, value ? subfields(field, value, at) : null];
}

const parts = (words) => words.map((part) => h("span.part", {}, part));

function subfields(field, value, at) {
  return h(
    "details.subfields",
    {},
    h("summary", {}, t("details")),
    h("div.subgrid", {}, field.fields().filter((sub) => sub.name !== "at").map((sub) => fieldRow(sub, value[sub.name] ?? null, `${at.path}.${sub.name}`, at))),
  );
}

function group(field, value, at) {
  if (value) return h("div.subgrid", {}, field.fields().map((sub) => fieldRow(sub, value[sub.name] ?? null, `${at.path}.${sub.name}`, at)));
  return json(field, value, at);
}

function list(field, value, at) {
  const items = value ?? [];
  const one = field.item;
  const rows = items.map((item, index) =>
    h(
      "div.list-item",
      {},
      h("div", {}, CONTROLS[one.form]({ ...field, ...one, name: field.name, nullable: false }, item, { ...at, id: `${at.id}-${index}`, path: `${at.path}.${index}`, name: `${field.label} ${index + 1}` })),
      h("button.icon-button", { type: "button", "aria-label": `${t("remove")}: ${brief(item)}`, onclick: () => at.save(at.path, items.filter((_, other) => other !== index)) }, icon("cross")),
    ),
  );
  const fresh = h("input.quantity", { type: "text", "aria-label": `${field.label}: ${t("addItem")}`, placeholder: t("addItem") });
  fresh.addEventListener("change", async () => {
    const { value: found } = await post("read", { form: one.form, text: fresh.value });
    if (found && at.show(await at.check(at.path, [...items, found]))) await at.save(at.path, [...items, found]);
  });
  return h("div.list", { role: "group", "aria-labelledby": `${at.id}-l` }, rows, fresh);
}

function json(field, value, at) {
  const input = h("textarea.json", { rows: 6, spellcheck: false, value: value === null ? "" : JSON.stringify(value, null, 2) });
  const read = () => {
    if (input.value.trim() === "") return field.nullable ? null : [];
    try {
      return JSON.parse(input.value);
    } catch {
      return input.value;
    }
  };
  wire(input, at, read);
  return [readable(field, value), h("details.subfields", {}, h("summary", {}, t("editJson")), input)];
}

/** What has a structure of its own, as a reader wants it: a measure's parts, related plans; others in one line. */
function readable(field, value) {
  if (!value || value.length === 0) return h("span.quiet", {}, t("none"));
  if (field.name === "facets") {
    const item = (one) => h("li", {}, [one.label, one.text].filter(Boolean).join(" "), one.details.length ? h("ul", {}, one.details.map((detail) => h("li", {}, detail))) : null);
    return h("div.readable", {}, value.map((facet) => h("div", {}, h("h4", {}, [word(facet.role), facet.heading].filter(Boolean).join(" · ")), h("ul", {}, facet.items.map(item)))));
  }
  if (field.name === "related_plans") return h("ul.readable", {}, value.map((plan) => h("li", {}, `${plan.title} (${word(plan.relation)})`)));
  return h("span", {}, brief(value).slice(0, 160));
}

const CONTROLS = { text, number: numeric, choice, choices, flag, lines, reference, quantity, date, group, list, json };
