"use strict";

/**
 * Values as a picture, a pixel each, from 0 (black) to `highest` (white); missing ones are black. Many at every stroke, so
 * without a function for each pixel.
 */
function greyImage(values, width, height, highest) {
  const image = new ImageData(width, height), factor = highest > 0 ? 255 / highest : 0;
  for (let i = 0, at = 0; i < width * height; i++, at += 4) {
    image.data[at] = image.data[at + 1] = image.data[at + 2] = factor * (values[i] || 0);
    image.data[at + 3] = 255;
  }
  return image;
}

/**
 * Draw the maps of a layer side by side, black where they are 0 and white where the layer is largest.
 *
 * canvas: takes the size of the drawing in pixels, a value each; its CSS decides how large it is shown.
 * values: count * side * side numbers >= 0, map after map, row by row; null where there is nothing: all black.
 * columns: maps in a row.
 */
function drawMaps(canvas, values, { count, side, columns }) {
  const gap = side > 1 ? 1 : 0;
  const rows = Math.ceil(count / columns);
  canvas.width = columns * (side + gap) - gap; // also wipes it: what is between the maps stays clear
  canvas.height = rows * (side + gap) - gap;
  const context = canvas.getContext("2d");
  const largest = values ? Math.max(...values) : 0, size = side * side;
  for (let map = 0; map < count; map++) {
    const image = greyImage(values ? values.subarray(map * size, (map + 1) * size) : [], side, side, largest);
    context.putImageData(image, (map % columns) * (side + gap), Math.floor(map / columns) * (side + gap));
  }
}
