/* The five steps on the spring as PyTorch takes them: what each press changes, what it raises, and what an order is called. */
"use strict";

window.TrainingLoop = (() => {
  const RATE = 0.1; // of plain SGD
  const ROUNDS = 20;
  const RIGHT = ["clear", "predict", "loss", "backward", "step"];
  const AGAIN = "Trying to backward through the graph a second time";

  /** The variables of a program that has just begun. `null` is a name not yet defined, or a gradient that is None. */
  const begin = () => ({ weights: Spring.START, grad: null, predicted: null, loss: null, stepped: false });

  const fails = (kind, message) => ({ error: `${kind}: ${message}`, kind });

  /** Each changes the state as the line of Python does; returns what it raises, or {} if nothing. */
  const presses = {
    clear(state) {
      state.grad = null; // zero_grad() sets gradients to None
      return {};
    },
    predict(state) {
      state.predicted = { values: Spring.predict(state.weights), at: state.weights, freed: false };
      return {};
    },
    loss(state) {
      if (!state.predicted) return fails("NameError", "name 'predicted' is not defined");
      state.loss = { value: Spring.lossOf(state.predicted.values), predicted: state.predicted, freed: false };
      return {};
    },
    backward(state) {
      if (!state.loss) return fails("NameError", "name 'loss' is not defined");
      const { loss } = state;
      const known = loss.freed; // the loss's own graph, or only that of its predictions
      if (known || loss.predicted.freed) return { ...fails("RuntimeError", AGAIN), sameLoss: known };
      const slopes = Spring.slopesOf(loss.predicted.values);
      state.grad = slopes.map((slope, axis) => slope + (state.grad ? state.grad[axis] : 0));
      loss.freed = loss.predicted.freed = true;
      state.stepped = false;
      return {};
    },
    step(state) {
      if (state.grad) state.weights = state.weights.map((weight, axis) => weight - RATE * state.grad[axis]);
      state.stepped = true;
      return {};
    },
  };

  const press = (state, name) => presses[name](state);

  /** The shortest order that gives this one when it is repeated. */
  function shortest(order) {
    for (let period = 1; period <= order.length / 2; period += 1) {
      if (order.length % period === 0 && order.every((name, place) => name === order[place % period])) return order.slice(0, period);
    }
    return order;
  }

  /** The order as the body of a loop: each round's loss and weights, until something is raised; and where it ends. */
  function run(order) {
    const state = begin();
    const losses = [];
    const weights = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const name of order) {
        const raised = press(state, name);
        if (raised.error) return { losses, weights, state, raised: { ...raised, round, name } };
      }
      weights.push(state.weights);
      if (state.loss) losses.push(state.loss.value);
    }
    return { losses, weights, state, raised: null };
  }

  const same = (one, other) => one.length === other.length && one.every((value, place) => Math.abs(value - other[place]) < 1e-9);

  // What exercise 3.3's grader says of the same mistakes, word for word (a test compares them).
  const SENTENCES = {
    "missing-zero-grad": "The gradients of the previous batch are never cleared, so this batch's are added to them.",
    "zero-grad-after-step":
      "The gradients are cleared at the end, so the first batch still steps on what was there before. Clear them first.",
    "zero-grad-before-step": "The gradients are cleared between backward and step, so the optimiser finds none. Clear them first.",
    "missing-backward": "backward was never called, and it is what computes the gradients.",
    "missing-step": "The optimiser never took its step, and only that moves the weights.",
    "step-before-backward": "The optimiser steps before backward has computed this batch's gradients. Turn the two around.",
    "loss-after-update": "The weights are right, but the loss was computed again after the step. Return the loss from before it.",
    "two-steps": "The optimiser steps twice for each batch.",
    "only-predicts": "The loss is right, but nothing is learnt: clear the gradients, then backward, then step.",
    "backward-twice": "backward is called twice on the same loss. Once is enough.",
    "backward-more-than-once": "In each call, more than one backward pass reached the model. Their gradients add up: one is enough.",
  };

  /** The mistake that an order makes, by 3.3's name for it; "" for a right order, null for one that has no such name. */
  function mistakeOf(order, { losses, weights, raised }) {
    if (raised) return raised.sameLoss ? "backward-twice" : null;
    const has = (name) => order.includes(name);
    if (!has("loss")) return null;
    if (!has("backward")) return has("step") ? "missing-backward" : "only-predicts";
    if (!has("step")) return "missing-step";
    if (!has("clear")) return "missing-zero-grad";
    const first = (name) => order.indexOf(name);
    const right = run(RIGHT);
    const moved = same(weights.flat(), right.weights.flat());
    if (moved && same(losses, right.losses)) return first("clear") < first("backward") ? "" : "zero-grad-after-step";
    if (moved && order.lastIndexOf("loss") > order.lastIndexOf("step")) return "loss-after-update";
    if (order.lastIndexOf("step") < first("backward")) return "step-before-backward";
    if (weights.every((pair) => same(pair, Spring.START))) return "zero-grad-before-step";
    const between = order.slice(first("backward"), order.lastIndexOf("backward"));
    if (between.length && !between.includes("clear") && !between.includes("step")) return "backward-more-than-once";
    return order.filter((name) => name === "step").length === 2 ? "two-steps" : null;
  }

  return { RATE, ROUNDS, RIGHT, SENTENCES, begin, press, shortest, run, same, mistakeOf };
})();
