/** Keep each section of /about as soon as something in it changes; without this its button does it. */
import { write } from "./page.js";

const state = document.getElementById("about-state");
for (const form of document.querySelectorAll("form[data-keep]")) {
  if (form instanceof HTMLFormElement) keepOnChange(form);
}

/** @param {HTMLFormElement} form */
function keepOnChange(form) {
  let last = Promise.resolve();
  form.addEventListener("change", () => {
    // One after the other: the newest answer is the last that arrives.
    last = last.then(() => keep(form));
  });
}

/** @param {HTMLFormElement} form */
async function keep(form) {
  const status = form.querySelector("[data-said]");
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.getElementById("about-state");
    if (!told) throw new Error("not the page");
    state?.replaceChildren(...told.childNodes);
    showRefused(form, page);
    for (const count of document.querySelectorAll("[data-count]")) {
      if (!(count instanceof HTMLElement)) continue;
      write(count, page.querySelector(`[data-count="${count.dataset.count}"]`)?.textContent ?? "");
    }
    if (status instanceof HTMLElement) write(status, answer.ok ? (status.dataset.said ?? "") : "");
  } catch {
    if (status instanceof HTMLElement) write(status, state?.dataset.away ?? "");
  }
}

/** What could not be kept stays in its field, with what to do under it. @param {HTMLFormElement} form @param {Document} page */
function showRefused(form, page) {
  for (const line of form.querySelectorAll("[data-bad]")) {
    if (!(line instanceof HTMLElement)) continue;
    const told = page.querySelector(`[data-bad="${line.dataset.bad}"]`)?.textContent ?? "";
    const field = form.querySelector(`#q-${line.dataset.bad}`);
    line.hidden = told === "";
    if (told) line.setAttribute("role", "alert");
    else line.removeAttribute("role");
    if (told) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    write(line, told);
  }
}
