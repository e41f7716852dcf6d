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
  }
}
customElements.define("horizon-input", HorizonInput);

// copy-table puts a table on the clipboard in the form that sheets paste.
class CopyTable extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const answer = await fetch(this.dataset.from);
      if (!answer.ok) return offline(true);
      await navigator.clipboard.writeText(await answer.text());
      button.textContent = this.querySelector("[role=status]").textContent = this.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}
customElements.define("copy-table", CopyTable);

customElements.define("print-page", class extends HTMLElement {
  connectedCallback() { this.querySelector("button").addEventListener("click", () => print()); }
});

// Say so when the server cannot be reached, and take it back when it can.
const offline = (is) => { document.getElementById("offline").hidden = !is; };
document.addEventListener("htmx:error", () => offline(true));
document.addEventListener("htmx:after:request", () => offline(false));
