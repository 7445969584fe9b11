/**
 * The holds of a test: each is told with why it ended, and a question that was cut off (a closed page, a dead
 * battery) is found again in the events and asked when the session is opened the next time.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").SessionEvent} SessionEvent
 * @typedef {{id: string, label: string}} Choice
 * @typedef {{day: string, moment: "before"|"after", ends: Record<string, Choice[]>, felt: Choice[]}} TestPart
 * @typedef {{end_reason: string, felt: string[], own?: boolean}} Why `own`: it lasted until the person let go, whatever
 *   the camera says
 * @typedef {{protocol: string, side: string, began_ms: number, held_s: number}} Held
 * @typedef {{reason: string, at_ms: number, down: boolean}} SeenEnd by the rule of the test, as the camera saw it; `down`: the
 *   body is back where it began, so that the person ended it
 */
import { segmentsOf } from "./segments.js";

export class Tests {
  #timeline;
  #part;
  #tell;
  /** A hold that is over, and nobody has said yet why. @type {Held|null} */
  #waiting = null;
  /** Where the camera saw that hold end, before the person let go. @type {SeenEnd|null} */
  #seen = null;

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

  /** The answers that the question offers now. @returns {{ends: Choice[], felt: Choice[], seen: SeenEnd|null}} */
  get choices() {
    const ends = this.#part?.ends[this.#waiting?.protocol ?? ""] ?? [];
    return { ends, felt: this.#part?.felt ?? [], seen: this.#waiting && this.#seen };
  }

  /** The camera saw the hold end that is on; null: another begins. @param {SeenEnd|null} end */
  saw(end) {
    this.#seen = end;
  }

  /** A hold was told. @param {SessionEvent} event */
  held(event) {
    const letGo = this.#letGo(event);
    if (letGo) this.#waiting = letGo;
    else if (this.#isTest(event)) this.#told(heldOf(event), { end_reason: event.data.skipped ? "gave-up" : "time-up", felt: [] });
  }

  /** The hold that waits ended so. @param {Why} why */
  answered(why) {
    if (this.#waiting) this.#told(this.#waiting, why, why.own ? null : this.#seen);
    this.#waiting = null;
    this.#seen = null;
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

  /** @param {Held} held @param {Why} why @param {SeenEnd|null} [seen] */
  #told({ protocol, side, began_ms, held_s }, { end_reason, felt }, seen = null) {
    const until_s = seen ? Math.max(0, Math.round(seen.at_ms - began_ms) / 1000) : held_s;
    const bySight = until_s < held_s;
    this.#tell({
      day: this.#part?.day,
      moment: this.#part?.moment,
      protocol,
      side,
      began_at: new Date(began_ms).toISOString(),
      held_s: bySight ? until_s : held_s,
      end_reason,
      ...(bySight ? { by: "camera" } : {}),
      ...(felt.length ? { felt } : {}),
    });
  }
}

/** @param {SessionEvent} event @returns {Held} */
function heldOf({ at, data }) {
  const held_s = Number(data.held_s);
  return { protocol: String(data.exercise), side: String(data.side), began_ms: Math.round(Date.parse(at) - held_s * 1000), held_s };
}
