// What is wider than its place scrolls by itself: it can be reached with the Tab key, and shows where it goes on.
(function () {
  const KINDS = [
    ["div.cell_output div.highlight pre", "Output, wider than the page"],
    ["div.highlight pre", "Code, wider than the page"],
    ["div.table-wrapper", "Table, wider than the page"],
    ["div.math", "Formula, wider than the page"],
  ];

  function shade(box) {
    const left = box.scrollWidth - box.clientWidth - box.scrollLeft;
    box.classList.toggle("goes-on", left > 1);
    box.classList.toggle("came-from", box.scrollLeft > 1);
  }

  function look(box, label) {
    const wide = box.scrollWidth > box.clientWidth + 1;
    if (wide && !box.hasAttribute("tabindex")) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", label);
      box.addEventListener("scroll", () => shade(box), { passive: true });
    } else if (!wide && box.getAttribute("aria-label") === label) {
      ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    }
    shade(box);
  }

  function start() {
    const boxes = new Map();
    for (const [selector, label] of KINDS) {
      for (const box of document.querySelectorAll(`article ${selector}`)) {
        if (!boxes.has(box)) boxes.set(box, label);
      }
    }
    // Also when code unfolds, a veil is lifted, a phone is turned, or a formula is drawn.
    const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => look(target, boxes.get(target))));
    boxes.forEach((label, box) => {
      watch.observe(box);
      look(box, label);
    });
    const drawn = window.MathJax && window.MathJax.startup && window.MathJax.startup.promise;
    if (drawn) drawn.then(() => boxes.forEach((label, box) => look(box, label)));
  }

  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
})();
