/* What all instruments share: where they are mounted, how they make elements, numbers, sliders and buttons.
   An instrument takes the place of <div class="instrument" data-instrument="NAME"></div> in a lesson. */
"use strict";

window.Instruments = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /** Have `build(root)` fill every place of that name, now or as soon as the page is read. */
  function register(name, build) {
    const mount = () => {
      for (const root of document.querySelectorAll(`.instrument[data-instrument="${name}"]:empty`)) build(root);
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
    else mount();
  }

  function fill(made, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  }

  /** An HTML element; attributes that begin with "on" are listeners, those that are false are left out. */
  const element = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

  /** The same for a part of an SVG picture. */
  const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  /** Words in an SVG picture, of which the `anchor`, "start", "middle" or "end", is at (x, y). */
  const text = (x, y, anchor, words) => svg("text", { x, y, "text-anchor": anchor }, words);

  /** A number as the book prints it: `digits` decimals, a real minus sign, powers of ten where it gets long. */
  function number(value, digits = 2) {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "−inf";
    const plain = Math.abs(value) >= 1e5 ? value.toExponential(1) : value.toFixed(digits);
    return plain.replace(/^-(?=[0.]+$)/, "").replace(/-/g, "−").replace("e+", "e");
  }

  let counted = 0;

  /** A labelled slider; `say` turns its value into the words beside it, `changed` is called at each move.
      `scale` turns the slider's position into the value. Returns {tag, track, value(), set(position)}. */
  function slider({ label, min, max, step, start, say, changed, scale = (position) => position }) {
    const id = `instrument-slider-${(counted += 1)}`;
    const input = element("input", { type: "range", id, min, max, step, value: start });
    const shown = element("output", { for: id });
    const track = element("span", { class: "instrument-track" }, input);
    const value = () => scale(Number(input.value));
    const tell = () => {
      shown.textContent = say(value());
      input.setAttribute("aria-valuetext", say(value()));
    };
    input.addEventListener("input", () => {
      tell();
      changed();
    });
    tell();
    const tag = element("div", { class: "instrument-slider" }, element("label", { for: id }, label), track, shown);
    const set = (position) => {
      input.value = position;
      tell();
    };
    return { tag, input, track, value, set };
  }

  /** A button; `code` is the line of Python that it stands for, if it does for one. */
  const button = (words, onclick, code = "") =>
    element("button", { type: "button", onclick }, words, ...(code ? [element("code", {}, code)] : []));

  /** A line that screen readers speak when its text changes. Returns {tag, say(words, kind)}. */
  function status() {
    const tag = element("p", { class: "instrument-status", role: "status" });
    return {
      tag,
      say: (words, kind = "") => {
        tag.textContent = words;
        tag.dataset.kind = kind;
      },
    };
  }

  /** The first lines of an instrument, and its name for screen readers. */
  function title(root, name, ...lines) {
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", name);
    root.append(element("p", { class: "instrument-title" }, name));
    for (const line of lines) root.append(element("p", {}, line));
  }

  return { register, element, svg, text, number, slider, button, status, title };
})();
