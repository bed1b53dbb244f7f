// The search box is a combobox: hits as one types, arrows choose one, Enter opens it, or sends the box when none is chosen.
"use strict";

const box = document.querySelector("[data-search] input[name=q]");
const hits = document.getElementById("search-results");

if (box && hits) {
  const options = () => [...hits.querySelectorAll("a")];
  const chosen = () => hits.querySelector("[aria-selected=true]");
  const wanted = () => box.value.trim().length >= 2;
  const show = (shown) => {
    hits.hidden = !shown;
    box.setAttribute("aria-expanded", String(shown));
    if (!shown) choose(null);
  };

  function choose(option) {
    options().forEach((other) => other.removeAttribute("aria-selected"));
    if (!option) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  function step(by) {
    const all = options();
    const at = all.indexOf(chosen()) + by;
    choose(at < 0 ? null : all[Math.min(at, all.length - 1)] || null);
  }

  box.addEventListener("htmx:configRequest", (event) => { if (!wanted()) event.preventDefault(); });
  box.form.addEventListener("htmx:beforeSwap", (event) => { // an answer that comes after the box was emptied, or sent, is stale
    const stale = !wanted() || box.form.dataset.sent || event.detail.xhr.status >= 400;
    if (stale) {
      event.detail.shouldSwap = false;
      show(false);
    }
  });
  box.addEventListener("input", () => { choose(null); if (!wanted()) show(false); });
  hits.addEventListener("htmx:afterSwap", () => {
    options().forEach((option, number) => { option.id ||= `hit-${number + 1}`; });
    show(true);
  });
  box.addEventListener("focus", () => { if (wanted() && hits.childElementCount) show(true); });
  box.form.addEventListener("submit", (event) => {
    if (!box.value.trim()) { event.preventDefault(); event.stopPropagation(); }
  });

  box.form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      box.focus();
      show(false);
      return;
    }
    if (hits.hidden) return;
    if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      event.stopPropagation();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  document.addEventListener("click", (event) => { if (!box.form.contains(event.target)) show(false); });
  box.form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.form.contains(event.relatedTarget)) show(false);
  });
}
