/**
 * One session on two screens. The page that leads tells where it is; a page that follows draws the same
 * from its own clock, and may ask for a pause or a jump.
 *
 * @typedef {import("./types.js").Control} Control
 * @typedef {{window: string, t: number, controls: Control[]}} Told
 */

import { Reopening } from "./reopening.js";

const TELL_EVERY_MS = 2000;
const LOOK_BACK = 10;
/** What a page that follows may ask for. */
export const ASKS = new Set(["pause", "resume", "back", "skip", "repeat", "let_go"]);

/** @param {string} session @param {"lead"|"follow"} role @param {(message: any) => void} took */
const wire = (session, role, took) => new Reopening(`/api/mirror/${session}?role=${role}`, { took });

/** The leading page's end of the wire. It is silent while nobody follows. */
export class Leading {
  #wire;
  #state;
  #followers = 0;
  #timer;

  /**
   * @param {string} session
   * @param {() => Told} state where the session is at this moment
   * @param {(kind: string) => void} asked
   * @param {() => void} lost another page leads now
   */
  constructor(session, state, asked, lost) {
    this.#state = state;
    this.#wire = wire(session, "lead", (message) => {
      if (typeof message.followers === "number") this.#now(message.followers);
      else if (message.lost) lost();
      else if (ASKS.has(message.ask)) asked(message.ask);
    });
    this.#timer = setInterval(() => this.changed(), TELL_EVERY_MS);
  }

  /** The course has changed, or it is time to say again where it is. */
  changed() {
    if (this.#followers) this.#wire.tell(this.#state());
  }

  end() {
    clearInterval(this.#timer);
    this.#wire.end();
  }

  /** @param {number} followers */
  #now(followers) {
    this.#followers = followers;
    this.changed();
  }
}

/** The following page's end: the leader's controls, and its clock as nearly as the wire lets it be known. */
export class Following {
  #wire;
  /** Each message's leader time less own time: a slow message is behind, so the largest is nearest. */
  /** @type {number[]} */
  #ahead_s = [];
  #window = "";
  #changed;
  /** @type {Control[]} */
  controls = [];
  led = false;

  /** @param {string} session @param {() => void} changed */
  constructor(session, changed) {
    this.#changed = changed;
    this.#wire = wire(session, "follow", (message) => this.#took(message));
  }

  /** The leader's session time now, in seconds. */
  t() {
    return performance.now() / 1000 + Math.max(...this.#ahead_s);
  }

  get knows() {
    return this.#ahead_s.length > 0;
  }

  /** @param {string} kind */
  ask(kind) {
    this.#wire.tell({ ask: kind });
  }

  end() {
    this.#wire.end();
  }

  /** @param {Partial<Told> & {led?: boolean}} message */
  #took({ window, t, controls, led }) {
    this.led = led !== false;
    if (window !== undefined && t !== undefined && controls) {
      if (window !== this.#window) this.#ahead_s = [];
      this.#window = window;
      this.#ahead_s = [...this.#ahead_s.slice(1 - LOOK_BACK), t - performance.now() / 1000];
      this.controls = controls;
    }
    this.#changed();
  }
}
