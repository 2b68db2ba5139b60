"use strict";

/* The page: what is drawn goes to the network, and what it answers is shown. */

const LOOK_EVERY = 1500; // milliseconds between two looks at whether the student's files have changed

const by = (id) => document.getElementById(id);
const how = () => document.querySelector('input[name="how"]:checked').value;
const inside = createInside();
const pad = createPad(by("pad"), { onChange: drawn });
const mine = createMine({ drawing, how, onKept: () => pad.clear() });
let version = null; // of the student's files; null while nothing is loaded

/** The drawing, prepared in both ways; null for a blank pad. */
function drawing() {
  if (!pad.strokes.length) return null;
  const { gray, size } = pad.pixels();
  return { mnist: prepare(gray, size, "mnist"), shrunk: prepare(gray, size, "shrunk") };
}

function drawn() {
  const { gray, size } = pad.pixels();
  const picture = prepare(gray, size, how());
  if (!by("slopes").checked || !pad.strokes.length) paintGrey(by("seen"), 28, 28, picture, 255);
  read(pad.strokes.length ? picture : null);
}

const read = oneAtATime(async (picture) => {
  if (!picture) {
    answered(null);
    return;
  }
  if (version === null) return; // `look` asks again when the network is there
  const slopes = by("slopes").checked;
  try {
    const found = await ask(slopes ? "read?gradient=1" : "read", picture);
    fault(found.fault);
    if (found.fault) answered(null);
    else answered(found);
    if (found.gradient) paintSlopes(by("seen"), picture, floats(found.gradient));
  } catch (error) {
    fault({ message: error.message });
  }
});

function answered(found) {
  drawBars(by("bars"), found && found.probabilities);
  inside.show(found && found.inside);
  const words = found ? `It reads a ${found.digit}, ${percent(found.probabilities[found.digit])} sure` : "–";
  if (by("answer").textContent !== words) by("answer").textContent = words;
  by("notes").replaceChildren(
    ...(found ? found.notes : []).map((note) => Object.assign(document.createElement("li"), { textContent: note })),
  );
}

/** Show what went wrong, {message, advice, file, line, code}; undefined for nothing. */
function fault(found) {
  by("fault").hidden = !found;
  if (!found) return;
  const place = found.file ? `${found.file}:${found.line}${found.code ? `\n    ${found.code}` : ""}` : "";
  for (const [id, text] of Object.entries({ message: found.message, place, advice: found.advice || "" })) {
    const element = by(`fault-${id}`);
    if (element.textContent !== text) element.textContent = text; // or a screen reader says it again
    element.hidden = !text;
  }
}

/** Whether the student's files have changed; if so, everything is asked anew. */
const look = oneAtATime(async () => {
  let state;
  try {
    state = await ask("state");
  } catch (error) {
    version = null;
    fault({ message: error.message });
    return;
  }
  by("where").textContent = `Network: ${state.submission}. Weights: ${state.weights}. My test set: ${state.mine}.`;
  if (state.loading) {
    if (state.version !== version) by("about").textContent = "Your network is being loaded …";
    return;
  }
  if (state.version === version) return;
  version = state.version;
  introduce(state);
  inside.learn(await ask("kernels"));
  await mine.load();
  if (!state.fault) drawn();
});

function introduce({ fault: found, about = {} }) {
  fault(found);
  if (found) answered(null);
  const measured = about.accuracy === undefined ? "" : `: ${(100 * about.accuracy).toFixed(2)} % on its test set after ${about.epochs} epoch${about.epochs === 1 ? "" : "s"}`;
  by("about").textContent = found ? "Your network cannot read yet." : `Your own network reads it${measured}.`;
  mine.about(about.accuracy, about.data);
}

function turn(id) {
  by(id).checked = !by(id).checked;
  by(id).dispatchEvent(new Event("change"));
}

by("undo").addEventListener("click", pad.undo);
by("clear").addEventListener("click", pad.clear);
by("again").addEventListener("click", async () => {
  await ask("again", new Uint8Array()).catch(() => {});
  version = null;
  look();
});
by("slopes").addEventListener("change", () => {
  by("legend").hidden = !by("slopes").checked;
  drawn();
});
document.querySelectorAll('input[name="how"]').forEach((choice) =>
  choice.addEventListener("change", () => {
    drawn();
    mine.show();
  }),
);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
  if (event.key === "m") {
    const other = document.querySelector('input[name="how"]:not(:checked)');
    other.checked = true;
    other.dispatchEvent(new Event("change"));
  }
  if (event.key === "p") turn("slopes");
  if (/^[0-9]$/.test(event.key)) mine.keep(Number(event.key));
});
answered(null);
look();
setInterval(() => document.hidden || look(), LOOK_EVERY);
