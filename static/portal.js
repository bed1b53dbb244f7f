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

// The focus survives a swap: by id, or back to the region that was replaced.
let focusedId = "";
document.addEventListener("htmx:beforeSwap", () => { focusedId = document.activeElement ? document.activeElement.id : ""; });
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body || !focusedId) return;
  const again = document.getElementById(focusedId);
  if (again) again.focus({ preventScroll: true });
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
