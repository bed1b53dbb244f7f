// The search box: hits as one types, a scanner that ends with Enter, arrows into the hits.
"use strict";

const box = document.querySelector("[data-search] input[name=q]");
const hits = document.getElementById("search-results");

if (box && hits) {
  const show = (shown) => { hits.hidden = !shown; };
  const wanted = () => box.value.trim().length >= 2;

  box.addEventListener("htmx:configRequest", (event) => { if (!wanted()) event.preventDefault(); });
  box.form.addEventListener("htmx:beforeSwap", (event) => { // an answer that comes after the box was emptied, or sent, is stale
    const stale = !wanted() || box.form.dataset.sent || event.detail.xhr.status >= 400;
    if (stale) {
      event.detail.shouldSwap = false;
      show(false);
    }
  });
  box.addEventListener("input", () => { if (!wanted()) show(false); });
  hits.addEventListener("htmx:afterSwap", () => show(true));
  box.addEventListener("focus", () => { if (wanted() && hits.childElementCount) show(true); });
  box.form.addEventListener("submit", (event) => {
    if (!box.value.trim()) { event.preventDefault(); event.stopPropagation(); }
  });

  box.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.focus();
      show(false);
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (hits.hidden) return;
    const links = [...hits.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    event.preventDefault();
    event.stopPropagation();
    (next < 0 ? box : links[Math.min(next, links.length - 1)] || box).focus();
  });
  document.addEventListener("click", (event) => { if (!box.form.contains(event.target)) show(false); });
  box.form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.form.contains(event.relatedTarget)) show(false);
  });
}
