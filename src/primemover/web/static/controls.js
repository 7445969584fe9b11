/**
 * From events to the controls that `position` reads, and the facts that stand beside them.
 *
 * @typedef {import("./types.js").SessionEvent} SessionEvent
 * @typedef {import("./types.js").Control} Control
 * @typedef {import("./types.js").Timeline} Timeline
 */

const KINDS = new Set([
  "start", "pause", "resume", "skip", "back", "repeat", "pace", "easier", "leave_out", "rebase", "let_go",
  "end",
]);

/** @param {SessionEvent[]} events @returns {Control[]} */
export function controlsOf(events) {
  return events
    .filter((event) => KINDS.has(event.kind) && event.t_s !== null)
    .map((event) => ({ ...event.data, kind: event.kind, t: event.t_s ?? 0 }))
    .sort((a, b) => a.t - b.t);
}

/**
 * Events of the server and of this device's outbox together, each once, in order.
 * @param {SessionEvent[]} stored @param {SessionEvent[]} waiting @returns {SessionEvent[]}
 */
export function merged(stored, waiting) {
  const byId = new Map([...stored, ...waiting].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => order(a).localeCompare(order(b)));
}

/** @param {SessionEvent} event */
function order(event) {
  return `${event.at} ${event.id}`;
}

/**
 * Steps that pain has left out, for the bars on the screen.
 * @param {Timeline} timeline @param {Control[]} controls @returns {Set<number>}
 */
export function leftOut(timeline, controls) {
  /** @type {Set<number>} */
  const steps = new Set();
  for (const control of controls.filter(({ kind }) => kind === "leave_out")) {
    for (const step of control.steps ?? []) steps.add(step);
    for (const step of timeline.steps) {
      if (step.regions.some((region) => control.regions?.includes(region))) steps.add(step.index);
    }
  }
  return steps;
}
