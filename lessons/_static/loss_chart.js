/* A chart of losses by step on a logarithmic axis, as the lessons draw them. */
"use strict";

window.LossChart = (() => {
  const { svg, text, number } = Instruments;
  const [WIDTH, HEIGHT] = [400, 260];
  const BOX = { left: 56, right: 388, top: 26, bottom: 214 };
  let charts = 0;

  const power = (exponent) => (exponent > 3 ? `1e${exponent}` : String(10 ** exponent));

  /** `lines`: [{values, kind: "right" | "wrong", name}], losses by step; `range`: lowest and highest loss shown;
      `floor`: a loss that none can go below; `across`: what the lower axis counts, from `first`. Returns an <svg>. */
  function draw({ lines, range, floor, across, first = 0, label }) {
    const [low, high] = range.map(Math.log10);
    const last = Math.max(1, ...lines.map((line) => line.values.length - 1));
    const x = (step) => BOX.left + ((BOX.right - BOX.left) * step) / last;
    const y = (loss) => BOX.bottom - ((BOX.bottom - BOX.top) * (Math.log10(loss) - low)) / (high - low);
    const clip = `loss-chart-${(charts += 1)}`;
    const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
    const frame = { x: BOX.left, y: BOX.top, width: BOX.right - BOX.left, height: BOX.bottom - BOX.top };
    picture.append(svg("clipPath", { id: clip }, svg("rect", frame)), svg("rect", { class: "frame", ...frame }));
    const every = Math.max(1, Math.ceil((high - low) / 6)); // powers of ten between two labels
    for (let exponent = Math.ceil(low); exponent <= high; exponent += every) {
      const height = y(10 ** exponent);
      picture.append(
        svg("line", { class: "grid", x1: BOX.left, x2: BOX.right, y1: height, y2: height }),
        text(BOX.left - 6, height + 4, "end", power(exponent)),
      );
    }
    for (let count = first; count <= last + first; count += 1) {
      if (count === first || count % (last > 20 ? 10 : 5) === 0) {
        picture.append(text(x(count - first), BOX.bottom + 17, "middle", String(count)));
      }
    }
    picture.append(
      text((BOX.left + BOX.right) / 2, HEIGHT - 8, "middle", across),
      text(2, 14, "start", "loss (cm²)"),
    );
    if (floor) {
      picture.append(
        svg("line", { class: "floor", x1: BOX.left, x2: BOX.right, y1: y(floor), y2: y(floor) }),
        text(BOX.right - 4, y(floor) - 5, "end", `lowest there is: ${number(floor)}`),
      );
    }
    lines.forEach(({ values, kind, name }, place) => {
      // A logarithm of 0 or of infinity has no place: both are drawn just outside the frame.
      const inside = (loss) => Math.min(Math.max(loss, range[0] / 10), range[1] * 10) || range[1] * 10;
      const points = values.map((loss, step) => `${x(step).toFixed(1)},${y(inside(loss)).toFixed(1)}`);
      const begin = BOX.left + 30 + place * 150;
      picture.append(
        svg("polyline", { class: kind, points: points.join(" "), "clip-path": `url(#${clip})` }),
        svg("line", { class: kind, x1: begin, x2: begin + 26, y1: 10, y2: 10 }),
        text(begin + 32, 14, "start", name),
      );
    });
    return picture;
  }

  return { draw };
})();
