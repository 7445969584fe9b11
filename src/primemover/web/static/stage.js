/**
 * The figure on its stage: which move of which figure belongs to a moment. Nothing is timed here: the
 * share of a move comes from the position.
 *
 * @typedef {import("./figure.js").FigureSet} FigureSet
 * @typedef {import("./types.js").Segment} Segment
 */
import { mount } from "./figure.js";
import { write } from "./page.js";

/** How long the change into the second posture of a phase takes, seconds. */
const SETTLING_S = 0.6;
const LOOK_AGAIN_MS = 100;
const LOOKS = 50;

/**
 * Fetch the figure sets of a session, each kept as it arrives. A missing one leaves an empty stage, and the
 * session goes on.
 * @param {Record<string, string>} addresses exercise → address
 * @returns {Map<string, FigureSet>}
 */
export function loadFigures(addresses) {
  /** @type {Map<string, FigureSet>} */
  const sets = new Map();
  for (const [exercise, address] of Object.entries(addresses)) {
    fetch(address)
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((set) => set && sets.set(exercise, set))
      .catch(() => undefined);
  }
  return sets;
}

export class Stage {
  #svg;
  #words;
  #sets;
  /** @type {FigureSet|null} */
  #set = null;
  /** @type {ReturnType<typeof mount>|null} */
  #figure = null;
  #drawn = "";
  #still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * @param {SVGSVGElement} svg
   * @param {HTMLElement|null} words where the posture is described for those who do not see it
   * @param {Map<string, FigureSet>} sets
   */
  constructor(svg, words, sets) {
    this.#svg = svg;
    this.#words = words;
    this.#sets = sets;
  }

  /** @param {Segment} segment @param {number} elapsed_s */
  show(segment, elapsed_s) {
    const set = this.#sets.get(segment.exercise);
    if (!set) return this.#clear();
    if (set !== this.#set) {
      this.#set = set;
      this.#figure = mount(this.#svg, set);
      this.#drawn = "";
    }
    const { posture_from: from, posture_to: to } = segment;
    const share = from === to ? 1 : shareOf(segment, elapsed_s, this.#still);
    const flip = segment.side === "left";
    const drawing = `${from} ${to} ${share} ${flip}`;
    if (drawing === this.#drawn) return;
    this.#drawn = drawing;
    this.#figure?.draw(from, to, share, { flip });
    if (this.#words) write(this.#words, set.describe[to.replace(/[+~]$/, "")] ?? "");
  }

  /** Show a segment's beginning as soon as its figures are here. @param {Segment} segment @param {number} [looks] */
  await(segment, looks = LOOKS) {
    if (this.#sets.has(segment.exercise)) this.show(segment, 0);
    else if (looks > 0) setTimeout(() => this.await(segment, looks - 1), LOOK_AGAIN_MS);
  }

  #clear() {
    if (this.#set === null) return;
    this.#svg.replaceChildren();
    this.#set = null;
    this.#figure = null;
  }
}

/**
 * How far a move is, 0 to 1. A figure that rolls to and fro stays put where motion is unwelcome.
 * @param {Segment} segment @param {number} elapsed_s @param {boolean} still
 */
function shareOf(segment, elapsed_s, still) {
  const length_s = segment.end_s - segment.start_s;
  if (segment.pass_s !== null) return still ? 0 : toAndFro(elapsed_s / segment.pass_s);
  const share = segment.after_s === null ? elapsed_s / length_s : (elapsed_s - segment.after_s) / SETTLING_S;
  return Math.max(0, Math.min(1, share));
}

/** 0 → 1 → 0 over two passes. @param {number} passes */
function toAndFro(passes) {
  const place = passes % 2;
  return place <= 1 ? place : 2 - place;
}
