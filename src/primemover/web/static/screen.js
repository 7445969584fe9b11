/**
 * What the player shows at one moment: words, side, count, bars. It only writes what changed, so a
 * frame in which nothing moves costs nothing and a screen reader is not called for nothing.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").Position} Position
 * @typedef {import("./types.js").Segment} Segment
 * @typedef {import("./skipped.js").Span} Span
 */
import { clockText, fill, part, write } from "./page.js";
import { onMain, segmentAt, segmentsOf } from "./segments.js";

const PAUSE = "M6 5h4v14H6zM14 5h4v14h-4z";
const PLAY = "M7 4.500v15l12-7.500z";

export class Screen {
  #timeline;
  #words;
  #bars;
  /** @type {Segment|null} */
  #shown = null;
  #side = part("side", HTMLElement);
  #count = part("count", HTMLElement);
  #hold = part("hold", HTMLElement);
  #reps = part("reps", HTMLElement);
  #letGo = part("letgo", HTMLButtonElement);
  /** Repetitions of this set as a camera counted them; null: as the clock goes. @type {number|null} */
  #counted = null;

  /** @param {Timeline} timeline @param {Record<string, string>} words */
  constructor(timeline, words) {
    this.#timeline = timeline;
    this.#words = words;
    this.#bars = new Bars(timeline);
  }

