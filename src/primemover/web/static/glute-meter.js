/**
 * A slim bar for the glute in the player, while a source of muscle signals runs. It also tells the server which
 * phase the session is at, so that the muscles' page can mark what is to work, and the recording what was done.
 *
 * @typedef {import("./types.js").Segment} Segment
 */
import { MuscleWire } from "./muscle-wire.js";
import { part, write } from "./page.js";

const FULL_DB = 30;

/**
 * A muscle of the figure as [muscle, side]: what is near works on the segment's side.
 * @param {string} marked as `near gluteus-maximus` @param {Segment["side"]|undefined} side
 */
function placed(marked, side) {
  const [place, muscle] = marked.split(" ");
  const other = side === "left" ? "right" : "left";
  const known = side === "left" || side === "right";
  return [muscle ?? place, !known ? null : place === "near" ? side : place === "far" ? other : null];
}

export class GluteMeter {
  #session;
  #wire;
  #told = "";
  /** @type {import("./muscle-wire.js").Stand|null} */
  #stand = null;
  /** @type {Segment|null} */
  #segment = null;
  #place = part("glute-meter", HTMLElement);

  /** @param {string} session */
  constructor(session) {
    this.#session = session;
    this.#wire = new MuscleWire({
      stand: (stand) => (this.#stand = stand),
      now: (now) => this.#show(now),
      opened: () => (this.#told = ""),
      lost: () => (this.#place.hidden = true),
    });
  }

  /** Where the session is; null while it stands still. @param {Segment|null} segment */
  step(segment) {
    this.#segment = segment;
    const { exercise, phase, side, set, rep, kind, brief, works } = segment ?? {};
    const key = JSON.stringify([exercise, phase, side, set, rep, kind]);
    if (key === this.#told) return;
    const where = side === "both" ? null : side;
    const asked = segment && {
      session: this.#session,
      exercise,
      phase,
      side: where,
      rep,
      brief,
      works: works?.map((muscle) => placed(muscle, side)),
      held: kind === "hold",
    };
    if (this.#wire.ask({ kind: "part", part: asked })) this.#told = key;
  }

  end() {
    this.step(null);
    this.#wire.end();
    this.#place.hidden = true;
  }

  /** @param {import("./muscle-wire.js").Now} now */
  #show(now) {
    const stand = this.#stand;
    const side = this.#segment?.side;
    const glute = stand?.glutes.findIndex((is, i) => is && (!side || side === "both" || !stand.sides[i] || stand.sides[i] === side)) ?? -1;
    // A test hides what may change how long somebody holds.
    const shown = stand !== null && glute >= 0 && this.#segment !== null && !this.#segment.open;
    this.#place.hidden = !shown;
    if (!shown) return;
    const [state, level_db, wrong] = now.muscles[glute];
    const trouble = now.silent_s === null ? wrong : "silent";
    const name = this.#place.querySelector("span");
    if (name) write(name, stand.names[glute]);
    this.#place.classList.toggle("on", state === "on" && !trouble);
    this.#place.classList.toggle("untold", trouble !== null);
    const bar = this.#place.querySelector("b");
    const share = state === "learning" || trouble ? 0 : Math.max(0, Math.min(1, level_db / FULL_DB));
    if (bar) bar.style.transform = `scaleX(${share.toFixed(3)})`;
  }
}
