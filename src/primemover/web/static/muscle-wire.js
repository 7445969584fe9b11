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
const RETRY_MS = 1500;

export class MuscleWire {
  #listener;
  /** @type {WebSocket|null} */
  #socket = null;
  #ended = false;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
    this.#open();
  }

  /** @param {unknown} message @returns {boolean} whether it went out */
  ask(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  end() {
    this.#ended = true;
    this.#socket?.close();
  }

  #open() {
    if (this.#ended) return;
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/api/sensors/live`);
    this.#socket = socket;
    socket.onopen = () => {
      this.ask({ kind: "ping", t: performance.now() });
      this.#listener.opened?.();
    };
    socket.onmessage = ({ data }) => this.#took(JSON.parse(data));
    socket.onclose = () => {
      if (this.#ended) return;
      this.#listener.lost?.();
      setTimeout(() => this.#open(), RETRY_MS);
    };
  }

  /** @param {any} message */
  #took(message) {
    if (message.kind === "now") this.#listener.now(message);
    else if (message.kind === "stand") this.#listener.stand(message);
    else if (message.kind === "pong") this.#listener.pong?.(message);
  }
}
