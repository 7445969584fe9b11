/**
 * The eyes on a running session: facts come in, and the player, who alone moves the timeline, is asked to
 * wait or to go on. What the camera says to the person is chosen here: one thing at a time.
 *
 * @typedef {import("../types.js").Position} Position
 * @typedef {import("../types.js").Segment} Segment
 * @typedef {import("./follow.js").Control} Control
 * @typedef {{act: (kind: string, data: Record<string, unknown>, t: number) => void, position: Position, segment: Segment,
 *   now: () => number, controls: () => {kind: string, t: number, by?: string}[], tell: (kind: string, data: Record<string, unknown>) => void,
 *   say: (text: string) => boolean, counted: (count: number|null) => void, ended: (reason: string, t: number, down: boolean) => void, timeline: import("../types.js").Timeline,
 *   words: Record<string, string>, session: string}} Player
 * @typedef {{state: "sees"|"waits"|"met"|"blind"|"warns", say: string}} Shown
 */
import { fill } from "../page.js";
import { Facing } from "./facing.js";
import { Follow, LONGEST_WAIT_S } from "./follow.js";
import { darkness } from "./framing.js";
import { Sets } from "./sets.js";
import { Wire } from "./wire.js";

const FAULT_EVERY_S = 10;
const FAULT_SHOWN_S = 6;
/** A fault that could not be said so long is over. */
const FAULT_FRESH_S = 3;
/** The server's last word is waited for so long. */
const LAST_WORD_MS = 700;
/** The server's reason where no person was found: in the dark there may be one. */
const NO_PERSON = "motion.not-measured.no-person";

export class Eyes {
  #player;
  #follow = new Follow();
  #sets;
  #wire;
  #busy = false;
  #ended = false;
  #stopped = () => {};
  /** Why nothing can be told, in words; `page`: pictures stopped coming, and the next one ends it. */
  #hidden = { say: "", page: false };
  /** The last thing that is shown for a while. */
  #noted = { say: "", until_t: 0 };
  /** @type {{say: string, at_t: number, said: boolean}|null} */
  #fault = null;
  #faultSaid_t = Number.NEGATIVE_INFINITY;
  /** The hold of a test was seen to end. @type {{reason: string, t: number}|null} */
  #over = null;
  /** The phase that the person is in. @type {string|null} */
  #here = null;
  #facing = new Facing();
  /** What was said already, once for each set. @type {Set<string>} */
  #said = new Set();
  /** Mean brightness of the last picture, 0 to 255. */
  #light = 255;

  /** @param {Player} player */
  constructor(player) {
    this.#player = player;
    this.#wire = new Wire(player.session, (answer) => this.#heard(answer));
    this.#sets = new Sets(player.timeline, (wish) => this.#wire.ask(wish), (data) => player.tell("seen", data));
  }

