/**
 * How late a page is: from when a sample was taken, by the server's clock, to the frame that shows it.
 *
 * The two clocks are compared by asking the server for the time; the quickest answer is the nearest.
 */
const KEPT = 300;
const FEWEST = 20;
const FORGET_MS = 30_000;

export class Lateness {
  /** Server's clock less this page's, in ms, and how long the answer took. @type {{ahead: number, took: number, at: number}|null} */
  #clock = null;
  /** @type {number[]} */
  #late = [];

  /** @param {{t: number, server_ms: number}} answer */
  clock({ t, server_ms }) {
    const now = performance.now();
    const took = now - t;
    if (this.#clock && took > this.#clock.took && now - this.#clock.at < FORGET_MS) return;
    this.#clock = { ahead: server_ms - (t + took / 2), took, at: now };
  }

  /** A sample of that moment, by the server's clock, stands on the screen now. @param {number} at_ms */
  shown(at_ms) {
    if (!this.#clock) return;
    this.#late = [...this.#late.slice(1 - KEPT), performance.now() + this.#clock.ahead - at_ms];
  }

  /** Middle and 95 of 100 in whole ms; null before there are enough. */
  figures() {
    if (this.#late.length < FEWEST) return null;
    const sorted = [...this.#late].sort((a, b) => a - b);
    /** @param {number} share */
    const at = (share) => Math.max(0, Math.round(sorted[Math.floor(share * (sorted.length - 1))]));
    return { middle: at(0.5), most: at(0.95) };
  }
}
