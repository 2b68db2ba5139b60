"use strict";

/* My test set: label a drawing and keep it; how many of them the network reads, and which it does not. */

const PREPARED = { mnist: "mine, as MNIST prepares them", shrunk: "mine, just shrunk" };

/**
 * Makes the part of the page.
 * drawing(): what is on the pad, as {mnist, shrunk: Uint8Array(784)}; null for nothing.
 * onKept(): called when it was kept. how(): "mnist" or "shrunk".
 * Returns {keep(label), load(), show(), about(accuracy, data)}.
 */
function createMine({ drawing, onKept, how }) {
  const said = document.getElementById("kept");
  let mine = null, accuracy = null, data = "mnist";

  for (let label = 0; label < 10; label++) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => keep(label));
    document.getElementById("labels").append(button);
  }

  async function keep(label) {
    const drawn = drawing();
    if (!drawn) {
      said.textContent = "There is nothing on the pad yet.";
      return;
    }
    const both = new Uint8Array(2 * 784);
    both.set(drawn.mnist);
    both.set(drawn.shrunk, 784);
    await change(`keep?label=${label}`, both, () => `Kept as a ${label}.`, onKept);
  }

  async function change(path, body, words, done = () => {}) {
    try {
      await ask(path, body);
      said.textContent = words();
      done();
    } catch (error) {
      said.textContent = error.message;
    }
    await load();
  }

  async function load() {
    try {
      mine = await ask("mine");
    } catch (error) {
      said.textContent = error.message;
      return;
    }
    show();
  }

  function show() {
    if (!mine) return;
    const rows = Object.entries(PREPARED).map(([way, words]) => [words, right(mine.ways[way])]);
    if (accuracy !== null) rows.push([`${data === "mnist" ? "MNIST’s" : "the drawn"} test set, measured after training`, `${(100 * accuracy).toFixed(2)} %`]);
    document.getElementById("score").replaceChildren(mine.labels.length ? table(rows) : "");
    const order = mine.labels.map((_, at) => at).reverse().sort((a, b) => isRight(a) - isRight(b)); // the misread first
    document.getElementById("drawings").replaceChildren(...order.map(card));
  }

  const readAs = (at) => (mine.ways[how()].digits || [])[at];
  const isRight = (at) => readAs(at) === mine.labels[at];

  function right(way) {
    if (!way.digits) return "not read";
    const count = way.digits.filter((digit, at) => digit === mine.labels[at]).length;
    return `${count} of ${mine.labels.length} right (${Math.round((100 * count) / mine.labels.length)} %)`;
  }

  function card(at) {
    const item = document.createElement("li"), canvas = document.createElement("canvas");
    const pictures = bytes(mine.ways[how()].pictures), label = mine.labels[at], answer = readAs(at);
    paintGrey(canvas, 28, 28, pictures.subarray(784 * at, 784 * (at + 1)), 255);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `your ${label}`);
    const words = document.createElement("div"), read = document.createElement("span");
    read.textContent = answer === undefined ? "not read" : `read as ${answer}`;
    read.className = answer === undefined ? "" : isRight(at) ? "right" : "wrong-word";
    words.append(`your ${label}, `, read);
    item.classList.toggle("wrong", answer !== undefined && !isRight(at));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Remove";
    button.setAttribute("aria-label", `Remove this ${label}`);
    button.addEventListener("click", () => change(`forget?name=${mine.names[at]}`, new Uint8Array(), () => `Removed a ${label}.`));
    item.append(canvas, words, button);
    return item;
  }

  function table(rows) {
    const element = document.createElement("table");
    for (const [words, number] of rows) {
      const row = element.insertRow(), head = document.createElement("th");
      head.scope = "row";
      head.textContent = words;
      row.append(head);
      row.insertCell().textContent = number;
    }
    return element;
  }

  function about(share, kind) {
    accuracy = share ?? null;
    data = kind;
    show();
  }

  return { keep, load, show, about };
}
