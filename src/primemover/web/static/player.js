/**
 * The player page: loads a session, and hands each moment to clock, voice, screen and figure.
 *
 * Nothing counts by itself. Every look asks `position` where the session is, from the timeline, the
 * controls so far and the clock; all else follows from that.
 *
 * @typedef {import("./types.js").SessionEvent} SessionEvent
 * @typedef {import("./pain.js").PainTable} PainTable
 * @typedef {{session: string, person: string, name: string, timeline: import("./types.js").Timeline,
 *   events: SessionEvent[], pain: PainTable, figures: Record<string, string>, window: string|null, led: boolean,
 *   changes: string[], first: boolean, next: string, voice: string|null, test: import("./tests.js").TestPart|null}} Loaded
 */
import { merged } from "./controls.js";
import { Follower } from "./follower.js";
import { loadFigures } from "./stage.js";
import { Outbox } from "./outbox.js";
import { fill, part, words as pageWords, write } from "./page.js";
import { notedPlace } from "./place.js";
import { Session } from "./session.js";
import { uuid7 } from "./uuid7.js";
import { Veils } from "./veils.js";

const words = pageWords();
const player = part("player", HTMLElement);
// Without a network the page is everybody's, and only its address says which session it is.
const sessionId = player.dataset.session || (location.pathname.split("/")[2] ?? "");
const windowId = uuid7(Date.now());
/** @type {Session|null} */
let session = null;
/** @type {Follower|null} */
let follower = null;
/** Something was not saved yet, and the person was told. */
let troubled = false;
const SAID_MS = 4000;

const outbox = new Outbox({
  changed: ({ waiting, reachable, refused, kept }) => {
    const saved = part("saved", HTMLElement);
    const trouble = refused ? fill(words.refused, { why: refused }) : !reachable ? words.waiting : !kept ? words.not_kept : "";
    const recovered = !trouble && waiting === 0 && troubled;
    troubled = trouble !== "" || (troubled && !recovered);
    if (trouble || recovered) write(saved, trouble || words.saved);
    saved.hidden = !trouble && !recovered;
    if (recovered) setTimeout(() => (saved.hidden = !troubled), SAID_MS);
  },
  windowIs: (owner, of) => of === sessionId && session?.owner(owner),
});

/** @returns {Promise<Loaded>} */
async function load() {
  const answer = await fetch(`/api/sessions/${sessionId}`, { headers: { Accept: "application/json" } });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new Error(problem.detail ?? words.unreachable);
}

/** @param {boolean} [taking] this page takes the session over, whoever leads it */
async function open(taking = false) {
  part("failed", HTMLElement).hidden = true;
  try {
    // Looked at before the server is asked: what is acknowledged in between would be in neither.
    const waited = outbox.waiting();
    const loaded = await load();
    const own = [...waited, ...outbox.waiting()].filter((event) => event.session === sessionId);
    const events = merged(loaded.events, own);
    const figures = loadFigures(loaded.figures);
    part("over", HTMLElement).querySelector("a")?.setAttribute("href", loaded.next);
    session?.close();
    follower?.close();
    const follow = () => watchAlong(loaded, figures);
    if (loaded.led && !taking) return new Veils(words, figures).elsewhere(() => void open(true), follow);
    session = new Session({
      loaded,
      figures,
      words,
      outbox,
      window: windowId,
      events,
      t_s: Math.max(notedPlace(sessionId), ...events.map((event) => event.t_s ?? 0)),
      wall_ms: Math.max(0, ...events.map((event) => Date.parse(event.at))),
      language: player.dataset.language ?? "en",
      silence: player.dataset.silence ?? "",
      reopen: () => open(true),
      watchAlong: player.dataset.house ? follow : null,
      muscles: player.dataset.muscles !== undefined,
    });
    session.present();
  } catch (problem) {
    const told = problem instanceof TypeError ? words.unreachable : String(problem instanceof Error ? problem.message : problem);
    write(part("failed-note", HTMLElement), told);
    part("failed", HTMLElement).hidden = false;
    part("failed-title", HTMLElement).focus();
  }
}

/** @param {Loaded} loaded @param {Map<string, import("./figure.js").FigureSet>} figures */
function watchAlong(loaded, figures) {
  session?.close();
  new Veils(words, figures).none();
  follower = new Follower({
    loaded,
    figures,
    words,
    takeOver: () => void open(true),
    over: () => location.assign(loaded.next),
  });
}

part("failed-again", HTMLElement).onclick = () => void open();
outbox.sendSoon(0);
void open();
