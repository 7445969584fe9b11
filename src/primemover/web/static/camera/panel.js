/**
 * The camera on the page: what is kept and what is not, the helper that sets it up, and the small picture beside
 * the figure. Its state is always on the screen; turning it off at any moment loses nothing.
 *
 * @typedef {import("./eyes.js").Player} Player
 * @typedef {import("./source.js").Seen} Seen
 */
import { fill, part, write } from "../page.js";
import { prefer, preferences } from "../preferences.js";
import { Eyes } from "./eyes.js";
import { Company, framing, toChange } from "./framing.js";
import { unmirrored } from "./points.js";
import { drawSeen } from "./skeleton.js";
import { Source } from "./source.js";

/** A first thing to change stands so long before it is said, and is said so often. */
const SAID_AFTER_S = 2.5;
const SAID_EVERY_S = 7;
const RIGHT_FOR_S = 1.5;
/** @type {Record<"left"|"right"|"both", "left"|"right"|"both">} */
const OTHER = { left: "right", right: "left", both: "both" };

export class Panel {
  #player;
  #dialog = part("camera-dialog", HTMLDialogElement);
  #view = part("camera-view", HTMLElement);
  #video = part("camera-video", HTMLVideoElement);
  #canvas = part("camera-drawing", HTMLCanvasElement);
  #chip = part("camera-state", HTMLElement);
  #button = part("camera", HTMLElement);
  #mirrored = part("camera-mirrored", HTMLInputElement);
  /** @type {Source|null} */
  #source = null;
  /** @type {Eyes|null} */
  #eyes = null;
  #paused = false;
  #company = new Company();
  #setup = { say: "", since_t: 0, said_t: Number.NEGATIVE_INFINITY, right_t: Number.NaN, told: false };

  /** @param {Player} player */
  constructor(player) {
    this.#player = player;
    part("camera-yes", HTMLButtonElement).onclick = () => this.#agree();
    part("camera-no", HTMLButtonElement).onclick = () => this.#close();
    part("camera-done", HTMLButtonElement).onclick = () => this.#close();
    part("camera-off", HTMLButtonElement).onclick = () => void this.#off();
    part("camera-again", HTMLButtonElement).onclick = () => this.#turnOn();
    part("camera-without", HTMLButtonElement).onclick = () => this.#close();
    this.#mirrored.checked = preferences().mirrored;
    this.#mirrored.onchange = () => prefer({ mirrored: this.#mirrored.checked });
    this.#dialog.addEventListener("close", () => this.#closed());
    part("camera-device", HTMLSelectElement).onchange = () => this.#turnOn();
  }

  /** Show the panel; a session that runs waits meanwhile. */
  open() {
    const { position } = this.#player;
    this.#paused = position.running || this.#waits();
    if (this.#paused) this.#player.act("pause", {}, this.#player.now());
    this.#dialog.showModal();
    if (!this.#dialog.dataset.parts) this.#trouble("camera_no_parts");
    else if (this.#source) {
      this.#source.people(2);
      this.#stage("setup");
    } else if (preferences().camera) this.#turnOn();
    else this.#stage("consent");
    part("camera-title", HTMLElement).focus();
  }

  /** The player has looked at the clock. */
  step() {
    this.#eyes?.step();
    this.#show();
  }

  /** The session is over, or goes on elsewhere. @param {boolean} tells what was seen */
  end(tells) {
    return this.#off(tells);
  }

  #waits() {
    const last = this.#player.controls().findLast(({ kind }) => kind === "pause" || kind === "resume");
    return last?.kind === "pause" && last.by === "camera" && !this.#player.position.finished;
  }

  #agree() {
    prefer({ camera: true });
    this.#turnOn();
  }

  #turnOn() {
    this.#source?.close();
    this.#stage("setup");
    this.#setup = { say: "", since_t: this.#player.now(), said_t: Number.NEGATIVE_INFINITY, right_t: Number.NaN, told: false };
    write(part("camera-says", HTMLElement), this.#player.words.camera_starts);
    part("camera-says", HTMLElement).dataset.right = "";
    const { parts = "", worker = "" } = this.#dialog.dataset;
    const own = /** @type {any} */ (window).primemover;
    const make = own?.source ?? ((/** @type {any} */ given, /** @type {any} */ listeners) => new Source(given, listeners));
    /** @type {Source} */
    const source = make({ video: this.#video, parts, worker, now: this.#player.now }, {
      seen: (/** @type {Seen} */ seen) => this.#seen(seen),
      trouble: (/** @type {string} */ why, /** @type {string} */ detail) => this.#lost(why, detail),
      slow: (/** @type {number} */ perSecond) => this.#slow(perSecond),
    });
    this.#source = source;
    const device = part("camera-device", HTMLSelectElement).value;
    void source.open(device).then(() => this.#devices());
  }

  /** From setting up to watching. */
  #watch() {
    this.#source?.people(1);
    this.#eyes ??= new Eyes(this.#player);
  }

  /** @returns {Promise<void>} done when all that was seen is told */
  #off(tells = true) {
    this.#source?.close();
    this.#source = null;
    const told = this.#eyes?.close(tells) ?? Promise.resolve();
    this.#eyes = null;
    drawSeen(this.#canvas, null, { side: "both", met: null });
    this.#show();
    this.#close();
    return told;
  }

