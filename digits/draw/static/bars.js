"use strict";

/**
 * Show ten probabilities as bars, one line each: the digit, its bar, its percentage. The likeliest stands out.
 *
 * element: an empty element, filled at the first call and changed at the next ones.
 * probabilities: ten numbers in [0, 1]; null where there is nothing to read: empty bars.
 * pad.css has what it looks like: .bars, .bar, .bar-digit, .bar-track, .bar-fill, .bar-share, .likeliest.
 */
function drawBars(element, probabilities) {
  if (!element.firstChild) {
    element.classList.add("bars");
    element.setAttribute("role", "list");
    for (let digit = 0; digit < 10; digit++) element.append(bar(digit));
  }
  const likeliest = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
  Array.from(element.children).forEach((row, digit) => {
    const share = probabilities ? probabilities[digit] : 0;
    row.classList.toggle("likeliest", digit === likeliest);
    row.querySelector(".bar-fill").style.width = `${100 * share}%`;
    row.querySelector(".bar-share").textContent = probabilities ? percent(share) : "";
  });
}

function bar(digit) {
  const row = document.createElement("div");
  row.className = "bar";
  row.setAttribute("role", "listitem");
  for (const part of ["digit", "track", "share"]) {
    const span = document.createElement("span");
    span.className = `bar-${part}`;
    row.append(span);
  }
  row.querySelector(".bar-digit").textContent = digit;
  const fill = document.createElement("span");
  fill.className = "bar-fill";
  row.querySelector(".bar-track").append(fill);
  return row;
}

/** 0.1234 → "12 %"; what is not 0 or 1 is not written as if it were. */
function percent(share) {
  if (share > 0 && share < 0.005) return "< 1 %";
  if (share < 1 && share >= 0.995) return "> 99 %";
  return `${Math.round(100 * share)} %`;
}
