// Drafts: a form marked with data-draft is kept on the server every 20 s while it changes, on Ctrl+S, and before one leaves.
"use strict";

(() => {
  const EVERY = 20000;
  const changed = new Map(); // form → how many changes no draft holds yet

  const offer = () => document.querySelector("[data-draft-offer]");

  function say(form, sentence) {
    const line = form.querySelector("[data-draft-said]");
    if (line) line.textContent = sentence;
    else portal.toast(sentence, "info");
  }

  async function keep(form, { leaving = false } = {}) {
    if (offer()) {
      say(form, portal.texts().draftFirstText);
      return false;
    }
    const changes = changed.get(form);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Idle-Seconds": String(portal.idleSeconds()) },
        redirect: "manual",
        keepalive: leaving,
      });
      if (answer.type === "opaqueredirect") throw new Error(portal.texts().sessionText);
      if (!answer.ok) throw new Error(portal.texts().errorText);
      say(form, await answer.text());
    } catch (problem) {
      say(form, problem instanceof TypeError ? portal.texts().draftFailedText : problem.message);
      return false;
    }
    if (changed.get(form) === changes) { // nothing was typed meanwhile
      changed.delete(form);
      portal.unsaved.delete(form);
    }
    return true;
  }

  const waiting = () => [...changed.keys()].filter((form) => form.isConnected && !form.dataset.sent);

  portal.keepDrafts = (options) => Promise.all(waiting().map((form) => keep(form, options)));
  portal.keepDraftOf = async (form) => { if (changed.has(form)) await keep(form); else say(form, form.querySelector("[data-draft-said]")?.textContent || ""); };
  portal.draftForm = () => document.activeElement.closest("form[data-draft]") || document.querySelector("main form[data-draft]");

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) changed.set(form, (changed.get(form) || 0) + 1);
  });
  document.querySelectorAll("form[data-draft]").forEach((form) => { if (portal.unsaved.has(form)) changed.set(form, 1); });
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) changed.delete(event.target); });
  setInterval(() => portal.keepDrafts(), EVERY);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") portal.keepDrafts({ leaving: true }); });

  // Signing out waits until the drafts are kept.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-sign-out") || !waiting().length) return;
    event.preventDefault();
    event.stopPropagation();
    portal.keepDrafts().then(() => form.submit());
  }, true);

  // Opening a draft types it in again, field by field.
  function typeIn(form, values) {
    for (const field of form.elements) {
      const kept = values[field.name];
      if (field.type === "checkbox") field.checked = Boolean(kept && kept.includes(field.value)); // an empty box is not sent
      else if (!kept || field.type === "hidden" && field.name !== "version") continue;
      else if (field.type === "radio") field.checked = kept.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = kept.includes(option.value);
      else if (field.type !== "file") field.value = kept[0];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-draft-open]");
    if (!opener) return;
    const box = opener.closest("[data-draft-offer]");
    const form = document.querySelector(`form[data-draft] input[name=draft_form][value="${box.querySelector("[name=draft_form]").value}"]`).form;
    typeIn(form, JSON.parse(document.getElementById("draft-values").textContent));
    box.remove();
    portal.unsaved.delete(form);
    const first = [...form.elements].find((field) => field.type !== "hidden" && field.tabIndex >= 0 && field.tagName !== "FIELDSET");
    if (first) first.focus();
  });
  document.querySelectorAll("[data-draft-open]").forEach((button) => { button.hidden = false; });
})();
