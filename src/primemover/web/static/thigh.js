/**
 * The extension test from a side photo, or from the camera: the picture stays on this page. The landmarks that the worker
 * finds go to the server, an angle with its error comes back, and the person takes it over or not.
 */
import { drawSeen } from "./camera/skeleton.js";
import { Source } from "./camera/source.js";
import { packed } from "./camera/wire.js";
import { fill, part, words as pageWords, write } from "./page.js";

/** The longer side of a photo on its way to the worker. */
const LONGEST_PX = 1280;
/** The network refines what it found in the same picture. */
const LOOKS = 3;
const COUNTDOWN_S = 5;
const GATHERED_S = 2;

/**
 * @typedef {import("./camera/points.js").Frame} Frame
 * @typedef {{frame: Frame, time_s: number, aspect: number}} Look
 */
const words = pageWords();
const place = part("thigh", HTMLElement);
const says = part("thigh-says", HTMLElement);
const canvas = part("thigh-drawing", HTMLCanvasElement);
const view = part("thigh-view", HTMLElement);
const take = part("thigh-take", HTMLButtonElement);
const measure = part("thigh-measure", HTMLButtonElement);
/** @type {Source|null} */
let source = null;
/** @type {Look[]|null} */
let gathered = null;
/** Runs from the tap to the end of the measuring. */
let counting = 0;
/** @type {{side: string, deg: number}|null} */
let found = null;

place.hidden = false;
part("thigh-photo", HTMLInputElement).onchange = (event) => {
  const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
  if (file) void fromPhoto(file);
};
part("thigh-camera", HTMLButtonElement).onclick = () => fromCamera();
measure.onclick = () => countDown(COUNTDOWN_S);
take.onclick = () => takeOver();

/** @param {File} file */
async function fromPhoto(file) {
  begin(words.looking);
  /** @type {ImageBitmap|null} */
  let picture = null;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return write(says, words.no_picture);
  }
  try {
    const look = await lookAt(picture);
    show({ ...look, picture: look.picture });
    await ask([look]);
  } catch {
    write(says, words.failed);
  }
}

/** @param {ImageBitmap} whole @returns {Promise<Look & {picture: ImageBitmap}>} */
async function lookAt(whole) {
  const scale = Math.min(1, LONGEST_PX / Math.max(whole.width, whole.height));
  const [resizeWidth, resizeHeight] = [Math.round(whole.width * scale), Math.round(whole.height * scale)];
  const worker = new Worker(place.dataset.worker ?? "", { type: "module" });
  /** @param {Record<string, any>} what @param {Transferable[]} [given] @returns {Promise<any>} */
  const tell = (what, given = []) =>
    new Promise((done, failed) => {
      worker.onmessage = ({ data }) => (data.failed ? failed(new Error(data.failed)) : done(data));
      worker.onerror = (event) => failed(new Error(event.message));
      worker.postMessage(what, given);
    });
  try {
    await tell({ open: { parts: location.origin + place.dataset.parts, model: "full" } });
    let answer = { frame: /** @type {Frame} */ ([]), picture: whole };
    for (let look = 1; look <= LOOKS; look += 1) {
      const picture = await createImageBitmap(answer.picture, { resizeWidth, resizeHeight });
      answer = await tell({ picture, time_s: look / 10 }, [picture]);
    }
    return { frame: answer.frame, time_s: 0, aspect: resizeWidth / resizeHeight, picture: answer.picture };
  } finally {
    worker.terminate();
  }
}

function fromCamera() {
  begin(words.starts);
  source = new Source(
    { video: part("thigh-video", HTMLVideoElement), parts: place.dataset.parts ?? "", worker: place.dataset.worker ?? "", now: () => performance.now() / 1000 },
    {
      seen: (seen) => {
        measure.hidden = counting !== 0;
        if (says.textContent === words.starts) write(says, words.ready);
        show(seen);
        gathered?.push({ frame: seen.frame, time_s: seen.time_s, aspect: seen.aspect });
      },
      trouble: (why) => {
        stop();
        write(says, words[why] ?? words.failed);
      },
      slow: () => undefined,
    },
  );
  source.people(1);
  void source.open();
}

/** @param {number} left_s */
function countDown(left_s) {
  measure.hidden = true;
  if (left_s > 0) {
    write(says, fill(words.still, { seconds: left_s }));
    counting = setTimeout(() => countDown(left_s - 1), 1000);
    return;
  }
  gathered = [];
  write(says, words.looking);
  counting = setTimeout(() => {
    const looks = gathered ?? [];
    stop();
    void ask(looks);
  }, GATHERED_S * 1000);
}

/** @param {Look[]} looks */
async function ask(looks) {
  try {
    const frames = looks.map(({ frame, time_s, aspect }) => [...new Uint8Array(packed(frame, time_s, aspect))]);
    const body = new Uint8Array(frames.flat());
    const answer = await fetch("/api/thigh", { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    if (told.reason) return write(says, `${told.say} ${words.again}`);
    found = { side: told.side, deg: told.deg };
    const side = words[told.side];
    write(says, fill(words.found, { side, deg: degrees(told.deg), error: degrees(told.error_deg) }));
    take.textContent = fill(words.take, { side });
    take.hidden = false;
    take.focus();
  } catch {
    write(says, words.failed);
  }
  return undefined;
}

/** The angle goes into the form; what was typed for that side gives way, and nothing is kept before the form is. */
function takeOver() {
  if (!found) return;
  for (const name of ["thigh", "hip", "knee"]) part(`${found.side}-${name}`, HTMLInputElement).value = "";
  const angle = part(`${found.side}-angle`, HTMLInputElement);
  angle.value = String(found.deg);
  const photo = document.querySelector("input[name=method][value=timed-photo]");
  if (photo instanceof HTMLInputElement && !document.querySelector("input[name=method]:checked")) photo.checked = true;
  angle.focus();
  take.hidden = true;
  write(says, words.taken);
}

/** @param {{frame: Frame, picture: ImageBitmap|null, aspect: number}} seen */
function show(seen) {
  view.hidden = false;
  view.style.setProperty("--aspect", String(seen.aspect));
  drawSeen(canvas, seen, { side: "both", met: null });
}

/** @param {string} why */
function begin(why) {
  stop();
  found = null;
  take.hidden = true;
  view.hidden = true;
  write(says, why);
}

/** The camera goes off, and what it was about to measure is over. */
function stop() {
  clearTimeout(counting);
  counting = 0;
  gathered = null;
  source?.close();
  source = null;
  measure.hidden = true;
}

/** @param {number} deg */
function degrees(deg) {
  return `${Math.round(deg)}°`.replace("-", "−").replace("−0°", "0°");
}
