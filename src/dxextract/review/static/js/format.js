// Values as a reader writes them.
import { t, word, lang } from "./i18n.js";

export function fiscalYear(year) {
  if (year === null || year === undefined) return "";
  return lang === "en" ? `FY${year}` : year >= 2019 ? `R${year - 2018}` : `${year}`;
}

export function fiscalYears(start, end) {
  if (start === null && end === null) return "";
  if (start === end) return fiscalYear(start);
  return `${fiscalYear(start)}–${fiscalYear(end)}`;
}

export function number(value) {
  return typeof value === "number" ? value.toLocaleString(lang === "en" ? "en" : "ja", { maximumFractionDigits: 6 }) : "";
}

/** A quantity in short: the number with its unit and comparator, or what stands in its place. */
export function quantity(value) {
  if (!value) return "";
  if (value.state !== "numeric") return value.raw;
  const range = value.value_max === null ? number(value.value) : `${number(value.value)}–${number(value.value_max)}`;
  const bound = { ge: "以上", gt: "超", le: "以下", lt: "未満", approx: "程度" }[value.comparator] ?? "";
  const mark = lang === "en" ? { ge: "≥ ", gt: "> ", le: "≤ ", lt: "< ", approx: "≈ " }[value.comparator] ?? "" : "";
  return `${mark}${range}${value.unit ?? ""}${lang === "en" ? "" : bound}`;
}

export function quantityParts(value) {
  if (!value) return [];
  const parts = [];
  if (value.state === "numeric") parts.push(quantity(value));
  else parts.push(`${word(value.state)}`);
  if (value.direction) parts.push(word(value.direction));
  if (value.frequency) parts.push(word(value.frequency));
  if (value.at) parts.push(dateRef(value.at));
  return parts;
}

export function dateRef(value) {
  if (!value) return "";
  if (value.precision === "fiscal_year" || value.precision === "fiscal_year_end") {
    const year = lang === "en" ? `FY${value.fiscal_year}` : `${value.fiscal_year}年度`;
    return value.precision === "fiscal_year_end" ? `${year}${lang === "en" ? " end" : "末"}` : year;
  }
  return value.start === value.end ? value.start : `${value.start} – ${value.end}`;
}

export function place(item) {
  if (!item) return "";
  if (item.page !== null && item.page !== undefined) return t("page", { n: item.page });
  if (item.line_start === null || item.line_start === undefined) return "";
  return item.line_start === item.line_end ? t("line", { a: item.line_start }) : t("lines", { a: item.line_start, b: item.line_end });
}

/** Any JSON value in one line. */
export function brief(value) {
  if (value === null || value === undefined) return "—";
  if (typeof value !== "object") return String(value);
  if ("state" in value && "raw" in value) return [quantity(value), value.at ? `(${dateRef(value.at)})` : ""].join("");
  if ("raw" in value) return value.raw;
  if (Array.isArray(value)) return value.map(brief).join("、");
  return value.title ?? value.name ?? value.text ?? value.term ?? value.role ?? JSON.stringify(value);
}

export function clock(at) {
  const date = new Date(at);
  return Number.isNaN(date.valueOf()) ? at : date.toLocaleString(lang === "en" ? "en-GB" : "ja-JP", { dateStyle: "short", timeStyle: "short" });
}
