/**
 * What was asked of voice and sound, and when: the last few thousand requests, for tests, benchmarks
 * and a look in the console (`primemover.asked`). A browser without voices is still accountable.
 *
 * Times are on `performance.now()`: `due_ms` when the timeline wanted it, `for_ms` when it was asked
 * to be heard, `asked_ms` when the request was made (sounds are asked for a little ahead). What was said by a clip is
 * there twice: as asked for, and as played, with its length.
 *
 * @typedef {{what: "say"|"sound"|"clip", text: string, due_ms: number, for_ms: number, asked_ms: number, length_s: number|null}} Asked
 */

/** @type {Asked[]} */
const log = [];
const KEPT = 5000;

Object.assign(window, { primemover: { asked: log } });

/**
 * @param {"say"|"sound"|"clip"} what
 * @param {string} text words, or the name of the sound
 * @param {number} due_ms
 * @param {number} for_ms
 * @param {number|null} [length_s] of a clip
 */
export function note(what, text, due_ms, for_ms, length_s = null) {
  log.push({ what, text, due_ms, for_ms, asked_ms: performance.now(), length_s });
  if (log.length > KEPT) log.splice(0, KEPT / 5);
}
