/* Sliders on softmax: three scores and a temperature that divides them. */
"use strict";

(() => {
  const { element, svg, text, number, slider, status, title } = Instruments;
  const WEATHER = { sun: 2, cloud: 1, rain: 0 }; // the lesson's scores
  const [LEFT, WIDE, HIGH] = [52, 250, 34];

  /** softmax(scores / temperature), the largest score subtracted first. */
  function softmax(scores, temperature) {
    const largest = Math.max(...scores);
    const powers = scores.map((score) => Math.exp((score - largest) / temperature));
    const sum = powers.reduce((total, value) => total + value, 0);
    return powers.map((value) => value / sum);
  }

  function draw(names, probabilities) {
    const picture = svg("svg", { viewBox: `0 0 ${LEFT + WIDE + 60} ${HIGH * names.length + 4}`, role: "img", style: "max-width: 30rem" });
    names.forEach((name, row) => {
      const wide = WIDE * probabilities[row];
      const middle = HIGH * row + 22;
      picture.append(
        text(LEFT - 8, middle, "end", name),
        svg("rect", { class: "frame", x: LEFT, y: HIGH * row + 5, width: WIDE, height: HIGH - 10 }),
        svg("rect", { class: "bar", x: LEFT, y: HIGH * row + 5, width: wide, height: HIGH - 10 }),
        text(LEFT + WIDE + 8, middle, "start", number(probabilities[row], 3)),
      );
    });
    return picture;
  }

  Instruments.register("temperature", (root) => {
    title(root, "Turn it yourself: the temperature of softmax",
      "The weather model's three scores. Before softmax, each is divided by a temperature T; at T = 1 it is the softmax above.");
    const names = Object.keys(WEATHER);
    const scores = names.map((name) =>
      slider({ label: `score of ${name}`, min: -5, max: 5, step: 0.1, start: WEATHER[name],
        say: (value) => number(value, 1), changed: show }));
    // The slider moves along the logarithm: as much room from 0.1 to 1 as from 1 to 10.
    const heat = slider({ label: "temperature T", min: -1, max: 1, step: 0.05, start: 0,
      scale: (position) => 10 ** position, say: (value) => number(value), changed: show });
    const told = status();
    const place = element("div");
    root.append(...scores.map((score) => score.tag), heat.tag, place, told.tag);

    const listed = (probabilities) => names.map((name, index) => `${name} ${number(probabilities[index], 3)}`).join(", ");

    function sentence(values, probabilities) {
      const ranked = names.map((_, index) => index).sort((one, other) => values[other] - values[one]);
      const list = listed(probabilities);
      if (values[ranked[0]] === values[ranked[1]]) return `The highest scores are equal, and so are their probabilities: ${list}.`;
      const kept = `The largest score keeps the largest probability at every temperature: ${list}.`;
      if (heat.value() < 0.5) return `Cold: every difference between scores counts for more than at T = 1. ${kept}`;
      if (heat.value() > 2) return `Hot: every difference between scores counts for less than at T = 1. ${kept}`;
      return kept;
    }

    function show() {
      const values = scores.map((score) => score.value());
      const probabilities = softmax(values, heat.value());
      const picture = draw(names, probabilities);
      told.say(sentence(values, probabilities));
      picture.setAttribute("aria-label", `Bars of probability: ${listed(probabilities)}.`);
      place.replaceChildren(picture);
      Object.assign(root.dataset, { probabilities: JSON.stringify(probabilities), temperature: heat.value() });
    }
    show();
  });
})();
