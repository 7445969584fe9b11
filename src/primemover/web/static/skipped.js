/**
 * Which parts of the session were passed over by a jump, so that the bars do not show them as done.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").Control} Control
 */
import { position } from "./position.js";
import { onMain } from "./segments.js";

const JUMPS = new Set(["skip", "back", "repeat", "rebase", "easier", "leave_out", "end"]);
/** A jump over less is the end of a hold that was as good as over. */
const SHORTEST_S = 0.5;

/** @typedef {[start_s: number, end_s: number]} Span seconds of the main track */

export class Skipped {
  #timeline;
  #known = -1;
  /** @type {Span[]} */
  #spans = [];

  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.#timeline = timeline;
  }

  /** Looked at sixty times a second; reckoned anew only after a control. @param {Control[]} controls @returns {Span[]} */
  spans(controls) {
    if (controls.length !== this.#known) {
      this.#known = controls.length;
      this.#spans = skippedSpans(this.#timeline, controls);
    }
    return this.#spans;
  }
}

/**
 * What jumps passed over and nobody came back to.
 * @param {Timeline} timeline @param {Control[]} controls in order of `t` @returns {Span[]}
 */
export function skippedSpans(timeline, controls) {
  /** @type {Span[]} */
  let spans = [];
  for (const [index, { kind, t }] of controls.entries()) {
    if (!JUMPS.has(kind)) continue;
    const from_s = onMain(timeline, position(timeline, controls.slice(0, index), t));
    const to_s = onMain(timeline, position(timeline, controls.slice(0, index + 1), t));
    // What lies behind the place that play came to is still to be done.
    spans = spans.map(([start_s, end_s]) => /** @type {Span} */ ([start_s, Math.min(end_s, to_s)]));
    spans.push([from_s, to_s]);
    spans = spans.filter(([start_s, end_s]) => end_s - start_s >= SHORTEST_S);
  }
  return spans;
}
