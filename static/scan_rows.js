// Scan after scan: the box is empty and in focus again at once, and what was scanned is sent one after the other, so that
// the scanner never waits for an answer. Without scripts the form is sent as it is.
"use strict";

(() => {
  const form = document.querySelector("[data-scan-form]");
  if (!form || !window.htmx) return;
  const box = form.querySelector("input[name=scanned]");
  const waiting = [];
  let sending = false;

  async function sendNext() {
    if (sending || !waiting.length) return;
    sending = true;
    try {
      await htmx.ajax("POST", form.action, { source: "#scans", target: "#scans", values: { scanned: waiting.shift() } });
    } finally {
      sending = false;
      sendNext();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.value.trim()) waiting.push(box.value);
    box.value = "";
    box.focus();
    sendNext();
  });
})();