  /**
   * @param {Position} position
   * @param {Set<number>} leftOut steps that are passed over today
   * @param {Span[]} skipped what jumps passed over
   */
  show(position, leftOut, skipped) {
    const segment = segmentAt(this.#timeline, position);
    if (segment !== this.#shown) this.#segment(segment, position);
    if (segment.open) this.#hideTime();
    else this.#countdown(segment, position);
    this.#bars.show(segment.open ? { ...position, at_s: segment.start_s } : position, leftOut, skipped);
    write(part("left", HTMLElement), segment.open ? "" : this.#minutesLeft(position.left_s));
  }

  /** Say in full what is asked now, for those who listen to the screen. @param {string} text */
  speak(text) {
    write(part("spoken", HTMLElement), text);
  }

  /** Something about the session rather than of it, for the same listeners. @param {string} text */
  tell(text) {
    write(part("told", HTMLElement), text);
  }

  /** Repetitions that were seen to be done; null: nobody looks. @param {number|null} count */
  counted(count) {
    if (count === this.#counted) return;
    this.#counted = count;
    if (this.#shown) this.#repetitions(this.#shown);
  }

  /** @param {boolean} running */
  running(running) {
    const button = part("pause", HTMLButtonElement);
    part("paused", HTMLElement).hidden = running;
    const label = this.#words[running ? "pause" : "resume"];
    if (button.lastElementChild) write(button.lastElementChild, label);
    button.querySelector("path")?.setAttribute("d", running ? PAUSE : PLAY);
  }

  /** @param {Segment} segment @param {Position} position */
  #segment(segment, position) {
    this.#shown = segment;
    this.#open(segment.open);
    const step = this.#timeline.steps[segment.step];
    brief(part("inst", HTMLElement), segment.brief);
    write(part("tip", HTMLElement), segment.tip ?? "");
    this.#sideBadge(segment.side);
    this.#repetitions(segment);
    const next = part("next", HTMLElement);
    const [lead, what] = this.#nextWords(segment, position);
    next.replaceChildren(`${lead} `, Object.assign(document.createElement("b"), { textContent: what }));
    const numbers = [...new Set(this.#timeline.steps.map(({ number }) => number))];
    const numbered = fill(this.#words.step_of, { step: numbers.indexOf(step.number) + 1, count: numbers.length });
    part("what", HTMLElement).replaceChildren(
      Object.assign(document.createElement("b"), { textContent: numbered }), ` · ${step.label}`);
    this.#hold.className = `hold ${segment.works.length ? "works" : segment.lengthens.length ? "lengthens" : ""}`;
  }

  /** An open hold shows one large button in place of the clock and of what would leave it. @param {boolean} open */
  #open(open) {
    if (this.#letGo.hidden === !open) return;
    part("player", HTMLElement).classList.toggle("open", open);
    const hadFocus = document.activeElement === this.#letGo;
    this.#letGo.hidden = !open;
    this.#count.hidden = open;
    this.#hold.hidden = open;
    if (open) this.#letGo.focus();
    else if (hadFocus) part("pause", HTMLElement).focus();
  }

  #hideTime() {
    write(this.#count, "");
    stretch(this.#hold.firstElementChild, 0);
  }

  /** @param {Segment["side"]} side */
  #sideBadge(side) {
    this.#side.dataset.side = side;
    const [letter, name] = [this.#side.firstElementChild, this.#side.lastElementChild];
    if (letter) write(letter, this.#words[`${side}_letter`]);
    if (name) write(name, this.#words[side]);
  }

  /** @param {Segment} segment */
  #repetitions(segment) {
    const reps = segment.reps ?? 0;
    const seen = this.#counted;
    const done = seen ?? (segment.rep ?? 1) - 1;
    const told = seen === null ? fill(this.#words.rep_of, { rep: done + 1, reps }) : fill(this.#words.reps_seen, { count: seen, reps });
    write(part("rept", HTMLElement), segment.open ? this.#words.as_long : reps > 1 ? told : "");
    if (this.#reps.children.length !== (reps > 1 ? reps : 0)) {
      this.#reps.replaceChildren(
        ...Array.from({ length: reps > 1 ? reps : 0 }, () => document.createElement("li")));
    }
    for (const [i, dot] of [...this.#reps.children].entries()) {
      dot.className = i < done ? "d" : i === done ? "c" : "";
    }
  }

  /** @param {Segment} segment @param {Position} position */
  #countdown(segment, position) {
    const text = clockText(position.finished ? 0 : shown(segment, position));
    write(this.#count, text);
    this.#count.dataset.n = String(text.length);
    const length_s = segment.end_s - segment.start_s;
    const share = Math.min(1, position.elapsed_in_segment_s / length_s);
    stretch(this.#hold.firstElementChild, Math.round(share * 500) / 500);
  }

  /** @param {Segment} segment @param {Position} position @returns {[string, string]} */
  #nextWords(segment, position) {
    const segments = segmentsOf(this.#timeline, position.track);
    const rest = segments.slice(segments.indexOf(segment) + 1);
    const next = rest.find((one) => one.brief !== segment.brief || one.side !== segment.side) ?? null;
    if (next && next.step === segment.step) return [this.#words.next, this.#named(next, segment)];
    const after = next?.step ?? segment.step + 1;
    const step = this.#timeline.steps[after];
    return step ? [this.#words.next, step.name] : ["", this.#words.last];
  }

  /** @param {Segment} next @param {Segment} segment */
  #named(next, segment) {
    if (next.side === segment.side || next.side === "both") return next.brief;
    return fill(this.#words.then_side, { what: next.brief, side: this.#words[next.side] });
  }

  /** @param {number} left_s */
  #minutesLeft(left_s) {
    if (left_s < 60) return this.#words.under_a_minute;
    return fill(this.#words.minutes_left, { minutes: Math.round(left_s / 60) });
  }
}

/** The whole session as bars: one group for a step, one bar for a block. */
class Bars {
  #timeline;
  /** @type {{step: number, start_s: number, end_s: number, fill: Element}[]} */
  #bars = [];
  #groups;
  /** @type {number|null} */
  #step = null;

  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.#timeline = timeline;
    this.#groups = timeline.steps.map((step) => this.#group(step.index));
    part("segs", HTMLElement).replaceChildren(...this.#groups);
    part("labels", HTMLElement).replaceChildren(...timeline.steps.map(label));
  }

  /** @param {Position} position @param {Set<number>} leftOut @param {Span[]} skipped */
  show(position, leftOut, skipped) {
    const at_s = onMain(this.#timeline, position);
    for (const bar of this.#bars) {
      const passed_s = Math.max(0, Math.min(at_s, bar.end_s) - bar.start_s);
      const missed_s = skipped.reduce((sum, span) => sum + overlap_s(bar, span), 0);
      const share = Math.max(0, passed_s - missed_s) / (bar.end_s - bar.start_s);
      width(bar.fill, leftOut.has(bar.step) ? 0 : Math.round(share * 200) / 2);
      bar.fill.parentElement?.classList.toggle("out", missed_s > 0);
    }
    const step = segmentAt(this.#timeline, position).step;
    const percent = String(Math.round((100 * at_s) / this.#timeline.total_s));
    const segs = part("segs", HTMLElement);
    if (segs.getAttribute("aria-valuenow") !== percent) segs.setAttribute("aria-valuenow", percent);
    for (const [i, group] of this.#groups.entries()) group.classList.toggle("out", leftOut.has(i));
    if (step === this.#step) return;
    this.#step = step;
    for (const [i, one] of [...part("labels", HTMLElement).children].entries()) {
      one.classList.toggle("cur", i === step);
    }
  }

  /** @param {number} step */
  #group(step) {
    const group = document.createElement("span");
    const own = this.#timeline.segments.filter((segment) => segment.step === step);
    group.style.flexGrow = String(own.reduce((sum, one) => sum + one.end_s - one.start_s, 0) + 30);
    group.style.flexBasis = "0";
    for (const block of new Set(own.map((segment) => segment.block))) {
      const segments = own.filter((segment) => segment.block === block);
      const start_s = segments[0].start_s;
      const end_s = segments[segments.length - 1].end_s;
      const bar = document.createElement("i");
      const inner = document.createElement("b");
      bar.style.flexGrow = String(end_s - start_s);
      bar.append(inner);
      group.append(bar);
      this.#bars.push({ step, start_s, end_s, fill: inner });
    }
    return group;
  }
}

/** @param {{start_s: number, end_s: number}} bar @param {Span} span */
function overlap_s(bar, [start_s, end_s]) {
  return Math.max(0, Math.min(bar.end_s, end_s) - Math.max(bar.start_s, start_s));
}

/** @param {{label: string, start_s: number, end_s: number}} step */
function label(step) {
  const one = document.createElement("span");
  one.textContent = step.label;
  one.style.flexGrow = String(step.end_s - step.start_s + 30);
  one.style.flexBasis = "0";
  return one;
}

/**
 * The number on the screen: what is left, or, where the voice counts up from the start of a hold, the
 * number that the voice says.
 * @param {Segment} segment @param {Position} position
 */
function shown(segment, position) {
  const countsUp = segment.cues.some((cue) => !cue.interrupts && cue.say && cue.at_s === segment.start_s);
  if (countsUp) return Math.floor(position.elapsed_in_segment_s + 1e-6) + 1;
  return Math.max(1, Math.ceil(position.left_in_segment_s - 1e-6));
}

/**
 * What to do, as large as it fits: letters differ in width, and languages in letters.
 * @param {HTMLElement} element @param {string} words
 */
export function brief(element, words) {
  write(element, words);
  element.dataset.size = words.length > 11 ? "long" : "short";
  element.style.fontSize = "";
  const over = element.scrollWidth / element.clientWidth;
  if (over > 1) element.style.fontSize = `${Math.floor(parseFloat(getComputedStyle(element).fontSize) / over)}px`;
}

/** @param {Element|null} element @param {number} percent */
function width(element, percent) {
  if (!(element instanceof HTMLElement)) return;
  const text = `${percent}%`;
  if (element.style.width !== text) element.style.width = text;
}

/** What changes at every look is stretched rather than laid out anew. @param {Element|null} element @param {number} share */
function stretch(element, share) {
  if (!(element instanceof HTMLElement)) return;
  const text = `scaleX(${share})`;
  if (element.style.transform !== text) element.style.transform = text;
}
