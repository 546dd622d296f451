// A PDF source: pages drawn by pdf.js as they come into sight, records' boxes over them, selections and drawn boxes as places.
import * as pdfjs from "../vendor/pdfjs/pdf.min.mjs";
import { get } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { t } from "./i18n.js";

const VENDOR = new URL("../vendor/pdfjs/", import.meta.url).href;
const KEPT = 9;
pdfjs.GlobalWorkerOptions.workerSrc = `${VENDOR}pdf.worker.min.mjs`;

export class PdfSource {
  constructor(element, store) {
    this.element = element;
    this.store = store;
    this.zoom = 1;
    this.pages = [];
    this.alive = [];
    this.scroller = h("div.pdf-scroller", { tabIndex: 0, role: "region", "aria-label": "PDF" });
    this.number = h("input.page-number", { type: "text", inputMode: "numeric", "aria-label": t("pageNumber"), value: "1" });
    this.number.addEventListener("change", () => this.goTo(Number(this.number.value)));
    this.drawing = h("button.tool", { type: "button", "aria-pressed": "false", title: t("drawBox"), "aria-label": t("drawBox"), dataset: { action: "box" }, onclick: () => this.toggleDrawing() }, icon("box"));
    const tool = (name, label, act) => h("button.tool", { type: "button", title: label, "aria-label": label, onclick: act }, icon(name));
    fill(
      element,
      h("div.source-bar", {}, h("span.file-name", {}, store.source.file_name),
        h("span.page-of", {}, this.number, h("span", {}, `/ ${store.source.page_count}`)),
        h("span.tools", {}, tool("minus", t("zoomOut"), () => this.setZoom(this.zoom / 1.2)), tool("fit", t("fitWidth"), () => this.setZoom(1)), tool("plus", t("zoomIn"), () => this.setZoom(this.zoom * 1.2)), this.drawing)),
      this.scroller,
    );
  }

