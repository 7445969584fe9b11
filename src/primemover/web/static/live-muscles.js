/**
 * Muscles as they work. The server tells thirty times a second how each one is; this page draws it, says what
 * is wrong with an electrode, and measures how late it all is.
 */
import { Lateness } from "./lateness.js";
import { MuscleWire } from "./muscle-wire.js";
import { fill, part, words as pageWords, write } from "./page.js";
import { Tone } from "./tone.js";

const FULL_DB = 30;
const MARK_MS = 1000;
/** A screen reader hears about trouble at most so often: a loose cable would talk without a pause. */
const SAY_EVERY_MS = 4000;
const MOST_LINES = 4;

const words = pageWords();
const live = part("live", HTMLElement);
const tone = new Tone();
const lateness = new Lateness();
/** Which muscles came on, how often and when. @type {{times: number, at: number}[]} */
const came = [];
/** @type {import("./muscle-wire.js").Stand|null} */
let stand = null;
let saidAt = -SAY_EVERY_MS;

const wire = new MuscleWire({ stand: standing, now: draw, pong: (message) => lateness.clock(message), lost });
setInterval(() => wire.ask({ kind: "ping", t: performance.now() }), 1000);
bind();

/** @param {import("./muscle-wire.js").Stand} told */
function standing(told) {
  const connecting = live.dataset.connecting !== undefined;
  // Another state of the source is another page: the server draws it.
  if (told.stand !== "connecting" && (connecting || told.stand !== "running")) return location.reload();
  stand = told;
  if (connecting) return;
  write(part("stand", HTMLElement), words.running);
  write(part("phase", HTMLElement), told.brief ? fill(words.phase, { brief: told.brief }) : words.no_phase);
  for (const [i, row] of rows().entries()) {
    row.classList.toggle("glute", told.glutes[i]);
    if (row instanceof HTMLElement) row.hidden = told.markers[i];
    row.classList.toggle("target", told.works[i]);
    const mark = row.querySelector(".works");
    if (mark instanceof HTMLElement) mark.hidden = !told.works[i];
  }
}

/** @param {import("./muscle-wire.js").Now} now */
function draw(now) {
  for (const { kind, channel } of now.told) {
    if (kind === "came-on") came[channel] = { times: (came[channel]?.times ?? 0) + 1, at: performance.now() };
  }
  tell(now.told.filter(({ kind, channel }) => !stand?.markers[channel] && (kind === "trouble" || kind === "restored")));
  // Next to the screen: the browser shows what stands when the frame begins.
  requestAnimationFrame(() => {
    const shown = rows();
    for (const [i, muscle] of now.muscles.entries()) {
      if (!shown[i]) continue;
      if (now.silent_s === null) bar(shown[i], i, muscle);
      else unknown(shown[i]);
    }
    if (now.at_ms !== null) lateness.shown(now.at_ms);
    follow(now);
    below(now);
  });
}

/** @param {Element} row @param {number} i @param {import("./muscle-wire.js").Muscle} muscle */
function bar(row, i, [state, level_db, trouble]) {
  row.classList.toggle("on", state === "on");
  row.classList.toggle("untold", trouble !== null);
  const recent = came[i] !== undefined && performance.now() - came[i].at < MARK_MS;
  row.classList.toggle("came", recent);
  const fillBar = row.querySelector(".bar b");
  const share = state === "learning" ? 0 : Math.max(0, Math.min(1, level_db / FULL_DB));
  if (fillBar instanceof HTMLElement) fillBar.style.transform = `scaleX(${share.toFixed(3)})`;
  const says = trouble ? words[`trouble.${trouble}`] : recent && state === "on" ? words.came_on : words[state];
  const cell = row.querySelector(".state");
  if (cell) write(cell, says ?? "");
}

/** Nothing is known of a muscle while nothing comes. @param {Element} row */
function unknown(row) {
  row.classList.remove("on", "came");
  row.classList.add("untold");
  const cell = row.querySelector(".state");
  if (cell) write(cell, words.untold);
}

/** The sound of the glute that is asked for, or of whichever works. @param {import("./muscle-wire.js").Now} now */
function follow(now) {
  const glutes = now.muscles.filter(([state], i) => now.silent_s === null && state === "on" && stand?.glutes[i]);
  tone.follow(glutes.length ? Math.max(...glutes.map(([, level_db]) => level_db)) / FULL_DB : null);
}

/** @param {import("./muscle-wire.js").Now} now */
function below(now) {
  const silent = part("silent", HTMLElement);
  silent.hidden = now.silent_s === null;
  write(silent, now.silent_s === null ? "" : fill(words.silent, { seconds: now.silent_s }));
  const lost = now.lost === 0 ? words.none_lost : now.lost === 1 ? words.lost_one : fill(words.lost_other, { count: now.lost });
  const heard = fill(words.heard, { seconds: Math.floor(now.heard_s) });
  write(part("heard", HTMLElement), `${heard} · ${lost}`);
  const found = lateness.figures();
  const late = found ? fill(words.late, found) : now.at_ms === null && now.heard_s > 2 ? words.late_unknown : words.late_waiting;
  write(part("late", HTMLElement), late);
}

/** What is wrong with an electrode stays to be read; a screen reader hears it, but not without a pause.
 * @param {import("./muscle-wire.js").Told[]} told */
function tell(told) {
  if (!told.length) return;
  const list = part("trouble", HTMLElement);
  for (const one of told) {
    list.querySelector(`[data-channel="${one.channel}"]`)?.remove();
    const line = document.createElement("li");
    line.dataset.channel = String(one.channel);
    line.textContent = one.say;
    list.prepend(line);
    if (one.kind === "restored") setTimeout(() => (line.remove(), (list.hidden = !list.children.length)), 5000);
  }
  while (list.children.length > MOST_LINES) list.lastElementChild?.remove();
  list.hidden = !list.children.length;
  if (performance.now() - saidAt < SAY_EVERY_MS) return;
  saidAt = performance.now();
  write(part("said", HTMLElement), told.map(({ say }) => say).join(" "));
}

function lost() {
  const silent = document.getElementById("silent");
  if (!silent) return;
  silent.hidden = false;
  write(silent, words.gone);
  rows().forEach(unknown);
  tone.follow(null);
}

function rows() {
  return [...(document.getElementById("bars")?.children ?? [])];
}

function bind() {
  const hear = document.getElementById("tone");
  if (hear instanceof HTMLInputElement) {
    hear.checked = false;
    hear.onchange = () => tone.turn(hear.checked);
  }
  const cue = document.getElementById("cue");
  if (cue instanceof HTMLInputElement) cue.onchange = () => wire.ask({ kind: "cue", given: cue.checked });
}
