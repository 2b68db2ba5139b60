// The network of the course, forwards: what stage 2's DigitCNN computes in evaluation mode, in plain JavaScript.
"use strict";

// Images and maps lie one after the other in a Float32Array, row by row, as PyTorch lays out (channels, height, width).

// Slide every kernel over all the maps that come in: size x size each, "valid" positions only, stride 1.
function convolve(input, size, { weight, bias, shape: [outputs, inputs, kernel] }) {
  const wide = size - kernel + 1;
  const result = new Float32Array(outputs * wide * wide);
  for (let o = 0; o < outputs; o++)
    for (let y = 0; y < wide; y++)
      for (let x = 0; x < wide; x++) {
        let sum = bias[o];
        for (let i = 0; i < inputs; i++)
          for (let r = 0; r < kernel; r++) {
            const from = i * size * size + (y + r) * size + x;
            const by = ((o * inputs + i) * kernel + r) * kernel;
            for (let c = 0; c < kernel; c++) sum += input[from + c] * weight[by + c];
          }
        result[(o * wide + y) * wide + x] = sum;
      }
  return result;
}

// Of each square of 2 x 2 values keep the largest, and nothing below zero: max-pooling, then ReLU.
function poolAndRelu(input, channels, size) {
  const half = size >> 1;
  const result = new Float32Array(channels * half * half);
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < half; y++)
      for (let x = 0; x < half; x++) {
        const at = c * size * size + 2 * y * size + 2 * x;
        result[(c * half + y) * half + x] =
          Math.max(0, input[at], input[at + 1], input[at + size], input[at + size + 1]);
      }
  return result;
}

function linear(input, { weight, bias, shape: [outputs, inputs] }) {
  return Float32Array.from({ length: outputs }, (_, o) => {
    let sum = bias[o];
    for (let i = 0; i < inputs; i++) sum += input[i] * weight[o * inputs + i];
    return sum;
  });
}

function logSoftmax(scores) {
  const largest = Math.max(...scores);  // taken away first, so that no exponential overflows
  const total = scores.reduce((sum, score) => sum + Math.exp(score - largest), 0);
  return scores.map(score => score - largest - Math.log(total));
}

// The layers of an exported net, from its weights in base64: float32, little-endian, one layer after the other.
function loadNet({ layers, weights }) {
  const view = new DataView(Uint8Array.from(atob(weights), letter => letter.charCodeAt(0)).buffer);
  let at = 0;
  const take = count => Float32Array.from({ length: count }, () => view.getFloat32(4 * at++, true));
  const count = shape => shape.reduce((product, length) => product * length, 1);
  return Object.fromEntries(layers.map(({ name, shape }) =>
    [name, { shape, weight: take(count(shape)), bias: take(shape[0]) }]));
}

// Read one picture: 784 pixels from 0 to 255, scaled as the net's own transform does (mean and std of pixels in [0, 1]).
// Returns the ten log-probabilities, and on the way to them 32 maps of 12 x 12, 16 maps of 5 x 5, and 100 units.
function runNet({ conv1, conv2, fc1, fc2 }, pixels, { mean, std }) {
  const image = Float32Array.from(pixels, pixel => (pixel / 255 - mean) / std);  // (1, 28, 28)
  const maps1 = poolAndRelu(convolve(image, 28, conv1), 32, 24);                 // (32, 12, 12)
  const maps2 = poolAndRelu(convolve(maps1, 12, conv2), 16, 10);                 // (16, 5, 5)
  const units = linear(maps2, fc1).map(unit => Math.max(0, unit));               // (100)
  return { maps1, maps2, units, logProbs: logSoftmax(linear(units, fc2)) };      // (10)
}