  async open() {
    const sizes = this.store.source.pages;
    this.task = pdfjs.getDocument({
      url: `/api/${this.store.path}/source`,
      cMapUrl: `${VENDOR}cmaps/`, cMapPacked: true, standardFontDataUrl: `${VENDOR}standard_fonts/`,
      wasmUrl: `${VENDOR}wasm/`, iccUrl: `${VENDOR}iccs/`, enableXfa: false, isEvalSupported: false,
    });
    this.pages = sizes.map(([width, height], index) => {
      const layer = h("div.boxes", { "aria-hidden": "true" });
      const element = h("div.page", { dataset: { n: index + 1 } }, layer);
      return { n: index + 1, width, height, element, layer, drawn: 0 };
    });
    fill(this.scroller, this.pages.map((page) => page.element));
    this.#size();
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && this.#draw(this.pages[entry.target.dataset.n - 1])), { root: this.scroller, rootMargin: "400px 0px" });
    this.pages.forEach((page) => this.seen.observe(page.element));
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.scroller.addEventListener("mouseup", () => setTimeout(() => this.#selected()));
    this.scroller.addEventListener("pointerdown", (event) => this.#startBox(event));
    new ResizeObserver(() => this.#resized()).observe(this.scroller);
    this.mark();
    this.pdf = await this.task.promise;
    this.pages.filter((page) => page.wanted).forEach((page) => this.#draw(page));
  }

  get scale() {
    const widest = Math.max(...this.pages.map((page) => page.width));
    return (Math.max(this.scroller.clientWidth - 32, 100) / widest) * this.zoom;
  }

  setZoom(zoom) {
    const centre = (this.scroller.scrollTop + this.scroller.clientHeight / 2) / this.scroller.scrollHeight;
    this.zoom = Math.min(Math.max(zoom, 0.4), 5);
    this.#size();
    this.scroller.scrollTop = centre * this.scroller.scrollHeight - this.scroller.clientHeight / 2;
  }

  #resized() {
    if (Math.abs(this.width - this.scroller.clientWidth) < 2) return;
    this.#size();
  }

  #size() {
    this.width = this.scroller.clientWidth;
    const scale = this.scale;
    for (const page of this.pages) {
      page.element.style.width = `${page.width * scale}px`;
      page.element.style.height = `${page.height * scale}px`;
      page.element.style.setProperty("--scale", scale);
      if (page.drawn && Math.abs(page.drawn - scale) > 0.001) this.#forget(page);
    }
    if (this.seen) {
      this.pages.forEach((page) => this.seen.unobserve(page.element));
      this.pages.forEach((page) => this.seen.observe(page.element));
    }
  }

  async #draw(page) {
    page.wanted = true;
    const scale = this.scale;
    if (!this.pdf || page.drawn === scale) return;
    page.drawn = scale;
    const proxy = await this.pdf.getPage(page.n);
    const viewport = proxy.getViewport({ scale: (scale * page.width) / proxy.getViewport({ scale: 1 }).width });
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const canvas = h("canvas", { width: Math.floor(viewport.width * ratio), height: Math.floor(viewport.height * ratio), "aria-hidden": "true" });
    const text = h("div.textLayer");
    text.style.setProperty("--total-scale-factor", viewport.scale);
    text.style.setProperty("--scale-factor", viewport.scale);
    try {
      await proxy.render({ canvas, viewport, transform: ratio === 1 ? null : [ratio, 0, 0, ratio, 0, 0] }).promise;
    } catch (problem) {
      if (problem.name !== "RenderingCancelledException") throw problem;
      return;
    }
    if (page.drawn !== scale) return;
    page.element.querySelectorAll("canvas, .textLayer").forEach((old) => old.remove());
    page.element.prepend(canvas, text);
    page.element.classList.add("is-drawn");
    this.alive = [...this.alive.filter((other) => other !== page), page];
    while (this.alive.length > KEPT) this.#forget(this.alive.shift());
    this.store.emit("page-drawn", { page: page.n });
    await new pdfjs.TextLayer({ textContentSource: proxy.streamTextContent(), container: text, viewport }).render();
    text.dataset.ready = "1";
  }

  #forget(page) {
    page.drawn = 0;
    page.element.classList.remove("is-drawn");
    page.element.querySelectorAll(".textLayer").forEach((old) => old.remove());
    const canvas = page.element.querySelector("canvas");
    if (canvas && !this.alive.includes(page)) canvas.remove();
    this.alive = this.alive.filter((other) => other !== page);
  }

  #scrolled() {
    const middle = this.scroller.scrollTop + this.scroller.clientHeight / 2;
    const page = this.pages.findLast((one) => one.element.offsetTop <= middle) ?? this.pages[0];
    if (document.activeElement !== this.number) this.number.value = String(page.n);
  }

  goTo(n) {
    this.pages[n - 1]?.element.scrollIntoView({ block: "start" });
  }

  /** Draw the boxes of the records of the kind in sight. */
  mark() {
    const layers = new Map(this.pages.map((page) => [page.n, []]));
    for (const entry of this.store.of(this.store.tab)) {
      if (entry.status === "rejected") continue;
      for (const item of entry.record.evidence ?? []) {
        const box = this.#box(item, `box kind-${entry.kind}`);
        if (!box) continue;
        box.dataset.id = entry.id;
        box.title = entry.label;
        box.addEventListener("click", () => this.store.select(entry.id, { from: "source" }));
        layers.get(item.page)?.push(box);
      }
    }
    for (const page of this.pages) fill(page.layer, layers.get(page.n));
    this.show(this.store.current, null);
  }

