// The worklist of a hamlet by keyboard: one key says what was found and goes on to the next person. Which key is which is
// the officer's choice (look/keys.py); here is what each does.
"use strict";

(() => {
  const listed = () => [...document.querySelectorAll("main [data-verify] > li")];
  const at = () => listed().findIndex((row) => row.getAttribute("aria-selected") === "true");

  function choose(row) {
    if (!row) return;
    listed().forEach((other) => other.removeAttribute("aria-selected"));
    row.setAttribute("aria-selected", "true");
    row.querySelector("a, button")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function say(act) {
    const row = listed()[Math.max(at(), 0)];
    const button = row?.querySelector(`[data-act="${act}"]`);
    if (!button) return false;
    choose(row);
    button.click();
    return true;
  }

  portal.acts = Object.fromEntries(
    ["verify_matches", "verify_differs", "verify_absent", "verify_take_back"].map((act) => [act, () => say(act)]),
  );

  // Arrows walk through all households, not through one list alone.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || portal.isTyping(event.target)) return;
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || document.querySelector("dialog[open]")) return;
    const rows = listed();
    choose(rows[Math.min(Math.max(at() + (event.key === "ArrowDown" ? 1 : -1), 0), rows.length - 1)]);
    event.preventDefault();
  }, true);

  // The row comes back with what was said: the choice goes on to the next one, and stays where a word was taken back.
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt;
    if (!row.matches("[data-verify] > li")) return;
    const rows = listed();
    const said = row.querySelector('[data-act="verify_take_back"]');
    choose(said ? rows[rows.indexOf(row) + 1] || row : row);
  });
})();
