/**
 * The wire that tells what muscles do; it opens itself again.
 *
 * @typedef {{stand: string|null, works: boolean[], glutes: boolean[], sides: string[], names: string[], markers: boolean[],
 *   brief: string|null, side: string|null, cued: boolean}} Stand
 * @typedef {[state: string, level_db: number, trouble: string|null]} Muscle
 * @typedef {{kind: string, channel: number, say: string}} Told
 * @typedef {{at_ms: number|null, heard_s: number, lost: number, silent_s: number|null, muscles: Muscle[],
 *   told: Told[]}} Now
 * @typedef {{stand: (told: Stand) => void, now: (now: Now) => void,
 *   pong?: (answer: {t: number, server_ms: number}) => void, opened?: () => void, lost?: () => void}} Listener
 */
import { Reopening } from "./reopening.js";

export class MuscleWire {
  #listener;
  #wire;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
    this.#wire = new Reopening("/api/sensors/live", {
      took: (message) => this.#took(message),
      opened: () => {
        this.ask({ kind: "ping", t: performance.now() });
        listener.opened?.();
      },
      lost: () => listener.lost?.(),
    });
  }

  /** @param {unknown} message @returns {boolean} whether it went out */
  ask(message) {
    return this.#wire.tell(message);
  }

  end() {
    this.#wire.end();
  }

  /** @param {any} message */
  #took(message) {
    if (message.kind === "now") this.#listener.now(message);
    else if (message.kind === "stand") this.#listener.stand(message);
    else if (message.kind === "pong") this.#listener.pong?.(message);
  }
}
