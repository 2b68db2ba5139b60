"use strict";

/* What happens inside: the maps after each brick, the units, and the kernel of the map that one points at. */

const BRICKS = {
  conv1: (n) => `After conv1, pooling and ReLU: ${n} maps`,
  conv2: (n) => `After conv2, pooling and ReLU: ${n} maps`,
  fc1: (n) => `After fc1 and ReLU: ${n} units`,
};
const HINT = "Point at a map, or go to it with the Tab and arrow keys, to see the kernel that made it.";

/** Makes the view; returns {show(inside), learn(kernels)}. */
function createInside() {
  const kernels = {}, shown = {};
  let chosen = null;

  function show(inside) {
    for (const name of Object.keys(BRICKS)) layer(name, inside && inside[name]);
  }

  function layer(name, found) {
    const element = document.getElementById(name);
    if (!found || found.why_not) {
      const said = found ? found.why_not : "";
      if (element.textContent !== said) element.replaceChildren(said);
      shown[name] = null;
      return;
    }
    const values = bytes(found.values), [count, height, width] = found.shape;
    if (shown[name] !== count) {
      element.replaceChildren(title(BRICKS[name](count)), height ? maps(name, count) : units());
      shown[name] = count;
    }
    element.querySelectorAll("canvas").forEach((canvas, at) => {
      if (height) paintGrey(canvas, width, height, values.subarray(at * height * width, (at + 1) * height * width), 255);
      else paintGrey(canvas, Math.ceil(count / 4), 4, values, 255);
    });
  }

  function maps(name, count) {
    const group = document.createElement("div");
    group.className = "maps";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", BRICKS[name](count));
    for (let at = 0; at < count; at++) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", `map ${at + 1} of ${count}`);
      button.setAttribute("aria-pressed", "false");
      button.tabIndex = at ? -1 : 0; // one stop for Tab; the arrow keys go on from there
      button.append(document.createElement("canvas"));
      for (const event of ["pointerenter", "focus", "click"]) button.addEventListener(event, () => choose(name, at));
      group.append(button);
    }
    group.addEventListener("keydown", (event) => walk(event, group));
    return group;
  }

  function walk(event, group) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -8, ArrowDown: 8 }[event.key];
    const buttons = [...group.children], at = buttons.indexOf(event.target);
    const next = buttons[at + step];
    if (!step || !next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  function choose(name, at) {
    chosen = { name, at };
    document.querySelectorAll(".maps button").forEach((button) => button.setAttribute("aria-pressed", "false"));
    const button = document.querySelectorAll(`#${name} .maps button`)[at];
    if (button) button.setAttribute("aria-pressed", "true");
    kernel();
  }

  function kernel() {
    const element = document.getElementById("kernel");
    const known = chosen && kernels[chosen.name];
    if (!known || chosen.at >= known.shape[0]) {
      element.replaceChildren(Object.keys(kernels).length ? HINT : "");
      return;
    }
    const [, inputs, side] = known.shape, size = side * side, start = chosen.at * inputs * size;
    const each = Array.from({ length: inputs }, (_, i) => known.values.subarray(start + i * size, start + (i + 1) * size));
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `The weights of this kernel: ${inputs} × ${side} × ${side}`);
    paintKernels(canvas, each, side, Math.min(inputs, 8));
    const parts = inputs > 1 ? `${inputs} parts of ${side} × ${side} weights, one for each map of the layer before` : `${side} × ${side} weights`;
    const words = document.createElement("p");
    words.className = "quiet";
    words.textContent = `${parts}. Orange counts for, purple against.`;
    element.replaceChildren(title(`${chosen.name}, kernel ${chosen.at + 1}`), canvas, words);
  }

  /** Take in the kernels, {} for none. */
  function learn(found) {
    for (const name of Object.keys(kernels)) delete kernels[name];
    for (const [name, { shape, values }] of Object.entries(found)) {
      if (shape[2] === shape[3]) kernels[name] = { shape, values: floats(values) };
    }
    kernel();
  }

  return { show, learn };
}

function title(text) {
  const heading = document.createElement("h3");
  heading.textContent = text;
  return heading;
}

function units() {
  const canvas = document.createElement("canvas");
  canvas.className = "units";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "The units, brighter where they are more active");
  return canvas;
}
