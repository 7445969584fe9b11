/**
 * Small questions about a timeline that more than one part of the player asks.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").Segment} Segment
 * @typedef {import("./types.js").Position} Position
 */

const EXACT_S = 1e-6;

/** @param {Timeline} timeline @param {string} track @returns {Segment[]} */
export function segmentsOf(timeline, track) {
  return track === "main" ? timeline.segments : (timeline.tracks[track]?.segments ?? []);
}

/** The segment at a position; a finished session stays on its last. @param {Timeline} timeline @param {Position} position @returns {Segment} */
export function segmentAt(timeline, position) {
  const segments = segmentsOf(timeline, position.track);
  return segments[Math.min(position.segment, segments.length - 1)];
}

/**
 * Seconds of the main track: an easier track stands for the step that it replaces.
 * @param {Timeline} timeline @param {Position} position @returns {number}
 */
export function onMain(timeline, position) {
  const { total_s, steps } = timeline;
  if (position.finished) return total_s;
  if (position.track === "main") return position.at_s;
  const step = steps[segmentAt(timeline, position).step];
  const length_s = segmentsOf(timeline, position.track).at(-1)?.end_s || 1;
  return step.start_s + (step.end_s - step.start_s) * (position.at_s / length_s);
}

/**
 * The newest words of the session at a position: what was asked last, or said to it since. Counts are left out.
 * A page's live region holds them, so that a screen reader hears each once.
 * @param {Timeline} timeline @param {Position} position @returns {string}
 */
export function wordsAt(timeline, position) {
  const segments = segmentsOf(timeline, position.track);
  const here = segmentAt(timeline, position);
  for (let index = segments.indexOf(here); index >= 0 && segments[index].step === here.step; index -= 1) {
    const said = segments[index].cues.findLast((cue) => cue.say && !cue.counts && cue.at_s <= position.at_s + EXACT_S);
    if (said?.say) return said.say;
  }
  return here.say ?? here.brief;
}

/** Everything that a session may say, each once, what comes first before what comes later. @param {Timeline} timeline */
export function spokenIn(timeline) {
  const all = [timeline.segments, ...Object.values(timeline.tracks).map(({ segments }) => segments)].flat();
  const cues = all.flatMap((segment) => segment.cues.flatMap(({ say }) => (say ? [say] : [])));
  return new Set([...cues, ...all.map(({ brief }) => brief)]);
}

/** Timeline seconds per wall second: a slower pace never shortens or stretches a hold. @param {Segment} segment @param {number} pace */
export function rateOf(segment, pace) {
  return segment.kind === "hold" ? 1 : pace;
}

/**
 * Where to go on after a break: the start of the repetition, or of the single hold, that was broken
 * off, with the movement into it.
 * @param {Timeline} timeline @param {Position} position @returns {{track: string, at_s: number}}
 */
export function restartOf(timeline, position) {
  const segments = segmentsOf(timeline, position.track);
  const here = segmentAt(timeline, position);
  let index = segments.indexOf(here);
  /** @param {Segment} one */
  const belongs = (one) =>
    one.block === here.block && one.rep === here.rep && !one.counted && (one.kind === "move" || one.kind === "hold");
  while (index > 0 && belongs(segments[index - 1])) index -= 1;
  return { track: position.track, at_s: segments[index].start_s };
}

/**
 * The segments that play went through between two moments without a control in between. Where play
 * jumps by itself (over a step that is left out, back from an easier track) it flows to the end of the
 * step it was in and from the start of the step it came to.
 * @param {Timeline} timeline
 * @param {Position} before @param {Position} after
 * @returns {{track: string, index: number, segment: Segment, left: boolean}[]} `left`: play is past its end
 */
export function passed(timeline, before, after) {
  const from = segmentAt(timeline, before);
  const here = segmentAt(timeline, after);
  const flowed = before.track === after.track && here.step - from.step <= 1;
  const arrived = segmentsOf(timeline, after.track);
  const last = arrived.indexOf(here);
  if (flowed) return stretch(after.track, arrived, arrived.indexOf(from), last, after.finished);
  const departed = segmentsOf(timeline, before.track);
  const end = departed.findLastIndex((one) => one.step === from.step);
  const start = arrived.findIndex((one) => one.step === here.step);
  return [
    ...stretch(before.track, departed, departed.indexOf(from), end, true),
    ...stretch(after.track, arrived, start, last, after.finished),
  ];
}

/** @param {string} track @param {Segment[]} segments @param {number} first @param {number} last @param {boolean} over */
function stretch(track, segments, first, last, over) {
  const found = [];
  for (let index = first; index <= last; index += 1) {
    found.push({ track, index, segment: segments[index], left: index < last || over });
  }
  return found;
}
