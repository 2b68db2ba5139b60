"use strict";

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
  const largest = values ? Math.max(...values) : 0;
  for (let map = 0; map < count; map++) {
    const image = context.createImageData(side, side);
    for (let at = 0; at < side * side; at++) {
      const shade = largest > 0 ? 255 * values[map * side * side + at] / largest : 0;
      image.data.set([shade, shade, shade, 255], 4 * at);
    }
    context.putImageData(image, (map % columns) * (side + gap), Math.floor(map / columns) * (side + gap));
  }
}
