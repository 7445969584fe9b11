/**
 * What stands over the player when it is not running: begin, go on, another window, leave, the end.
 *
 * @typedef {import("./types.js").Segment} Segment
 * @typedef {import("./types.js").Step} Step
 */
import { fill, part, write } from "./page.js";
import { Stage } from "./stage.js";

const NAMES = ["begin", "elsewhere", "over"];
const TOAST_MS = 8000;
const LAST_SEND_MS = 3000;
const SENT_YET_MS = 1000;

export class Veils {
  #words;
  #figures;

  /** @param {Record<string, string>} words @param {Map<string, import("./figure.js").FigureSet>} figures */
  constructor(words, figures) {
    this.#words = words;
    this.#figures = figures;
  }

  /** The session runs: whoever goes by keyboard stands on the button that is needed most. */
  none() {
    this.#show("");
    part("pause", HTMLElement).focus();
  }

  /**
   * @param {{name: string, changes: string[], first: boolean}} loaded
   * @param {Segment} segment @param {import("./voice.js").Voice} voice @param {() => void} go
   */
  begin(loaded, segment, voice, go) {
    const note = loaded.changes.length ? loaded.changes.join(" ") : loaded.first ? "" : this.#words.begin_note;
    this.#opening(loaded.name, note, this.#words.begin, segment, voice);
    part("begin-go", HTMLButtonElement).onclick = go;
    part("begin-again", HTMLElement).hidden = true;
    part("begin-leave", HTMLElement).hidden = loaded.first;
    // The first time has as few words as can be; the camera is one of the player's own buttons.
    part("begin-camera", HTMLElement).hidden = loaded.first;
    // The first session has words enough: there the camera's button is its sign alone.
    part("begin-camera", HTMLElement).querySelector("span")?.classList.toggle("sr", loaded.first);
  }

  /**
   * @param {{step: Step, segment: Segment, voice: import("./voice.js").Voice, note: string}} place
   * @param {() => void} go @param {() => void} wholeSet
   */
  goOn(place, go, wholeSet) {
    const note = [place.note, this.#words.go_on_note].filter(Boolean).join(" ");
    this.#opening(fill(this.#words.go_on_title, { name: place.step.name }), note, this.#words.go_on, place.segment, place.voice);
    part("begin-go", HTMLButtonElement).onclick = go;
    const again = part("begin-again", HTMLButtonElement);
    again.hidden = (place.segment.reps ?? 1) < 2;
    again.onclick = wholeSet;
    part("begin-leave", HTMLElement).hidden = false;
    part("begin-camera", HTMLElement).hidden = false;
  }

  /** @param {() => void} takeOver @param {(() => void)|null} watchAlong */
  elsewhere(takeOver, watchAlong) {
    this.#show("elsewhere");
    part("elsewhere-title", HTMLElement).focus();
    part("take-over", HTMLButtonElement).onclick = takeOver;
    const along = part("watch-along", HTMLButtonElement);
    along.hidden = watchAlong === null;
    along.onclick = watchAlong;
  }

  /**
   * The session is over: send what waits, then go to the closing questions. Where the server does not answer
   * that is said, with a way to go on; once it does, the page goes on by itself.
   * @param {import("./outbox.js").Outbox} outbox @param {string} next
   */
  async over(outbox, next) {
    this.#show("over");
    part("over-title", HTMLElement).focus();
    await Promise.race([outbox.flush(), new Promise((done) => setTimeout(done, LAST_SEND_MS))]);
    while (outbox.waiting().length) {
      write(part("over-note", HTMLElement), this.#words.over_waiting);
      await new Promise((done) => setTimeout(done, SENT_YET_MS));
    }
    location.assign(next);
  }

  /** @param {{stay: () => void, later: () => void, end: () => void}} choices */
  leave(choices) {
    const dialog = part("leave-dialog", HTMLDialogElement);
    dialog.showModal();
    part("leave-title", HTMLElement).focus();
    dialog.oncancel = () => choices.stay();
    for (const [id, choice] of Object.entries({ "leave-stay": choices.stay, "leave-later": choices.later, "leave-end": choices.end })) {
      part(id, HTMLButtonElement).onclick = () => {
        dialog.close();
        choice();
      };
    }
  }

  /** A line that goes away by itself. @param {string} text */
  toast(text) {
    const line = part("toast", HTMLElement);
    write(line, text);
    line.hidden = false;
    setTimeout(() => {
      line.hidden = true;
    }, TOAST_MS);
  }

  /**
   * @param {string} title @param {string} note @param {string} button @param {Segment} segment
   * @param {import("./voice.js").Voice} voice
   */
  #opening(title, note, button, segment, voice) {
    this.#show("begin");
    write(part("begin-title", HTMLElement), title);
    const line = part("begin-note", HTMLElement);
    write(line, note);
    line.hidden = note === "";
    write(part("begin-go", HTMLButtonElement), button);
    part("begin-voice", HTMLElement).hidden = voice.works() || !voice.on;
    new Stage(part("begin-figure", SVGSVGElement), null, this.#figures).await(segment);
    part("begin-title", HTMLElement).focus();
  }

  /** @param {string} name */
  #show(name) {
    for (const one of NAMES) part(one, HTMLElement).hidden = one !== name;
    part("player", HTMLElement).inert = name !== "";
  }
}
