"use strict";

/* A pad beside a network that reads it, all in the page: the exported file, and the first page of the book. */

const LAYERS_SHOWN = [
  { from: "maps1", count: 32, side: 12, columns: 8, says: "32 maps of 12 × 12, after the first convolution and pooling" },
  { from: "maps2", count: 16, side: 5, columns: 8, says: "16 maps of 5 × 5, after the second convolution and pooling" },
  { from: "units", count: 100, side: 1, columns: 20, says: "100 units, from which the ten answers are made" },
];

const READER = `
<div class="reader-pad">
  <div class="pad"><canvas width="280" height="280" tabindex="0" role="application"
    aria-label="Pad: draw a digit with the mouse, a finger or a pen. With the keyboard, arrow keys move the pen, the space bar puts it down and lifts it."></canvas></div>
  <div class="reader-buttons">
    <button type="button" data-do="undo">Undo</button>
    <button type="button" data-do="clear">Clear</button>
  </div>
</div>
<div class="reader-seen">
  <canvas width="28" height="28" role="img" aria-label="What the network sees: 28 by 28 pixels"></canvas>
  <fieldset>
    <legend>The network sees the drawing</legend>
    <label><input type="radio" value="mnist" checked> as MNIST prepares it</label>
    <label><input type="radio" value="shrunk"> just shrunk</label>
  </fieldset>
</div>
<div class="reader-answer">
  <p class="reader-verdict" aria-live="polite"></p>
  <div class="reader-bars" aria-label="The probability of each digit"></div>
</div>
<details class="reader-inside"><summary>What happens inside</summary></details>
<p class="reader-about"></p>`;

let readers = 0; // each has a group of radio buttons of its own

/**
 * Fill an element with a pad and all that the network makes of the drawing.
 *
 * root: the element; what it holds is replaced.
 * net: what `digits.draw.export` writes: {layers, weights, mean, std, about}.
 * inside: whether the maps are shown from the start; keys: whether u and c work wherever the focus is on the page.
 */
function mountReader(root, net, { inside = false, keys = false } = {}) {
  root.innerHTML = READER;
  const find = (selector) => root.querySelector(selector);
  const layers = loadNet(net);
  const pad = createPad(find(".pad canvas"), { onChange: read, keys });
  const maps = LAYERS_SHOWN.map((layer) => [layer, addMaps(find(".reader-inside"), layer)]);
  find(".reader-inside").open = inside;
  find(".reader-about").textContent = net.about;
  readers++;
  root.querySelectorAll("input").forEach((choice) => {
    choice.name = `prepared-${readers}`;
    choice.addEventListener("change", read);
  });
  find(".reader-inside").addEventListener("toggle", read);
  find("[data-do=undo]").addEventListener("click", pad.undo);
  find("[data-do=clear]").addEventListener("click", pad.clear);

  function read() {
    const { gray, size } = pad.pixels();
    const picture = prepare(gray, size, find("input:checked").value);
    drawMaps(find(".reader-seen canvas"), picture, { count: 1, side: 28, columns: 1 });
    const drawn = picture.some((pixel) => pixel > 0);
    const found = drawn ? runNet(layers, picture, net) : null;
    const probabilities = found && Array.from(found.logProbs, Math.exp);
    drawBars(find(".reader-bars"), probabilities);
    say(find(".reader-verdict"), verdict(probabilities));
    if (!find(".reader-inside").open) return; // drawn when it is opened
    for (const [layer, canvas] of maps) drawMaps(canvas, found && found[layer.from], layer);
  }

  read();
}

function addMaps(element, layer) {
  const figure = document.createElement("figure");
  const canvas = document.createElement("canvas");
  const caption = document.createElement("figcaption");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", layer.says);
  caption.textContent = layer.says;
  figure.append(canvas, caption);
  element.append(figure);
  return canvas;
}

function verdict(probabilities) {
  if (!probabilities) return "Draw a digit.";
  return `This reads as a ${probabilities.indexOf(Math.max(...probabilities))}.`;
}

/** Change a text only where it is another: a screen reader reads every change aloud. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
