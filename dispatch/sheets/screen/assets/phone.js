"use strict";
/* The route on a phone: what comes next, which pieces are right, and what happened, kept on the phone alone. */
(function () {
  var data = JSON.parse(document.getElementById("route-data").textContent), words = data.words;
  var stops = data.stops, owner = {}, kept = true, chosen = null, view = "ride";
  stops.forEach(function (stop, index) { stop.pieces.forEach(function (code) { owner[code] = index; }); });

  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }
  function one(id) { return document.getElementById(id); }
  function say(key, values) {
    return words[key].replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  /* What happened: {receipt: {outcome, arrived, departed}}, when a stop was reached, which pieces were seen. */
  var state = { done: {}, arrived: {}, loaded: {}, given: {} };
  try {
    var before = JSON.parse(localStorage.getItem(data.key) || "null");
    if (before) Object.keys(state).forEach(function (part) { state[part] = before[part] || {}; });
  } catch (error) { kept = false; }
  function keep() {
    try { localStorage.setItem(data.key, JSON.stringify(state)); } catch (error) { kept = false; }
    draw();
  }
  function now() {
    var moment = new Date();
    return String(moment.getHours()).padStart(2, "0") + ":" + String(moment.getMinutes()).padStart(2, "0");
  }
  function reported(stop) { return stop.receipts.every(function (receipt) { return state.done[receipt]; }); }
  function next() {
    for (var index = 0; index < stops.length; index++) if (!reported(stops[index])) return index;
    return -1;
  }
  function current() { return chosen === null ? next() : chosen; }

  /* actuals.csv as 'dispatch report --actuals' reads it (RFC 4180). */
  function cell(text) { return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }
  function table() {
    var lines = [["receipt_id", "arrived_at", "departed_at", "outcome"]];
    stops.forEach(function (stop) {
      stop.receipts.forEach(function (receipt) {
        var found = state.done[receipt];
        if (found) lines.push([receipt, found.arrived, found.departed, found.outcome]);
      });
    });
    return lines.map(function (line) { return line.map(cell).join(","); }).join("\r\n") + "\r\n";
  }

  /* The same table in codes that another phone, or a scanner that types, reads: whole lines, headers in each. */
  var MOST = 480;
  function parts() {
    var lines = table().split("\r\n"), head = lines.shift(), found = [];
    lines.filter(Boolean).forEach(function (line) {
      var last = found.length - 1, longer = last < 0 ? "" : found[last] + line + "\r\n";
      if (last < 0 || new TextEncoder().encode(longer).length > MOST) found.push(head + "\r\n" + line + "\r\n");
      else found[last] = longer;
    });
    return found;
  }
  function drawCodes() {
    var place = one("codes").querySelector("div"), texts = parts();
    one("codes").hidden = texts.length === 0;
    place.replaceChildren();
    if (!one("codes").open) return;
    texts.forEach(function (text, index) {
      var label = say("phone.code", { n: index + 1, all: texts.length }), figure = document.createElement("figure");
      var picture = window.codeOf.drawn(text, label), caption = document.createElement("figcaption");
      if (!picture) return;
      caption.textContent = label;
      figure.append(picture, caption);
      place.append(figure);
    });
  }
  one("codes").addEventListener("toggle", drawCodes);

  function draw() {
    var shown = current(), counted = stops.filter(reported).length;
    one("progress").textContent = say("phone.done", { done: counted, all: stops.length });
    all("nav [data-view]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
      one(button.dataset.view).hidden = button.dataset.view !== view;
    });
    one("scan").hidden = view === "back" || (view === "ride" && shown < 0);
    one("finished").hidden = shown >= 0;
    all("article").forEach(function (article, index) { article.hidden = index !== shown; drawStop(article, index); });
    all("#stops li").forEach(function (item, index) {
      var stop = stops[index];
      item.classList.toggle("now", index === shown);
      item.querySelector(".state").textContent = reported(stop) ? "\u2713" : "";
    });
    all(".trip").forEach(drawTrip);
    one("csv").textContent = table();
    one("save").href = "data:text/csv;charset=utf-8," + encodeURIComponent(table());
    one("save").download = data.file;
    drawCodes();
    if (!kept) one("kept").textContent = words["phone.not.kept"];
  }
  function drawStop(article, index) {
    var stop = stops[index], arrived = state.arrived[stop.number], seen = 0;
    article.querySelector(".arrived").textContent = arrived ? say("phone.arrived.at", { time: arrived }) : "";
    var missing = stop.pieces.filter(function (code) { if (state.given[code]) seen++; return !state.given[code]; });
    tellMissing(article.querySelector(".missing"), missing, seen);
    all(".order", article).forEach(function (order) {
      var found = state.done[order.dataset.receipt], told = order.querySelector(".told");
      order.querySelector(".outcomes").hidden = Boolean(found);
      told.hidden = !found;
      if (found) told.querySelector("span").textContent = words[found.outcome.replace("_", ".")] + " " + found.departed;
    });
  }
  function drawTrip(trip) {
    var boxes = all("[data-code]", trip), seen = 0, missing = [];
    boxes.forEach(function (box) {
      box.checked = Boolean(state.loaded[box.dataset.code]);
      if (box.checked) seen++; else missing.push(box.dataset.code);
    });
    trip.querySelector(".count").textContent = seen + "/" + boxes.length;
    tellMissing(trip.querySelector(".missing"), missing, seen);
  }
  /* Only who has begun to scan is told what is missing. */
  function tellMissing(place, missing, seen) {
    var listed = missing.slice(0, 6).join(", ") + (missing.length > 6 ? " \u2026" : "");
    place.classList.toggle("good", missing.length === 0);
    place.textContent = !seen ? "" : missing.length ? say("phone.missing", { codes: listed }) : words["phone.complete"];
  }

  /* A label of another store does not name that store; of two with one number the one that is due here is meant. */
  function meant(typed, trip) {
    var found = Object.keys(owner).filter(function (known) {
      var of = stops[owner[known]].of;
      return typed === known.toUpperCase() || (of !== "" && typed === known.slice(of.length).toUpperCase());
    });
    return found.find(function (code) {
      return view === "load" ? stops[owner[code]].trip === trip : owner[code] === current();
    }) || found[0];
  }
  /* A code is held against the trip that is being loaded, or the stop that is being served. */
  function scanned(text) {
    var open = all(".trip[open]").pop(), trip = open ? Number(open.dataset.trip) : 0;
    var code = meant(text.trim().toUpperCase(), trip);
    if (!text.trim()) return;
    if (code === undefined) { tell("phone.scan.unknown", { code: text.trim() }, false); return; }
    var stop = stops[owner[code]];
    if (view === "load") {
      trip = trip || stop.trip;
      if (stop.trip !== trip) { tell("phone.scan.trip", { code: code, trip: stop.trip }, false); return; }
      state.loaded[code] = true;
      tell("phone.scan.ok", { code: code, stop: stop.number, place: data.places[code] }, true);
    } else {
      if (owner[code] !== current()) { tell("phone.scan.elsewhere", { code: code, stop: stop.number }, false); return; }
      state.given[code] = true;
      tell("phone.scan.here", { code: code }, true);
    }
    keep();
  }
  function tell(key, values, good) {
    one("said").textContent = say(key, values);
    one("said").classList.toggle("good", good);
    if (!good && navigator.vibrate) navigator.vibrate([120, 60, 120]);
  }
  one("scan").querySelector("form").addEventListener("submit", function (event) {
    event.preventDefault();
    var input = event.target.elements.code;
    scanned(input.value);
    input.value = "";
  });

  /* The camera, where the phone can read codes by itself; nothing leaves the page. */
  var stream = null, last = "";
  async function look() {
    if (stream) { stop(); return; }
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) {
      one("said").textContent = words["phone.scan.none"];
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch (error) {
      one("said").textContent = words["phone.scan.none"];
      return;
    }
    var eye = one("eye"), detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    eye.srcObject = stream;
    eye.hidden = false;
    one("camera").textContent = words["phone.scan.stop"];
    await eye.play();
    (async function watch() {
      if (!stream) return;
      var found = await detector.detect(eye).catch(function () { return []; });
      if (found.length && found[0].rawValue !== last) { last = found[0].rawValue; scanned(last); }
      setTimeout(watch, 200);
    })();
  }
  function stop() {
    stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    last = "";
    one("eye").hidden = true;
    one("camera").textContent = words["phone.scan.camera"];
  }
  one("camera").addEventListener("click", look);

  document.addEventListener("change", function (event) {
    var code = event.target.dataset && event.target.dataset.code;
    if (!code) return;
    if (event.target.checked) state.loaded[code] = true; else delete state.loaded[code];
    keep();
  });
  document.addEventListener("click", function (event) {
    var target = event.target.closest("button");
    if (!target) return;
    var article = target.closest("article"), item = target.closest("#stops li"), order = target.closest(".order");
    if (target.dataset.view) { view = target.dataset.view; one("said").textContent = ""; draw(); scrollTo(0, 0); }
    else if (item) { chosen = Number(item.dataset.stop); draw(); all("article")[chosen].focus(); scrollTo(0, 0); }
    else if (article && "arrive" in target.dataset) { state.arrived[stops[current()].number] = now(); keep(); }
    else if (order && target.dataset.outcome) {
      var moment = now(), place = stops[Number(article.dataset.stop)];
      state.done[order.dataset.receipt] = {
        outcome: target.dataset.outcome, arrived: state.arrived[place.number] || moment, departed: moment
      };
      if (reported(place)) { chosen = null; one("said").textContent = ""; }
      keep();
    } else if (order && "undo" in target.dataset) { delete state.done[order.dataset.receipt]; keep(); }
  });
  one("share").addEventListener("click", async function () {
    var file = new File([table()], data.file, { type: "text/csv" });
    if (navigator.canShare && navigator.canShare({ files: [file] })) {
      await navigator.share({ files: [file], title: data.file }).catch(function () {});
    } else one("save").click();
  });

  document.documentElement.classList.add("js");
  if (next() === 0 && !Object.keys(state.loaded).length) view = "load";
  draw();
})();
