/* A question with buttons: each choice that is pressed shows its own sentence. `guess.js` and `quiz.js` are made of these. */
(function () {
  "use strict";

  /** Bring a fieldset to life; `changed()` is called after each answer. Returns what is known of its answers. */
  window.digitsQuestion = function (fieldset, changed) {
    const buttons = Array.from(fieldset.querySelectorAll("button"));
    const right = buttons.findIndex((button) => button.hasAttribute("data-right"));
    const tries = () => digitsAnswers.get(fieldset.dataset.key) || [];

    function show() {
      buttons.forEach((button, place) => {
        const tried = tries().includes(place);
        const [state, verdict] = place === right ? ["right", "Right"] : right < 0 ? ["said", "Your guess"] : ["wrong", "Not so"];
        button.dataset.state = tried ? state : "open";
        button.querySelector(".verdict").textContent = tried ? verdict + ": " : "";
        button.closest("li").querySelector(".says").hidden = !tried;
      });
    }

    buttons.forEach((button, place) =>
      button.addEventListener("click", () => {
        if (!tries().includes(place)) {
          digitsAnswers.set(fieldset.dataset.key, [...tries(), place]);
        }
        show();
        changed();
      }),
    );
    document.addEventListener("answers-forgotten", show);
    show();
    return {
      fieldset,
      settled: () => (right < 0 ? tries().length > 0 : tries().includes(right)), // an open question has no right choice
      atFirstTry: () => tries()[0] === right,
    };
  };
})();
