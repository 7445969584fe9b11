/**
 * Pain: where, what kind, how much; then what follows, from the rule that came with the session, so
 * that no network is needed.
 *
 * @typedef {{response: "go-on"|"easier"|"leave-out"|"end", ask_red_flags: boolean, message: string}} Rule
 * @typedef {{id: string, label: string}} Choice
 * @typedef {{id: string, label: string, detail: string, advice: string, urgency: string}} RedFlag
 * @typedef {{regions: Choice[], kinds: Choice[], ladder_of: Record<string, Record<string, string>>,
 *   ladders: Record<string, Rule[]>, red_flags: RedFlag[], messages: Record<string, string>}} PainTable
 * @typedef {{region: string, kind: string, level: number}} Report
 */
import { chips } from "./chips.js";
import { part, write } from "./page.js";

/** @param {PainTable} table @param {Report} report @returns {Rule} */
export function ruleFor(table, report) {
  return table.ladders[table.ladder_of[report.region][report.kind]][report.level];
}

/**
 * Fill the question's choices from the table.
 * @param {PainTable} table
 */
export function preparePain(table) {
  chips(part("pain-regions", HTMLElement), "radio", "region", table.regions);
  chips(part("pain-kinds", HTMLElement), "radio", "kind", table.kinds);
  const levels = Array.from({ length: 11 }, (_, level) => ({ id: String(level), label: String(level) }));
  chips(part("pain-levels", HTMLElement), "radio", "level", levels);
}

/**
 * Ask. Resolves with a report, `"end"` where the person stops at once, or null for "it was nothing".
 * @returns {Promise<Report|"end"|null>}
 */
export function askPain() {
  const dialog = part("pain-dialog", HTMLDialogElement);
  const form = part("pain-form", HTMLFormElement);
  const missing = part("pain-missing", HTMLElement);
  form.reset();
  missing.hidden = true;
  dialog.showModal();
  part("pain-title", HTMLElement).focus();
  return new Promise((resolve) => {
    /** @param {Report|"end"|null} answer */
    const done = (answer) => {
      dialog.oncancel = null;
      dialog.close();
      resolve(answer);
    };
    dialog.oncancel = (event) => {
      event.preventDefault();
      done(null);
    };
    part("pain-cancel", HTMLElement).onclick = () => done(null);
    part("pain-end", HTMLElement).onclick = () => done("end");
    part("pain-tell", HTMLElement).onclick = () => {
      const report = reported(form);
      if (report) done(report);
      else missing.hidden = false;
    };
  });
}

/** @param {HTMLFormElement} form @returns {Report|null} null while a question is open */
function reported(form) {
  const given = new FormData(form);
  const [region, kind, level] = ["region", "kind", "level"].map((name) => given.get(name));
  if (region === null || kind === null || level === null) return null;
  return { region: String(region), kind: String(kind), level: Number(level) };
}

/**
 * Say what happens now, and ask the red flags again where the rule wants it.
 * @param {{title: string, what: string, on: string|null, end: string, none: string}} words `on` null: the session is over
 * @param {RedFlag[]} flags empty: not asked
 * @returns {Promise<{goOn: boolean, flags: string[]}>}
 */
export function tellAnswer(words, flags) {
  const dialog = part("answer-dialog", HTMLDialogElement);
  const on = part("answer-on", HTMLButtonElement);
  const end = part("answer-end", HTMLButtonElement);
  const advice = part("flag-advice", HTMLElement);
  write(part("answer-title", HTMLElement), words.title);
  write(part("answer-what", HTMLElement), words.what);
  write(on, words.on ?? words.end);
  end.hidden = words.on === null;
  advice.replaceChildren();
  part("flags", HTMLElement).hidden = flags.length === 0;
  const rows = part("flag-rows", HTMLElement);
  rows.replaceChildren(...(flags.length ? [...flags.map((flag) => tick(flag.id, flag.label)), tick("none", words.none)] : []));
  on.disabled = flags.length > 0;
  const ticked = () => [...rows.querySelectorAll("input:checked")].map((box) => box.getAttribute("value") ?? "");
  rows.onchange = (event) => {
    onlyNoneOrSome(rows, event.target);
    const found = flags.filter((flag) => ticked().includes(flag.id));
    on.disabled = ticked().length === 0;
    write(on, found.length || words.on === null ? words.end : words.on);
    end.hidden = found.length > 0 || words.on === null;
    advice.replaceChildren(...found.map((flag) => paragraph(`${flag.urgency} ${flag.advice}`)));
  };
  dialog.showModal();
  part("answer-title", HTMLElement).focus();
  return new Promise((resolve) => {
    /** @param {boolean} goOn */
    const done = (goOn) => {
      const told = ticked().filter((id) => id !== "none");
      dialog.close();
      resolve({ goOn: goOn && words.on !== null && told.length === 0, flags: told });
    };
    // Escape must not skip the question: it stays until it is answered.
    dialog.oncancel = (event) => event.preventDefault();
    on.onclick = () => done(true);
    end.onclick = () => done(false);
  });
}

/** "None of these" and a ticked row exclude each other. @param {Element} rows @param {EventTarget|null} changed */
export function onlyNoneOrSome(rows, changed) {
  if (!(changed instanceof HTMLInputElement) || !changed.checked) return;
  for (const box of rows.querySelectorAll("input")) {
    if (box !== changed && (box.value === "none") !== (changed.value === "none")) box.checked = false;
    if (box !== changed && changed.value === "none") box.checked = false;
  }
}

/** @param {string} id @param {string} label */
function tick(id, label) {
  const row = document.createElement("label");
  const words = document.createElement("span");
  row.className = "tick";
  words.textContent = label;
  row.append(input("checkbox", "flag", id), words);
  return row;
}

/** @param {string} type @param {string} name @param {string} value */
function input(type, name, value) {
  return Object.assign(document.createElement("input"), { type, name, value });
}

/** @param {string} text */
function paragraph(text) {
  const one = document.createElement("p");
  one.className = "note pain";
  one.textContent = text;
  return one;
}
