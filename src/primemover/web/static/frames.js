/**
 * Looks in step with the screen, about thirty times a second: a figure that moves slowly looks no better at sixty,
 * and a phone's battery feels each. Frames are asked for one at a time, after a rest, so that the browser rests too.
 */
const REST_MS = 30;

export class Frames {
  #timer = 0;
  #frame = 0;

  /** Look now, and then again and again. @param {() => void} look */
  start(look) {
    this.stop();
    const next = () => {
      // Before the look, which may stop all this.
      this.#timer = setTimeout(() => (this.#frame = requestAnimationFrame(next)), REST_MS);
      look();
    };
    next();
  }

  stop() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }
}