  /** @param {{frame: import("./points.js").Frame, time_s: number, aspect: number, light: number}} seen */
  take({ frame, time_s, aspect, light }) {
    this.#light = light;
    const set = this.#sets.set;
    if (set) set.looked = true;
    this.#facing.take(frame, time_s);
    if (this.#hidden.page) this.#sighted();
    this.#wire.frame(frame, time_s, aspect);
  }

  /** The player has looked at the clock. */
  step() {
    if (this.#busy || this.#ended) return;
    const { position, segment } = this.#player;
    if (position.finished) return;
    const t = this.#player.now();
    const before = this.#sets.set;
    this.#sets.step(position, segment, t);
    if (this.#sets.set !== before) this.#newSet();
    if (this.#hidden.say && position.running && counts(segment)) this.#missed();
    this.#decide(this.#at(position, segment, t));
    this.#speak(t, position);
  }

  /**
   * Let go of a session that waits for the camera, and tell what was seen; in silence where another page leads.
   * @param {boolean} tells
   */
  async close(tells) {
    this.#follow.blind();
    this.#player.counted(null);
    if (tells) {
      const { position, segment } = this.#player;
      if (!position.finished) {
        this.#decide(this.#at(position, segment, this.#player.now()));
        this.#missed();
      }
      this.#sets.end();
      this.#ended = true;
      await Promise.race([
        new Promise((done) => {
          this.#stopped = () => done(undefined);
          this.#wire.ask({ kind: "stop" });
        }),
        new Promise((done) => setTimeout(done, LAST_WORD_MS)),
      ]);
      this.#sets.closed();
    }
    this.#wire.close();
  }

  /** No pictures come; the clock leads until they come again. @param {string} why in words */
  blind(why) {
    this.#cover(why, true);
    this.#once(why, why);
  }

  /** Show something for a while, and say it once. @param {string} words */
  note(words) {
    this.#noted = { say: words, until_t: this.#player.now() + FAULT_SHOWN_S };
    this.#once(words, words);
  }

  /** What the screen shows of the camera now. @returns {Shown} */
  shown() {
    const { words } = this.#player;
    const { position, segment } = this.#player;
    const now = this.#at(position, segment, this.#player.now());
    const set = this.#sets.set;
    if (this.#hidden.say) return { state: "blind", say: this.#hidden.say };
    if (set && !set.phases.length) return { state: "blind", say: words.camera_unseen };
    if (this.#turnedAway()) return { state: "warns", say: this.#turn() };
    if (this.#fault && now.t - this.#fault.at_t < FAULT_SHOWN_S) return { state: "warns", say: this.#fault.say };
    if (now.t < this.#noted.until_t) return { state: "warns", say: this.#noted.say };
    if (waits(now)) {
      const left_s = Math.ceil(LONGEST_WAIT_S - this.#follow.waited(now.key).seconds - (now.t - (now.last?.t ?? now.t)));
      return { state: "waits", say: fill(words.camera_waits, { seconds: Math.max(1, left_s) }) };
    }
    if (this.#follow.waited(now.key).given) return { state: "sees", say: words.camera_by_clock };
    return this.#follow.met(now) ? { state: "met", say: words.camera_met } : { state: "sees", say: words.camera_sees };
  }

  /** The working side, for the skeleton. */
  get side() {
    return this.#player.segment.side;
  }

  /** What is done now is done unseen: the count of this set is the clock's. */
  #missed() {
    const set = this.#sets.set;
    if (!set || set.missed) return;
    set.missed = true;
    this.#player.counted(null);
  }

  #newSet() {
    this.#follow.watching([]);
    this.#follow.blind();
    this.#said.clear();
    this.#fault = null;
    this.#over = null;
    this.#here = null;
    this.#player.counted(null);
  }

  /** @param {Position} position @param {Segment} segment @param {number} t @returns {import("./follow.js").Now} */
  #at(position, segment, t) {
    const controls = this.#player.controls();
    const last = controls.findLast(({ kind }) => kind === "pause" || kind === "resume") ?? null;
    return {
      t, key: `${position.track}:${position.segment}`, phase: segment.phase, hold: segment.kind === "hold" && !segment.open,
      elapsed_s: position.elapsed_in_segment_s, running: position.running, last,
      floor_t: controls.at(-1)?.t ?? 0,
    };
  }

  /** @param {import("./follow.js").Now} now */
  #decide(now) {
    const action = this.#follow.step(now);
    if (!action) return;
    const set = this.#sets.set;
    if (action.kind === "resume") {
      this.#sets.resumed(action.t);
      if (set) set.waited_s += Math.max(0, action.t - (now.last?.t ?? action.t));
    }
    this.#busy = true;
    this.#player.act(action.kind, { by: "camera" }, action.t);
    this.#busy = false;
  }

  /** @param {Record<string, any>} answer */
  #heard(answer) {
    const { words } = this.#player;
    if (answer.kind === "open") this.#sighted();
    else if (answer.kind === "down") this.#cover(words.camera_down, false);
    else if (answer.kind === "watching" || answer.kind === "unseen") this.#watching(answer);
    else if (answer.kind === "stopped") this.#stopped();
    else if (answer.kind === "facts") for (const fact of answer.facts) this.#fact(fact);
  }

  /** @param {Record<string, any>} answer */
  #watching(answer) {
    this.#sets.watching(answer);
    const set = this.#sets.set;
    if (!set || set.exercise !== answer.exercise) return;
    if (answer.kind === "watching") this.#follow.watching(answer.phases);
    else this.#follow.blind();
    this.#count(set);
  }

  /** @param {Record<string, any>} fact */
  #fact(fact) {
    const set = this.#sets.toldOf;
    if (!set) return;
    if (fact.kind === "repetition") this.#repetition(fact, set);
    if (set !== this.#sets.set) return;
    if (fact.kind === "reached") this.#reached(fact, set);
    else if (fact.kind === "left") this.#left(fact);
    else if (fact.kind === "ended") this.#testEnded(fact, set);
    else if (fact.kind === "fault") this.#faulty(fact, set);
    else if (fact.kind === "hidden") this.#lost(fact);
    else if (fact.kind === "visible") this.#sighted();
  }

  /** @param {Record<string, any>} fact @param {import("./sets.js").Set_} set */
  #reached(fact, set) {
    this.#here = fact.phase;
    this.#follow.reached(fact.phase, fact.at_s);
    if (this.#over && fact.phase === set.phases[0]) this.#letGo(this.#over, true);
  }

  /** @param {Record<string, any>} fact */
  #left(fact) {
    if (this.#here === fact.phase) this.#here = null;
    this.#follow.left(fact.phase, fact.at_s);
  }

  /** The hold of a test is over, by its own rule: it is said, and the player is told. @param {Record<string, any>} fact @param {import("./sets.js").Set_} set */
  #testEnded(fact, set) {
    if (!this.#player.segment.open) return;
    this.#fault = null;
    this.#letGo({ reason: fact.reason, t: fact.at_s }, this.#here === set.phases[0]);
  }

  /** @param {{reason: string, t: number}} over @param {boolean} down the person lies again */
  #letGo(over, down) {
    this.#over = down ? null : over;
    if (!down) this.note(this.#player.words.camera_ended);
    this.#player.ended(over.reason, over.t, down);
  }

  /** @param {string} say @param {boolean} page */
  #cover(say, page) {
    this.#hidden = { say, page };
    this.#follow.blind();
  }

  #sighted() {
    this.#hidden = { say: "", page: false };
    this.#follow.sighted();
  }

  /** @param {Record<string, any>} fact @param {import("./sets.js").Set_} set */
  #repetition(fact, set) {
    if (set.side !== "both" && fact.side !== "both" && fact.side !== set.side) {
      this.#once("other-side", fill(this.#player.words.camera_other_side, { side: this.#player.words[set.side] }));
      return;
    }
    set.counted += 1;
    if (set === this.#sets.set) this.#count(set);
  }

  /** @param {import("./sets.js").Set_} set */
  #count(set) {
    this.#player.counted(set.repeats && !set.missed ? set.counted : null);
  }

  /** @param {Record<string, any>} fact @param {import("./sets.js").Set_} set */
  #faulty(fact, set) {
    set.faults.add(fact.id);
    const t = this.#player.now();
    const fresh = this.#fault !== null && !this.#fault.said && t - this.#fault.at_t < FAULT_FRESH_S;
    if (fresh || t - this.#faultSaid_t < FAULT_EVERY_S) return;
    this.#fault = { say: fact.say, at_t: t, said: false };
  }

  /** @param {Record<string, any>} fact */
  #lost({ reason, say }) {
    const { words } = this.#player;
    const dark = reason === NO_PERSON ? darkness(this.#light) : null;
    this.#cover(`${dark ? words[dark] : say} ${words.camera_by_clock}`, false);
    this.#once("hidden", this.#hidden.say);
  }

  /** Say what waits to be said, when the voice is free. @param {number} t @param {Position} position */
  #speak(t, position) {
    const fault = this.#fault;
    if (fault && !fault.said && t - fault.at_t < FAULT_FRESH_S && position.running && this.#player.say(fault.say)) {
      fault.said = true;
      this.#faultSaid_t = t;
    }
    if (this.#turnedAway()) this.#once("turn", this.#turn());
  }

  /** @param {string} what @param {string} words */
  #once(what, words) {
    if (!this.#said.has(what) && this.#player.say(words)) this.#said.add(what);
  }

  #turnedAway() {
    const set = this.#sets.set;
    return Boolean(set?.phases.length) && this.#facing.away(set?.side ?? "both", this.#player.now());
  }

  #turn() {
    return fill(this.#player.words.camera_turn, { side: this.#player.words[this.#sets.set?.side ?? "both"] });
  }
}

/** Whether a repetition goes on in it. @param {Segment} segment */
function counts({ kind, rep }) {
  return rep !== null && (kind === "move" || kind === "hold");
}

/** @param {import("./follow.js").Now} now */
function waits(now) {
  return !now.running && now.last?.kind === "pause" && now.last.by === "camera";
}
