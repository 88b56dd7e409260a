"use strict";
/* Sorting, filtering and choosing; the page holds everything already, this only points at it. */
(function () {
  var data = JSON.parse(document.getElementById("plan-data").textContent);
  var card = document.getElementById("card");
  var table = document.getElementById("stop-table");
  var container = document.getElementById("map");
  var map = container ? PlanMap(container, data, function (index) { choose(index, null); }) : null;
  var current = null, opener = null;

  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }

  /* The card of one stop: what its row in the table says, label by label. */
  function choose(index, from) {
    all(".chosen").forEach(function (element) { element.classList.remove("chosen"); });
    current = index;
    if (map) map.choose(index);
    if (index === null) {
      card.hidden = true;
      if (opener && opener.isConnected) opener.focus({ preventScroll: true });
      opener = null;
      return;
    }
    opener = from || opener;
    all('[data-stop="' + index + '"]').forEach(function (element) { element.classList.add("chosen"); });
    var row = document.querySelector('tr[data-stop="' + index + '"]');
    if (row.closest("details")) row.closest("details").open = true;
    var box = row.closest(".scroll"), above = row.offsetTop - box.scrollTop;
    if (above < 50 || above > box.clientHeight - 80) box.scrollTop = row.offsetTop - box.clientHeight / 3;
    card.className = row.className;
    card.querySelector("h3").textContent = data.stops[index][5];
    var list = card.querySelector("dl");
    list.replaceChildren();
    all("td[data-label]", row).forEach(function (cell) {
      if (!cell.textContent.trim()) return;
      var term = document.createElement("dt"), text = document.createElement("dd");
      term.textContent = cell.dataset.label;
      Array.from(cell.childNodes).forEach(function (node) { text.append(node.cloneNode(true)); });
      list.append(term, text);
    });
    card.querySelector('[data-go="-1"]').disabled = index === 0;
    card.querySelector('[data-go="1"]').disabled = index === data.stops.length - 1;
    card.hidden = false;
    if (from) {
      document.getElementById("map-section").scrollIntoView({ block: "nearest", behavior: MOTION ? "smooth" : "auto" });
      card.querySelector("h3").focus({ preventScroll: true });
    }
  }

  document.addEventListener("click", function (event) {
    var target = event.target.closest("button[data-stop], rect[data-stop]");
    if (!target || !card) return;
    event.preventDefault();
    choose(Number(target.dataset.stop), target.closest("button") || target.closest("summary"));
  });
  if (card) {
    card.querySelector("[data-close]").addEventListener("click", function () { choose(null); });
    all("[data-go]", card).forEach(function (button) {
      button.addEventListener("click", function () { choose(current + Number(button.dataset.go), null); });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && current !== null) choose(null);
    });
  }

  /* Routes on and off. */
  var switches = all(".legend input");
  function show(input) {
    if (map) map.show(Number(input.dataset.route), input.checked);
    all('.courier[data-route="' + input.dataset.route + '"]').forEach(function (courier) {
      courier.classList.toggle("off", !input.checked);
    });
  }
  switches.forEach(function (input) { input.addEventListener("change", function () { show(input); }); });
  all(".legend [data-show]").forEach(function (button) {
    button.addEventListener("click", function () {
      switches.forEach(function (input) { input.checked = button.dataset.show === "all"; show(input); });
    });
  });

  if (!table) return;

  /* The table of stops: sort by a column, filter by text, route and mark. */
  var body = table.tBodies[0], rows = Array.from(body.rows), heads = all("thead th", table);
  var language = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  function worth(row, column, kind) {
    var cell = row.cells[column], value = cell.dataset.value;
    return kind === "number" ? Number(value === undefined ? cell.textContent : value) : cell.textContent.trim();
  }
  heads.forEach(function (head, column) {
    head.firstElementChild.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var kind = head.dataset.kind, sign = down ? -1 : 1;
      var keyed = rows.map(function (row) { return [worth(row, column, kind), row]; });
      keyed.sort(function (a, b) {
        if (kind === "number") return sign * (a[0] - b[0]);
        if (!a[0] || !b[0]) return (a[0] ? 0 : 1) - (b[0] ? 0 : 1); // the empty ones last
        return sign * language.compare(a[0], b[0]);
      });
      rows = keyed.map(function (pair) { return pair[1]; });
      body.append.apply(body, rows);
    });
  });

  var form = document.querySelector(".filters"), count = form.querySelector("output");
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var texts = new Map(rows.map(function (row) { return [row, plain(row.textContent)]; }));
  var marks = new Map(rows.map(function (row) {
    return [row, all(".mark", row).map(function (mark) { return mark.textContent; })];
  }));
  function filter() {
    var wanted = plain(form.elements.text.value).split(/\s+/).filter(Boolean), found = new Set();
    var route = form.elements.route.value, trip = form.elements.trip.value, mark = form.elements.mark.value;
    rows.forEach(function (row) {
      var fits = (!route || row.dataset.route === route) && (!trip || row.dataset.trip === trip) &&
        (!mark || marks.get(row).indexOf(mark) >= 0) &&
        wanted.every(function (word) { return texts.get(row).indexOf(word) >= 0; });
      row.hidden = !fits;
      if (fits) found.add(Number(row.dataset.stop));
    });
    count.textContent = data.words["page.shown"].replace("{shown}", found.size).replace("{all}", rows.length);
    if (map) map.filter(route || trip || mark || wanted.length ? found : null);
  }
  form.addEventListener("input", filter);
  form.addEventListener("reset", function () { setTimeout(filter); });
  /* What is to be looked at first is shown by its mark, on the map and in the table. */
  all(".attention [data-mark]").forEach(function (link) {
    link.addEventListener("click", function () {
      form.reset();
      form.elements.mark.value = link.dataset.mark;
      setTimeout(filter);
    });
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  filter();
})();
