/**
 * Sentences that the computer spoke, for a browser that has no voice of its own: fetched before they are due,
 * played on the audio clock.
 *
 * A clip is a µ-law WAV file (one channel, eight bits a sample). It is turned into samples here, by a table, when
 * it is played: at once, on every browser, and in memory it stays small.
 */
import { note } from "./asked.js";

/** So late the words of a clip that had to be fetched first still help. */
const LATE_MS = 700;
const AT_ONCE = 4;
/** The loudness of each µ-law byte, -1..1 (ITU-T G.711). */
const LEVELS = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const size = (((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
  return ((bits & 0x80 ? -1 : 1) * (size - 0x84)) / 32768;
});

/** @param {string} address of the voice @param {string} words @returns {string} the address of its clip */
export function clipAddress(address, words) {
  return `${address}?words=${encodeURIComponent(words)}`;
}

export class Clips {
  #address;
  #context;
  /** @type {Map<string, Promise<ArrayBuffer|null>>} */
  #asked = new Map();
  /** @type {Map<string, ArrayBuffer>} */
  #here = new Map();
  /** @type {AudioBufferSourceNode|null} */
  #playing = null;
  #over_ms = 0;
  /** What is to be said as soon as it is here. */
  #wanted = "";

  /** @param {string} address of the voice @param {() => AudioContext|null} context open from the first tap on */
  constructor(address, context) {
    this.#address = address;
    this.#context = context;
  }

  /** Have sentences ready, in this order. What cannot be had is tried again when it is due. @param {Iterable<string>} words */
  async load(words) {
    const left = [...words];
    const next = async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await this.#fetched(one);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  get busy() {
    return this.#wanted !== "" || performance.now() < this.#over_ms;
  }

  /** Say it in place of what is being said. @param {string} words @param {number} due_ms */
  say(words, due_ms) {
    this.hush();
    const file = this.#here.get(words);
    if (file) return this.#play(file, words, due_ms);
    this.#wanted = words;
    void this.#fetched(words).then((late) => {
      if (this.#wanted !== words) return;
      this.#wanted = "";
      if (late && performance.now() - due_ms < LATE_MS) this.#play(late, words, due_ms);
    });
  }

  hush() {
    this.#playing?.stop();
    this.#playing = null;
    this.#wanted = "";
    this.#over_ms = 0;
  }

  /** @param {string} words @returns {Promise<ArrayBuffer|null>} */
  #fetched(words) {
    const asked = this.#asked.get(words) ?? this.#fetch(words);
    this.#asked.set(words, asked);
    return asked;
  }

  /** @param {string} words */
  async #fetch(words) {
    try {
      const answer = await fetch(clipAddress(this.#address, words));
      if (!answer.ok) return null;
      const file = await answer.arrayBuffer();
      this.#here.set(words, file);
      return file;
    } catch {
      this.#asked.delete(words);
      return null;
    }
  }

  /** @param {ArrayBuffer} file @param {string} words @param {number} due_ms */
  #play(file, words, due_ms) {
    const context = this.#context();
    const sound = context && decoded(context, file);
    if (!context || !sound) return;
    const node = context.createBufferSource();
    node.buffer = sound;
    node.connect(context.destination);
    node.start();
    this.#playing = node;
    this.#over_ms = performance.now() + sound.duration * 1000;
    note("clip", words, due_ms, performance.now(), sound.duration);
  }
}

/** @param {AudioContext} context @param {ArrayBuffer} file @returns {AudioBuffer|null} null where it is no clip */
function decoded(context, file) {
  const view = new DataView(file);
  let rate_hz = 0;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const name = view.getUint32(at, false);
    if (name === 0x666d7420) rate_hz = view.getUint16(at + 8, true) === 7 ? view.getUint32(at + 12, true) : 0;
    if (name === 0x64617461 && rate_hz > 0 && size > 0) {
      const sound = context.createBuffer(1, size, rate_hz);
      const codes = new Uint8Array(file, at + 8, size);
      const samples = sound.getChannelData(0);
      for (let i = 0; i < size; i += 1) samples[i] = LEVELS[codes[i]];
      return sound;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}
