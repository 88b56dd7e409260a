"use strict";
/* QR codes drawn on the phone itself (ISO/IEC 18004): bytes, level L, mask 3, versions 1 to 20. The other masks
   only even out the picture. */
(function () {
  var CHECKS = [0, 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
  var BLOCKS = [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

  function room(version) {
    var bits = (16 * version + 128) * version + 64, marks = version < 2 ? 0 : Math.floor(version / 7) + 2;
    if (marks) bits -= (25 * marks - 10) * marks - 55 + (version < 7 ? 0 : 36);
    return bits >> 3;
  }
  function dataRoom(version) { return room(version) - CHECKS[version] * BLOCKS[version]; }
  function head(version) { return version < 10 ? 12 : 20; }
  function versionFor(length) {
    for (var version = 1; version < CHECKS.length; version++)
      if (head(version) + 8 * length <= 8 * dataRoom(version)) return version;
    return 0;
  }

  /* The field of 256 elements of Reed and Solomon's code. */
  function times(a, b) {
    var product = 0;
    for (var bit = 7; bit >= 0; bit--) {
      product = (product << 1) ^ ((product >>> 7) * 0x11d);
      product ^= ((b >>> bit) & 1) * a;
    }
    return product;
  }
  function divisor(degree) {
    var result = new Array(degree - 1).fill(0).concat([1]), root = 1;
    for (var turn = 0; turn < degree; turn++) {
      for (var place = 0; place < degree; place++)
        result[place] = times(result[place], root) ^ (place + 1 < degree ? result[place + 1] : 0);
      root = times(root, 2);
    }
    return result;
  }
  function checks(data, by) {
    var rest = by.map(function () { return 0; });
    data.forEach(function (byte) {
      var factor = byte ^ rest.shift();
      rest.push(0);
      by.forEach(function (value, place) { rest[place] ^= times(value, factor); });
    });
    return rest;
  }

  function codewords(bytes, version) {
    var bits = [], all = dataRoom(version);
    function put(value, length) { while (length--) bits.push((value >>> length) & 1); }
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach(function (byte) { put(byte, 8); });
    put(0, Math.min(4, 8 * all - bits.length));
    put(0, (8 - bits.length % 8) % 8);
    for (var fill = 0xec; bits.length < 8 * all; fill ^= 0xec ^ 0x11) put(fill, 8);
    var words = [];
    for (var start = 0; start < bits.length; start += 8)
      words.push(bits.slice(start, start + 8).reduce(function (byte, bit) { return byte << 1 | bit; }, 0));
    return interleaved(words, version);
  }
  function interleaved(words, version) {
    var count = BLOCKS[version], by = divisor(CHECKS[version]), short = Math.floor(words.length / count);
    var blocks = [], rests = [], from = 0, found = [];
    for (var number = 0; number < count; number++) {
      var length = short + (number >= count - words.length % count ? 1 : 0);
      blocks.push(words.slice(from, from += length));
      rests.push(checks(blocks[number], by));
    }
    [blocks, rests].forEach(function (parts) {
      for (var place = 0; place < Math.max.apply(null, parts.map(function (part) { return part.length; })); place++)
        parts.forEach(function (part) { if (place < part.length) found.push(part[place]); });
    });
    return found;
  }

  function centres(version) {
    if (version === 1) return [];
    var count = Math.floor(version / 7) + 2, size = 17 + 4 * version, found = [6];
    var step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    for (var at = size - 7; found.length < count; at -= step) found.splice(1, 0, at);
    return found;
  }

  /* The modules row by row; null where the text is too long. */
  function matrix(text) {
    var bytes = Array.from(new TextEncoder().encode(text)), version = versionFor(bytes.length);
    if (!version) return null;
    var size = 17 + 4 * version, dark = [], fixed = [];
    for (var row = 0; row < size; row++) { dark.push(new Array(size).fill(false)); fixed.push(new Array(size).fill(false)); }
    function set(x, y, on) { if (x >= 0 && y >= 0 && x < size && y < size) { dark[y][x] = on; fixed[y][x] = true; } }
    function rings(x, y, reach, light) {
      for (var dy = -reach; dy <= reach; dy++) for (var dx = -reach; dx <= reach; dx++)
        set(x + dx, y + dy, light.indexOf(Math.max(Math.abs(dx), Math.abs(dy))) < 0);
    }
    for (var along = 0; along < size; along++) { set(6, along, along % 2 === 0); set(along, 6, along % 2 === 0); }
    [[3, 3], [size - 4, 3], [3, size - 4]].forEach(function (at) { rings(at[0], at[1], 4, [2, 4]); });
    var middles = centres(version), last = middles.length - 1;
    middles.forEach(function (x, i) {
      middles.forEach(function (y, j) {
        if (!(i === 0 && j === 0 || i === 0 && j === last || i === last && j === 0)) rings(x, y, 2, [1]);
      });
    });
    format(set, size);
    if (version > 6) versionInfo(set, size, version);
    fill(dark, fixed, codewords(bytes, version), size);
    return dark;
  }
  /* Level L (01) with mask 3 (011), and what checks it. */
  function format(set, size) {
    var data = 1 << 3 | 3, rest = data;
    for (var turn = 0; turn < 10; turn++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    var bits = (data << 10 | rest) ^ 0x5412;
    function on(place) { return (bits >>> place & 1) === 1; }
    for (var place = 0; place < 15; place++) {
      var up = place < 6 ? place : place < 8 ? place + 1 : size - 15 + place;
      var across = place < 8 ? size - 1 - place : place === 8 ? 7 : 14 - place;
      set(8, up, on(place));
      set(across, 8, on(place));
    }
    set(8, size - 8, true);
  }
  function versionInfo(set, size, version) {
    var rest = version;
    for (var turn = 0; turn < 12; turn++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    var bits = version << 12 | rest;
    for (var place = 0; place < 18; place++) {
      var on = (bits >>> place & 1) === 1, far = size - 11 + place % 3, near = Math.floor(place / 3);
      set(far, near, on);
      set(near, far, on);
    }
  }
  function fill(dark, fixed, words, size) {
    var bit = 0;
    for (var right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (var step = 0; step < size; step++) for (var side = 0; side < 2; side++) {
        var x = right - side, y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        if (fixed[y][x]) continue;
        var on = bit < words.length * 8 && (words[bit >> 3] >>> (7 - (bit & 7)) & 1) === 1;
        bit++;
        dark[y][x] = on !== ((x + y) % 3 === 0);
      }
    }
  }

  /* A code as an element, with the quiet zone it needs. */
  function drawn(text, label) {
    var modules = matrix(text), space = "http://www.w3.org/2000/svg", path = "";
    if (!modules) return null;
    modules.forEach(function (row, y) {
      row.forEach(function (on, x) { if (on) path += "M" + (x + 4) + " " + (y + 4) + "h1v1h-1z"; });
    });
    var picture = document.createElementNS(space, "svg"), size = modules.length + 8;
    picture.setAttribute("viewBox", "0 0 " + size + " " + size);
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", label);
    picture.setAttribute("shape-rendering", "crispEdges");
    var ground = document.createElementNS(space, "rect"), ink = document.createElementNS(space, "path");
    [["width", size], ["height", size], ["fill", "#fff"]].forEach(function (one) { ground.setAttribute(one[0], one[1]); });
    ink.setAttribute("d", path);
    ink.setAttribute("fill", "#000");
    picture.append(ground, ink);
    return picture;
  }

  window.codeOf = { matrix: matrix, drawn: drawn };
})();
