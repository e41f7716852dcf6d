// @ts-check
"use strict";

// segment-choice turns a field with a list into a box that searches as one
// types (the ARIA pattern "combobox with list"): names in both languages,
// accents and capitals do not matter. It sends the key of what was chosen.
class SegmentChoice extends HTMLElement {
  connectedCallback() {
    if (this.box) return;
    this.input = this.querySelector("input");
    this.options = readOptions(document.getElementById(this.input.getAttribute("list")));
    this.key = Object.assign(document.createElement("input"), { type: "hidden", name: this.input.name, value: this.dataset.key });
    this.box = Object.assign(document.createElement("ul"), { id: this.input.id + "-box", hidden: true });
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", this.input.labels[0]?.textContent ?? "");
    for (const name of ["name", "list"]) this.input.removeAttribute(name);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.box.id })) {
      this.input.setAttribute(name, value);
    }
    this.append(this.key, this.box);
    this.input.addEventListener("input", (event) => { event.stopPropagation(); this.search(this.input.value); });
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => { if (this.box.hidden) this.search(""); });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.leave());
    this.box.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.box.addEventListener("click", (event) => {
      const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[role=option]"));
      if (item) this.choose(this.shown[item.dataset.at]);
    });
  }

  // search shows what the words fit; groups keep their headings.
  search(text) {
    const words = folded(text).split(/\s+/).filter(Boolean);
    this.shown = this.options.filter((o) => words.every((w) => o.folded.includes(w)));
    const items = [];
    let group = "";
    for (const [at, option] of this.shown.entries()) {
      if (option.group && option.group !== group) items.push(element("li", { role: "presentation", class: "group" }, option.group));
      group = option.group;
      const item = element("li", { role: "option", id: `${this.box.id}-${at}`, "data-at": at, "aria-selected": "false" }, option.name);
      if (option.also) item.append(element("span", { class: "also" }, option.also));
      items.push(item);
    }
    if (!items.length) items.push(element("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, this.dataset.nothing));
    this.box.replaceChildren(...items);
    this.open(true);
    const now = this.shown.findIndex((o) => o.key === this.key.value);
    this.mark(words.length || now < 0 ? 0 : now);
  }

  open(is) {
    this.box.hidden = !is;
    this.input.setAttribute("aria-expanded", String(is));
    if (!is) this.input.removeAttribute("aria-activedescendant");
  }

  mark(at) {
    this.at = Math.max(0, Math.min(this.shown.length - 1, at));
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.box.querySelectorAll("[role=option]"))) {
      const is = item.dataset.at === String(this.at);
      item.setAttribute("aria-selected", String(is));
      if (!is) continue;
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      if (this.box.hidden) this.search("");
      else this.mark(this.at + step);
    } else if (event.key === "Enter" && !this.box.hidden) this.choose(this.shown[this.at]);
    else if (event.key === "Escape" && !this.box.hidden) this.restore();
    else return;
    event.preventDefault();
  }

  choose(option) {
    if (!option) return;
    this.input.value = option.name;
    this.open(false);
    this.send(option.key);
  }

  send(key) {
    if (key === this.key.value) return;
    this.key.value = key;
    this.parentElement.querySelector("[name=from]")?.remove(); // nobody came down to this one
    /** @type {Element & {chosen?: {name: string, key: string}} | null} */
    const form = this.closest("form[hx-get]");
    if (form) form.chosen = { name: this.key.name, key };
    this.key.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // leave takes an emptied field for "none" where that may be, and what was
  // not chosen back.
  leave() {
    if (!this.input.value.trim() && !this.input.required) {
      this.open(false);
      this.send("");
    } else this.restore();
  }

  restore() {
    this.input.value = this.options.find((o) => o.key === this.key.value)?.name ?? "";
    this.open(false);
  }
}

// The way back leads to the segment before; moving the slider leaves no trace.
// A place in the history is made when its page is there and not when it is
// asked for: who chooses twice before an answer has seen one page, not two. An
// answer to the slider that was still under way is not that page.
document.addEventListener("htmx:before:history:update", (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  const chosen = detail.sourceElement?.chosen;
  if (!chosen || (new URL(detail.history.path, location.href).searchParams.get(chosen.name) ?? "") !== chosen.key) return;
  detail.sourceElement.chosen = undefined;
  if (detail.history.path !== location.pathname + location.search) detail.history.type = "push";
});
// Who goes back no longer waits for what was asked for on the way.
document.addEventListener("htmx:before:history:restore", () => {
  for (const form of document.querySelectorAll("form[hx-get]")) form.dispatchEvent(new Event("htmx:abort"));
});

function readOptions(list) {
  return [...list.options].map((o) => {
    const option = { key: o.dataset.key, group: o.dataset.group, name: o.value, also: o.textContent };
    option.folded = folded(`${option.name} ${option.also} ${option.key}`);
    return option;
  });
}

const folded = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

function element(tag, attributes, text) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

customElements.define("segment-choice", SegmentChoice);
