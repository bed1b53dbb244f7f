// The keyboard: "/" finds, "?" lists the keys, arrows walk lists, Space takes the next step, Ctrl+Enter sends, Alt+digit jumps.
"use strict";

function rowsOf(list) {
  return [...list.querySelectorAll(list.tagName === "TABLE" ? "tbody > tr" : ":scope > li")];
}

function selectRow(row) {
  rowsOf(row.closest("[data-list]")).forEach((other) => other.removeAttribute("aria-selected"));
  row.setAttribute("aria-selected", "true");
  const target = row.querySelector("a, button, input") || row;
  target.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function walk(step) {
  const here = document.activeElement.closest("[data-list]") || document.querySelector("main [data-list]");
  const rows = here ? rowsOf(here) : [];
  if (!rows.length) return false;
  const current = rows.findIndex((row) => row.contains(document.activeElement) || row.getAttribute("aria-selected") === "true");
  selectRow(rows[Math.min(Math.max(current + step, 0), rows.length - 1)]);
  return true;
}

function takeNextStep() {
  if (document.activeElement.matches("button, summary, input")) return false; // Space presses these already
  const row = document.activeElement.closest("[data-list] [aria-selected=true]");
  const step = row && row.querySelector("[data-next]");
  if (step) step.click();
  return Boolean(step);
}

function jumpTo(digit) {
  const section = document.querySelectorAll("main [data-section]")[digit - 1];
  if (!section) return false;
  section.scrollIntoView();
  (section.querySelector("a, button, input, select, textarea") || section).focus({ preventScroll: true });
  return true;
}

function sendForm() {
  const active = document.activeElement;
  const form = active.closest("form") || document.querySelector("main form.form, main form.check");
  if (!form) return false;
  form.requestSubmit(form.querySelector("button:not([type=button])"));
  return true;
}

function findAnyone() {
  const search = document.getElementById("portal-search");
  if (!search) return false;
  search.focus();
  search.select();
  return true;
}

const plainKeys = {
  "/": findAnyone,
  "?": () => { document.getElementById("key-list")?.showModal(); return true; },
  ArrowDown: () => walk(1),
  ArrowUp: () => walk(-1),
  " ": takeNextStep,
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  let done = false;
  if (event.ctrlKey && event.key === "Enter") done = sendForm();
  else if (event.altKey && /^Digit[1-9]$/.test(event.code)) done = jumpTo(Number(event.code.slice(-1)));
  else if (!event.ctrlKey && !event.altKey && !event.metaKey && !portal.isTyping(event.target)) done = plainKeys[event.key]?.() ?? false;
  if (done) event.preventDefault();
});
