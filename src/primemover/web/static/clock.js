/**
 * The one clock of a session. Everything timed looks here; nothing counts down by itself.
 *
 * Session time is seconds on `performance.now()` since the page opened, on top of the seconds that
 * earlier pages of the same session had reached. The wall time stamped on events never runs
 * backwards, even when the machine's clock is set back: their order is the order of what happened.
 */

export class SessionClock {
  #origin_ms = performance.now();
  #base_s;
  #wall_ms;
  #seen_ms = performance.now();
  #seenWall_ms = Date.now();

  /**
   * @param {number} base_s seconds that the session's clock had reached before this page
   * @param {number} wall_ms the latest wall time known to this session, Unix milliseconds
   */
  constructor(base_s, wall_ms) {
    this.#base_s = base_s;
    this.#wall_ms = wall_ms;
  }

  /** Session time now, in seconds, to the millisecond. */
  t() {
    return this.#round(this.#base_s + (performance.now() - this.#origin_ms) / 1000);
  }

  /** Milliseconds from now until session time `t`. @param {number} t */
  until_ms(t) {
    return (t - this.#base_s) * 1000 + this.#origin_ms - performance.now();
  }

  /** Wall time in Unix milliseconds, never earlier than the last one given out. */
  wall_ms() {
    this.#wall_ms = Math.max(this.#wall_ms, Date.now());
    return this.#wall_ms;
  }

  /**
   * Look at the clock, and say how long nobody looked: `running_s` on the session's clock, and
   * `asleep_s` that passed on the wall while the session's clock stood still (a closed lid).
   */
  look() {
    const now = performance.now();
    const wall = Date.now();
    const running_s = (now - this.#seen_ms) / 1000;
    const asleep_s = Math.max(0, (wall - this.#seenWall_ms) / 1000 - running_s);
    this.#seen_ms = now;
    this.#seenWall_ms = wall;
    return { running_s, asleep_s };
  }

  /** @param {number} t */
  #round(t) {
    return Math.round(t * 1000) / 1000;
  }
}
