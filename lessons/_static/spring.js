/* The spring of lesson 3: its forty measurements, the loss over them, its gradient and its curvature. */
"use strict";

window.Spring = (() => {
  // As the lesson draws them: torch.manual_seed(0); 3 * load + 10 + 0.5 * torch.randn(40), in centimetres.
  const length = [
    9.4370804, 9.5776653, 10.182404, 10.244599, 11.039741, 11.115235, 10.76507, 10.019314, 11.391907, 10.752948,
    11.713453, 11.846375, 11.906075, 12.618829, 12.712235, 12.184053, 11.785212, 11.76742, 13.052556, 13.319831,
    13.376343, 12.453221, 13.213935, 14.464965, 13.584376, 13.47488, 14.281361, 14.283661, 14.220712, 14.122166,
    15.084516, 15.013666, 15.524689, 15.119191, 14.630699, 15.382222, 15.279425, 15.538956, 15.055656, 16.853321,
  ];
  const load = length.map((_, place) => (2 * place) / 39); // in kilograms
  const mean = (of) => load.reduce((sum, x, place) => sum + of(x, place), 0) / load.length;

  const START = [-2, 14]; // stretch a in cm/kg, length at rest b in cm

  /** What a line of these weights says of each load, in centimetres. */
  const predict = ([a, b]) => load.map((x) => a * x + b);

  /** The mean squared error of some predictions, in cm². */
  const lossOf = (predicted) => mean((_, place) => (predicted[place] - length[place]) ** 2);

  /** The slopes of that loss along a and b. */
  const slopesOf = (predicted) => [
    mean((x, place) => 2 * (predicted[place] - length[place]) * x),
    mean((_, place) => 2 * (predicted[place] - length[place])),
  ];

  const loss = (weights) => lossOf(predict(weights));
  const gradient = (weights) => slopesOf(predict(weights));

  // The loss is a bowl: its second derivatives are the same everywhere.
  const [aa, ab, bb] = [2 * mean((x) => x * x), 2 * mean((x) => x), 2];
  const middle = (aa + bb) / 2;
  const apart = Math.hypot((aa - bb) / 2, ab);
  /** Curvatures along the valley and across it, and the angle of the valley to the axis of a, in radians. */
  const bowl = { gentle: middle - apart, steep: middle + apart, angle: Math.atan2(middle - apart - aa, ab) };

  const [ga, gb] = gradient([0, 0]);
  const determinant = aa * bb - ab * ab;
  /** The lowest point: where both slopes are 0. */
  const lowest = [(ab * gb - bb * ga) / determinant, (ab * ga - aa * gb) / determinant];

  /** The walk of torch.optim.SGD over all measurements: the weights after 0, 1, 2 … steps. */
  function walk(rate, momentum, steps) {
    const path = [START];
    let velocity = [0, 0];
    for (let step = 0; step < steps; step += 1) {
      const here = path.at(-1);
      const slopes = gradient(here);
      velocity = velocity.map((speed, axis) => momentum * speed + slopes[axis]);
      path.push(here.map((weight, axis) => weight - rate * velocity[axis]));
    }
    return path;
  }

  /** The learning rate above which that walk blows up: 2(1 + m)/λ, with λ the steepest curvature. */
  const limit = (momentum) => (2 * (1 + momentum)) / bowl.steep;

  return { START, load, length, predict, lossOf, slopesOf, loss, gradient, bowl, lowest, walk, limit };
})();
