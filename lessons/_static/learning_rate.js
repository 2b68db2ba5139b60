/* Two sliders on the spring's loss surface: learning rate and momentum, the path they make, the limit of stability. */
"use strict";

(() => {
  const { element, svg, text, number, slider, status, title } = Instruments;
  const STEPS = 40;
  const LEVELS = [0.5, 1, 2, 4, 8, 16, 32, 64, 128]; // the lesson's contour lines, in cm²
  const A = [-4, 10]; // cm/kg
  const B = [3, 17]; // cm
  const BOX = { left: 44, top: 12, size: 300 };
  const THUMB = 16; // px, of a native slider: its middle travels so much less than the track
  const [SLOWEST, FASTEST] = [0.01, 1];
  let maps = 0;

  const x = (a) => BOX.left + (BOX.size * (a - A[0])) / (A[1] - A[0]);
  const y = (b) => BOX.top + (BOX.size * (B[1] - b)) / (B[1] - B[0]);
  const scale = BOX.size / (A[1] - A[0]); // px per unit, the same both ways

  /** The map of the loss without a path; contour lines of a bowl are ellipses. */
  function map() {
    const clip = `surface-${(maps += 1)}`;
    const frame = { x: BOX.left, y: BOX.top, width: BOX.size, height: BOX.size };
    const picture = svg("svg", { viewBox: "0 0 360 360", role: "img" });
    const inside = svg("g", { "clip-path": `url(#${clip})` });
    const { gentle, steep, angle } = Spring.bowl;
    const centre = [x(Spring.lowest[0]), y(Spring.lowest[1])];
    const degrees = (-angle * 180) / Math.PI; // the picture's second axis points down
    const lowest = Spring.loss(Spring.lowest);
    for (const level of LEVELS) {
      const radius = (curvature) => scale * Math.sqrt((2 * (level - lowest)) / curvature);
      inside.append(
        svg("ellipse", { class: "grid", cx: centre[0], cy: centre[1], rx: radius(gentle), ry: radius(steep),
          transform: `rotate(${degrees} ${centre[0]} ${centre[1]})` }),
      );
    }
    picture.append(svg("clipPath", { id: clip }, svg("rect", frame)), svg("rect", { class: "frame", ...frame }), inside);
    for (let a = A[0]; a <= A[1]; a += 2) {
      picture.append(text(x(a), BOX.top + BOX.size + 16, "middle", number(a, 0)));
    }
    for (let b = 4; b <= B[1]; b += 2) {
      picture.append(text(BOX.left - 6, y(b) + 4, "end", number(b, 0)));
    }
    picture.append(
      text(BOX.left + BOX.size / 2, 356, "middle", "stretch a (cm/kg)"),
      svg("text", { transform: `translate(12 ${BOX.top + BOX.size / 2}) rotate(-90)`, "text-anchor": "middle" },
        "length at rest b (cm)"),
    );
    const path = svg("g");
    inside.append(path);
    inside.append(svg("text", { x: x(3), y: y(10) + 6, "text-anchor": "middle", style: "font-size: 20px" }, "★"));
    return { picture, path };
  }

  function drawPath(group, path, wild) {
    const near = path.filter((point) => point.every((weight) => Math.abs(weight) < 1e4));
    const points = near.map(([a, b]) => [x(a).toFixed(1), y(b).toFixed(1)]);
    group.replaceChildren(
      svg("polyline", { class: wild ? "wrong" : "right", points: points.join(" ") }),
      ...points.map(([cx, cy]) => svg("circle", { class: wild ? "dot wild" : "dot", cx, cy, r: 3 })),
    );
  }

  Instruments.register("learning-rate", (root) => {
    title(root, "Turn it yourself: learning rate and momentum",
      `The spring again, from the same start, ${STEPS} steps over all 40 measurements. The dashed mark on the slider is the ` +
      "limit of stability: with curvature λ across the valley it lies at 2/λ, and momentum m moves it to 2(1 + m)/λ. " +
      "The star is the spring that made the data.");
    const { picture, path } = map();
    const told = status();
    const both = { say: (value) => number(value), changed: show };
    const rate = slider({ label: "learning rate μ", min: SLOWEST, max: FASTEST, step: 0.01, start: 0.2, ...both });
    const momentum = slider({ label: "momentum m", min: 0, max: 0.95, step: 0.05, start: 0, ...both });
    const mark = element("span", { class: "instrument-mark" });
    rate.track.append(mark);
    const pictures = element("div", { class: "instrument-pictures" }, picture);
    root.append(rate.tag, momentum.tag, told.tag, pictures);

    function show() {
      const walked = Spring.walk(rate.value(), momentum.value(), STEPS);
      const losses = walked.map(Spring.loss);
      const limit = Spring.limit(momentum.value());
      const wild = rate.value() > limit;
      const share = (limit - SLOWEST) / (FASTEST - SLOWEST);
      mark.style.left = `calc(${THUMB / 2}px + ${share} * (100% - ${THUMB}px) - 1px)`;
      drawPath(path, walked, wild);
      const [a, b] = walked.at(-1);
      const end = `After ${STEPS} steps: a = ${number(a)} cm/kg, b = ${number(b)} cm, loss ${number(losses.at(-1))} cm².`;
      const where = wild
        ? `Above the limit of ${number(limit, 3)}: the swings across the valley grow, at once or after a good beginning.`
        : `Below the limit of ${number(limit, 3)}: it comes to the lowest point in the end, sooner or later.`;
      told.say(`${where} ${end}`, wild ? "wrong" : "");
      picture.setAttribute("aria-label", `Contour lines of the loss over a and b, and the path of ${STEPS} steps. ${end}`);
      const drawn = LossChart.draw({
        lines: [{ values: losses, kind: wild ? "wrong" : "right", name: "loss by step" }],
        range: [0.1, 1e4], floor: Spring.loss(Spring.lowest), across: "step",
        label: `Loss by step, from ${number(losses[0])} to ${number(losses.at(-1))} cm².`,
      });
      pictures.replaceChildren(picture, drawn);
      Object.assign(root.dataset, { path: JSON.stringify(walked), limit, loss: losses.at(-1), stable: !wild });
    }
    show();
  });
})();
