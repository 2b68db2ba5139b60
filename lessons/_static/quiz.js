/* The quiz at the end of a lesson: counts what was right at the first try, and forgets all on request. */
(function () {
  "use strict";

  function verdict(right, all) {
    const score = right + " of " + all + " at the first try";
    if (right === all) {
      return score + ". All of it sits: on to the exercises.";
    }
    if (2 * right > all) {
      return score + ": well done. What the other choices said above is worth a second look.";
    }
    return score + ". Now you know which parts to read once more, and that is what these questions are for.";
  }

  function bring(quiz) {
    const score = quiz.querySelector(".quiz-score");
    const questions = Array.from(quiz.querySelectorAll("fieldset"), (fieldset) => digitsQuestion(fieldset, update));

    function update() {
      const done = questions.filter((question) => question.settled()).length;
      const right = questions.filter((question) => question.settled() && question.atFirstTry()).length;
      const all = questions.length;
      score.textContent = done === all ? verdict(right, all) : done + " of " + all + " answered";
    }

    quiz.querySelector(".ask-again button").addEventListener("click", () => digitsAnswers.forget());
    document.addEventListener("answers-forgotten", update);
    document.querySelectorAll(".quiz-list").forEach((list) => list.remove()); // the same, for pages without scripts
    quiz.hidden = false;
    update();
  }

  document.querySelectorAll(".quiz").forEach(bring);
})();
