// The keyboard. Which key does what is the server's list (look/keys.py), as this officer has changed it; here is what each does.
"use strict";

(() => {
  const chosen = JSON.parse(document.body.dataset.keys || "{}"); // act → key, without those switched off
  let going = 0; // until when a letter after "g" opens a page of the menu

  const rowsOf = (list) => [...list.querySelectorAll(list.tagName === "TABLE" ? "tbody > tr" : ":scope > li")].filter((row) => row.offsetParent);

  function selectRow(row) {
    rowsOf(row.closest("[data-list]")).forEach((other) => other.removeAttribute("aria-selected"));
    row.setAttribute("aria-selected", "true");
    const target = row.querySelector("a, button, input:not([data-select-row]), summary") || row;
    if (target === row) row.tabIndex = -1;
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
    const active = document.activeElement;
    if (active.matches("button, summary, input")) return false; // Space presses these already
    const list = active.closest("[data-list]");
    const row = list && rowsOf(list).find((one) => one.contains(active));
    const steps = row ? row.querySelectorAll("[data-next]") : document.querySelectorAll("main [data-next]:not([data-list] *)");
    if (steps.length !== 1) return false; // with several, a key must not choose
    steps[0].click();
    return true;
  }

  function jumpTo(digit) {
    const section = document.querySelectorAll("main [data-section]")[digit - 1];
    if (!section) return false;
    section.scrollIntoView();
    (section.querySelector("a[href], button, input:not([type=hidden]), select:not([hidden]), textarea") || section).focus({ preventScroll: true });
    return true;
  }

  function sendForm(andNext) {
    const form = document.activeElement.closest("main form:not([method=dialog])") || document.querySelector("main form.form, main form.check");
    const button = form && form.querySelector(andNext ? "button[name=and_next]" : "button:not([type=button])");
    if (!button) return false;
    form.requestSubmit(button);
    return true;
  }

  function keepDraft() {
    const form = portal.draftForm();
    if (form) portal.keepDraftOf(form);
    return Boolean(form);
  }

  function findAnyone() {
    const search = document.getElementById("portal-search");
    if (!search) return false;
    search.focus();
    search.select();
    return true;
  }

  function showLetters(shown) {
    going = shown ? Date.now() + 2500 : 0;
    document.body.classList.toggle("going", shown);
    if (shown) setTimeout(() => { if (Date.now() >= going) showLetters(false); }, 2600);
    return true;
  }

  function goTo(letter) {
    const page = document.querySelector(`[data-go="${CSS.escape(letter.toLowerCase())}"]`);
    showLetters(false);
    if (page) page.click();
    return Boolean(page);
  }

  const acts = {
    find: findAnyone,
    list: () => { document.getElementById("key-list")?.showModal(); return true; },
    go: () => showLetters(true),
    next_step: takeNextStep,
  };

  function isPressed(event, key) {
    const sign = event.key === " " ? "Space" : event.key;
    if (key.startsWith("Alt+")) return event.altKey && !event.ctrlKey && event.code === `Key${key.slice(4)}`;
    return !event.altKey && !event.ctrlKey && !event.metaKey && (sign === key || sign.toLowerCase() === key) && !portal.isTyping(event.target);
  }

  function withModifier(event) {
    if (event.ctrlKey && event.key === "Enter") return sendForm(event.shiftKey);
    if (event.ctrlKey && !event.altKey && event.code === "KeyS") return keepDraft();
    if (event.altKey && /^Digit[1-9]$/.test(event.code)) return jumpTo(Number(event.code.slice(-1)));
    return false;
  }

  function plain(event) {
    if (portal.isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey) return false;
    if (going && Date.now() < going && /^[a-z]$/i.test(event.key)) return goTo(event.key);
    if (event.key === "ArrowDown") return walk(1);
    if (event.key === "ArrowUp") return walk(-1);
    return false;
  }

  document.addEventListener("keydown", (event) => { // scan.js has seen it before, and keeps the bursts of a scanner away
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && going) showLetters(false);
    const act = Object.keys(chosen).find((name) => isPressed(event, chosen[name]));
    const done = withModifier(event) || plain(event) || (act && (acts[act] || portal.acts?.[act])?.()) || false; // a page brings acts of its own
    if (done) event.preventDefault();
  });
})();
