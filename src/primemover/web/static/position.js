/**
 * Where a session stands at a moment: one pure function of the timeline, the controls and the time.
 *
 * The same function as `routine/position.py`; `tests/routine/position_vectors.json` holds both together.
 * All arithmetic is in whole numbers, so both agree to the last digit: times on the timeline are counted
 * in grains of 1/100 ms, the pace in whole percent.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").Control} Control
 * @typedef {import("./types.js").Position} Position
 * @typedef {{segments: {start_s: number, end_s: number, kind: string, open?: boolean, step: number, block: number}[]}} Track
 * @typedef {{start: number, end: number, held: boolean, open: boolean, step: number, block: number}} Stretch
 *   A segment in grains.
 */

const MAIN = "main";

/** Further than this into a block, back goes to its start; else to the block before. */
const BACK_S = 3;

const SLOWEST = 0.5;
const USUAL_PACE = 1;
const GRAINS_PER_MS = 100;

/**
 * Where the session stands at `t`.
 *
 * @param {Timeline} timeline the compiled session
 * @param {Iterable<Control>} controls in order of `t`; those after `t` have not happened yet
 * @param {number} t seconds on the same monotonic wall clock as the controls
 * @returns {Position}
 */
export function position(timeline, controls, t) {
  const walk = new Walk(timeline);
  const now_ms = milliseconds(t);
  for (const control of controls) {
    const control_ms = milliseconds(control.t);
    if (control_ms > now_ms) break;
    walk.goOnUntil(control_ms);
    walk.take(control);
  }
  walk.goOnUntil(now_ms);
  return walk.position();
}

/** @param {number} seconds */
function milliseconds(seconds) {
  return Math.floor(seconds * 1000 + 0.5);
}

/** @param {Track} track @returns {Stretch[]} */
function stretchesOf(track) {
  return track.segments.map((segment) => ({
    start: milliseconds(segment.start_s) * GRAINS_PER_MS,
    end: milliseconds(segment.end_s) * GRAINS_PER_MS,
    held: segment.kind === "hold",
    open: segment.open === true,
    step: segment.step,
    block: segment.block,
  }));
}

/** The tracks of timelines seen before: a page asks about one of them many times a second. */
/** @type {WeakMap<Timeline, Map<string, Stretch[]>>} */
const known = new WeakMap();

/** @param {Timeline} timeline @returns {Map<string, Stretch[]>} */
function tracksOf(timeline) {
  let tracks = known.get(timeline);
  if (tracks === undefined) {
    tracks = new Map([[MAIN, stretchesOf(timeline)]]);
    for (const [name, track] of Object.entries(timeline.tracks)) tracks.set(name, stretchesOf(track));
    known.set(timeline, tracks);
  }
  return tracks;
}

