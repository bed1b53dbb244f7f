// A long choice as a box one types into: by code, or by the first letters of any word, without accents.
// Without this script it stays the plain <select> it is made from; with it the <select> keeps the value that is sent.
"use strict";

const choices = {
  count: 0,

  // As the server's search key: no marks, lower case, đ → d.
  key: (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim(),

  // How well an option answers what was typed: 0 its code or first word, 1 other words in order, -1 not at all.
  rank(option, typed) {
    const code = choices.key(option.dataset.code || "");
    if (!typed || (code && code.startsWith(typed))) return 0;
    const words = choices.key(option.text).split(" ");
    let at = 0;
    for (const part of typed.split(" ")) {
      while (at < words.length && !words[at].startsWith(part)) at += 1;
      if (at === words.length) return -1;
      at += 1;
    }
    return words.join(" ").startsWith(typed) ? 0 : 1;
  },
};

class ChoiceBox {
  constructor(select) {
    const id = select.id || `choice-${choices.count += 1}`;
    const labels = [...(select.labels || [])];
    this.select = select;
    this.shown = [];
    this.at = -1;
    this.frame = Object.assign(document.createElement("span"), { className: "choice-box" });
    this.input = Object.assign(document.createElement("input"), { type: "text", id, autocomplete: "off", spellcheck: false });
    this.list = Object.assign(document.createElement("ul"), { id: `${id}-list`, className: "choice-list", hidden: true });
    this.said = Object.assign(document.createElement("span"), { className: "why choice-said" });
    this.said.setAttribute("role", "status");
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", labels.map((label) => label.textContent.trim()).join(" "));
    const marks = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    Object.entries(marks).forEach(([name, value]) => this.input.setAttribute(name, value));
    const hadFocus = document.activeElement === select;
    select.id = `${id}-value`;
    select.hidden = true;
    select.tabIndex = -1;
    select.after(this.frame);
    this.frame.append(this.input, this.list, this.said);
    labels.forEach((label) => { label.htmlFor = id; });
    this.listen();
    this.showChosen();
    ["aria-describedby", "aria-invalid", "aria-label", "disabled"].forEach((name) => {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    });
    if (hadFocus) this.input.focus();
  }

  listen() {
    this.input.addEventListener("click", () => { if (this.list.hidden) this.open(""); });
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("input", () => {
      this.wrong("");
      this.open(this.input.value);
      if (!this.input.value) this.mark(-1); // emptied on purpose
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item && this.shown.length) this.take(this.shown[[...this.list.querySelectorAll("[role=option]")].indexOf(item)]);
    });
    this.select.addEventListener("change", () => this.showChosen());
    this.select.form?.addEventListener("reset", () => setTimeout(() => this.showChosen()));
  }

  get chosen() { return this.select.selectedOptions[0]; }

  get blank() { return [...this.select.options].find((option) => !option.value); }

  showChosen() {
    const option = this.chosen;
    this.input.value = option && option.value ? option.text.trim() : "";
    this.input.placeholder = this.blank ? this.blank.text.trim() : "";
    this.wrong("");
  }

  open(typed) {
    const asked = choices.key(typed);
    const ranked = [...this.select.options].filter((option) => !option.disabled && (option.value || !asked))
      .map((option) => [choices.rank(option, asked), option]).filter(([rank]) => rank >= 0);
    this.shown = ranked.sort(([one], [other]) => one - other).map(([, option]) => option);
    this.list.replaceChildren(...this.shown.map((option, index) => this.item(option, index)));
    if (!this.shown.length) this.list.append(this.nothing());
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(asked ? 0 : this.shown.indexOf(this.chosen));
  }

  item(option, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = option.text.trim();
    const small = option.dataset.code || (option.parentElement.tagName === "OPTGROUP" ? option.parentElement.label : "");
    if (small) item.append(" ", Object.assign(document.createElement("small"), { textContent: small }));
    return item;
  }

  nothing() {
    const line = Object.assign(document.createElement("li"), { className: "quiet", textContent: portal.texts().noChoiceText });
    line.setAttribute("role", "option");
    line.setAttribute("aria-disabled", "true");
    line.setAttribute("aria-selected", "false");
    return line;
  }

  mark(index) {
    const items = [...this.list.querySelectorAll("[role=option]")];
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    this.at = index < this.shown.length ? index : -1;
    const item = this.at >= 0 ? items[this.at] : null;
    if (item) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      else this.mark(Math.min(Math.max(this.at + step, 0), this.shown.length - 1));
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      this.showChosen();
    } else if (event.key === "Enter" && !this.list.hidden) {
      this.leave(); // and the key goes on: to the next field, or to the button of a filter
      if (!this.said.textContent) return;
      event.preventDefault();
      event.stopPropagation();
    }
  }

  // What was typed becomes a choice, or is said to be none: never silently another one.
  leave() {
    const typed = choices.key(this.input.value);
    const option = this.at >= 0 ? this.shown[this.at] : null;
    const same = this.chosen && typed === choices.key(this.chosen.value ? this.chosen.text : "");
    if (option && !this.list.hidden) this.take(option);
    else if (!typed && this.blank) this.take(this.blank);
    else if (!same) {
      this.close();
      if (this.blank) this.send(this.blank);
      this.wrong(portal.texts().noChoiceText);
    }
    this.close();
  }

  take(option) {
    this.send(option);
    this.showChosen();
    this.close();
  }

  send(option) {
    if (option === this.chosen) return;
    option.selected = true;
    const typed = this.input.value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.input.value = typed;
  }

  wrong(sentence) {
    this.said.textContent = sentence;
    if (sentence) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }
}

function makeChoiceBoxes() {
  document.querySelectorAll("select[data-choice-box]:not([hidden])").forEach((select) => new ChoiceBox(select));
}
document.addEventListener("DOMContentLoaded", makeChoiceBoxes);
document.addEventListener("htmx:afterSettle", makeChoiceBoxes);

// A box whose text is no choice holds the form back: what stands in it would not be what is sent.
document.addEventListener("submit", (event) => {
  const wrong = event.target.querySelector(".choice-box input[aria-invalid=true]");
  if (!wrong || !wrong.closest(".choice-box").querySelector(".choice-said").textContent) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wrong.focus();
}, true);
