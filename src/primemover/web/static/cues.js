/**
 * Voice and sounds on time: every due cue is asked for once, in order.
 *
 * Sounds are handed to the audio clock a little ahead. After a gap (a held-back tab, a busy machine) late
 * sounds are left out, and of late words only the newest instruction is said: what is over would only
 * confuse.
 */
import { passed, rateOf, segmentAt, segmentsOf } from "./segments.js";

/**
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").Position} Position
 * @typedef {import("./types.js").Cue} Cue
 * @typedef {{cue: Cue, late_s: number}} Due
 */

const AHEAD_S = 0.12;
const LATE_SOUND_S = 0.25;
const LATE_WORDS_S = 1.2;
const EXACT_S = 0.002;

export class Cues {
  #timeline;
  #voice;
  #sounds;
  /** @type {Set<Cue>} */
  #asked = new Set();
  /** @type {Position|null} */
  #before = null;

  /**
   * @param {Timeline} timeline
   * @param {{say: (words: string, how: {interrupts: boolean, due_ms: number}) => void, hush: () => void}} voice
   * @param {{play: (name: string, due_ms: number) => void, hush: () => void}} sounds
   */
  constructor(timeline, voice, sounds) {
    this.#timeline = timeline;
    this.#voice = voice;
    this.#sounds = sounds;
  }

  /** Play goes on from somewhere else: what is scheduled is void, what is behind stays unsaid. */
  jump() {
    this.#sounds.hush();
    this.#asked.clear();
    this.#before = null;
  }

  /** Stop speaking and sounding; what was asked for stays asked for. */
  hush() {
    this.#voice.hush();
    this.#sounds.hush();
  }

  /**
   * Ask for what is due at `position`, and say when to look again.
   * @param {Position} position
   * @returns {number} milliseconds until the next cue or segment
   */
  step(position) {
    const now_ms = performance.now();
    const due = this.#due(position);
    const newest = due.findLast(({ cue }) => cue.say !== null && cue.interrupts);
    for (const one of due) {
      if (one === newest || one.late_s < LATE_WORDS_S) this.#ask(one, now_ms);
    }
    this.#before = position;
    return this.#ahead(position, now_ms);
  }

  /** Cues whose moment has come since the last look. @param {Position} position @returns {Due[]} */
  #due(position) {
    const before = this.#before;
    /** @type {Due[]} */
    const due = [];
    for (const { track, segment } of passed(this.#timeline, before ?? position, position)) {
      const here = track === position.track && segment.end_s > position.at_s;
      for (const cue of segment.cues) {
        const behind_s = here ? position.at_s - cue.at_s : segment.end_s - cue.at_s;
        if (this.#asked.has(cue) || behind_s < 0 || (before === null && behind_s > EXACT_S)) continue;
        const since_s = here ? 0 : track === position.track ? position.at_s - segment.end_s : 0;
        this.#asked.add(cue);
        due.push({ cue, late_s: (behind_s + since_s) / rateOf(segment, position.pace) });
      }
    }
    return due;
  }

  /** @param {Due} due @param {number} now_ms */
  #ask({ cue, late_s }, now_ms) {
    const due_ms = now_ms - late_s * 1000;
    if (cue.sound && late_s < LATE_SOUND_S) this.#sounds.play(cue.sound, due_ms);
    if (cue.say) this.#voice.say(cue.say, { interrupts: cue.interrupts, due_ms });
  }

  /**
   * Schedule the wordless sounds of the next moments, within this step only: whether the next step is done
   * today is not the timeline's to say.
   * @param {Position} position @param {number} now_ms @returns {number} milliseconds until the next look
   */
  #ahead(position, now_ms) {
    const segments = segmentsOf(this.#timeline, position.track);
    const here = segmentAt(this.#timeline, position);
    let [next_s, wait_s, at_s] = [Number.POSITIVE_INFINITY, 0, position.at_s];
    for (let i = segments.indexOf(here); i < segments.length && segments[i].step === here.step; i += 1) {
      const rate = rateOf(segments[i], position.pace);
      for (const cue of segments[i].cues) {
        if (this.#asked.has(cue) || cue.at_s < at_s) continue;
        const in_s = wait_s + (cue.at_s - at_s) / rate;
        if (cue.say || !cue.sound) next_s = Math.min(next_s, in_s);
        else if (in_s > AHEAD_S) next_s = Math.min(next_s, in_s - AHEAD_S);
        else {
          this.#asked.add(cue);
          this.#sounds.play(cue.sound, now_ms + in_s * 1000);
        }
      }
      wait_s += (segments[i].end_s - at_s) / rate;
      at_s = segments[i].end_s;
      next_s = Math.min(next_s, wait_s);
      if (wait_s > AHEAD_S) break;
    }
    return Math.max(0, next_s * 1000);
  }
}