  /** @param {Seen} seen */
  #seen(seen) {
    this.#view.style.setProperty("--aspect", String(seen.aspect));
    this.#view.dataset.upright = String(seen.aspect < 1);
    const shown = this.#dialog.open ? null : this.#eyes?.shown().state;
    const mirrored = this.#mirrored.checked;
    const side = this.#eyes?.side ?? "both";
    // The skeleton lies on the picture as it is, in which a mirrored side is the other one.
    drawSeen(this.#canvas, seen, { side: mirrored ? OTHER[side] : side, met: shown === "met" });
    if (this.#dialog.open) this.#helps(seen);
    else this.#eyes?.take(mirrored ? { ...seen, frame: unmirrored(seen.frame) } : seen);
  }

  /** @param {Seen} seen */
  #helps(seen) {
    const { words, now } = this.#player;
    const t = now();
    const findings = framing({ ...seen, people: this.#company.take(seen.people, t) });
    const wrong = toChange(findings);
    for (const { check, right } of findings) {
      const line = part(`camera-check-${check}`, HTMLElement);
      const state = right === null ? "open" : right ? "right" : "wrong";
      if (line.dataset.state !== state) line.dataset.state = state;
    }
    const say = wrong ? words[wrong.say] : words.camera_right;
    if (say !== this.#setup.say) Object.assign(this.#setup, { say, since_t: t });
    const stands_s = t - this.#setup.since_t;
    if (stands_s < (wrong ? 0.6 : RIGHT_FOR_S)) return;
    write(part("camera-says", HTMLElement), say);
    part("camera-says", HTMLElement).dataset.right = String(!wrong);
    const due = wrong ? t - this.#setup.said_t > SAID_EVERY_S : !this.#setup.told;
    if (stands_s > SAID_AFTER_S && due && this.#player.say(say)) Object.assign(this.#setup, { said_t: t, told: !wrong });
  }

  /** @param {string} why @param {string} [detail] */
  #lost(why, detail) {
    const words = this.#player.words[why] ?? this.#player.words.camera_failed;
    if (why === "camera_silent") return this.#silent(words);
    this.#source = null;
    this.#eyes?.blind(words);
    if (this.#dialog.open) return this.#trouble(why, detail);
    drawSeen(this.#canvas, null, { side: "both", met: null });
    return undefined;
  }

  /** Pictures may come again: the helper says that none do, and goes on looking. @param {string} words */
  #silent(words) {
    this.#eyes?.blind(words);
    if (!this.#dialog.open) return;
    this.#setup.say = words;
    write(part("camera-says", HTMLElement), words);
    part("camera-says", HTMLElement).dataset.right = "false";
    for (const line of document.querySelectorAll("[id^=camera-check-]")) /** @type {HTMLElement} */ (line).dataset.state = "open";
  }

  /** @param {string} why @param {string} [detail] */
  #trouble(why, detail) {
    this.#source = null;
    this.#stage("trouble");
    write(part("camera-why", HTMLElement), this.#player.words[why] ?? this.#player.words.camera_failed);
    write(part("camera-detail", HTMLElement), why === "camera_failed" ? (detail ?? "") : "");
    part("camera-again", HTMLElement).hidden = why === "camera_no_parts" || why === "camera_insecure";
  }

  /** @param {number} perSecond */
  #slow(perSecond) {
    this.#eyes?.note(fill(this.#player.words.camera_slow, { pictures: perSecond }));
  }

  /** Offer the other cameras, once their names may be known. */
  async #devices() {
    const select = part("camera-device", HTMLSelectElement);
    const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    const cameras = all.filter(({ kind }) => kind === "videoinput");
    const chosen = select.value;
    part("camera-devices", HTMLElement).hidden = cameras.length < 2;
    select.replaceChildren(...cameras.map(({ deviceId, label }) => new Option(label || deviceId, deviceId, false, deviceId === chosen)));
  }

  /** @param {"consent"|"setup"|"trouble"} name */
  #stage(name) {
    for (const one of ["consent", "setup", "trouble"]) part(`camera-${one}`, HTMLElement).hidden = one !== name;
    if (name === "setup") this.#place(part("camera-setup-place", HTMLElement));
  }

  /** The one picture is in the panel or beside the figure. @param {HTMLElement} place */
  #place(place) {
    if (this.#view.parentElement === place) return;
    place.append(this.#view);
    // A picture that moves on the page stops.
    void this.#video.play().catch(() => undefined);
  }

  #close() {
    this.#dialog.close();
  }

  #closed() {
    this.#place(part("camera-place", HTMLElement));
    if (this.#source) this.#watch();
    this.#show();
    if (this.#paused) this.#player.act("resume", {}, this.#player.now());
    this.#paused = false;
  }

  #show() {
    const on = this.#eyes !== null;
    document.body.classList.toggle("seen", on);
    this.#button.setAttribute("aria-pressed", String(on));
    this.#chip.hidden = !on;
    part("camera-place", HTMLElement).hidden = !on || this.#source === null;
    if (!this.#eyes) return;
    const { state, say } = this.#eyes.shown();
    if (this.#chip.dataset.state !== state) this.#chip.dataset.state = state;
    write(part("camera-state-words", HTMLElement), say);
  }
}
