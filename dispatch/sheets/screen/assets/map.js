"use strict";
/* The map: Leaflet for looking around, our own drawing for what lies beneath and on top. */
var PlanMap = (function () {
  var STYLE = [
    // layer, least zoom, width at zoom 14, growth per zoom, custom property of its colour
    ["path", 15, 0.8, 1.2, "--map-path"],
    ["pedestrian", 13, 1.6, 1.6, "--map-street"],
    ["street", 13, 1.6, 1.7, "--map-street"],
    ["main", 0, 2.6, 1.6, "--map-main"],
    ["motorway", 0, 4, 1.5, "--map-motorway"],
    ["rail", 12, 1, 1.3, "--map-rail"]
  ];
  var ARROWS = 90; // pixels between the arrows along a way
  var NUMBERED = 15; // zoom from which every pin shows its number
  var ALARMS = ["", "is-late", "is-tight", "is-doubt"];

  function bytes(text) {
    var raw = atob(text), out = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out.buffer;
  }

  function unpack(frame, packed) {
    var counts = new Uint32Array(bytes(packed.counts));
    var points = new Uint16Array(bytes(packed.points));
    var lines = [], at = 0;
    for (var i = 0; i < counts.length; i++) {
      var line = new Float64Array(2 * counts[i]);
      for (var j = 0; j < counts[i]; j++, at++) {
        line[2 * j] = frame.south + points[2 * at] * frame.step;
        line[2 * j + 1] = frame.west + points[2 * at + 1] * frame.step;
      }
      lines.push(line);
    }
    return lines;
  }

  function latlngs(line) {
    var out = [];
    for (var i = 0; i < line.length; i += 2) out.push([line[i], line[i + 1]]);
    return out;
  }

  /* Project lines once to the unit square of Web Mercator, with their bounds, so that drawing only scales. */
  function project(lines) {
    return lines.map(function (line) {
      var out = new Float64Array(line.length), west = 2, east = -1, north = 2, south = -1;
      for (var i = 0; i < line.length; i += 2) {
        var sine = Math.sin(line[i] * Math.PI / 180);
        var x = line[i + 1] / 360 + 0.5;
        var y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
        out[i] = x; out[i + 1] = y;
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      return { points: out, west: west, east: east, north: north, south: south };
    });
  }

  /* The background as one canvas under everything; L.Renderer moves and scales it while the map moves. */
  var Ground = L.Renderer.extend({
    initialize: function (frame, background) {
      L.Renderer.prototype.initialize.call(this, { padding: 0.4, pane: "tilePane" });
      this._drawn = {};
      for (var name in background.layers) this._drawn[name] = project(unpack(frame, background.layers[name]));
      this._places = background.places;
      this._streets = background.streets;
    },
    _initContainer: function () {
      this._container = L.DomUtil.create("canvas", "ground-canvas");
      this._container.setAttribute("aria-hidden", "true");
    },
    _destroyContainer: function () {
      this._container.remove();
      delete this._container;
    },
    _updatePaths: function () {},
    _onZoomEnd: function () {},
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      var bounds = this._bounds, size = bounds.getSize(), ratio = window.devicePixelRatio || 1;
      var canvas = this._container;
      L.DomUtil.setPosition(canvas, bounds.min);
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      var context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      this._draw(context, bounds, size);
    },
    redraw: function () {
      if (this._map) this._update();
    },
    _draw: function (context, bounds, size) {
      var map = this._map, zoom = map.getZoom(), world = 256 * Math.pow(2, zoom);
      var origin = map.getPixelOrigin();
      var view = {
        scale: world,
        x: origin.x + bounds.min.x, y: origin.y + bounds.min.y,
        west: (origin.x + bounds.min.x) / world, north: (origin.y + bounds.min.y) / world
      };
      view.east = view.west + size.x / world;
      view.south = view.north + size.y / world;
      var colours = getComputedStyle(map.getContainer());
      function colour(name) { return colours.getPropertyValue(name).trim(); }
      context.lineJoin = context.lineCap = "round";
      this._area(context, view, "green", colour("--map-green"));
      this._area(context, view, "water", colour("--map-water"));
      this._line(context, view, "stream", 1.5, colour("--map-water"));
      for (var i = 0; i < STYLE.length; i++) {
        var style = STYLE[i];
        if (zoom >= style[1]) {
          this._line(context, view, style[0], style[2] * Math.pow(style[3], zoom - 14), colour(style[4]));
        }
      }
      this._names(context, view, zoom, colour("--map-name"), colour("--map-ground"));
    },
    _trace: function (context, view, name) {
      var lines = this._drawn[name] || [];
      context.beginPath();
      for (var i = 0; i < lines.length; i++) {
        var line = lines[i];
        if (line.east < view.west || line.west > view.east) continue;
        if (line.south < view.north || line.north > view.south) continue;
        var points = line.points;
        context.moveTo(points[0] * view.scale - view.x, points[1] * view.scale - view.y);
        for (var j = 2; j < points.length; j += 2) {
          context.lineTo(points[j] * view.scale - view.x, points[j + 1] * view.scale - view.y);
        }
      }
    },
    _area: function (context, view, name, colour) {
      this._trace(context, view, name);
      context.fillStyle = colour;
      context.fill();
    },
    _line: function (context, view, name, width, colour) {
      this._trace(context, view, name);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    },
    _names: function (context, view, zoom, ink, halo) {
      var taken = [], map = this._map, bounds = this._bounds, origin = map.getPixelOrigin(), last = {};
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.lineWidth = 3;
      context.strokeStyle = halo;
      context.fillStyle = ink;
      function put(text, lat, lon, degrees, font) {
        var at = map.project([lat, lon]).subtract(origin).subtract(bounds.min);
        context.font = font;
        var half = context.measureText(text).width / 2 + 6, turn = degrees * Math.PI / 180;
        var wide = Math.abs(half * Math.cos(turn)) + 6, high = Math.abs(half * Math.sin(turn)) + 7;
        for (var i = 0; i < taken.length; i++) {
          var other = taken[i];
          if (Math.abs(other[0] - at.x) < other[2] + wide && Math.abs(other[1] - at.y) < other[3] + high) return;
        }
        if (last[text] && last[text].distanceTo(at) < 320) return;
        last[text] = at;
        taken.push([at.x, at.y, wide, high]);
        context.save();
        context.translate(at.x, at.y);
        context.rotate(turn);
        context.strokeText(text, 0, 0);
        context.fillText(text, 0, 0);
        context.restore();
      }
      this._places.forEach(function (place) {
        var large = place[1] === "city" || place[1] === "town";
        if (large || zoom >= 13) put(place[0], place[2], place[3], 0, (large ? "600 15px " : "12px ") + FONT);
      });
      if (zoom >= 16) {
        this._streets.forEach(function (street) { put(street[0], street[1], street[2], street[3], "11px " + FONT); });
      }
    }
  });
  var FONT = "system-ui, sans-serif";

  /* Arrows along the ways that are shown: which way round a trip goes. */
  var Arrows = L.Renderer.extend({
    initialize: function () {
      L.Renderer.prototype.initialize.call(this, { padding: 0.1, pane: "arrows" });
      this._ways = [];
    },
    _initContainer: function () {
      this._container = L.SVG.create("svg");
      this._container.setAttribute("aria-hidden", "true");
    },
    _destroyContainer: Ground.prototype._destroyContainer,
    _updatePaths: function () {},
    _onZoomEnd: function () {},
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      var bounds = this._bounds, size = bounds.getSize(), box = this._container;
      L.DomUtil.setPosition(box, bounds.min);
      box.setAttribute("width", size.x);
      box.setAttribute("height", size.y);
      box.replaceChildren.apply(box, this._ways.map(function (way) {
        var path = L.SVG.create("path");
        path.setAttribute("class", "arrow c" + way.colour);
        path.setAttribute("d", this._along(way.line, bounds, size));
        return path;
      }, this));
    },
    show: function (ways) {
      this._ways = ways;
      this.redraw();
    },
    redraw: function () {
      if (this._map && this._bounds) this._update();
    },
    _along: function (line, bounds, size) {
      var map = this._map, origin = map.getPixelOrigin(), gone = ARROWS / 2, before = null, drawn = "";
      line.forEach(function (point) {
        var at = map.project(point).subtract(origin).subtract(bounds.min);
        var length = before ? before.distanceTo(at) : 0;
        gone += length;
        while (gone >= ARROWS && length > 0) {
          gone -= ARROWS;
          var part = 1 - Math.min(gone, length) / length, x = before.x + part * (at.x - before.x);
          var y = before.y + part * (at.y - before.y);
          if (x < 0 || y < 0 || x > size.x || y > size.y) continue;
          var ahead = [(at.x - before.x) / length, (at.y - before.y) / length];
          drawn += [[7, 0], [-5, 5.5], [-2, 0], [-5, -5.5]].map(function (corner, number) {
            return (number ? "L" : "M") + (x + corner[0] * ahead[0] - corner[1] * ahead[1]).toFixed(1) + " " +
              (y + corner[0] * ahead[1] + corner[1] * ahead[0]).toFixed(1);
          }).join("") + "Z";
        }
        before = at;
      });
      return drawn;
    }
  });

  function icon(kind, text) {
    var element = document.createElement("span");
    element.textContent = text;
    return L.divIcon({ className: kind, html: element, iconSize: null });
  }

  return function (container, data, onSelect, tellStop) {
    var words = data.words, frame = data.map.frame;
    var map = L.map(container, {
      zoomControl: false, attributionControl: false, zoomSnap: 0.5, minZoom: 9, maxZoom: 19, boxZoom: false
    });
    L.control.zoom({ zoomInTitle: words["page.zoom.in"], zoomOutTitle: words["page.zoom.out"] }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    L.control.attribution({ prefix: "Leaflet", position: "bottomright" })
      .addAttribution(data.credit ? words.osm : "").addTo(map);

    var everything = L.latLngBounds([data.map.store]);
    data.stops.forEach(function (stop) { everything.extend([stop[3], stop[4]]); });
    var whole = L.control({ position: "topleft" });
    whole.onAdd = function () {
      var bar = L.DomUtil.create("div", "leaflet-bar"), button = L.DomUtil.create("button", "whole", bar);
      button.type = "button";
      button.textContent = "\u2922";
      button.title = words["page.fit"];
      button.setAttribute("aria-label", words["page.fit"]);
      L.DomEvent.disableClickPropagation(bar);
      button.addEventListener("click", fit);
      return bar;
    };
    whole.addTo(map);

    function fit() { map.fitBounds(everything, { padding: [28, 28], maxZoom: 17, animate: false }); }
    fit();

    var ground = null;
    if (data.map.background) {
      ground = new Ground(frame, data.map.background);
      ground.addTo(map);
    }

    map.createPane("casings").style.zIndex = 390; // below all ways, so that no route cuts another one
    map.createPane("arrows").style.zIndex = 410; // above all ways, below the pins
    map.getPane("arrows").style.pointerEvents = "none";
    var trips = [];
    var layers = data.routes.map(function (name, route) {
      var lines = L.featureGroup();
      unpack(frame, data.map.ways[route]).forEach(function (line, number) {
        var way = latlngs(line), drawn = [
          L.polyline(way, { pane: "casings", className: "casing", weight: 6, interactive: false }).addTo(lines),
          L.polyline(way, { className: "way c" + route % 12, weight: 3, interactive: false }).addTo(lines)
        ];
        trips.push({ route: route, trip: number + 1, line: way, drawn: drawn, colour: route % 12, on: true });
      });
      return lines.addTo(map);
    });
    var arrows = new Arrows();
    arrows.addTo(map);
    layers.push(L.featureGroup().addTo(map)); // what is not planned

    var pins = data.stops.map(function (stop, index) {
      var planned = stop[0] >= 0;
      var kind = "pin " + (planned ? "c" + stop[0] % 12 + " " + ALARMS[stop[5]] : "left");
      var pin = L.marker([stop[3], stop[4]], {
        icon: icon(kind, planned ? String(stop[2]) : "?"), keyboard: false, riseOnHover: true,
        zIndexOffset: planned ? 0 : 500
      });
      pin.bindTooltip(function () {
        var tip = document.createElement("span");
        tip.textContent = tellStop(index);
        return tip;
      }, { direction: "top", offset: [0, -8] });
      pin.on("click", function () { onSelect(index); });
      pin.addTo(layers[planned ? stop[0] : layers.length - 1]);
      return pin;
    });
    L.marker(data.map.store, { icon: icon("store", ""), keyboard: false, zIndexOffset: 1000 })
      .bindTooltip(Object.assign(document.createElement("span"), { textContent: data.store }), { direction: "top" })
      .addTo(map);

    /* Only what a filter lets through has a pin, and only trips that have one have a way. */
    var wanted = null;
    function sift() {
      pins.forEach(function (pin, index) {
        var planned = data.stops[index][0] >= 0, layer = layers[planned ? data.stops[index][0] : layers.length - 1];
        var fits = wanted === null || wanted.has(index);
        if (fits && !layer.hasLayer(pin)) layer.addLayer(pin);
        if (!fits && layer.hasLayer(pin)) layer.removeLayer(pin);
      });
      trips.forEach(function (trip) {
        trip.on = wanted === null || data.stops.some(function (stop, index) {
          return wanted.has(index) && stop[0] === trip.route && stop[1] === trip.trip;
        });
        trip.drawn.forEach(function (line) {
          if (trip.on) layers[trip.route].addLayer(line); else layers[trip.route].removeLayer(line);
        });
      });
      point();
    }
    function point() {
      arrows.show(trips.filter(function (trip) { return trip.on && map.hasLayer(layers[trip.route]); }));
    }
    map.on("layeradd layerremove", function (event) { if (layers.indexOf(event.layer) >= 0) point(); });
    point();

    function density() {
      var shown = layers.filter(function (layer) { return map.hasLayer(layer); }).length;
      if (wanted !== null && wanted.size <= 60) shown = 1;
      container.classList.toggle("far", map.getZoom() < NUMBERED - (shown <= 2 ? 2 : 0));
    }
    map.on("zoomend layeradd layerremove", density);
    density();

    function refresh() {
      map.invalidateSize({ animate: false });
      if (ground) ground.redraw();
      arrows.redraw();
    }
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
    /* Paper has a size of its own: the map is laid out for it before the browser takes its picture. */
    window.addEventListener("beforeprint", function () {
      container.classList.add("printing");
      refresh();
      fit();
    });
    window.addEventListener("afterprint", function () {
      container.classList.remove("printing");
      refresh();
    });
    window.addEventListener("resize", refresh);

    var chosen = null;
    /* While a stop is chosen, the other routes stand back. */
    function dim() {
      layers.forEach(function (layer, route) {
        var back = chosen !== null && data.stops[chosen][0] !== (route < data.routes.length ? route : -1);
        layer.eachLayer(function (drawn) {
          if (drawn.getElement && drawn.getElement()) drawn.getElement().classList.toggle("dim", back);
        });
      });
    }
    return {
      show: function (route, visible) {
        if (visible) layers[route].addTo(map); else layers[route].remove();
        dim();
      },
      /* Show these stops alone (null: all) and zoom to them. */
      filter: function (indices) {
        if (indices === null && wanted === null) return;
        wanted = indices;
        sift();
        dim();
        density();
        if (wanted === null || wanted.size === 0) { fit(); return; }
        var some = L.latLngBounds([]);
        wanted.forEach(function (index) { some.extend([data.stops[index][3], data.stops[index][4]]); });
        map.fitBounds(some, { padding: [40, 40], maxZoom: 16, animate: false });
      },
      choose: function (index) {
        if (chosen !== null && pins[chosen].getElement()) pins[chosen].getElement().classList.remove("chosen");
        chosen = index;
        dim();
        if (index === null) return;
        var stop = data.stops[index], element = pins[index].getElement();
        if (element) element.classList.add("chosen");
        var near = map.getBounds().pad(-0.2).contains([stop[3], stop[4]]);
        if (near && map.getZoom() >= NUMBERED) return;
        var zoom = Math.max(map.getZoom(), 16), narrow = window.innerWidth <= 800;
        var beside = map.project([stop[3], stop[4]], zoom).add(narrow ? [0, 120] : [150, 0]); // the card is there
        map.setView(map.unproject(beside, zoom), zoom, { animate: MOTION });
      },
      leaflet: map
    };
  };
})();
var MOTION = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
