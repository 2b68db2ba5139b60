"use strict";

/* A pad to draw on: with the mouse, a finger, a pen, or the keyboard. White ink on black, as MNIST has it. */

const INK = 0.075; // the width of a line, as a share of the pad's side: about as thick as MNIST's when it is prepared
const STEP = 0.03; // how far an arrow key moves the pen

/**
 * Make a square <canvas> a pad.
 *
 * canvas: its `width`, equal to its `height`, is the drawing's size in pixels; CSS decides how large it is shown.
 *     Its CSS must say `touch-action: none`, or a finger scrolls the page instead.
 * onChange: called without arguments after every change, at most once for each picture that the screen shows.
 * keys: whether u undoes and c clears wherever on the page the focus is, but in a text field (default true).
 *
 * Returns:
 *   undo()    takes the last stroke away
 *   clear()   takes all away
 *   pixels()  the drawing: {gray: Uint8Array of size * size, 0 background … 255 ink, row by row; size}
 *   strokes   what was drawn: an array of arrays of points {x, y} in [0, 1]
 * With the focus on the pad the arrow keys move a pen, and the space bar puts it down and lifts it.
 */
function createPad(canvas, { onChange = () => {}, keys = true } = {}) {
  const size = canvas.width;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const strokes = [];
  const drawing = new Map(); // the stroke of each finger that is down, by pointerId
  let waiting = false;

  function changed() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      onChange();
    });
  }

  function redraw() {
    context.fillStyle = "#000";
    context.fillRect(0, 0, size, size);
    strokes.forEach((stroke) => ink(stroke, 0));
    changed();
  }

  /** Ink a stroke from its point number `from` on. */
  function ink(stroke, from) {
    context.strokeStyle = "#fff";
    context.lineWidth = INK * size;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(stroke[from].x * size, stroke[from].y * size);
    const rest = stroke.slice(from + 1);
    (rest.length ? rest : [stroke[from]]).forEach((point) => context.lineTo(point.x * size, point.y * size));
    context.stroke(); // a single point is a round dot
  }

  function begin(point) {
    const stroke = [point];
    strokes.push(stroke);
    ink(stroke, 0);
    changed();
    return stroke;
  }

  function extend(stroke, points) {
    const from = stroke.length - 1;
    stroke.push(...points);
    ink(stroke, from);
    changed();
  }

  function undo() {
    drawing.clear();
    pen.stroke = null;
    if (strokes.pop()) redraw();
  }

  function clear() {
    drawing.clear();
    pen.stroke = null;
    strokes.length = 0;
    redraw();
  }

  function pixels() {
    const colours = context.getImageData(0, 0, size, size).data;
    const gray = new Uint8Array(size * size);
    for (let at = 0; at < gray.length; at++) gray[at] = colours[4 * at]; // white ink: red tells all
    return { gray, size };
  }

  const where = (event) => {
    const box = canvas.getBoundingClientRect();
    const left = box.left + canvas.clientLeft, top = box.top + canvas.clientTop; // inside its border
    return { x: (event.clientX - left) / canvas.clientWidth, y: (event.clientY - top) / canvas.clientHeight };
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId); // so that a stroke may leave the pad and come back
    drawing.set(event.pointerId, begin(where(event)));
  });
  canvas.addEventListener("pointermove", (event) => {
    const stroke = drawing.get(event.pointerId);
    if (!stroke) return;
    const passed = event.getCoalescedEvents ? event.getCoalescedEvents() : []; // more points than screens are shown
    extend(stroke, (passed.length ? passed : [event]).map(where));
  });
  const lift = (event) => drawing.delete(event.pointerId);
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("contextmenu", (event) => event.preventDefault()); // a long touch would open it

  const pen = keyboardPen(canvas, begin, extend);
  if (keys) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (event.key === "u") undo();
      if (event.key === "c") clear();
    });
  }
  redraw();
  return { undo, clear, pixels, strokes };
}

/** Whether the keys belong to a field that someone writes in. */
function isWriting(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(radio|checkbox|button)$/.test(element.type);
}

/** Arrow keys and the space bar on a pad; the place of the pen is a small ring over it while the pad has the focus. */
function keyboardPen(canvas, begin, extend) {
  const pen = { x: 0.5, y: 0.5, stroke: null };
  const ring = document.createElement("span");
  ring.className = "pad-pen";
  ring.hidden = true;
  canvas.after(ring);
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const show = () => {
    ring.hidden = false;
    ring.style.left = `${canvas.offsetLeft + canvas.clientLeft + pen.x * canvas.clientWidth}px`;
    ring.style.top = `${canvas.offsetTop + canvas.clientTop + pen.y * canvas.clientHeight}px`;
    ring.classList.toggle("down", pen.stroke !== null);
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") {
      pen.stroke = pen.stroke ? null : begin({ x: pen.x, y: pen.y });
    } else if (moves[event.key]) {
      const [right, down] = moves[event.key];
      pen.x = Math.min(1, Math.max(0, pen.x + STEP * right));
      pen.y = Math.min(1, Math.max(0, pen.y + STEP * down));
      if (pen.stroke) extend(pen.stroke, [{ x: pen.x, y: pen.y }]);
    } else return;
    event.preventDefault(); // or the page scrolls
    show();
  });
  const away = () => {
    pen.stroke = null;
    ring.hidden = true;
  };
  canvas.addEventListener("blur", away);
  canvas.addEventListener("pointerdown", away);
  return pen;
}