  #box(item, classes) {
    if (!item.bbox) return null;
    const [x0, top, x1, bottom] = item.bbox;
    const box = h("div");
    box.className = classes;
    box.style.setProperty("--x", x0);
    box.style.setProperty("--y", top);
    box.style.setProperty("--w", x1 - x0);
    box.style.setProperty("--h", bottom - top);
    return box;
  }

  /** Frame a record's evidence; with an index scroll to it. */
  show(entry, index = 0) {
    this.scroller.querySelectorAll(".frame").forEach((old) => old.remove());
    const items = entry?.record.evidence ?? [];
    items.forEach((item) => {
      const frame = this.#box(item, "frame");
      if (frame) this.pages[item.page - 1]?.layer.append(frame);
    });
    const item = items[index ?? -1];
    const page = item?.bbox ? this.pages[item.page - 1] : null;
    if (!page) return;
    const scale = this.scale;
    const middle = page.element.offsetTop + ((item.bbox[1] + item.bbox[3]) / 2) * scale;
    this.scroller.scrollTop = middle - this.scroller.clientHeight / 2;
    const left = page.element.offsetLeft + item.bbox[0] * scale;
    if (this.zoom > 1) this.scroller.scrollLeft = left - 40;
  }

  toggleDrawing(on = this.drawing.getAttribute("aria-pressed") !== "true") {
    this.drawing.setAttribute("aria-pressed", String(on));
    this.scroller.classList.toggle("is-drawing", on);
  }

  #startBox(event) {
    if (!this.scroller.classList.contains("is-drawing") || event.button !== 0) return;
    const element = event.target.closest(".page");
    if (!element) return;
    event.preventDefault();
    const page = this.pages[element.dataset.n - 1];
    const area = element.getBoundingClientRect();
    const at = (moved) => [Math.min(Math.max(moved.clientX - area.left, 0), area.width) / this.scale, Math.min(Math.max(moved.clientY - area.top, 0), area.height) / this.scale];
    const [x, y] = at(event);
    let drawn = null;
    const move = (moved) => {
      const [mx, my] = at(moved);
      drawn?.element.remove();
      const bbox = [Math.min(x, mx), Math.min(y, my), Math.max(x, mx), Math.max(y, my)];
      drawn = { bbox, element: this.#box({ bbox }, "drawn-box") };
      page.layer.append(drawn.element);
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      this.toggleDrawing(false);
      if (!drawn || drawn.bbox[2] - drawn.bbox[0] < 3 || drawn.bbox[3] - drawn.bbox[1] < 3) {
        drawn?.element.remove();
        return;
      }
      this.#pick([{ page: page.n, bbox: drawn.bbox }], drawn.element.getBoundingClientRect(), drawn.element);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
  }

  #selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !this.scroller.contains(selection.anchorNode)) return;
    const rectangles = [...selection.getRangeAt(0).getClientRects()].filter((one) => one.width > 1 && one.height > 1);
    const places = [];
    for (const page of this.pages) {
      const area = page.element.getBoundingClientRect();
      const inside = rectangles.filter((one) => one.top >= area.top - 1 && one.bottom <= area.bottom + 1 && one.width < area.width * 0.98);
      if (!inside.length) continue;
      const bbox = [
        Math.min(...inside.map((one) => one.left)) - area.left, Math.min(...inside.map((one) => one.top)) - area.top,
        Math.max(...inside.map((one) => one.right)) - area.left, Math.max(...inside.map((one) => one.bottom)) - area.top,
      ].map((edge) => Math.max(edge / this.scale, 0));
      places.push({ page: page.n, bbox });
    }
    if (places.length) this.#pick(places, selection.getRangeAt(0).getBoundingClientRect(), null, selection.toString().trim());
  }

  async #pick(places, box, element, words = "") {
    const evidence = await Promise.all(places.map(async ({ page, bbox }) => {
      const rounded = bbox.map((edge) => Math.round(edge * 100) / 100);
      const [x0, top, x1, bottom] = rounded;
      const { quote } = places.length === 1 && words ? { quote: words } : await get(`${this.store.path}/quote`, { page, x0, top, x1, bottom });
      return { page, bbox: rounded, line_start: null, line_end: null, quote };
    }));
    this.store.emit("picked", { evidence, box, element });
  }
}
