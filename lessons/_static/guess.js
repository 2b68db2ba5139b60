/* Guess first: what a cell prints and draws, and the prose that tells it, stays veiled until the reader has guessed, or
   has asked to be shown. */
(function () {
  "use strict";
  const WAITING = "What comes out here is hidden until you have guessed above, or pressed Show me.";

  function bring(guess) {
    const outputs = Array.from(document.querySelectorAll("." + guess.dataset.veils));
    const skip = guess.querySelector(".guess-skip");
    const key = "shown:" + guess.querySelector("fieldset").dataset.key;
    const questions = Array.from(guess.querySelectorAll("fieldset"), (fieldset) => digitsQuestion(fieldset, update));
    const note = document.createElement("p");
    note.className = "veil";
    note.textContent = WAITING;
    outputs[0].before(note);

    function update() {
      if (questions.every((question) => question.settled())) {
        digitsAnswers.set(key, true);
      }
      // One question at a time: the next one comes when the one before is settled.
      const open = questions.findIndex((question) => !question.settled());
      questions.forEach((question, place) => {
        question.fieldset.hidden = open >= 0 && place > open;
        // Of many panels, those that are settled make room for the figure.
        question.fieldset.classList.toggle("settled", questions.length > 2 && question.settled());
      });
      const shown = Boolean(digitsAnswers.get(key));
      note.hidden = skip.hidden = shown;
      for (const output of outputs) {
        if (shown) {
          output.removeAttribute("hidden");
        } else {
          output.setAttribute("hidden", "until-found"); // the browser's own search may still find it
        }
      }
    }

    function lift() {
      digitsAnswers.set(key, true);
      update();
    }

    skip.querySelector("button").addEventListener("click", () => {
      lift();
      outputs[0].tabIndex = -1; // the button is gone: go on where the answer is
      outputs[0].focus();
    });
    outputs.forEach((output) => output.addEventListener("beforematch", lift));
    document.addEventListener("answers-forgotten", update);

    function liftForAnchor() {
      const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (place && outputs.some((output) => output.contains(place))) {
        lift();
        place.scrollIntoView();
      }
    }
    window.addEventListener("hashchange", liftForAnchor);

    guess.hidden = false;
    update();
    liftForAnchor();
  }

  document.querySelectorAll(".guess").forEach(bring);
})();
