"use strict";
// Charts are drawn when they come into view: a page of hundreds of plans opens at once.
const font = getComputedStyle(document.body).fontFamily;
const config = { font, axis: { labelFontSize: 12, titleFontSize: 12 }, header: { labelFontSize: 13 }, legend: { labelFontSize: 12 }, view: { stroke: null }, background: "white" };
const draw = (place) => {
  const spec = JSON.parse(place.querySelector("script").textContent);
  vegaEmbed(place, spec, { actions: false, renderer: "svg", config }).catch((fault) => { place.textContent = `図を描けません: ${fault}`; });
};
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
}, { rootMargin: "600px" });
for (const place of document.querySelectorAll(".chart")) seen.observe(place);
addEventListener("beforeprint", () => { for (const place of document.querySelectorAll(".chart:not(.vega-embed)")) { seen.unobserve(place); draw(place); } });

// Search: every word must be found, whatever its width and case.
const folded = (text) => text.normalize("NFKC").toLowerCase();
const parts = [...document.querySelectorAll(".searchable")].map((part) => ({ part, text: folded([...part.querySelectorAll("*")].every((e) => e.tagName !== "SCRIPT") ? part.textContent : textOf(part)) }));
function textOf(part) {
  const copy = part.cloneNode(true);
  for (const script of copy.querySelectorAll("script")) script.remove();
  return copy.textContent;
}
const box = document.getElementById("search");
box.addEventListener("input", () => {
  const words = folded(box.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { part, text } of parts) {
    const found = words.every((word) => text.includes(word));
    part.hidden = !found;
    if (found && part.matches(".card")) count += 1;
  }
  document.getElementById("found").textContent = words.length ? `${count}件の主題` : "";
});
