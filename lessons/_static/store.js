/* What a reader answered on this page, kept in this browser alone; where storage is refused, until the page is left. */
(function () {
  "use strict";
  const KEY = "digits-answers:" + (location.pathname.split("/").pop() || "index.html");
  let answers = {};
  try {
    answers = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch (refused) {
    // From the file system some browsers refuse storage: then the page itself remembers.
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(answers));
    } catch (refused) {
      // As above.
    }
  }

  window.digitsAnswers = {
    /** What was kept under a key, or undefined. */
    get: (key) => answers[key],
    set(key, value) {
      answers[key] = value;
      keep();
    },
    /** Forget all answers on this page, and say so to whoever shows them. */
    forget() {
      answers = {};
      keep();
      document.dispatchEvent(new Event("answers-forgotten"));
    },
  };
})();
