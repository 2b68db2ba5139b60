/* The training step, one button at a time: five buttons in any order, the live values, and twenty rounds of that order. */
"use strict";

(() => {
  const { element, svg, text, number, button, status, title } = Instruments;
  const CODE = {
    clear: "optimizer.zero_grad()",
    predict: "predicted = line(x)",
    loss: "loss = F.mse_loss(predicted, y)",
    backward: "loss.backward()",
    step: "optimizer.step()",
  };
  const ORDERS = {
    "the right order": TrainingLoop.RIGHT,
    "never cleared": ["predict", "loss", "backward", "step"],
    "cleared between backward and step": ["predict", "loss", "backward", "clear", "step"],
    "cleared at the end": ["predict", "loss", "backward", "step", "clear"],
    "step before backward": ["clear", "predict", "loss", "step", "backward"],
    "no step": ["clear", "predict", "loss", "backward"],
    "no backward": ["clear", "predict", "loss", "step"],
    "two steps": ["clear", "predict", "loss", "backward", "step", "step"],
    "backward twice": ["clear", "predict", "loss", "backward", "backward", "step"],
    "loss computed again after the step": ["clear", "predict", "loss", "backward", "step", "predict", "loss"],
  };
  const MEANS = {
    predicted: "There is nothing yet to compare with the measurements: predict comes first.",
    loss: "There is nothing yet to go back from: compute the loss first.",
    again: "backward uses up the record of how the loss came about. A fresh prediction and a fresh loss make a new one.",
  };
  const pair = ([a, b], digits = 2) => `${number(a, digits)} and ${number(b, digits)}`;

  /** What a press did, in words. */
  function told(name, before, state, raised) {
    if (raised.error) {
      const means = raised.kind === "RuntimeError" ? MEANS.again : name === "loss" ? MEANS.predicted : MEANS.loss;
      return `${raised.error}. ${means}`;
    }
    const moved = state.predicted && !TrainingLoop.same(state.predicted.at, state.weights);
    if (name === "clear") return before.grad ? "Both gradients are None now." : "The gradients were None already.";
    if (name === "predict") return "The line gives a length for each of the 40 loads, and PyTorch notes how they came about.";
    if (name === "loss") {
      const stale = moved ? " It belongs to predictions from before the step: the weights have changed since." : "";
      return `The loss is ${number(state.loss.value)} cm².${stale}`;
    }
    if (name === "backward") {
      const added = before.grad
        ? `The new slopes were added to the ${pair(before.grad)} that were there: now ${pair(state.grad)}.`
        : `The slopes are ${pair(state.grad)}.`;
      if (TrainingLoop.same(state.loss.predicted.at, state.weights)) return added;
      const which = before.grad ? "The new ones" : "They";
      return `${added} ${which} belong to where the weights were when you predicted, not to where they are now.`;
    }
    if (!state.grad) return "There are no gradients, so the step changes nothing.";
    const again = before.stepped ? " It used the same gradients once more." : "";
    const from = `The weights moved from ${pair(before.weights)} to ${pair(state.weights)}`;
    return `${from}, by −${number(TrainingLoop.RATE, 1)} times the gradients.${again}`;
  }

  /** What twenty rounds of an order came to, in words. */
  function verdict(order, result, mistake) {
    const { losses, weights, raised } = result;
    const right = TrainingLoop.run(TrainingLoop.RIGHT).losses;
    if (raised) {
      const named = mistake ? `${TrainingLoop.SENTENCES[mistake]} ` : "";
      const means = raised.kind === "RuntimeError" ? MEANS.again : raised.name === "loss" ? MEANS.predicted : MEANS.loss;
      return `Round ${raised.round} ends at ${raised.name} with ${raised.error}. ${named}${means}`;
    }
    if (losses.length === 0) return "No loss is computed, so nothing can be learnt, and nothing can be drawn.";
    const ends = `the loss is ${number(losses.at(-1))} cm², with the right order ${number(right.at(-1))}.`;
    const end = `After ${TrainingLoop.ROUNDS} rounds ${ends}`;
    if (mistake === "") return `This order trains as it should. ${end}`;
    const named = mistake ? TrainingLoop.SENTENCES[mistake] : "None of 3.3's mistakes by name. Compare the two curves.";
    if (weights.every((now) => TrainingLoop.same(now, Spring.START))) return `${named} The weights never move, and the curve is flat.`;
    if (TrainingLoop.same(losses, right)) {
      const atFirst = mistake === "zero-grad-after-step";
      const why = atFirst ? "nothing was there before" : "each step finds the gradients of the round before";
      return `${named} Here ${why}, and the curve is the right one all the same.`;
    }
    if (TrainingLoop.same(losses.slice(0, -1), right.slice(1))) return `${named} The curve is the right one, a round early.`;
    const oneGradient = mistake === "two-steps" && order.filter((name) => name === "backward").length === 1;
    const twice = "Two steps along the same gradients are one of twice the length, as with a learning rate twice as high.";
    return `${named} ${end}${oneGradient ? ` ${twice}` : ""}`;
  }

  /** The measurements and the line of these weights. */
  function drawSpring(weights) {
    const x = (load) => 44 + 170 * load;
    const y = (length) => 214 - 19.5 * (length - 8);
    const label = `Forty measurements, and the line with a = ${number(weights[0])} and b = ${number(weights[1])}.`;
    const picture = svg("svg", { viewBox: "0 0 400 260", role: "img", "aria-label": label });
    const box = { x: 44, y: 19, width: 340, height: 195 };
    picture.append(svg("rect", { class: "frame", ...box }));
    picture.append(...[8, 10, 12, 14, 16, 18].map((length) => text(38, y(length) + 4, "end", String(length))));
    picture.append(...[0, 0.5, 1, 1.5, 2].map((load) => text(x(load), 231, "middle", String(load))));
    picture.append(text(214, 252, "middle", "load (kg)"), text(2, 12, "start", "length (cm)"));
    const dot = (load, place) => svg("circle", { cx: x(load), cy: y(Spring.length[place]), r: 3, fill: "currentColor" });
    picture.append(...Spring.load.map(dot));
    const inside = (length) => Math.min(Math.max(length, -1e4), 1e4);
    const ends = [inside(weights[1]), inside(2 * weights[0] + weights[1])];
    const frame = svg("svg", { ...box, viewBox: "44 19 340 195", style: "width: 340px; height: 195px" }); // clips the line
    frame.append(svg("line", { class: "right", x1: x(0), y1: y(ends[0]), x2: x(2), y2: y(ends[1]) }));
    picture.append(frame);
    return picture;
  }

  function values(state) {
    const grad = (axis) => (state.grad ? number(state.grad[axis]) : "None");
    const cells = {
      "line.weight (a)": number(state.weights[0]),
      "line.weight.grad": grad(0),
      "line.bias (b)": number(state.weights[1]),
      "line.bias.grad": grad(1),
      predicted: state.predicted ? `${number(state.predicted.values[0])} … ${number(state.predicted.values.at(-1))}` : "not defined",
      loss: state.loss ? number(state.loss.value) : "not defined",
    };
    return Object.entries(cells).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  }

  function keep(root, state, raised) {
    const [a, b] = state.weights;
    const [gradA, gradB] = state.grad ?? ["None", "None"];
    Object.assign(root.dataset, { a, b, gradA, gradB, loss: state.loss?.value ?? "", error: raised.error ?? "" });
  }

  function drawRun(result, mistake) {
    const right = TrainingLoop.run(TrainingLoop.RIGHT).losses;
    const all = [...right, ...result.losses].filter((loss) => loss < 1e6);
    const lines = [{ values: right, kind: "right", name: "right order" }];
    if (mistake !== "" && result.losses.length > 1) lines.push({ values: result.losses, kind: "wrong", name: "this order" });
    return LossChart.draw({
      lines, range: [0.1, Math.max(100, Math.max(...all) * 1.3)], across: "round", first: 1,
      label: lines.map(({ name, values: losses }) => `${name}: loss from ${number(losses[0])} to ${number(losses.at(-1))} cm²`).join("; "),
    });
  }

  Instruments.register("training-step", (root) => {
    let [state, order, ran] = [TrainingLoop.begin(), [], false];
    title(root, "Press it yourself: one training step, button by button",
      `The spring at a = −2 and b = 14, all 40 measurements as one batch, plain SGD with μ = ${number(TrainingLoop.RATE, 1)}. ` +
      `Press the five in any order. A wrong one is welcome: ${TrainingLoop.ROUNDS} rounds of it show its curve.`);
    const buttons = Object.entries(CODE).map(([name, code]) => button(name, () => pressed(name), code));
    const table = element("dl", { class: "instrument-values" });
    const line = status();
    const list = element("p");
    const again = button("start again", restart);
    const rounds = button(`run ${TrainingLoop.ROUNDS} rounds of my order`, () => show(order));
    const choice = element("select", { "aria-label": "or run one of these orders", onchange: choose },
      element("option", { value: "" }, "or run one of these …"), ...Object.keys(ORDERS).map((name) => element("option", {}, name)));
    const pictures = element("div", { class: "instrument-pictures" });
    root.append(element("div", { class: "instrument-buttons" }, ...buttons), table, line.tag, list,
      element("div", { class: "instrument-buttons" }, rounds, choice, again), pictures);

    function refresh(raised = {}, chart = pictures.children[1]) {
      const once = TrainingLoop.shortest(order);
      const times = order.length / once.length;
      list.textContent = order.length ? `Order: ${once.join(" → ")}${times > 1 ? `, ${times} times` : ""}` : "Order: none yet.";
      table.replaceChildren(...values(state));
      pictures.replaceChildren(drawSpring(state.weights), ...(chart ? [chart] : []));
      keep(root, state, raised);
    }

    function restart() {
      [state, order, ran] = [TrainingLoop.begin(), [], false];
      choice.value = "";
      line.say("At the start: no prediction, no loss, and gradients that are None.");
      delete root.dataset.mistake;
      refresh({}, null);
    }

    function pressed(name) {
      if (ran) restart(); // after a run, a press begins a new order
      const before = { ...state };
      const raised = TrainingLoop.press(state, name);
      order.push(name);
      line.say(told(name, before, state, raised), raised.error ? "wrong" : "");
      refresh(raised);
    }

    function choose() {
      if (!choice.value) return;
      order = ORDERS[choice.value];
      show(order);
    }

    function show(chosen) {
      if (chosen.length === 0) return line.say("There is no order to run yet: press some of the five buttons first.", "wrong");
      const once = TrainingLoop.shortest(chosen);
      const result = TrainingLoop.run(once);
      const mistake = TrainingLoop.mistakeOf(once, result);
      line.say(verdict(once, result, mistake), mistake === "" ? "" : "wrong");
      [state, ran] = [result.state, true];
      Object.assign(root.dataset, { mistake: mistake ?? "none by name", curve: JSON.stringify(result.losses) });
      return refresh(result.raised ?? {}, drawRun(result, mistake));
    }

    restart();
  });
})();
