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

// Say so when the server cannot be reached, and take it back when it can.
const offline = (is) => { document.getElementById("offline").hidden = !is; };
document.addEventListener("htmx:error", () => offline(true));
document.addEventListener("htmx:after:request", () => offline(false));
