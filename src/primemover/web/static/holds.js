/**
 * Which holds were held, and how long: the facts that history is made of.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").Position} Position
 * @typedef {import("./types.js").Segment} Segment
 */
import { passed, segmentAt } from "./segments.js";

export class Holds {
  #timeline;
  #told;
  /** @type {Position|null} */
  #before = null;
  /** Seconds of the present hold that were over when play entered it (going on after a break). */
  #late_s = 0;

  /**
   * @param {Timeline} timeline
   * @param {(data: Record<string, unknown>) => void} told called with the data of one `hold` event
   */
  constructor(timeline, told) {
    this.#timeline = timeline;
    this.#told = told;
  }

  /** Play is at `position` now. @param {Position} position */
  step(position) {
    const before = this.#before;
    this.#before = position;
    if (before === null) {
      this.#late_s = position.elapsed_in_segment_s;
      return;
    }
    for (const { track, index, segment, left } of passed(this.#timeline, before, position)) {
      if (!left) continue;
      const held_s = segment.end_s - segment.start_s - this.#late_s;
      if (segment.kind === "hold") this.#tell(track, segment, index, held_s, false);
      this.#late_s = 0;
    }
  }

  /** The person lets go of an open hold at `position`: that is its end, and nothing is broken off. @param {Position} position */
  letGo(position) {
    const segment = segmentAt(this.#timeline, position);
    this.#before = null;
    this.#tell(position.track, segment, position.segment, position.elapsed_in_segment_s - this.#late_s, false);
  }

  /** Play leaves its place for another: a hold under way is broken off. */
  jump() {
    const before = this.#before;
    this.#before = null;
    if (before === null || before.finished) return;
    const segment = segmentAt(this.#timeline, before);
    const held_s = before.elapsed_in_segment_s - this.#late_s;
    if (segment.kind === "hold") this.#tell(before.track, segment, before.segment, held_s, true);
  }

  /**
   * @param {string} track @param {Segment} segment @param {number} index
   * @param {number} held_s @param {boolean} skipped
   */
  #tell(track, segment, index, held_s, skipped) {
    this.#told({
      track,
      segment: index,
      exercise: segment.exercise,
      phase: segment.phase,
      side: segment.side,
      set: segment.set,
      rep: segment.rep,
      planned_s: Math.round((segment.end_s - segment.start_s) * 1000) / 1000,
      held_s: Math.max(0, Math.round(held_s * 1000) / 1000),
      skipped,
    });
  }
}
