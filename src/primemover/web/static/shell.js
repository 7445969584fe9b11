/**
 * What every page but the player does: send events that still wait, keep "none of these" exclusive, redraw
 * the plan when a choice changes, let the voice be heard, remember what is set on this device.
 */
import { sendFlags } from "./flags.js";
import { write } from "./page.js";
import { Outbox } from "./outbox.js";
import { prefer, preferences } from "./preferences.js";
import { SOUND_NAMES, Sounds } from "./sounds.js";
import { Voice } from "./voice.js";

const outboxLine = document.getElementById("outbox");
const outbox = new Outbox({
  changed: ({ waiting, reachable, refused }) => {
    if (!outboxLine) return;
    const { waiting: kept = "", refused: no = "" } = outboxLine.dataset;
    const text = refused ? `${no} ${refused}` : waiting && !reachable ? kept : "";
    outboxLine.hidden = text === "";
    write(outboxLine, text);
  },
});
if (document.getElementById("erased")) forgetAll();
else outbox.sendSoon(0);
void sendFlags();
// From the second visit on: the first page loads what it shows and nothing more.
if (document.querySelector(".nav")) void comeAlong();

for (const form of document.querySelectorAll("form[data-reload]")) {
  if (form instanceof HTMLFormElement) redrawOnChoice(form);
}
askFirst();
const hear = document.getElementById("hear");
hear?.addEventListener("click", () => void letHear(hear.dataset.say ?? "", hear.dataset.voice ?? ""));
bindPreferences();
bindRestore();

/** The plan depends on minutes, tools and massage: ask the server for it anew. @param {HTMLFormElement} form */
function redrawOnChoice(form) {
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !["minutes", "tool", "professional"].includes(target.name)) return;
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && value !== "") given.append(name, value);
    }
    location.replace(`${form.dataset.reload}?${given}`);
  });
}

/** What is sore is asked in our own words and our own place; without this script the server says the same. */
function askFirst() {
  const missing = document.getElementById("sore-missing");
  const form = missing?.closest("form");
  if (!missing || !form) return;
  const answers = [...form.querySelectorAll("input[name=sore]")].filter((one) => one instanceof HTMLInputElement);
  form.addEventListener("submit", (event) => {
    if (answers.some((one) => one.checked)) return;
    event.preventDefault();
    missing.hidden = false;
    write(missing, missing.dataset.unanswered ?? "");
    answers[0]?.focus();
  });
  form.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === "sore") missing.hidden = true;
  });
}

/** Every sound once, then the voice. @param {string} words @param {string} address of the computer's voice */
async function letHear(words, address) {
  const sounds = new Sounds();
  sounds.unlock(preferences().music);
  for (const [i, name] of SOUND_NAMES.entries()) sounds.play(name, performance.now() + i * 700);
  const voice = new Voice(document.documentElement.lang, null);
  // A browser's own voice speaks inside the tap only, so nothing is waited for where there is one.
  if (voice.speaks() || !address) return voice.say(words);
  const { Clips } = await import("./clips.js");
  new Voice(document.documentElement.lang, new Clips(address, () => sounds.context)).say(words);
}

/** Once the page stands still, have the next sessions kept on this device. */
async function comeAlong() {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  const { isKept, takeAlong } = await import("./take-along.js");
  // Today's page is where one lands after a session, other answers or another person: the plan may be new.
  if (location.pathname === "/" || !(await isKept())) await takeAlong().catch(() => undefined);
}

function bindPreferences() {
  const speak = document.getElementById("pref-voice");
  const less = document.getElementById("pref-less");
  const along = document.getElementById("pref-music");
  const left = document.getElementById("pref-left-hand");
  if (!(speak instanceof HTMLInputElement) || !(less instanceof HTMLInputElement) || !(along instanceof HTMLInputElement) || !(left instanceof HTMLInputElement)) return;
  const { voice, lessTalk, music, leftHand } = preferences();
  speak.checked = voice;
  less.checked = lessTalk;
  along.checked = music;
  left.checked = leftHand;
  speak.onchange = () => prefer({ voice: speak.checked });
  less.onchange = () => prefer({ lessTalk: less.checked });
  along.onchange = () => prefer({ music: along.checked });
  left.onchange = () => prefer({ leftHand: left.checked });
  void Voice.listed().then(tellVoice);
}

/** Who speaks, where it is not this browser. */
function tellVoice() {
  const line = document.getElementById("no-voice");
  if (!line || new Voice(document.documentElement.lang).speaks()) return;
  write(line, (hear?.dataset.voice ? line.dataset.lent : line.dataset.none) ?? "");
  line.hidden = false;
}

/** The archive goes up as it is: the server needs no parser for multipart forms. */
function bindRestore() {
  const form = document.getElementById("restore");
  const file = document.getElementById("archive");
  const state = document.getElementById("restore-state");
  if (!(form instanceof HTMLFormElement) || !(file instanceof HTMLInputElement) || !state) return;
  form.onsubmit = async (event) => {
    event.preventDefault();
    write(state, state.dataset.busy ?? "");
    try {
      const answer = await fetch(form.action, { method: "POST", body: file.files?.[0] ?? null });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const told = page.querySelector("main [role=status], main [role=alert]")?.textContent ?? "";
      write(state, told.trim());
    } catch {
      write(state, state.dataset.failed ?? "");
    }
  };
}

/** After erasing, nothing of a session stays in the browser either. */
function forgetAll() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("primemover.")) localStorage.removeItem(key);
  }
}
