// The hand-over desk by three keys: a digit says who takes the card, a digit how they were identified, Enter hands it over.
"use strict";

(() => {
  const form = document.querySelector("[data-hand-over] form");
  if (!form) return;
  const groups = ["receiver_kind", "identified_by"].map((name) => [...form.querySelectorAll(`input[type=radio][name=${name}]`)]);
  let next = 0;
  document.addEventListener("keydown", (event) => {
    const typing = portal.isTyping(event.target) && !event.target.matches("input[type=radio]");
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing) return;
    if (event.key === "Enter" && event.target.closest("[data-hand-over] form")) {
      event.preventDefault();
      event.stopPropagation();
      form.requestSubmit(form.querySelector("button[name=confirmed]"));
      return;
    }
    const choice = /^[1-9]$/.test(event.key) && groups[next][Number(event.key) - 1];
    if (!choice) return;
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    next = (next + 1) % groups.length;
    event.preventDefault();
  }, true); // before Enter goes on to the next field
})();
