"use strict";

/* Numbers as pictures, one pixel each. */

const MORE = [255, 77, 61], LESS = [77, 141, 255]; // as .more and .less in page.css
const FOR = [230, 97, 1], AGAINST = [94, 60, 153]; // a kernel's weights, coloured as in the lessons
const BETWEEN = [118, 123, 132];

/** Paint `colour(i)` = [red, green, blue] of pixel i on a canvas, which becomes `width` × `height` pixels. */
function paint(canvas, width, height, colour) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    image.data.set(colour(i), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** As `greyImage`, on a canvas, which becomes `width` × `height` pixels. */
function paintGrey(canvas, width, height, values, highest) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.getContext("2d").putImageData(greyImage(values, width, height, highest), 0, 0);
}

/** The picture in grey, and over it the slopes: red where more ink helps the answer, blue where it harms it. */
function paintSlopes(canvas, picture, slopes) {
  const steepest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0) || 1;
  paint(canvas, 28, 28, (i) => {
    const share = Math.abs(slopes[i]) / steepest, colour = slopes[i] > 0 ? MORE : LESS;
    return colour.map((part) => (1 - share) * 0.7 * picture[i] + share * part);
  });
}

/** Kernels side by side, `across` in a row, a grey line between them: orange counts for, purple against. */
function paintKernels(canvas, kernels, side, across) {
  const down = Math.ceil(kernels.length / across), step = side + 1;
  const limit = Math.max(...kernels.map((kernel) => kernel.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0))) || 1;
  const width = across * step - 1, height = down * step - 1;
  paint(canvas, width, height, (i) => {
    const x = i % width, y = Math.floor(i / width), kernel = kernels[Math.floor(y / step) * across + Math.floor(x / step)];
    if (!kernel || x % step === side || y % step === side) return BETWEEN;
    const weight = kernel[(y % step) * side + (x % step)] / limit;
    return (weight > 0 ? FOR : AGAINST).map((part) => 255 + Math.abs(weight) * (part - 255));
  });
}
