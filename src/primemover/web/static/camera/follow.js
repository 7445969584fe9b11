/**
 * When a hold waits: pure decisions from what the camera tells and where the player stands.
 *
 * A hold whose posture the camera can see waits until it is reached, and again when it is left: eight
 * seconds in all, then the clock goes on. A wait begins and ends at the moment that the camera is telling of, not
 * when the word of it arrives, so that what is written down as held was held.
 *
 * @typedef {{kind: string, t: number, by?: string}} Control
 * @typedef {{key: string, from_t: number, waited_s: number, given: boolean, met: boolean}} Hold
 * @typedef {{t: number, key: string, phase: string|null, hold: boolean, elapsed_s: number, running: boolean,
 *   last: Control|null, floor_t: number}} Now `last`: the last pause or resume; `key`: which segment; `floor_t`: when
 *   anything last changed the course: what was before that is settled
 */

export const LONGEST_WAIT_S = 8;
/** Facts come up to 0.4 s after the movement that they tell of. */
export const GRACE_S = 0.6;
const INSIDE_S = 0.001;

export class Follow {
  /** @type {Set<string>} */
  #phases = new Set();
  /** The phase that the person is in. @type {string|null} */
  #here = null;
  /** Since when. */
  #since_t = 0;
  #blind = true;
  /** @type {Hold|null} */
  #hold = null;

  /** Something else is looked for now: these phases can be told. @param {string[]} phases */
  watching(phases) {
    this.#phases = new Set(phases);
    this.#here = null;
    this.#blind = false;
  }

  /** Nothing can be told from now on. */
  blind() {
    this.#blind = true;
    this.#here = null;
  }

  /** What was hidden shows again. */
  sighted() {
    this.#blind = this.#phases.size === 0;
  }

  /** @param {string} phase @param {number} at_s */
  reached(phase, at_s) {
    this.#here = phase;
    this.#since_t = at_s;
  }

  /** @param {string} phase @param {number} at_s */
  left(phase, at_s) {
    if (this.#here !== phase) return;
    this.#here = null;
    this.#since_t = at_s;
  }

  /** Whether the present hold was reached; null where that cannot be told. @param {Now} now */
  met(now) {
    return this.#looksAt(now) ? this.#here === now.phase : null;
  }

  /** Seconds that the hold with this key has waited so far, and whether it was given up. @param {string} key */
  waited(key) {
    return this.#hold?.key === key ? { seconds: this.#hold.waited_s, given: this.#hold.given } : { seconds: 0, given: false };
  }

  /**
   * What to do now, if anything.
   * @param {Now} now @returns {Control|null} a pause or a resume, at or before now
   */
  step(now) {
    const waits = !now.running && now.last?.kind === "pause" && now.last.by === "camera";
    if (!now.running && !waits) return null;
    const hold = this.#enter(now);
    if (hold === null || hold.given) return waits ? resumed(now.t) : null;
    return waits ? this.#goOn(now, hold) : this.#wait(now, hold);
  }

  /** @param {Now} now */
  #enter(now) {
    if (!this.#looksAt(now)) return null;
    if (this.#hold?.key !== now.key) {
      const from_t = now.t - now.elapsed_s + INSIDE_S;
      this.#hold = { key: now.key, from_t, waited_s: 0, given: false, met: false };
    }
    return this.#hold;
  }

  /** @param {Now} now */
  #looksAt({ hold, phase }) {
    return hold && phase !== null && !this.#blind && this.#phases.has(phase);
  }

  /** @param {Now} now @param {Hold} hold @returns {Control|null} */
  #wait(now, hold) {
    if (this.#here === now.phase) {
      hold.met = true;
      return null;
    }
    const since_t = Math.max(hold.from_t, hold.met ? this.#since_t : 0, now.floor_t);
    if (now.t - since_t < GRACE_S) return null;
    return { kind: "pause", t: since_t, by: "camera" };
  }

  /** @param {Now} now @param {Hold} hold @returns {Control|null} */
  #goOn(now, hold) {
    const began_t = now.last?.t ?? now.t;
    if (this.#here === now.phase) {
      hold.met = true;
      const t = Math.min(now.t, Math.max(this.#since_t, began_t, now.floor_t));
      hold.waited_s += t - began_t;
      return resumed(t);
    }
    if (hold.waited_s + now.t - began_t < LONGEST_WAIT_S) return null;
    hold.waited_s += now.t - began_t;
    hold.given = true;
    return resumed(now.t);
  }
}

/** @param {number} t @returns {Control} */
function resumed(t) {
  return { kind: "resume", t, by: "camera" };
}
