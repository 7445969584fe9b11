/**
 * The sessions of the next days, on this device: fetched while there is a connection, begun without one.
 *
 * @typedef {{minutes: number, first_side: "left"|"right", planned: Record<string, unknown>,
 *   timeline: import("./types.js").Timeline, figures: Record<string, string>, changes: string[]}} Taken
 * @typedef {{person: string, name: string, until: string, first_side: "left"|"right", sessions: Taken[],
 *   pain: unknown, voice: string|null}} TakenAlong
 */
import { clipAddress } from "./clips.js";
import { Outbox } from "./outbox.js";
import { spokenIn } from "./segments.js";
import { uuid7 } from "./uuid7.js";
import { Voice } from "./voice.js";

const ADDRESS = "/api/take-along";
const KEPT = "kept";
const TURNS = "primemover.turns";

/** Have the sessions and their figures kept, where a service worker keeps them. */
export async function takeAlong() {
  if (!navigator.serviceWorker) return;
  const inCharge = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  await navigator.serviceWorker.register("/sw.js");
  if (!navigator.serviceWorker.controller) await inCharge;
  const answer = await fetch(ADDRESS);
  if (!answer.ok) return;
  /** @type {TakenAlong} */
  const taken = await answer.json();
  forgetTurns();
  const addresses = new Set(taken.sessions.flatMap(({ figures }) => Object.values(figures)));
  for (const address of addresses) await fetch(address);
  await haveVoice(taken);
  // Asked only of those who have been here before: the browser may ask the person.
  if (localStorage.getItem("primemover.been")) await navigator.storage?.persist?.();
  localStorage.setItem("primemover.been", "yes");
}

/** Where the browser has no voice that speaks without a network, have what the sessions say. @param {TakenAlong} along */
async function haveVoice({ voice, sessions }) {
  await Voice.listed();
  const wanted = new Set();
  if (voice && !new Voice(document.documentElement.lang).speaks(true)) {
    for (const { timeline } of sessions) for (const words of spokenIn(timeline)) wanted.add(clipAddress(voice, words));
  }
  const cache = await caches.open(KEPT);
  const here = new Set((await cache.keys()).map(({ url }) => url.slice(location.origin.length)));
  for (const address of wanted) if (!here.has(address)) await fetch(address);
  for (const address of here) if (address.startsWith("/api/voice/") && !wanted.has(address)) await cache.delete(address);
}

/** Whether anything came along yet. */
export async function isKept() {
  return Boolean(await globalThis.caches?.match(ADDRESS));
}

/** @returns {Promise<TakenAlong|null>} what is on this device */
export async function taken() {
  const answer = await fetch(ADDRESS).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** The side that begins now: they take turns also without a connection. @param {TakenAlong} along */
export function firstSide(along) {
  const odd = Number(localStorage.getItem(TURNS) ?? 0) % 2 === 1;
  return odd ? (along.first_side === "left" ? "right" : "left") : along.first_side;
}

/**
 * Begin a session here: its first event waits in the outbox, its plan in the cache, where the player finds both.
 * @param {TakenAlong} along @param {Taken} session @returns {Promise<string>} the address of its player
 */
export async function beginHere(along, session) {
  const wall_ms = Date.now();
  const id = uuid7(wall_ms);
  const event = {
    id: uuid7(wall_ms),
    session: id,
    person: along.person,
    kind: "planned",
    at: new Date(wall_ms).toISOString(),
    t_s: null,
    window: null,
    data: session.planned,
  };
  const { timeline, figures, changes } = session;
  const playable = {
    session: id, person: along.person, name: along.name, timeline, events: [event], pain: along.pain, figures,
    window: null, led: false, changes, first: false, next: `/session/${id}/close`, test: null, voice: along.voice,
  };
  const cache = await caches.open(KEPT);
  await cache.put(`/api/sessions/${id}`, new Response(JSON.stringify(playable), { headers: { "Content-Type": "application/json" } }));
  // The player is another page: what lasts only as long as this one would be lost on the way to it.
  if (!new Outbox().put(event)) throw new Error("no room");
  localStorage.setItem(TURNS, String(Number(localStorage.getItem(TURNS) ?? 0) + 1));
  return `/session/${id}`;
}

/** The server counts the turns again. */
function forgetTurns() {
  localStorage.removeItem(TURNS);
}
