/**
 * The voice: an instruction replaces what is being said, a count is dropped while the voice is busy.
 *
 * A browser may have no speech, or no voice for the language: then words stay on the screen, the
 * sounds go on, and `works()` says so.
 */
import { note } from "./asked.js";

export class Voice {
  #language;
  on = true;
  /** Counts are left to the sounds. */
  brief = false;

  /** @param {string} language a language tag such as "en" */
  constructor(language) {
    this.#language = language;
  }

  /** True where this browser can speak at all. */
  static present() {
    return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
  }

  /** True where there is a voice to speak with. Some browsers list their voices late. */
  works() {
    return Voice.present() && speechSynthesis.getVoices().length > 0;
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
    if (!this.on || !Voice.present()) return;
    if (!interrupts && (this.brief || speechSynthesis.speaking || speechSynthesis.pending)) return;
    if (interrupts) speechSynthesis.cancel();
    speechSynthesis.speak(this.#utterance(words));
  }

  /** Say what is not due at a moment: false where the voice is busy, and nothing is said. @param {string} words */
  offer(words) {
    if (this.on && Voice.present() && (speechSynthesis.speaking || speechSynthesis.pending)) return false;
    this.say(words);
    return true;
  }

  hush() {
    if (Voice.present()) speechSynthesis.cancel();
  }

  /** @param {string} words */
  #utterance(words) {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = this.#language;
    const fitting = speechSynthesis.getVoices().filter((voice) => voice.lang.startsWith(this.#language));
    // A voice on the machine itself speaks at once and without a network.
    const voice = fitting.find((one) => one.localService) ?? fitting[0];
    if (voice) utterance.voice = voice;
    return utterance;
  }
}
