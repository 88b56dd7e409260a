"use strict";
/* Sorting, filtering and choosing; the page holds everything already, this only points at it. */
(function () {
  var data = JSON.parse(document.getElementById("plan-data").textContent);
  var card = document.getElementById("card");
  var table = document.getElementById("stop-table");
  var container = document.getElementById("map");
  var map = container ? PlanMap(container, data, function (index) { choose(index, null); }, brief) : null;
  var current = null, opener = null;

  var FACTS = 6; // where in a stop's data the facts begin that no column shows

  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }

  /* A stop in a line: which, when and where. */
  function brief(index) {
    var row = document.querySelector('tr[data-stop="' + index + '"]'), planned = data.stops[index][0] >= 0;
    var parts = [row.querySelector("th button"), planned ? row.cells[1] : null, row.querySelector(".place b")];
    return parts.filter(Boolean).map(function (part) { return part.textContent; }).join(" \u00b7 ");
  }

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
    card.querySelector("h3").textContent = row.querySelector("th button").textContent;
    var list = card.querySelector("dl"), heads = row.closest("table").tHead.rows[0].cells;
    list.replaceChildren();
    function tell(label, nodes) {
      var term = document.createElement("dt"), text = document.createElement("dd");
      term.textContent = label;
      text.append.apply(text, nodes);
      list.append(term, text);
    }
    all("td", row).forEach(function (cell) {
      if (!cell.textContent.trim()) return;
      tell(heads[cell.cellIndex].textContent, Array.from(cell.childNodes, function (node) { return node.cloneNode(true); }));
    });
    var receipts = row.querySelector("th .sub");
    if (receipts) tell(data.words["page.col.receipt"], [receipts.textContent]);
    facts(index).forEach(function (fact, number) { if (fact) tell(data.facts[number], [fact]); });
    card.querySelector('[data-go="-1"]').disabled = index === 0;
    card.querySelector('[data-go="1"]').disabled = index === data.stops.length - 1;
    card.hidden = false;
    if (from) {
      document.getElementById("map-section").scrollIntoView({ block: "nearest", behavior: MOTION ? "smooth" : "auto" });
      card.querySelector("h3").focus({ preventScroll: true });
    }
  }

  /* What the card tells besides the row; where an address is from is told of many, and kept once. */
  function facts(index) {
    return data.stops[index].slice(FACTS).map(function (fact) { return typeof fact === "number" ? data.sources[fact] : fact; });
  }

  document.addEventListener("click", function (event) {
    var target = event.target.closest("button[data-stop], rect[data-stop], tr[data-stop] button");
    if (!target || !card) return;
    event.preventDefault();
    choose(Number(target.closest("[data-stop]").dataset.stop), target.closest("button") || target.closest("summary"));
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
  var written = new Intl.NumberFormat(document.documentElement.lang).formatToParts(12345.6);
  function sign(kind) { return written.find(function (part) { return part.type === kind; }).value; }
  /* What a cell is worth: its place in the plan, a time of day, a number as the language writes it, or its text. */
  function worth(row, column, kind) {
    var text = row.cells[column].textContent.trim();
    if (kind === "place") return Number(row.dataset.stop);
    if (kind === "text") return text;
    if (!text) return Infinity;
    var time = /^(\d+):(\d+)/.exec(text);
    if (time) return 60 * time[1] + Number(time[2]);
    return parseFloat(text.split(sign("group")).join("").replace(sign("decimal"), "."));
  }
  heads.forEach(function (head, column) {
    head.firstElementChild.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var kind = head.dataset.kind, turn = down ? -1 : 1;
      var keyed = rows.map(function (row) { return [worth(row, column, kind), row]; });
      keyed.sort(function (a, b) {
        if (kind !== "text") return a[0] === b[0] ? 0 : turn * (a[0] - b[0]);
        if (!a[0] || !b[0]) return (a[0] ? 0 : 1) - (b[0] ? 0 : 1); // the empty ones last
        return turn * language.compare(a[0], b[0]);
      });
      rows = keyed.map(function (pair) { return pair[1]; });
      body.append.apply(body, rows);
    });
  });

  var form = document.querySelector(".filters"), count = form.querySelector("output");
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var texts = new Map(rows.map(function (row) {
    return [row, plain([row.textContent].concat(facts(row.dataset.stop)).join(" "))];
  }));
  var marks = new Map(rows.map(function (row) {
    return [row, all(".mark", row).map(function (mark) { return mark.textContent; })];
  }));
  function filter() {
    var wanted = plain(form.elements.text.value).split(/\s+/).filter(Boolean), found = new Set();
    var route = form.elements.route.value, trip = form.elements.trip.value, mark = form.elements.mark.value;
    rows.forEach(function (row) {
      var stop = data.stops[row.dataset.stop];
      var fits = (!route || String(stop[0]) === route) && (!trip || String(stop[1]) === trip) &&
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
