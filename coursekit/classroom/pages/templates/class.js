"use strict";
// Sorts and filters the map of students and exercises. Without it the page says the same, in the order of names.
(() => {
  const table = document.getElementById("students");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const RANKS = ["passed", "failed", "crashed", "timed_out", "blocked", "not_started", "not_judged", "not_selected"];

  // A row without a result has one wide cell in place of many: it counts as the last, whatever it is sorted by.
  const cell = (row, place) => (row.cells.length === heads.length ? row.cells[place] : null);
  const value = {
    text: (row) => row.cells[0].textContent.trim(),
    number: (row, place) => parseFloat(cell(row, place)?.textContent ?? "NaN"),
    rank: (row, place) => RANKS.findIndex((status) => cell(row, place)?.classList.contains(status)),
  };
  const compare = (one, other) => (typeof one === "string" ? one.localeCompare(other, undefined, { numeric: true }) : one - other);
  const nothing = (found) => Number.isNaN(found) || found === -1;

  function sort(head) {
    const place = heads.indexOf(head);
    const of = value[head.dataset.by];
    const first = head.dataset.by === "number" ? "descending" : "ascending";
    const turned = { ascending: "descending", descending: "ascending" };
    const order = head.getAttribute("aria-sort") ? turned[head.getAttribute("aria-sort")] : first;
    heads.forEach((each) => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    rows.sort((one, other) => {
      const [a, b] = [of(one, place), of(other, place)];
      if (nothing(a) || nothing(b)) return nothing(a) - nothing(b);
      return sign * compare(a, b) || compare(value.text(one), value.text(other));
    });
    body.append(...rows);
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = head.title ? `${head.title}: sort` : "sort";
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head));
  }

  const filters = document.getElementById("filters");
  const [name, status, mistake] = ["by-name", "by-status", "by-mistake"].map((id) => document.getElementById(id));
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const has = (row) => row.dataset.status === status.value || row.querySelector(`td.${status.value}`) !== null;

  function filter() {
    let shown = 0;
    for (const row of rows) {
      const named = plain(row.cells[0].textContent).includes(plain(name.value.trim()));
      const made = !mistake.value || row.dataset.mistakes.split(" ").includes(mistake.value);
      row.hidden = !(named && made && (!status.value || has(row)));
      shown += !row.hidden;
      for (const each of row.querySelectorAll("td.cell")) each.classList.toggle("dim", Boolean(status.value) && !each.classList.contains(status.value));
    }
    document.getElementById("shown").textContent = `${shown} of ${rows.length}`;
  }

  filters.hidden = false;
  for (const kind of ["input", "change"]) filters.addEventListener(kind, filter); // a list that is driven may tell the latter alone
  filters.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
