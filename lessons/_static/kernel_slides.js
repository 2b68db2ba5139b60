/* A kernel slides over a picture: one position at a time, with its nine products and their sum. */
"use strict";

(() => {
  const { element, svg, number, button, status, title } = Instruments;
  const PICTURE = [ // a 7, its brightness from 0 to 9
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 5, 9, 9, 9, 9, 4, 0],
    [0, 2, 4, 4, 4, 9, 5, 0],
    [0, 0, 0, 0, 4, 9, 1, 0],
    [0, 0, 0, 0, 9, 6, 0, 0],
    [0, 0, 0, 4, 9, 1, 0, 0],
    [0, 0, 0, 8, 6, 0, 0, 0],
    [0, 0, 0, 3, 2, 0, 0, 0],
  ];
  const KERNELS = {
    "upright strokes": [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]],
    "lying strokes": [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]],
    "slanted strokes": [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]],
    "all nine added: a blur": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
    "the middle alone": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
  };
  const WIDE = PICTURE.length - 2; // places where a kernel of 3 can stand in a row
  const LAST = WIDE * WIDE - 1;
  const CELL = 34;
  const PAUSE = 500; // milliseconds between two steps of "play"

  const place = (step) => [Math.floor(step / WIDE), step % WIDE];

  /** The nine products at a position, row by row. */
  function products(kernel, step) {
    const [top, left] = place(step);
    return kernel.flatMap((weights, r) => weights.map((weight, c) => weight * PICTURE[top + r][left + c] || 0));
  }

  const add = (values) => values.reduce((sum, value) => sum + value, 0);
  const whole = (value) => number(value, 0);

  /** A square grid: `values` row by row, null for an empty cell; `strongest` is what gets the full colour. */
  function grid(values, side, strongest, pressed = null) {
    const cells = values.map((value, at) => {
      const x = (at % side) * CELL + 2;
      const y = Math.floor(at / side) * CELL + 2;
      const shade = { x, y, width: CELL, height: CELL, class: `tile ${value < 0 ? "minus" : "plus"}`,
        "fill-opacity": value === null ? 0 : 0.45 * Math.abs(value) / strongest };
      const text = value === null ? [] : [svg("text", { x: x + CELL / 2, y: y + CELL / 2 + 4, "text-anchor": "middle" }, whole(value))];
      return svg("g", pressed ? { onclick: () => pressed(at), class: "pressed" } : {}, svg("rect", shade), ...text);
    });
    return svg("svg", { viewBox: `0 0 ${side * CELL + 4} ${side * CELL + 4}`, role: "img", style: `max-width: ${side * CELL + 4}px` }, ...cells);
  }

  const frame = (row, column, side) =>
    svg("rect", { class: "right kernel-frame", x: column * CELL + 2, y: row * CELL + 2, width: side * CELL, height: side * CELL });

  /** What stands under the frame: each pixel, the weight above it, and their product. */
  function table(kernel, step) {
    const [top, left] = place(step);
    const rows = kernel.map((weights, r) => element("tr", {}, ...weights.map((weight, c) =>
      element("td", {}, `${PICTURE[top + r][left + c]} × ${whole(weight)}`, element("b", {}, `= ${whole(weight * PICTURE[top + r][left + c] || 0)}`)))));
    return element("table", { class: "kernel-products", "aria-label": "Pixel times weight, nine times" }, ...rows);
  }

  const figure = (words, picture) => element("div", { class: "kernel-part" }, element("p", {}, words), picture);

  /** Nine numbers as a sum: "0 + 10 − 9 + …". */
  const sum = (values) => values.map((value, at) => (at ? ` ${value < 0 ? "−" : "+"} ${whole(Math.abs(value))}` : whole(value))).join("");

  Instruments.register("kernel-slides", (root) => {
    title(root, "Slide it yourself: a kernel, step by step",
      "A slightly larger 7, of 8 × 8 pixels. The arrow keys move the kernel too, and a touch on the result brings it there.");
    const choice = element("select", { onchange: () => go(0) }, ...Object.keys(KERNELS).map((name) => element("option", {}, name)));
    const play = button("play", () => (timer ? stop() : start()));
    const back = button("back", () => go(at - 1));
    const step = button("step", () => go(at + 1));
    const pictures = element("div", { class: "kernel-parts", tabindex: 0, role: "group", "aria-label": "Picture, products and result. The arrow keys move the kernel." });
    const told = status();
    root.append(element("div", { class: "instrument-buttons" }, element("label", {}, "kernel for ", choice)), pictures,
      element("div", { class: "instrument-buttons" }, back, step, play, button("start again", () => go(0))), told.tag);
    let at = 0;
    let timer = null;

    function stop() {
      clearInterval(timer);
      timer = null;
      play.firstChild.data = "play";
      told.tag.setAttribute("aria-live", "polite");
    }

    function start() {
      if (at === LAST) show(0);
      play.firstChild.data = "pause";
      told.tag.setAttribute("aria-live", "off"); // too fast to be read aloud
      timer = setInterval(() => (at < LAST ? show(at + 1) : stop()), PAUSE);
    }

    function go(to) {
      stop();
      if (to >= 0 && to <= LAST) show(to);
    }

    function show(to) {
      at = to;
      const kernel = KERNELS[choice.value];
      const [row, column] = place(at);
      const all = Array.from({ length: LAST + 1 }, (_, position) => add(products(kernel, position)));
      const found = all.map((value, position) => (position <= at ? value : null));
      const picture = grid(PICTURE.flat(), PICTURE.length, 9);
      picture.append(frame(row, column, 3));
      picture.setAttribute("aria-label", `A picture of a 7, 8 by 8 pixels; the kernel lies on rows ${row + 1} to ${row + 3}, columns ${column + 1} to ${column + 3}.`);
      const result = grid(found, WIDE, Math.max(...all.map(Math.abs)), go);
      result.append(frame(row, column, 1));
      result.setAttribute("aria-label", `The result, 6 by 6: ${at + 1} of ${LAST + 1} numbers are filled in.`);
      pictures.replaceChildren(figure("the picture", picture), figure("pixel × weight", table(kernel, at)), figure("the result", result));
      told.say(`Row ${row + 1}, column ${column + 1} of the result: ${sum(products(kernel, at))} = ${whole(all[at])}.${ending(all)}`);
      back.setAttribute("aria-disabled", at === 0); // still has the focus, so that the arrow keys go on
      step.setAttribute("aria-disabled", at === LAST);
      Object.assign(root.dataset, { step: at, kernel: JSON.stringify(kernel), picture: JSON.stringify(PICTURE), result: JSON.stringify(found) });
    }

    function ending(all) {
      if (at < LAST) return "";
      const [row, column] = place(all.indexOf(Math.max(...all)));
      return ` All 36 are there. The largest is ${whole(Math.max(...all))}, in row ${row + 1}, column ${column + 1}.`;
    }

    const MOVES = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: WIDE, ArrowUp: -WIDE };
    root.addEventListener("keydown", (event) => {
      if (!MOVES[event.key] || event.target === choice || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault(); // or the page scrolls
      go(at + MOVES[event.key]);
    });
    show(0);
  });
})();
