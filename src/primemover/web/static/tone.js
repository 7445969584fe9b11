/** A soft tone that follows a muscle: silent at rest, higher the further above rest. Off until asked for. */
const LOWEST_HZ = 220;
const OCTAVES = 1.5;
const LOUDNESS = 0.12;
const GLIDE_S = 0.03;

export class Tone {
  /** @type {AudioContext|null} */
  #context = null;
  /** @type {{tone: OscillatorNode, gain: GainNode}|null} */
  #voice = null;
  #on = false;

  /** From a tap: browsers keep audio shut until then. @param {boolean} on */
  turn(on) {
    this.#on = on;
    if (!on) return this.follow(null);
    if (!("AudioContext" in window)) return;
    this.#context ??= new AudioContext();
    void this.#context.resume().catch(() => undefined);
    this.#voice ??= this.#made(this.#context);
  }

  /** @param {number|null} level 0 to 1, or null for silence */
  follow(level) {
    if (!this.#context || !this.#voice) return;
    const now = this.#context.currentTime;
    const heard = this.#on && level !== null;
    this.#voice.gain.gain.setTargetAtTime(heard ? LOUDNESS : 0, now, GLIDE_S);
    if (heard) this.#voice.tone.frequency.setTargetAtTime(LOWEST_HZ * 2 ** (OCTAVES * Math.min(1, Math.max(0, level))), now, GLIDE_S);
  }

  /** @param {AudioContext} context */
  #made(context) {
    const tone = new OscillatorNode(context, { type: "triangle", frequency: LOWEST_HZ });
    const gain = new GainNode(context, { gain: 0 });
    tone.connect(gain).connect(context.destination);
    tone.start();
    return { tone, gain };
  }
}
