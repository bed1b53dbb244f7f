// An idle session asks two minutes before it ends, keeps the drafts, and leads back to this page after signing in.
"use strict";

(() => {
  const dialog = document.getElementById("idle-dialog");
  let active = Date.now();
  portal.idleSeconds = () => Math.max(0, Math.floor((Date.now() - latest()) / 1000));

  // Other tabs of this browser are the same session: they share when somebody was last active, and nothing else.
  function latest() {
    try {
      return Math.max(active, Number(localStorage.getItem("portal-active")) || 0);
    } catch {
      return active;
    }
  }
  function touch() {
    if (dialog && dialog.open) return; // the question wants an answer
    const now = Date.now();
    if (now - active < 1000) return;
    active = now;
    try { localStorage.setItem("portal-active", String(now)); } catch { /* private window */ }
  }

  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-Idle-Seconds"] = String(portal.idleSeconds()); });
  if (!dialog) return;

  ["keydown", "pointerdown", "input", "wheel", "touchstart"].forEach((kind) => document.addEventListener(kind, touch, { passive: true, capture: true }));

  const limit = Number(dialog.dataset.limit);
  const warnedBefore = Number(dialog.dataset.warnedBefore);
  const leftText = dialog.querySelector("[data-idle-left]");
  const said = dialog.querySelector("[data-idle-said]");
  let noted = Date.now(); // when the server last heard of somebody's activity

  function post(address) {
    const headers = { "X-CSRFToken": document.body.dataset.csrf, "X-Idle-Seconds": String(portal.idleSeconds()) };
    return fetch(address, { method: "POST", headers, redirect: "manual" }).catch(() => null);
  }

  function stay() {
    dialog.close();
    active = 0; // so that the touch counts
    touch();
    noted = Date.now();
    post(dialog.dataset.stillHere);
  }

  async function leave() {
    clearInterval(clock);
    await portal.keepDrafts({ leaving: true });
    portal.unsaved.clear();
    const form = document.createElement("form");
    form.method = "post";
    form.action = dialog.dataset.gone;
    for (const [name, value] of [["csrfmiddlewaretoken", document.body.dataset.csrf], ["next", location.pathname + location.search]]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }

  function warn(left) {
    if (!dialog.open) {
      portal.keepDrafts();
      dialog.showModal();
      dialog.querySelector("[data-idle-stay]").focus();
    }
    leftText.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left % 30 === 0) said.textContent = `${said.dataset.text} ${left}`;
  }

  dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-idle-leave]").addEventListener("click", leave);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });

  const clock = setInterval(() => {
    const left = limit - portal.idleSeconds();
    if (left <= 0) leave();
    else if (left <= warnedBefore) warn(left);
    else {
      if (dialog.open) dialog.close(); // another tab is being worked in
      if (latest() > noted && Date.now() - noted > Math.min(limit * 100, 300000)) {
        noted = Date.now();
        post(dialog.dataset.stillHere);
      }
    }
  }, 1000);
})();
