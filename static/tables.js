// Rows one selects, and acts one confirms. Without this script the boxes and the question work all the same.
"use strict";

function countSelected(table) {
  const boxes = [...table.querySelectorAll("[data-select-row]")];
  const chosen = boxes.filter((box) => box.checked).length;
  const all = table.querySelector("[data-select-all]");
  if (all) {
    all.hidden = false;
    all.checked = boxes.length > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  boxes.forEach((box) => box.closest("tr").classList.toggle("chosen", box.checked));
  const said = (table.closest("form") || document).querySelector("[data-selected-count]");
  if (said) said.textContent = said.dataset.countText.replace("{count}", chosen);
}

function countEverywhere() {
  document.querySelectorAll("table:has([data-select-row])").forEach(countSelected);
  document.querySelectorAll("[data-close-confirm]").forEach((button) => { button.hidden = false; });
}

document.addEventListener("change", (event) => {
  const table = event.target.matches("[data-select-all], [data-select-row]") && event.target.closest("table");
  if (!table) return;
  if (event.target.matches("[data-select-all]")) {
    table.querySelectorAll("[data-select-row]").forEach((box) => { box.checked = event.target.checked; });
  }
  countSelected(table);
});
document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-close-confirm]")?.closest("details");
  if (!asked) return;
  asked.open = false;
  asked.querySelector("summary").focus();
});
document.addEventListener("DOMContentLoaded", countEverywhere);
document.addEventListener("htmx:afterSettle", countEverywhere);
