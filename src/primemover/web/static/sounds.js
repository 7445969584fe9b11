/**
 * Six sounds that can be told apart with closed eyes, made on the spot: no files, no network.
 *
 * Each is scheduled on the audio clock a little ahead, so that a busy page does not make it late.
 */
import { note } from "./asked.js";

/** One tone: start and length in seconds, pitch in Hz, loudness 0..1. */
const TONES = /** @type {Record<string, {at: number, s: number, hz: number, gain: number, type: OscillatorType}[]>} */ ({
  ready: [
    { at: 0, s: 0.16, hz: 392, gain: 0.3, type: "sine" },
    { at: 0.18, s: 0.24, hz: 523, gain: 0.3, type: "sine" },
  ],
  start: [{ at: 0, s: 0.34, hz: 880, gain: 0.34, type: "triangle" }],
  hold: [
    { at: 0, s: 0.5, hz: 523, gain: 0.26, type: "sine" },
    { at: 0, s: 0.5, hz: 784, gain: 0.16, type: "sine" },
  ],
  tick: [{ at: 0, s: 0.05, hz: 1320, gain: 0.22, type: "square" }],
  switch: [
    { at: 0, s: 0.14, hz: 660, gain: 0.3, type: "triangle" },
    { at: 0.16, s: 0.14, hz: 440, gain: 0.3, type: "triangle" },
    { at: 0.32, s: 0.24, hz: 660, gain: 0.3, type: "triangle" },
  ],
  end: [
    { at: 0, s: 0.22, hz: 523, gain: 0.3, type: "sine" },
    { at: 0.2, s: 0.22, hz: 659, gain: 0.3, type: "sine" },
    { at: 0.4, s: 0.7, hz: 784, gain: 0.32, type: "sine" },
  ],
});

export class Sounds {
  /** @type {AudioContext|null} */
  #context = null;
  /** @type {Set<OscillatorNode>} */
  #waiting = new Set();
  on = true;

  /** The audio clock and its way to the ears; null before the first tap. */
  get context() {
    return this.#context;
  }

  /**
   * Call from a tap: browsers keep audio shut until then, and again after a call.
   * @param {boolean} [music] other music plays on, turned down where the platform does that
   */
  unlock(music = false) {
    // Safari: without it a phone's silent switch silences the session, and music stops for it.
    const session = /** @type {{audioSession?: {type: string}}} */ (/** @type {unknown} */ (navigator)).audioSession;
    if (session) session.type = music ? "transient" : "playback";
    if (!("AudioContext" in window)) return;
    this.#context ??= new AudioContext();
    void this.#context.resume().catch(() => undefined);
  }

  /**
   * Ask for a sound at `due_ms` on `performance.now()`; at once, if that is past.
   * @param {string} name
   * @param {number} [due_ms]
   */
  play(name, due_ms = performance.now()) {
    const now_ms = performance.now();
    note("sound", name, due_ms, Math.max(due_ms, now_ms));
    if (!this.on || !this.#context) return;
    const start = this.#context.currentTime + Math.max(0, due_ms - now_ms) / 1000;
    for (const tone of TONES[name] ?? []) this.#tone(this.#context, tone, start + tone.at);
  }

  /** Forget what is scheduled and has not sounded yet: the person paused or moved on. */
  hush() {
    for (const node of this.#waiting) node.stop();
    this.#waiting.clear();
  }

  /**
   * @param {AudioContext} context
   * @param {{s: number, hz: number, gain: number, type: OscillatorType}} tone
   * @param {number} at seconds on the audio clock
   */
  #tone(context, tone, at) {
    const node = context.createOscillator();
    const level = context.createGain();
    node.type = tone.type;
    node.frequency.value = tone.hz;
    level.gain.setValueAtTime(0, at);
    level.gain.linearRampToValueAtTime(tone.gain, at + 0.012);
    level.gain.exponentialRampToValueAtTime(0.0008, at + tone.s);
    node.connect(level).connect(context.destination);
    node.start(at);
    node.stop(at + tone.s + 0.02);
    this.#waiting.add(node);
    node.onended = () => this.#waiting.delete(node);
  }
}

export const SOUND_NAMES = Object.keys(TONES);
