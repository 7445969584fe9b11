/** The player's buttons and their keys. */
import { part } from "./page.js";

/** @typedef {"pause"|"letgo"|"back"|"skip"|"repeat"|"slower"|"pain"|"voice"|"leave"|"full"|"camera"} Action */

/** @type {Record<string, Action>} */
const KEYS = {
  " ": "pause",
  ArrowLeft: "back",
  ArrowRight: "skip",
  r: "repeat",
  s: "slower",
  p: "pain",
  m: "voice",
  f: "full",
  c: "camera",
  Escape: "leave",
};

/** While an open hold is on, both let go of it. */
const LET_GO = new Set([" ", "Enter"]);

/**
 * @param {Record<Action, () => void>} actions
 * @param {AbortSignal} signal ends all listening
 */
export function bindKeys(actions, signal) {
  for (const [name, run] of Object.entries(actions)) {
    part(name, HTMLElement).addEventListener("click", run, { signal });
  }
  addEventListener(
    "keydown",
    (event) => {
      const open = !part("letgo", HTMLButtonElement).hidden;
      const action = open && LET_GO.has(event.key) ? "letgo" : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      // A key that was held a moment too long must not press what has come under it.
      if (event.repeat && event.target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) event.preventDefault();
      if (!action || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open]")) return;
      // A focused button takes the space bar for itself.
      if (LET_GO.has(event.key) && event.target instanceof HTMLButtonElement && event.target.id !== "letgo") return;
      event.preventDefault();
      actions[action]();
    },
    { signal },
  );
}
