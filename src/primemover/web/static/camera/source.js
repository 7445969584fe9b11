/**
 * The camera itself: pictures to the worker, landmarks to whoever asked for them. A picture lives until it is
 * drawn, and goes nowhere else.
 *
 * One picture at a time is on its way, so a slow machine sees fewer of them and is never behind.
 *
 * @typedef {{frame: Float32Array, picture: ImageBitmap|null, time_s: number, aspect: number, people: number, light: number}} Seen
 * @typedef {{seen: (seen: Seen) => void, trouble: (why: string, detail?: string) => void, slow: (perSecond: number) => void}} Listeners
 *   `trouble`: the name of the words for it; the source is closed then, but for `camera_silent`, after which pictures may come
 */
import { brightness } from "./framing.js";

/** Under this many pictures a second the smaller network takes over. */
const LEAST_PER_S = 12;
const SLOW_PER_S = 7;
const JUDGED_BY = 30;
/** The longer side of a picture on its way to the worker, in pixels: the networks look at 256. */
const LONGEST_PX = 640;
const LIGHT_EVERY_S = 0.5;
const SILENT_MS = 4000;
const [LIGHT_W, LIGHT_H] = [32, 18];

/** @type {Record<string, string>} */
const REFUSALS = {
  NotAllowedError: "camera_refused",
  SecurityError: "camera_refused",
  NotFoundError: "camera_none",
  OverconstrainedError: "camera_none",
  NotReadableError: "camera_busy",
  AbortError: "camera_busy",
};

export class Source {
  #video;
  #now;
  #parts;
  #listeners;
  /** @type {MediaStream|null} */
  #stream = null;
  /** @type {Worker|null} */
  #worker = null;
  #model = "full";
  #ready = false;
  #busy = false;
  #people = 2;
  /** Milliseconds that each of the last looks took. @type {number[]} */
  #took = [];
  #light = 255;
  #lit_s = Number.NEGATIVE_INFINITY;
  #closed = false;
  #last_s = -1;
  #silence = 0;
  #sketch = new OffscreenCanvas(LIGHT_W, LIGHT_H).getContext("2d", { willReadFrequently: true });

  /**
   * @param {{video: HTMLVideoElement, parts: string, now: () => number, worker: string}} given `now`: seconds on the
   *   session's clock; `parts`, `worker`: addresses of the camera's parts and of the worker
   * @param {Listeners} listeners
   */
  constructor(given, listeners) {
    this.#video = given.video;
    this.#now = given.now;
    this.#parts = given.parts;
    this.#listeners = listeners;
    this.#worker = new Worker(given.worker, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = (event) => this.#fail("camera_failed", event.message);
  }

  /** Ask for the camera and begin. @param {string} [device] */
  async open(device) {
    if (!navigator.mediaDevices?.getUserMedia) return this.#fail("camera_insecure");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { width: { ideal: 1280 }, height: { ideal: 720 }, ...(device ? { deviceId: { exact: device } } : {}) },
      });
      if (this.#closed) return stop(stream);
      this.#take(stream);
      await this.#video.play();
    } catch (problem) {
      const name = problem instanceof DOMException ? problem.name : "";
      // Moving the picture on the page breaks off a play() that is still waiting; it plays on there.
      if (name === "AbortError" && this.#stream) return;
      this.#fail(REFUSALS[name] ?? "camera_failed", String(problem));
    }
  }

  /** Look for so many people at once: two while setting up, so that a second one is noticed. @param {number} people */
  people(people) {
    this.#people = people;
    if (this.#ready) this.#worker?.postMessage({ people });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#silence);
    if (this.#stream) stop(this.#stream);
    this.#video.srcObject = null;
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** @param {MediaStream} stream */
  #take(stream) {
    this.#stream = stream;
    for (const track of stream.getVideoTracks()) track.addEventListener("ended", () => this.#fail("camera_unplugged"));
    this.#video.srcObject = stream;
    const { origin } = location;
    this.#worker?.postMessage({ open: { parts: origin + this.#parts, model: this.#model } });
    this.#next();
  }

  #next() {
    if (this.#closed) return;
    const look = () => void this.#look();
    if ("requestVideoFrameCallback" in this.#video) this.#video.requestVideoFrameCallback(look);
    else requestAnimationFrame(look);
  }

  async #look() {
    this.#next();
    const time_s = this.#now();
    const { videoWidth: width, videoHeight: height } = this.#video;
    if (!this.#ready || this.#busy || !width || time_s <= this.#last_s) return;
    this.#busy = true;
    this.#last_s = time_s;
    this.#judgeLight(time_s);
    const scale = Math.min(1, LONGEST_PX / Math.max(width, height));
    try {
      const picture = await createImageBitmap(this.#video, {
        resizeWidth: Math.round(width * scale),
        resizeHeight: Math.round(height * scale),
      });
      this.#worker?.postMessage({ picture, time_s }, [picture]);
    } catch {
      // Between two pictures of a camera that is going away; the track says so itself.
      this.#busy = false;
    }
  }

  /** @param {number} time_s */
  #judgeLight(time_s) {
    if (time_s - this.#lit_s < LIGHT_EVERY_S || !this.#sketch) return;
    this.#lit_s = time_s;
    this.#sketch.drawImage(this.#video, 0, 0, LIGHT_W, LIGHT_H);
    this.#light = brightness(this.#sketch.getImageData(0, 0, LIGHT_W, LIGHT_H).data);
  }

  /** @param {any} data */
  #heard(data) {
    if (data.opened) {
      this.#ready = true;
      this.#busy = false;
      this.#took = [];
      this.#worker?.postMessage({ people: this.#people });
      this.#listen();
    } else if (data.failed) {
      this.#busy = false;
      if (data.opening) this.#fail("camera_failed", data.failed);
    } else if (data.frame) this.#seen(data);
  }

  /** @param {{frame: Float32Array, picture: ImageBitmap, time_s: number, people: number, took_ms: number}} data */
  #seen({ frame, picture, time_s, people, took_ms }) {
    this.#busy = false;
    this.#listen();
    const aspect = this.#video.videoWidth / this.#video.videoHeight || 1;
    this.#listeners.seen({ frame, picture, time_s, aspect, people, light: this.#light });
    picture.close();
    this.#judgePace(took_ms);
  }

  /** A camera that gives no picture at all, or no more, says nothing of it itself. */
  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#listeners.trouble("camera_silent"), SILENT_MS);
  }

  /** @param {number} took_ms */
  #judgePace(took_ms) {
    if (this.#people > 1) return;
    this.#took.push(took_ms);
    if (this.#took.length < JUDGED_BY) return;
    const middle = [...this.#took].sort((a, b) => a - b)[JUDGED_BY >> 1];
    this.#took = [];
    const perSecond = 1000 / Math.max(middle, 1);
    if (perSecond < LEAST_PER_S && this.#model === "full") {
      this.#model = "lite";
      this.#ready = false;
      this.#worker?.postMessage({ open: { parts: location.origin + this.#parts, model: this.#model } });
    } else if (perSecond < SLOW_PER_S) this.#listeners.slow(Math.round(perSecond));
  }

  /** @param {string} why @param {string} [detail] */
  #fail(why, detail) {
    if (this.#closed) return;
    this.close();
    this.#listeners.trouble(why, detail);
  }
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}
