// @ts-check
"use strict";

// horizon-input keeps a slider and a number field the same. Only the number
// has a name, so a form sends one value.
class HorizonInput extends HTMLElement {
  connectedCallback() {
    const [slider, number] = this.querySelectorAll("input");
    slider.addEventListener("input", () => { number.value = slider.value; });
    number.addEventListener("input", (event) => {
      if (!number.checkValidity()) event.stopPropagation(); // half-typed: ask nothing yet
      else slider.value = number.value;
    });
    // What cannot be shown becomes the nearest that can.
    number.addEventListener("change", () => {
      if (number.checkValidity()) return;
      number.value = number.valueAsNumber > Number(number.max) ? number.max : number.valueAsNumber < 1 ? number.min : slider.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
customElements.define("horizon-input", HorizonInput);

// copy-table puts a table on the clipboard in the form that sheets paste.
class CopyTable extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => say(this, this.copy()));
  }

  async copy() {
    if (!this.dataset.from) return navigator.clipboard.writeText(tableText(this.closest("section").querySelector("table")));
    const answer = await fetch(this.dataset.from);
    if (!answer.ok) throw new Error(answer.statusText);
    await navigator.clipboard.writeText(await answer.text());
  }
}
customElements.define("copy-table", CopyTable);

/**
 * tableText is a table as it stands on the screen.
 * @param {HTMLTableElement} table
 */
const tableText = (table) => [...table.rows].filter((row) => row.checkVisibility())
  .map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()).join("\t")).join("\n") + "\n";

/**
 * say tells on the button, and aloud, how a copy went.
 * @param {HTMLElement & {label?: string}} element
 * @param {Promise<unknown>} copied
 */
async function say(element, copied) {
  const button = element.querySelector("button");
  const label = (element.label ??= button.textContent);
  const how = await copied.then(() => "done", () => "failed");
  button.textContent = element.querySelector("[role=status]").textContent = element.dataset[how];
  setTimeout(() => { button.textContent = label; }, 2000);
}

// A word of explanation is put away with Escape.
document.addEventListener("keydown", (event) => {
  /** @type {HTMLDetailsElement | null} */
  const open = document.querySelector("details.help[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
});

// copy-link puts the address of what is on the screen on the clipboard.
customElements.define("copy-link", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => say(this, navigator.clipboard.writeText(location.href)));
  }
});

customElements.define("print-page", class extends HTMLElement {
  connectedCallback() { this.querySelector("button").addEventListener("click", () => print()); }
});

/**
 * formOf is the form that an event is of, with what is kept on it between two
 * submissions.
 * @param {Event} event
 * @returns {HTMLFormElement & {waits?: boolean, reached?: boolean}}
 */
const formOf = (event) => /** @type {HTMLFormElement} */ (event.target);

// Forms that lead back to the page lead to what it shows now, which the controls
// may have changed since it was loaded. A page that answered a form stands at an
// address of its own, and knows better where it is.
document.addEventListener("submit", (event) => {
  const back = /** @type {HTMLInputElement | null} */ (formOf(event).elements.namedItem("back"));
  if (back && new URL(back.value, location.href).pathname === location.pathname) back.value = location.pathname + location.search;
}, true);

// An address holds what was asked for, not what was left empty.
document.addEventListener("formdata", (event) => {
  const { formData } = event;
  if (formOf(event).method !== "get") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  if (!formData.has("goal")) formData.delete("per");
});

// What plain forms hold is sent only where somebody takes it: else it would be
// lost with the page.
document.addEventListener("submit", async (event) => {
  const form = formOf(event);
  if (event.defaultPrevented || form.method !== "post" || form.reached) return;
  event.preventDefault();
  if (form.waits) return;
  form.waits = true;
  const answer = await fetch(document.body.dataset.health).catch(() => null);
  form.waits = false;
  if (!answer?.ok) return offline(true);
  form.reached = true;
  form.requestSubmit(event.submitter);
  form.reached = false;
});

// text-limit counts letters, and says where there are too many.
customElements.define("text-limit", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const count = () => {
      const letters = [...field.value].length;
      this.querySelector("[data-count]").textContent = `${letters} / ${this.dataset.most}`;
      field.setCustomValidity(letters > Number(this.dataset.most) ? this.dataset.over : "");
    };
    field.addEventListener("input", count);
    count();
  }
});

// As many segments as can be compared may be ticked, and no more.
function tickAtMost(form) {
  const boxes = [...form.querySelectorAll("input[type=checkbox][name=segment]")];
  const ticked = form.querySelectorAll("input[type=hidden][name=segment]").length + boxes.filter((b) => b.checked).length;
  const full = ticked >= Number(form.dataset.most);
  for (const box of boxes) box.disabled = full && !box.checked;
  form.querySelector("[data-full]").hidden = !full;
}
const tickable = () => { for (const form of document.querySelectorAll("form[data-most]")) tickAtMost(form); };
document.addEventListener("change", (event) => { if (/** @type {HTMLInputElement} */ (event.target).name === "segment") tickable(); });
document.addEventListener("htmx:after:swap", tickable);
document.addEventListener("DOMContentLoaded", tickable);

// week-range keeps the last week from coming before the first one.
customElements.define("week-range", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      const [from, to] = this.querySelectorAll("select");
      if (to.selectedIndex < from.selectedIndex) (event.target === from ? to : from).selectedIndex = /** @type {HTMLSelectElement} */ (event.target).selectedIndex;
    });
  }
});

// Say so when the server cannot be reached; ask until it can, and then for what
// is on the page once more.
let asking;
function offline(is) {
  document.getElementById("offline").hidden = !is;
  clearInterval(asking);
  asking = is ? setInterval(back, 2000) : null;
}
async function back() {
  const answer = await fetch(document.body.dataset.health).catch(() => null);
  if (!answer?.ok) return;
  offline(false);
  /** @type {HTMLFormElement | null} */ (document.querySelector("form[hx-get]"))?.requestSubmit();
}
document.addEventListener("htmx:error", () => offline(true));
// An answer may be to what was asked before: it does not end the trouble by itself.
document.addEventListener("htmx:after:request", () => { if (asking) back(); });

// An answer that is right ends what an earlier try in its form was told, where
// the answer leaves the form as it stands. A message outside of the form names
// its field, which is marked as long as the message is there.
function forget(form) {
  for (const said of form.querySelectorAll(".error, .banner.bad")) said.remove();
  for (const field of form.querySelectorAll("[aria-invalid=true]")) field.setAttribute("aria-invalid", "false");
  for (const field of form.querySelectorAll("[aria-describedby]")) {
    const there = field.getAttribute("aria-describedby").split(/\s+/).filter((id) => document.getElementById(id));
    if (there.length) field.setAttribute("aria-describedby", there.join(" "));
    else field.removeAttribute("aria-describedby");
  }
}
document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  const form = ctx.sourceElement?.closest?.("form");
  if (form && ctx.response?.status < 400) forget(form);
  for (const said of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-field]"))) {
    const field = document.getElementById(said.dataset.field);
    field?.setAttribute("aria-invalid", "true");
    field?.setAttribute("aria-describedby", said.id);
  }
});

// What is being replaced says so.
const replaced = (event) => document.querySelector(event.target.getAttribute?.("hx-target") || null);
document.addEventListener("htmx:before:request", (event) => replaced(event)?.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:finally:request", (event) => replaced(event)?.removeAttribute("aria-busy"));