/** Goes through the timeline, control by control. */
class Walk {
  #steps;
  #tracks;
  /** The track where play is. @type {Stretch[]} */
  #stretches;
  #track = MAIN;
  #index = 0;
  #at = 0;
  #wall_ms = 0;
  #percent = 100;
  #started = false;
  #running = false;
  #ended = false;
  #over;
  /** @type {Set<number>} */
  #eased = new Set();
  /** @type {Set<number>} */
  #leftOut = new Set();

  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.#steps = timeline.steps;
    this.#tracks = tracksOf(timeline);
    this.#stretches = this.#tracks.get(MAIN) ?? [];
    this.#over = this.#stretches.length === 0;
  }

  /** Lets time pass; the clock never runs backwards. @param {number} wall_ms */
  goOnUntil(wall_ms) {
    const passed_ms = Math.max(0, wall_ms - this.#wall_ms);
    this.#wall_ms += passed_ms;
    // a grain costs 100 where the pace counts and the percent where it does not, so that all is whole
    let purse = passed_ms * this.#percent * GRAINS_PER_MS;
    while (this.#running && !this.#finished) {
      const here = this.#here;
      const price = here.held ? this.#percent : 100;
      const cost = (here.end - this.#at) * price;
      if (purse < cost) {
        this.#at += Math.floor(purse / price);
        return;
      }
      purse -= cost;
      this.#goToNextSegment();
    }
  }

  /** Lets one control do what it does. @param {Control} control */
  take(control) {
    if (this.#ended) return;
    if (control.kind === "start") this.#start();
    else if (control.kind === "pause") this.#running = false;
    else if (control.kind === "resume") this.#running = this.#started;
    else if (control.kind === "pace") this.#setPace(control.factor ?? USUAL_PACE);
    else if (control.kind === "end") this.#ended = true;
    else if (control.kind === "leave_out") this.#leaveOut(control);
    else if (control.kind === "rebase") this.#rebase(control);
    else if (!this.#over) this.#stepOver(control);
  }

  /** @returns {Position} */
  position() {
    const at_ms = Math.floor(this.#at / GRAINS_PER_MS);
    const here = this.#stretches.length > 0 ? this.#here : { start: 0, end: 0 };
    return {
      track: this.#track,
      at_s: at_ms / 1000,
      segment: this.#stretches.length > 0 ? this.#index : -1,
      running: this.#running && !this.#finished,
      finished: this.#finished,
      elapsed_in_segment_s: (at_ms - here.start / GRAINS_PER_MS) / 1000,
      left_in_segment_s: (here.end / GRAINS_PER_MS - at_ms) / 1000,
      left_s: this.#left_ms() / 1000,
      pace: this.#percent / 100,
    };
  }

  get #here() {
    return this.#stretches[this.#index];
  }

  get #finished() {
    return this.#ended || this.#over;
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#running = true;
    this.#enterStep(0);
  }

  /** @param {number} factor */
  #setPace(factor) {
    this.#percent = Math.floor(Math.min(Math.max(factor, SLOWEST), USUAL_PACE) * 100 + 0.5);
  }

  /** @param {Control} control */
  #stepOver({ kind, steps = [] }) {
    if (kind === "skip") this.#skip();
    else if (kind === "back") this.#back();
    else if (kind === "repeat") this.#enter(this.#track, this.#blockStart(this.#index));
    else if (kind === "let_go") this.#letGo();
    else if (kind === "easier") this.#ease(steps);
  }

  #skip() {
    const here = this.#here;
    const after = this.#stretches.findIndex((one, i) => i > this.#index && one.block !== here.block);
    if (after >= 0 && this.#stretches[after].step === here.step) this.#enter(this.#track, after);
    else this.#enterStep(here.step + 1);
  }

  #letGo() {
    if (this.#here.open) this.#goToNextSegment();
  }

  #back() {
    const start = this.#blockStart(this.#index);
    const step = this.#here.step;
    if (this.#at - this.#stretches[start].start > BACK_S * 1000 * GRAINS_PER_MS) {
      this.#enter(this.#track, start);
    } else if (start > 0 && this.#stretches[start - 1].step === step) {
      this.#enter(this.#track, this.#blockStart(start - 1));
    } else this.#enterEndOfStepBefore(step, start);
  }

  /**
   * The last block of the nearest step before that is done today; without one, `otherwise`.
   * @param {number} step @param {number} otherwise
   */
  #enterEndOfStepBefore(step, otherwise) {
    let before = step - 1;
    while (this.#leftOut.has(before)) before -= 1;
    if (before < 0) {
      this.#enter(this.#track, otherwise);
      return;
    }
    this.#enter(this.#trackOf(before), 0);
    const last = this.#stretches.findLastIndex((one) => one.step === before);
    this.#enter(this.#track, this.#blockStart(last));
  }

  /** @param {number[]} steps */
  #ease(steps) {
    const here = this.#here.step;
    for (const step of steps) {
      if (step === here || !(step >= 0 && step < this.#steps.length)) continue;
      const { easier } = this.#steps[step];
      (easier !== null && this.#tracks.has(easier) ? this.#eased : this.#leftOut).add(step);
    }
    if (!steps.length || steps.includes(here)) this.#easeThis(here);
  }

  /** @param {number} step */
  #easeThis(step) {
    const { easier } = this.#steps[step];
    if (this.#track === MAIN && easier !== null && this.#tracks.has(easier)) {
      this.#eased.add(step);
      this.#enterStep(step);
    } else {
      this.#leftOut.add(step);
      this.#enterStep(step + 1);
    }
  }

  /** @param {Control} control */
  #leaveOut({ regions = [], steps = [] }) {
    for (const step of steps) this.#leftOut.add(step);
    for (const step of this.#steps) {
      if (step.regions.some((region) => regions.includes(region))) this.#leftOut.add(step.index);
    }
    if (!this.#over && this.#leftOut.has(this.#here.step)) this.#enterStep(this.#here.step + 1);
  }

  /** @param {Control} control */
  #rebase({ track = MAIN, at_s = 0 }) {
    const stretches = this.#tracks.get(track) ?? [];
    if (stretches.length === 0) return;
    this.#over = false;
    const at = Math.max(0, milliseconds(at_s)) * GRAINS_PER_MS;
    const index = stretches.findLastIndex((one) => one.start <= at);
    const { step } = stretches[index];
    if (track !== MAIN) this.#eased.add(step);
    if (at >= stretches[stretches.length - 1].end || this.#leftOut.has(step)) this.#enterStep(step + 1);
    else if (track !== this.#trackOf(step)) this.#enterStep(step);
    else {
      this.#enter(track, index);
      this.#at = at;
    }
  }

  #goToNextSegment() {
    const { step } = this.#here;
    const following = this.#index + 1;
    if (following < this.#stretches.length && this.#stretches[following].step === step) {
      this.#enter(this.#track, following);
    } else this.#enterStep(step + 1);
  }

  /** The start of `step`, or of the next one that is done today; after the last the end. @param {number} step */
  #enterStep(step) {
    while (this.#leftOut.has(step)) step += 1;
    if (step < this.#steps.length) {
      this.#enter(this.#trackOf(step), 0);
      this.#enter(this.#track, this.#stretches.findIndex((one) => one.step === step));
      return;
    }
    this.#enter(MAIN, (this.#tracks.get(MAIN)?.length ?? 0) - 1);
    this.#at = this.#stretches.length > 0 ? this.#here.end : 0;
    this.#over = true;
  }

  /** @param {string} track @param {number} index */
  #enter(track, index) {
    this.#track = track;
    this.#stretches = this.#tracks.get(track) ?? [];
    this.#index = index;
    this.#at = this.#stretches.length > 0 ? this.#here.start : 0;
  }

  /** @param {number} step */
  #trackOf(step) {
    const { easier } = this.#steps[step];
    return easier !== null && this.#eased.has(step) ? easier : MAIN;
  }

  /** @param {number} index */
  #blockStart(index) {
    while (index > 0 && this.#stretches[index - 1].block === this.#stretches[index].block) index -= 1;
    return index;
  }

  #left_ms() {
    if (this.#finished) return 0;
    let held = 0;
    let paced = 0;
    for (const [stretch, start] of this.#toCome()) {
      if (stretch.held) held += stretch.end - start;
      else paced += stretch.end - start;
    }
    return Math.floor((held * this.#percent + paced * 100) / (this.#percent * GRAINS_PER_MS));
  }

  /**
   * What is left of this segment, and every segment after it, each from where it is entered.
   * @returns {Generator<[Stretch, number]>}
   */
  *#toCome() {
    const here = this.#here;
    yield [here, this.#at];
    for (const stretch of this.#stretches.slice(this.#index + 1)) {
      if (stretch.step === here.step) yield [stretch, stretch.start];
    }
    for (let step = here.step + 1; step < this.#steps.length; step += 1) {
      if (this.#leftOut.has(step)) continue;
      for (const stretch of this.#tracks.get(this.#trackOf(step)) ?? []) {
        if (stretch.step === step) yield [stretch, stretch.start];
      }
    }
  }
}
