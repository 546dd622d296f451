// Search and highlighting of the offline pages. A classic script: modules do not load from a folder.
"use strict";
(function () {
  var search = document.getElementById("search");
  var found = document.getElementById("found");
  var rows = Array.prototype.slice.call(document.querySelectorAll(".searchable"));
  var texts = rows.map(function (row) { return row.textContent.normalize("NFKC").toLowerCase(); });

  search.addEventListener("input", function () {
    var words = search.value.normalize("NFKC").toLowerCase().trim();
    var count = 0;
    rows.forEach(function (row, index) {
      row.hidden = words !== "" && texts[index].indexOf(words) < 0;
      count += row.hidden ? 0 : 1;
    });
    found.textContent = words ? count + "件" : "";
  });

  function show(id, lines) {
    document.querySelectorAll(".is-framed").forEach(function (old) { old.classList.remove("is-framed"); });
    var first = null;
    document.querySelectorAll('[data-id="' + CSS.escape(id) + '"]').forEach(function (part) {
      part.classList.add("is-framed");
      if (part.tagName.toLowerCase() === "rect") {
        first = first || part;
        part.parentNode.append(part);
      }
    });
    (lines || "").split(" ").filter(Boolean).forEach(function (range) {
      var ends = range.split("-").map(Number);
      for (var n = ends[0]; n <= ends[1]; n += 1) {
        var line = document.getElementById("l" + n);
        if (line) line.classList.add("is-framed");
        first = first || line;
      }
    });
    if (first) first.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", function (event) {
    var row = event.target.closest("[data-id]");
    if (!row) return;
    show(row.dataset.id, row.dataset.lines);
    if (row.tagName.toLowerCase() === "rect") {
      var record = document.querySelector('tr[data-id="' + CSS.escape(row.dataset.id) + '"]');
      if (record) record.scrollIntoView({ block: "center" });
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.dataset && event.target.dataset.id) show(event.target.dataset.id, event.target.dataset.lines);
  });
})();
