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
  // The shorter side lies in the middle of whole pixels, for it seldom fills them.
  const left = ink.left - (Math.ceil(ink.width / scale - 1e-9) * scale - ink.width) / 2;
  const top = ink.top - (Math.ceil(ink.height / scale - 1e-9) * scale - ink.height) / 2;
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

/** side × side means of squares of `scale` pixels each, beginning at (left, top); outside the drawing there is no ink. */
function shrink(gray, size, left, top, scale, side) {
  const columns = shares(left, scale, side, size), rows = shares(top, scale, side, size);
  const narrow = new Float64Array(size * side); // one axis after the other: the mean of means is the mean
  for (let y = 0; y < size; y++) {
    for (let j = 0; j < side; j++) {
      for (const [x, share] of columns[j]) narrow[y * side + j] += share * gray[y * size + x];
    }
  }
  const small = new Float64Array(side * side);
  for (let i = 0; i < side; i++) {
    for (const [y, share] of rows[i]) {
      for (let j = 0; j < side; j++) small[i * side + j] += share * narrow[y * side + j];
    }
  }
  return small;
}

/** For each of `side` pixels along one axis: the drawing's pixels that it covers, each with its share: [[at, share], …]. */
function shares(start, scale, side, size) {
  return Array.from({ length: side }, (_, pixel) => {
    const from = start + pixel * scale, to = from + scale, covered = [];
    for (let at = Math.max(0, Math.floor(from)); at < Math.min(size, to); at++) {
      const share = (Math.min(at + 1, to) - Math.max(at, from)) / scale;
      if (share > 1e-9) covered.push([at, share]);
    }
    return covered;
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
