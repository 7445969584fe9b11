/**
 * What the camera is asked to watch, set by set, and what it saw of each: the exercise and side that the player
 * is at, the guided first repetition, the count.
 *
 * @typedef {import("../types.js").Segment} Segment
 * @typedef {import("../types.js").Position} Position
 * @typedef {import("../types.js").Timeline} Timeline
 * @typedef {{key: string, track: string, block: number, exercise: string, side: "left"|"right"|"both", set: number,
 *   planned: number|null, phases: string[], repeats: boolean, taught: boolean, looked: boolean, missed: boolean,
 *   counted: number, waited_s: number, faults: Set<string>}} Set_ `missed`: repetitions may have gone by unseen
 */
import { segmentsOf } from "../segments.js";

/** The end of getting ready in which the person lies as the set begins. */
const SETTLED_S = 2;

export class Sets {
  #timeline;
  #ask;
  #told;
  /** @type {Set_|null} */
  #set = null;
  /** The set before, until the server has told the last of it. @type {Set_|null} */
  #closing = null;
  #key = "";
  /** @type {Segment|null} */
  #segment = null;
  #index = 0;
  #entered_t = 0;
  /** @type {number|null} */
  #ready_t = null;
  /** @type {Set<string>} */
  #led = new Set();

  /**
   * @param {Timeline} timeline
   * @param {(wish: Record<string, unknown>) => void} ask
   * @param {(data: Record<string, unknown>) => void} told called with the data of one `seen` event
   */
  constructor(timeline, ask, told) {
    this.#timeline = timeline;
    this.#ask = ask;
    this.#told = told;
  }

  /** The set that is on, as the camera sees it. */
  get set() {
    return this.#set;
  }

  /** The set that the server's facts are about: the one before, until it has answered to the new wish. */
  get toldOf() {
    return this.#closing ?? this.#set;
  }

  /** Play is here. @param {Position} position @param {Segment} segment @param {number} t */
  step(position, segment, t) {
    const key = `${position.track}:${segment.block}`;
    // Who goes back in a set does it anew.
    if (key !== this.#key || position.segment < this.#index) this.#begin(key, position.track, segment, t);
    else if (segment !== this.#segment) this.#goOn(this.#segment, segment, t - position.elapsed_in_segment_s);
    this.#index = position.segment;
    if (segment !== this.#segment) {
      this.#segment = segment;
      this.#entered_t = t - position.elapsed_in_segment_s;
    }
  }

  /** A hold goes on again after a wait: what the voice leads begins now. @param {number} t */
  resumed(t) {
    this.#entered_t = t;
  }

  /** The server's answer to what was asked. @param {Record<string, any>} answer */
  watching(answer) {
    this.closed();
    const set = this.#set;
    if (!set || answer.exercise !== set.exercise) return;
    Object.assign(set, { phases: answer.phases ?? [], repeats: answer.repeats ?? false, taught: answer.taught ?? false });
  }

  /** The camera is going, or the session; what was seen is told with the server's last word. */
  end() {
    this.closed();
    this.#closing = this.#set;
    this.#set = null;
    this.#key = "";
  }

  /** The server has told all of the set before: tell what was seen of it. */
  closed() {
    const set = this.#closing;
    this.#closing = null;
    if (!set?.looked || !set.phases.length) return;
    // Fewer than were to be done, and not all was seen: that is no count.
    if (set.missed && set.counted < (set.planned ?? 0)) return;
    const { track, block, exercise, side, set: number, planned, counted, waited_s, faults } = set;
    this.#told({
      track, block, exercise, side, set: number, planned, counted,
      waited_s: Math.round(waited_s * 1000) / 1000, faults: [...faults],
    });
  }

  /** @param {string} key @param {string} track @param {Segment} segment @param {number} t */
  #begin(key, track, segment, t) {
    this.end();
    this.#key = key;
    this.#led.clear();
    this.#ready_t = null;
    this.#segment = segment;
    this.#entered_t = t;
    const own = segmentsOf(this.#timeline, track).filter((one) => one.block === segment.block);
    const sides = new Set(own.map((one) => one.side));
    const side = sides.size === 1 ? segment.side : "both";
    this.#set = {
      key, track, block: segment.block, exercise: segment.exercise, side, set: segment.set,
      planned: own.find(({ reps }) => reps !== null)?.reps ?? null,
      phases: [], repeats: false, taught: false, looked: false, missed: segment !== own[0], counted: 0, waited_s: 0, faults: new Set(),
    };
    this.#ask({ kind: "watch", exercise: segment.exercise, side });
  }

  /**
   * From one segment of the set to the next: what the voice has just led teaches, while it is the first repetition.
   * @param {Segment|null} before @param {Segment} segment @param {number} t
   */
  #goOn(before, segment, t) {
    const set = this.#set;
    if (!set || !before || !set.repeats || set.taught) return;
    const sees = (/** @type {string|null} */ phase) => phase !== null && set.phases.includes(phase);
    if (before.kind === "ready" && segment.rep === 1) this.#ready_t = t;
    if (segment.rep === 1 && sees(segment.phase) && !this.#led.has("start") && this.#ready_t !== null) {
      this.#lead("start", this.#ready_t - SETTLED_S, t);
    }
    if (before.kind === "hold" && before.rep === 1 && sees(before.phase)) this.#lead(before.phase ?? "", this.#entered_t, t);
    if (before.rep === 1 && segment.rep === 2 && set.phases.every((phase) => this.#led.has(phase))) this.#ask({ kind: "learn" });
  }

  /** @param {string} phase @param {number} start_s @param {number} end_s */
  #lead(phase, start_s, end_s) {
    this.#led.add(phase);
    this.#ask({ kind: "led", phase, start_s: Math.max(0, start_s), end_s });
  }
}
