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

  /* The rows of planned stops, in the order of the plan, however the table is sorted. */
  var plannedRows = table ? Array.from(table.tBodies[0].rows) : [];
  function rowOf(index) { return plannedRows[index] || document.querySelector('tr[data-stop="' + index + '"]'); }

  /* A stop in a line: which, when and where. */
  function brief(index) {
    var row = rowOf(index), planned = data.stops[index][0] >= 0;
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
    var row = rowOf(index);
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

  /* The lines of a route are made when it is first opened: most stay shut, and a large day has ten thousand. */
  function element(name, kind, content) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    made.append.apply(made, content || []);
    return made;
  }
  function drawn(name, attributes) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }
  function lineOf(line) {
    var index = line[0], row = index === null ? null : rowOf(index), who, span = [];
    if (row) {
      var label = row.querySelector("th button").textContent, place = row.querySelector(".place b") || row.querySelector("th .sub");
      var button = element("button", "link" + (index === current ? " chosen" : ""),
        [element("b", "", [label.slice(label.lastIndexOf(" ") + 1)]), " " + place.textContent]);
      button.type = "button";
      button.dataset.stop = index;
      who = button;
      span = [element("b", "", [row.cells[1].textContent]), " " + row.cells[2].textContent];
    } else who = line[1];
    var picture = drawn("svg", { "aria-hidden": "true" });
    picture.append(drawn("use", { href: "#grid" }));
    line.slice(2).forEach(function (bar) {
      picture.append(drawn("rect", { "class": data.bars[bar[0]], x: bar[1] + "%", width: bar[2] + "%" }));
    });
    return element("li", row ? "lane" : "lane pause", [element("span", "who", [who]), element("span", "span", span), picture]);
  }
  all(".courier").forEach(function (courier) {
    courier.addEventListener("toggle", function () {
      var list = courier.querySelector("ol");
      if (courier.open && list && !list.children.length) list.append.apply(list, data.lines[courier.dataset.route].map(lineOf));
    });
  });
  /* So are the words of a bar, when it is pointed at. */
  document.addEventListener("pointerover", function (event) {
    var bar = event.target.closest("rect[data-stop]");
    if (!bar || bar.firstChild) return;
    var title = drawn("title", {});
    title.textContent = brief(Number(bar.dataset.stop));
    bar.append(title);
  });

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
