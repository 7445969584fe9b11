/**
 * The holds of a test: each is told with why it ended, and a question that was cut off (a closed page, a dead
 * battery) is found again in the events and asked when the session is opened the next time.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").SessionEvent} SessionEvent
 * @typedef {{id: string, label: string}} Choice
 * @typedef {{day: string, moment: "before"|"after", ends: Record<string, Choice[]>, felt: Choice[]}} TestPart
 * @typedef {{end_reason: string, felt: string[]}} Why
 * @typedef {{protocol: string, side: string, began_ms: number, held_s: number}} Held
 */
import { segmentsOf } from "./segments.js";

export class Tests {
  #timeline;
  #part;
  #tell;
  /** A hold that is over, and nobody has said yet why. @type {Held|null} */
  #waiting = null;

  /**
   * @param {Timeline} timeline
   * @param {TestPart|null} part what of a test day this session is; null: holds are told as any other
   * @param {SessionEvent[]} events of the session so far
   * @param {(data: Record<string, unknown>) => void} tell called with the data of one `test` event
   */
  constructor(timeline, part, events, tell) {
    this.#timeline = timeline;
    this.#part = part;
    this.#tell = tell;
    for (const event of events) {
      if (event.kind === "hold") this.#waiting = this.#letGo(event) ?? this.#waiting;
      if (event.kind === "test" && event.data.side === this.#waiting?.side) this.#waiting = null;
    }
  }

  /** True while a hold is over and nobody has said why. */
  get waiting() {
    return this.#waiting !== null;
  }

  /** The answers that the question offers now. @returns {{ends: Choice[], felt: Choice[]}} */
  get choices() {
    return { ends: this.#part?.ends[this.#waiting?.protocol ?? ""] ?? [], felt: this.#part?.felt ?? [] };
  }

  /** A hold was told. @param {SessionEvent} event */
  held(event) {
    const letGo = this.#letGo(event);
    if (letGo) this.#waiting = letGo;
    else if (this.#isTest(event)) this.#told(heldOf(event), { end_reason: event.data.skipped ? "gave-up" : "time-up", felt: [] });
  }

  /** The hold that waits ended so. @param {Why} why */
  answered(why) {
    if (this.#waiting) this.#told(this.#waiting, why);
    this.#waiting = null;
  }

  /** What the person ended, rather than the time or a control. @param {SessionEvent} event @returns {Held|null} */
  #letGo(event) {
    const ended = !event.data.skipped && Number(event.data.held_s) < Number(event.data.planned_s);
    return ended && this.#isTest(event) ? heldOf(event) : null;
  }

  /** @param {SessionEvent} event of kind `hold` */
  #isTest({ data }) {
    return this.#part !== null && segmentsOf(this.#timeline, String(data.track))[Number(data.segment)]?.open === true;
  }

  /** @param {Held} held @param {Why} why */
  #told({ protocol, side, began_ms, held_s }, { end_reason, felt }) {
    this.#tell({
      day: this.#part?.day,
      moment: this.#part?.moment,
      protocol,
      side,
      began_at: new Date(began_ms).toISOString(),
      held_s,
      end_reason,
      ...(felt.length ? { felt } : {}),
    });
  }
}

/** @param {SessionEvent} event @returns {Held} */
function heldOf({ at, data }) {
  const held_s = Number(data.held_s);
  return { protocol: String(data.exercise), side: String(data.side), began_ms: Math.round(Date.parse(at) - held_s * 1000), held_s };
}
