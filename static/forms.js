// Kind forms: dates written out, Enter to the next field, errors brought into view, unsaved work asked about.
"use strict";

// "17031990" → "17/03/1990", "031990" → "03/1990", "1990" stays "1990": a day is never invented.
function writtenOut(text) {
  const parts = text.trim().split(/[\s./\-–]+/).filter(Boolean);
  const digits = parts.length === 1 ? parts[0] : "";
  if (!parts.every((part) => /^\d+$/.test(part))) return text;
  if (/^\d{8}$/.test(digits)) return `${digits.slice(0, 2)}/${digits.slice(2, 4)}/${digits.slice(4)}`;
  if (/^\d{6}$/.test(digits)) return `${digits.slice(0, 2)}/${digits.slice(2)}`;
  if (parts.length > 1 && parts.length <= 3 && parts.at(-1).length === 4) {
    return parts.map((part) => part.padStart(2, "0")).join("/");
  }
  return text;
}

document.addEventListener("focusout", (event) => {
  if (!event.target.matches("[data-typed-date]")) return;
  const before = event.target.value;
  event.target.value = writtenOut(before);
});

const summary = document.querySelector("[data-error-summary]");
if (summary && !summary.closest("[data-sample]")) summary.focus(); // the samples page opens at its top
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a");
  const field = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
});

// Enter goes to the next field; on the last one, and on a button, it does what a browser does.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.ctrlKey || event.isComposing || !field.matches("form[data-guard] input, form[data-guard] select")) return;
  const fields = [...field.form.elements].filter((other) => !other.disabled && other.type !== "hidden" && other.tabIndex >= 0 && other.tagName !== "FIELDSET");
  const next = fields[fields.indexOf(field) + 1];
  if (!next || next.type === "submit") return;
  event.preventDefault();
  next.focus();
  if (next.select) next.select();
});

// A form is sent once, and leaving unsaved work is asked about. `portal.unsaved` holds the forms with work that no draft keeps.
portal.unsaved = new Set();
portal.hasUnsavedWork = () => [...portal.unsaved].some((form) => form.isConnected);
document.querySelectorAll("form[data-guard]").forEach((form) => { // it came back with what was typed
  if (form.querySelector("[data-error-summary]") && !form.closest("[data-sample]")) portal.unsaved.add(form);
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) portal.unsaved.add(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.hasAttribute("hx-post")) return;
  portal.unsaved.delete(form);
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  const key = form.elements.namedItem("form_key");
  if (key) history.replaceState({ ...history.state, sentKey: key.value }, ""); // "Back" to this page sends the same form again
  setTimeout(() => delete form.dataset.sent, 8000); // an answer that is a download leaves the page where it is
});
if (history.state && history.state.sentKey) {
  const keys = document.querySelectorAll("main form[data-guard] input[name=form_key]");
  if (keys.length === 1) keys[0].value = history.state.sentKey;
}
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
window.addEventListener("beforeunload", (event) => {
  if (!portal.hasUnsavedWork()) return;
  event.preventDefault();
  event.returnValue = ""; // what older browsers ask by
});
// An answer of htmx that would take the place of unsaved work is asked about too.
document.addEventListener("htmx:confirm", (event) => {
  const target = event.detail.target;
  const lost = [...portal.unsaved].filter((form) => target && target.contains(form) && !form.contains(event.detail.elt));
  if (!lost.length) return;
  event.preventDefault();
  if (!window.confirm(portal.texts().leaveText)) return;
  lost.forEach((form) => portal.unsaved.delete(form));
  event.detail.issueRequest(true);
});
