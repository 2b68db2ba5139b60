"use strict";

/* What becomes of a drawing before a network sees it: 28 × 28 pixels, 0 the paper and 255 the ink. */

const PICTURE = 28; // pixels on a side of what the network sees
const BOX = 20; // MNIST's digits fit a box of 20 pixels

/**
 * Make a network's picture of a drawing.
 *
 * gray: size × size values, row by row, 0 background … 255 ink (Uint8Array or Float32Array).
 * how: "mnist", as the makers of MNIST did: cut the ink out, scale it to fit 20 × 20 pixels in its own proportions,
 *      each pixel the mean of what it covers, and move it by whole pixels until its centre of mass is in the middle;
 *      "shrunk": the whole drawing made small, and nothing else.
 * Returns a Uint8Array of 784 values, row by row. A blank drawing gives a blank picture. Throws RangeError for a
 * drawing that is not size × size, or another `how`.
 */
function prepare(gray, size, how) {
  if (gray.length !== size * size) throw new RangeError(`a drawing of ${size} × ${size} has ${size * size} values, not ${gray.length}`);
  if (how === "shrunk") return rounded(shrink(gray, size, 0, 0, size / PICTURE, PICTURE));
  if (how !== "mnist") throw new RangeError(`how must be "mnist" or "shrunk", not "${how}"`);
  const ink = inkBox(gray, size);
  if (!ink) return new Uint8Array(PICTURE * PICTURE);
  const scale = Math.max(ink.width, ink.height) / BOX; // pixels of the drawing in one of the box
  const left = edge(ink.left, ink.width, scale), top = edge(ink.top, ink.height, scale);
  return centred(shrink(gray, size, left, top, scale, BOX));
}

/** The smallest rectangle that holds all ink: {left, top, width, height}; null where there is none. */
function inkBox(gray, size) {
  let left = size, right = -1, top = size, bottom = -1;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (gray[y * size + x] > 0) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = y;
      }
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Where the box begins along one axis, with the ink in the middle of as few of its pixels as hold it, and those in its middle. */
function edge(start, length, scale) {
  const pixels = Math.ceil(length / scale - 1e-9); // less than 1e-9 is a rounding error
  return start - (pixels * scale - length) / 2 - Math.floor((BOX - pixels) / 2) * scale;
}

/** side × side means of squares of `scale` pixels each, beginning at (left, top); outside the drawing there is no ink. */
function shrink(gray, size, left, top, scale, side) {
  const columns = shares(left, scale, side, size), rows = shares(top, scale, side, size);
  const small = new Float64Array(side * side), line = new Float64Array(side);
  for (let i = 0; i < side; i++) {
    for (let down = 0; down < rows[i].parts.length; down++) {
      narrow(gray, (rows[i].first + down) * size, columns, line); // one axis, then the other: a mean of means is a mean
      for (let j = 0; j < side; j++) small[i * side + j] += rows[i].parts[down] * line[j];
    }
  }
  return small;
}

/** Means of one line of the drawing, which begins at gray[start], into `line`. */
function narrow(gray, start, columns, line) {
  for (let j = 0; j < line.length; j++) {
    const { first, parts } = columns[j];
    line[j] = 0;
    for (let k = 0; k < parts.length; k++) line[j] += parts[k] * gray[start + first + k];
  }
}

/** For each of `side` pixels along one axis, which pixels of the drawing it covers, from `first` on, and how much of it each is. */
function shares(start, scale, side, size) {
  return Array.from({ length: side }, (_, pixel) => {
    const from = start + pixel * scale, to = from + scale;
    const first = Math.max(0, Math.floor(from + 1e-9)), parts = [];
    for (let at = first; at < Math.min(size, to - 1e-9); at++) {
      parts.push((Math.min(at + 1, to) - Math.max(at, from)) / scale);
    }
    return { first, parts };
  });
}

/** A box of 20 × 20 in a picture of 28 × 28, its centre of mass at the pixel (14, 14), counted from 0, as in MNIST. */
function centred(box) {
  let mass = 0, across = 0, down = 0;
  box.forEach((value, at) => {
    mass += value;
    across += value * (at % BOX);
    down += value * Math.floor(at / BOX);
  });
  const offset = (moment) => Math.min(PICTURE - BOX, Math.max(0, Math.round(PICTURE / 2 - moment / mass)));
  const left = offset(across), top = offset(down), picture = new Float64Array(PICTURE * PICTURE);
  box.forEach((value, at) => (picture[(top + Math.floor(at / BOX)) * PICTURE + left + (at % BOX)] = value));
  return rounded(picture);
}

function rounded(values) {
  return Uint8Array.from(values, (value) => Math.min(255, Math.round(value)));
}
