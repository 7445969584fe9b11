/**
 * The wire to the server: frames of landmarks up, facts down. No picture has a way into it.
 *
 * While it is down nothing is kept: what the camera saw then is over. It is opened again by itself, and what is
 * watched is said again.
 */
import { NUMBERS } from "./points.js";

const HEAD = 16;
/** More than a second of frames on their way: the network is slower than the camera, and old frames help nobody. */
const MOST_WAITING = 32 * (HEAD + 4 * NUMBERS);
const AGAIN_MS = 2000;

export class Wire {
  #address;
  #heard;
  /** @type {WebSocket|null} */
  #socket = null;
  #timer = 0;
  #closed = false;
  /** What is watched, to be said again. @type {Record<string, unknown>|null} */
  #wish = null;

  /**
   * @param {string} session
   * @param {(answer: Record<string, any>) => void} heard also told `{kind: "open"}` and `{kind: "down"}`
   */
  constructor(session, heard) {
    this.#address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live/${session}`;
    this.#heard = heard;
    this.#open();
  }

  /** @param {Record<string, unknown>} wish */
  ask(wish) {
    if (wish.kind === "watch" || wish.kind === "stop") this.#wish = wish;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(wish));
  }

  /** @param {import("./points.js").Frame} frame @param {number} time_s @param {number} aspect */
  frame(frame, time_s, aspect) {
    const socket = this.#socket;
    if (socket?.readyState === WebSocket.OPEN && socket.bufferedAmount < MOST_WAITING) socket.send(packed(frame, time_s, aspect));
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #open() {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.onopen = () => {
      this.#heard({ kind: "open" });
      if (this.#wish) socket.send(JSON.stringify(this.#wish));
    };
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    socket.onclose = () => {
      if (this.#closed) return;
      this.#heard({ kind: "down" });
      this.#timer = setTimeout(() => this.#open(), AGAIN_MS);
    };
  }
}

/** 16 bytes of time and shape, then the numbers; little-endian. @param {import("./points.js").Frame} frame @param {number} time_s @param {number} aspect */
export function packed(frame, time_s, aspect) {
  const bytes = new ArrayBuffer(HEAD + 4 * NUMBERS);
  const view = new DataView(bytes);
  view.setFloat64(0, time_s, true);
  view.setFloat64(8, aspect, true);
  for (let i = 0; i < NUMBERS; i += 1) view.setFloat32(HEAD + 4 * i, frame[i], true);
  return bytes;
}
