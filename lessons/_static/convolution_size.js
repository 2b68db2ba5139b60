/* Sliders on a row of pixels: where a kernel can stand with a stride, a padding and a dilation, and how often. */
"use strict";

(() => {
  const { element, svg, text, slider, status, title } = Instruments;
  const [CELL, ROW, TOP] = [24, 12, 30];

  /** Where the kernel can stand: the first pixel of every position, counted from the padding; [] if it fits nowhere. */
  function positions({ size, kernel, stride, padding, dilation }) {
    const reach = dilation * (kernel - 1) + 1;
    const found = [];
    for (let start = 0; start + reach <= size + 2 * padding; start += stride) found.push(start);
    return found;
  }

  function draw({ size, kernel, padding, dilation }, starts) {
    const all = size + 2 * padding;
    const weights = Array.from({ length: kernel }, (_, weight) => weight * dilation);
    const seen = new Set(starts.flatMap((start) => weights.map((weight) => start + weight)));
    const missed = [];
    const height = TOP + ROW * Math.max(starts.length, 1) + 4;
    // A row of few pixels is not blown up to the width of the page.
    const style = `max-width: ${CELL * all * 1.4}px`;
    const picture = svg("svg", { viewBox: `0 0 ${CELL * all + 4} ${height}`, role: "img", style });
    for (let place = 0; place < all; place += 1) {
      const zero = place < padding || place >= padding + size;
      const unseen = !zero && !seen.has(place);
      if (unseen) missed.push(place - padding + 1);
      const kind = `pixel${zero ? " zero" : ""}${unseen ? " unseen" : ""}`;
      picture.append(svg("rect", { class: kind, x: 2 + CELL * place, y: 2, width: CELL - 3, height: CELL - 3 }));
      const sign = zero ? "0" : unseen ? "×" : "";
      if (sign) picture.append(text(2 + CELL * place + (CELL - 3) / 2, 17, "middle", sign));
    }
    starts.forEach((start, row) => {
      for (const weight of weights) {
        picture.append(svg("rect", { class: "bar", x: 2 + CELL * (start + weight), y: TOP + ROW * row, width: CELL - 3, height: ROW - 3 }));
      }
    });
    return { picture, missed };
  }

  /** The lesson's formula with its letters, and with the numbers in their places. */
  function formula({ size, kernel, stride, padding, dilation }, count) {
    const line = (above, below, result) => element("div", { class: "instrument-formula" },
      element("span", {}, "H", element("sub", {}, "out"), " = ⌊"),
      element("span", { class: "instrument-fraction" }, element("span", {}, above), element("span", {}, below)),
      `⌋ + 1${result}`);
    const numbers = `${size} + 2 · ${padding} − ${dilation} · (${kernel} − 1) − 1`;
    return [line("H + 2p − d (k − 1) − 1", "s", ""), line(numbers, stride, count ? ` = ${count}` : "")];
  }

  Instruments.register("convolution-size", (root) => {
    title(root, "Turn it yourself: how large is the result?",
      "One row of pixels, the zeros of the padding dotted. Under it, a line of blocks for every place where the kernel can stand.");
    const told = status();
    const place = element("div");
    const formulas = element("div");
    const whole = (label, min, max, start) => slider({ label, min, max, step: 1, start, say: String, changed: show });
    const sliders = {
      size: whole("pixels H", 1, 16, 9),
      kernel: whole("kernel k", 1, 7, 3),
      stride: whole("stride s", 1, 5, 1),
      padding: whole("padding p", 0, 4, 0),
      dilation: whole("dilation d", 1, 4, 1),
    };
    root.append(...Object.values(sliders).map((made) => made.tag), formulas, told.tag, place);

    function show() {
      const asked = Object.fromEntries(Object.entries(sliders).map(([name, made]) => [name, made.value()]));
      const starts = positions(asked);
      const all = asked.size + 2 * asked.padding;
      const reach = asked.dilation * (asked.kernel - 1) + 1;
      const { picture, missed } = draw(asked, starts);
      formulas.replaceChildren(...formula(asked, starts.length));
      const pixels = (count) => (count === 1 ? "1 pixel" : `${count} pixels`);
      if (starts.length === 0) {
        const there = all === 1 ? "there is 1" : `there are ${all}`;
        const nowhere = "It fits nowhere: PyTorch raises a RuntimeError.";
        told.say(`The kernel reaches over ${pixels(reach)}, and ${there}, padding included. ${nowhere}`, "wrong");
      } else {
        const marked = missed.length === 1 ? "pixel" : `${missed.length} pixels`;
        const unseen = missed.length ? ` No position sees the ${marked} marked ×.` : "";
        const count = starts.length === 1 ? "1 position" : `${starts.length} positions`;
        told.say(`The kernel reaches over ${reach} of ${pixels(all)}, and has ${count}.${unseen}`);
      }
      picture.setAttribute("aria-label", told.tag.textContent);
      place.replaceChildren(picture);
      Object.assign(root.dataset, { count: starts.length, starts: JSON.stringify(starts), missed: JSON.stringify(missed) });
    }
    show();
  });
})();
