/**
 * The voice: an instruction replaces what is being said, a count is dropped while the voice is busy.
 *
 * The browser speaks where it has a voice in the language; else clips do that the computer spoke. Where there
 * is neither, words stay on the screen, the sounds go on, and `works()` says so.
 */
import { note } from "./asked.js";

const LISTED_MS = 1500;

export class Voice {
  #language;
  #clips;
  on = true;
  /** Only instructions are said. */
  brief = false;

  /** @param {string} language a language tag such as "en" @param {import("./clips.js").Clips|null} [clips] */
  constructor(language, clips = null) {
    this.#language = language;
    this.#clips = clips;
  }

  /** True where this browser can speak at all. */
  static present() {
    return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
  }

  /** Wait until the browser has listed its voices: some do it late. */
  static async listed() {
    if (!Voice.present() || speechSynthesis.getVoices().length > 0) return;
    await new Promise((done) => {
      speechSynthesis.addEventListener("voiceschanged", done, { once: true });
      setTimeout(done, LISTED_MS);
    });
  }

  /** True where the browser speaks the language by itself, without a network if `alone`. @param {boolean} [alone] */
  speaks(alone = !navigator.onLine) {
    return this.#fitting().some(({ localService }) => localService || !alone);
  }

  /** True where there is a voice to speak with. */
  works() {
    return this.speaks() || this.#clips !== null;
  }

  /** Call from a tap: phones keep speech shut until something was said in one. */
  unlock() {
    if (!Voice.present()) return;
    const silence = new SpeechSynthesisUtterance(" ");
    silence.volume = 0;
    speechSynthesis.speak(silence);
  }

  /**
   * @param {string} words
   * @param {{interrupts?: boolean, due_ms?: number}} [how]
   */
  say(words, { interrupts = true, due_ms = performance.now() } = {}) {
    note("say", words, due_ms, performance.now());
    if (!this.on || (!interrupts && (this.brief || this.#busy))) return;
    if (interrupts) this.hush();
    if (this.speaks()) speechSynthesis.speak(this.#utterance(words));
    else if (this.#clips) this.#clips.say(words, due_ms);
    // A browser that lists no voices may have one all the same; one that lists others would misread the language.
    else if (Voice.present() && speechSynthesis.getVoices().length === 0) speechSynthesis.speak(this.#utterance(words));
  }

  /** Say what is not due at a moment: false where the voice is busy, and nothing is said. @param {string} words */
  offer(words) {
    if (this.on && this.#busy) return false;
    this.say(words);
    return true;
  }

  hush() {
    if (Voice.present()) speechSynthesis.cancel();
    this.#clips?.hush();
  }

  get #busy() {
    return (Voice.present() && (speechSynthesis.speaking || speechSynthesis.pending)) || (this.#clips?.busy ?? false);
  }

  #fitting() {
    return Voice.present() ? speechSynthesis.getVoices().filter((voice) => voice.lang.startsWith(this.#language)) : [];
  }

  /** @param {string} words */
  #utterance(words) {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = this.#language;
    const fitting = this.#fitting();
    // A voice on the machine itself speaks at once and without a network.
    const voice = fitting.find((one) => one.localService) ?? fitting[0];
    if (voice) utterance.voice = voice;
    return utterance;
  }
}
