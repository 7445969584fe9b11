/**
 * "Why did it end?", asked right after a hold of a test, while the session stands still.
 *
 * @typedef {import("./tests.js").Choice} Choice
 * @typedef {import("./tests.js").Why} Why
 */
import { chips } from "./chips.js";
import { part } from "./page.js";

/**
 * Ask. It stays until it is answered: a hold without a reason could not be counted.
 * @param {{ends: Choice[], felt: Choice[], seen: import("./tests.js").SeenEnd|null}} choices
 * @returns {Promise<Why>}
 */
export function askWhy({ ends, felt, seen }) {
  const dialog = part("why-dialog", HTMLDialogElement);
  const form = part("why-form", HTMLFormElement);
  const missing = part("why-missing", HTMLElement);
  chips(part("why-ends", HTMLElement), "radio", "why", ends);
  chips(part("why-felt", HTMLElement), "checkbox", "felt", felt);
  missing.hidden = true;
  const own = part("why-own", HTMLInputElement);
  own.checked = false;
  part("why-seen", HTMLElement).hidden = seen === null;
  for (const choice of part("why-ends", HTMLElement).querySelectorAll("input")) {
    choice.checked = seen !== null && !seen.down && choice.value === seen.reason;
  }
  if (!dialog.open) dialog.showModal();
  part("why-title", HTMLElement).focus();
  return new Promise((resolve) => {
    dialog.oncancel = (event) => event.preventDefault();
    form.onsubmit = (event) => {
      event.preventDefault();
      const given = new FormData(form);
      const why = given.get("why");
      if (why === null) {
        missing.hidden = false;
        return;
      }
      dialog.close();
      resolve({ end_reason: String(why), felt: given.getAll("felt").map(String), own: own.checked });
    };
  });
}
