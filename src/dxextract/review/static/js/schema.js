// The plan schema as descriptions of fields, so that forms follow the models and never list fields themselves.
import { get } from "./api.js";
import { half, t } from "./i18n.js";

const MODELS = {
  plan: "Plan", sections: "Section", measures: "Measure", kpis: "Kpi", schedule: "ScheduleItem", commitments: "Commitment",
  benchmarks: "Benchmark", roles: "Role", glossary: "GlossaryEntry", tables: "PlanTable",
};
export const KINDS = ["kpis", "schedule", "measures", "commitments", "benchmarks", "roles", "glossary", "sections", "tables"];
const HIDDEN = new Set(["id", "evidence", "confidence", "alternatives", "cells", "pages"]);
const REFERENCES = { measure_id: "measures", section_id: "sections", table_id: "tables", parent_id: "sections" };

let definitions = null;

export async function loadSchema() {
  definitions = (await get("schema")).$defs;
}

/** The fields of a record of `kind` that a person may edit, in the schema's order. */
export function fieldsOf(kind) {
  return fieldsOfModel(MODELS[kind]).filter((field) => !HIDDEN.has(field.name));
}

function fieldsOfModel(model) {
  const definition = definitions[model];
  const required = new Set(definition.required ?? []);
  return Object.entries(definition.properties).map(([name, property]) => describe(name, property, required.has(name)));
}

function describe(name, property, required) {
  const words = half(property.description ?? name);
  const label = words.replace(/[((].*[))]/, "").split(/[;;,]/)[0];
  const field = { name, label, help: words, required, fallback: property.default ?? null };
  if (name in REFERENCES) return { ...field, label: t(name === "parent_id" ? "parent" : REFERENCES[name]), form: "reference", to: REFERENCES[name], nullable: true };
  return { ...field, ...form(property) };
}

function form(property) {
  const options = property.anyOf ?? [property];
  const nullable = options.some((option) => option.type === "null");
  const solid = options.filter((option) => option.type !== "null");
  const first = solid[0];
  const model = first.$ref?.split("/").pop();
  if (model) return { ...modelForm(model), nullable };
  if (first.enum) return { form: "choice", choices: first.enum, nullable };
  if (first.type === "boolean") return { form: "flag", nullable };
  if (first.type === "integer") return { form: "number", nullable };
  if (first.type === "number" || solid.some((option) => option.type === "number")) return { form: "number", nullable };
  if (first.type === "array") return { ...arrayForm(first), nullable };
  return { form: "text", nullable };
}

function modelForm(model) {
  if (model === "Quantity" || model === "ReferenceQuantity") return { form: "quantity", fields: () => fieldsOfModel(model) };
  if (model === "DateRef") return { form: "date", fields: () => fieldsOfModel(model) };
  const definition = definitions[model];
  if (definition?.enum) return { form: "choice", choices: definition.enum };
  return { form: "group", fields: () => fieldsOfModel(model) };
}

function arrayForm(property) {
  const item = form(property.items ?? {});
  if (item.form === "text") return { form: "lines" };
  if (item.form === "choice") return { form: "choices", choices: item.choices };
  if (item.form === "quantity" || item.form === "date") return { form: "list", item };
  return { form: "json" };
}
