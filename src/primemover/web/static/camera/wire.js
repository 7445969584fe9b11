/**
 * The wire to the server: frames of landmarks up, facts down. No picture has a way into it.
 *
 * While it is down nothing is kept: what the camera saw then is over. It is opened again by itself, and what is
 * watched is said again.
 */
import { Reopening } from "../reopening.js";
import { NUMBERS } from "./points.js";

const HEAD = 16;
/** More than a second of frames on their way: the network is slower than the camera, and old frames help nobody. */
const MOST_WAITING = 32 * (HEAD + 4 * NUMBERS);

export class Wire {
  #wire;
  /** What is watched, to be said again. @type {Record<string, unknown>|null} */
  #wish = null;

  /**
   * @param {string} session
   * @param {(answer: Record<string, any>) => void} heard also told `{kind: "open"}` and `{kind: "down"}`
   */
  constructor(session, heard) {
    this.#wire = new Reopening(`/api/live/${session}`, {
      took: heard,
      opened: () => {
        heard({ kind: "open" });
        if (this.#wish) this.#wire.tell(this.#wish);
      },
      lost: () => heard({ kind: "down" }),
    });
  }

  /** @param {Record<string, unknown>} wish */
  ask(wish) {
    if (wish.kind === "watch" || wish.kind === "stop") this.#wish = wish;
    this.#wire.tell(wish);
  }

  /** @param {import("./points.js").Frame} frame @param {number} time_s @param {number} aspect */
  frame(frame, time_s, aspect) {
    this.#wire.send(packed(frame, time_s, aspect), MOST_WAITING);
  }

  close() {
    this.#wire.end();
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
