/**
 * The player of a page that follows: it shows what the leading device does, at the same moment, and is
 * silent, for one voice in the room is enough. Its buttons ask the leader; pain takes the session over.
 *
 * @typedef {import("./player.js").Loaded} Loaded
 */
import { leftOut } from "./controls.js";
import { Frames } from "./frames.js";
import { bindKeys } from "./keys.js";
import { Following } from "./mirror.js";
import { part } from "./page.js";
import { position } from "./position.js";
import { Screen } from "./screen.js";
import { segmentAt, wordsAt } from "./segments.js";
import { Skipped } from "./skipped.js";
import { Stage } from "./stage.js";

/** A leader that goes within its last half second has finished. */
const LAST_S = 0.5;

export class Follower {
  #timeline;
  #screen;
  #stage;
  #skipped;
  #line;
  #over;
  #frames = new Frames();
  #unbind = new AbortController();

  /**
   * @param {{loaded: Loaded, figures: Map<string, import("./figure.js").FigureSet>, words: Record<string, string>,
   *   takeOver: () => void, over: () => void}} given
   */
  constructor({ loaded, figures, words, takeOver, over }) {
    this.#timeline = loaded.timeline;
    this.#over = over;
    this.#screen = new Screen(loaded.timeline, words);
    this.#stage = new Stage(part("figure", SVGSVGElement), part("figure-words", HTMLElement), figures);
    this.#skipped = new Skipped(loaded.timeline);
    this.#line = new Following(loaded.session, () => this.#told());
    part("follow-take-over", HTMLButtonElement).onclick = takeOver;
    part("following", HTMLElement).hidden = false;
    this.#bind(takeOver);
    this.#frames.start(() => this.#draw());
  }

  close() {
    this.#frames.stop();
    this.#unbind.abort();
    this.#line.end();
    part("following", HTMLElement).hidden = true;
  }

  #told() {
    // The last that a leader tells is that it is over.
    if (!this.#line.led && this.#line.knows && this.#at(this.#line.t() + LAST_S).finished) return this.#finish();
    part("follow-led", HTMLElement).hidden = !this.#line.led;
    part("follow-gone", HTMLElement).hidden = this.#line.led;
  }

  #here() {
    return this.#at(this.#line.t());
  }

  /** @param {number} t */
  #at(t) {
    return position(this.#timeline, this.#line.controls, t);
  }

  #finish() {
    this.close();
    this.#over();
  }

  #draw() {
    // Without its leader the picture stands still: nobody knows how it goes on.
    if (!this.#line.knows || !this.#line.led) return;
    const here = this.#here();
    const segment = segmentAt(this.#timeline, here);
    const { controls } = this.#line;
    this.#screen.show(here, leftOut(this.#timeline, controls), this.#skipped.spans(controls));
    this.#screen.running(here.running);
    this.#screen.speak(wordsAt(this.#timeline, here));
    this.#stage.show(segment, here.elapsed_in_segment_s);
    if (here.finished) this.#finish();
  }

  /** @param {() => void} takeOver */
  #bind(takeOver) {
    const ask = (/** @type {string} */ kind) => () => this.#line.ask(kind);
    const nothing = () => undefined;
    bindKeys(
      {
        pause: () => this.#line.knows && this.#line.ask(this.#here().running ? "pause" : "resume"),
        letgo: ask("pause"),
        back: ask("back"),
        skip: ask("skip"),
        repeat: ask("repeat"),
        pain: () => {
          this.#line.ask("pause");
          takeOver();
        },
        slower: nothing,
        voice: nothing,
        full: nothing,
        camera: nothing,
        leave: () => location.assign("/"),
      },
      this.#unbind.signal,
    );
  }
}
