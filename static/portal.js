// What every page needs: the token for htmx, refusals and lost connections said aloud, dialogs, menus, printing.
"use strict";

const portal = {
  texts: () => document.getElementById("toasts").dataset,

  toast(content, tone = "late") {
    const box = document.createElement("div");
    const close = document.createElement("button");
    box.className = `alert toast ${tone}`;
    const body = document.createElement("div");
    body.textContent = content;
    close.type = "button";
    close.className = "btn tiny";
    close.textContent = portal.texts().closeText;
    close.addEventListener("click", () => box.remove());
    box.append(body, close);
    document.getElementById("toasts").append(box);
  },

  // The heading in a part of the page, or the one it stands under.
  focusHeading(part) {
    const place = part && part.isConnected ? part : document.querySelector("main");
    const heading = place.querySelector("h1, h2, h3") || place.closest("section")?.querySelector("h1, h2, h3") || document.querySelector("h1");
    if (!heading) return;
    heading.tabIndex = -1; // a screen reader says its words as it takes the focus
    heading.focus({ preventScroll: true });
  },

  isTyping(element) {
    return element instanceof HTMLElement
      && (element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select"));
  },
};

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf;
});

// A refusal (403, 404, 409, 422) carries its sentence; it is shown as a toast and nothing on the page is replaced.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = event.detail.xhr;
  if (answer.status < 400) return;
  event.detail.shouldSwap = false;
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  const sentence = page.querySelector("[data-refusal]");
  portal.toast(sentence ? sentence.textContent.trim() : portal.texts().errorText);
});
document.addEventListener("htmx:sendError", (event) => {
  if (!event.target.closest(".job, [data-search]")) portal.toast(portal.texts().offlineText); // polling tries again by itself
});

// The focus survives a swap: the same id, else a field of the same name, else the nearest heading, whose words are said.
let focused = null;
document.addEventListener("htmx:beforeSwap", () => {
  const active = document.activeElement;
  focused = active && active !== document.body ? { id: active.id, name: active.name } : null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (!focused || (document.activeElement && document.activeElement !== document.body)) return;
  const part = event.detail.target && event.detail.target.isConnected ? event.detail.target : event.detail.elt;
  const named = focused.name && part ? part.querySelector(`[name="${CSS.escape(focused.name)}"]:not([type=hidden])`) : null;
  const again = (focused.id && document.getElementById(focused.id)) || named;
  focused = null;
  if (again) again.focus({ preventScroll: true });
  if (!again || document.activeElement !== again) portal.focusHeading(part);
});

// A finished job reloads what waits for it.
document.addEventListener("job-done", () => {
  if (document.querySelector('[data-reload-on="job-done"]')) window.location.reload();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog).showModal();
  if (event.target.matches("dialog")) event.target.close(); // a click on the backdrop
  if (event.target.closest("[data-print]")) window.print();
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (opener || !menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A table wider than its place can be scrolled with the arrow keys too.
function makeWidePartsReachable() {
  document.querySelectorAll(".scroll, .sheet").forEach((part) => {
    const wide = part.scrollWidth > part.clientWidth + 1;
    if (wide && !part.hasAttribute("tabindex")) part.tabIndex = 0;
  });
}
document.addEventListener("DOMContentLoaded", makeWidePartsReachable);
document.addEventListener("htmx:afterSettle", makeWidePartsReachable);
window.addEventListener("resize", makeWidePartsReachable);
