/** Which side of the person faces the camera, and since when. */
import { nearSide } from "./points.js";

/** So long the wrong way before it is one. */
const TURNED_S = 1.5;

export class Facing {
  /** @type {"left"|"right"|null} */
  #near = null;
  #since_t = 0;

  /** @param {import("./points.js").Frame} frame @param {number} t */
  take(frame, t) {
    const near = nearSide(frame);
    if (near === this.#near) return;
    this.#near = near;
    this.#since_t = t;
  }

  /** Whether the other side than this one faces the camera, clearly and for a while. @param {"left"|"right"|"both"} side @param {number} t */
  away(side, t) {
    return side !== "both" && this.#near !== null && this.#near !== side && t - this.#since_t > TURNED_S;
  }
}
