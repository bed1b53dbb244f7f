// The worklist of a hamlet by keyboard: K matches, S differs, V absent, U takes back; after each the next person.
"use strict";

const listed = () => [...document.querySelectorAll("main [data-verify] > li")];
const chosen = () => listed().find((row) => row.getAttribute("aria-selected") === "true") || listed()[0];

function choose(row) {
  if (!row) return;
  listed().forEach((other) => other.removeAttribute("aria-selected"));
  row.setAttribute("aria-selected", "true");
  row.querySelector("a, button")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  if (portal.isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const rows = listed();
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    choose(rows[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), rows.length - 1)]);
    event.preventDefault();
    return;
  }
  const button = chosen()?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  choose(button.closest("li"));
  button.click();
});

// The row comes back with what was said; the choice goes on to the next one, and stays where a word was taken back.
document.addEventListener("htmx:afterSettle", (event) => {
  const row = event.detail.elt;
  if (!row.matches("[data-verify] > li")) return;
  const rows = listed();
  const said = row.querySelector('[data-key="u"]');
  choose(said ? rows[rows.indexOf(row) + 1] || row : row);
});
