/**
 * The shapes that the server sends; the words for them stand in docs/architecture.md.
 *
 * @typedef {{at_s: number, say: string|null, sound: string|null, interrupts: boolean, counts?: boolean}} Cue
 * @typedef {{start_s: number, end_s: number, kind: "ready"|"move"|"hold"|"rest"|"switch", step: number,
 *   block: number, exercise: string, phase: string|null, side: "left"|"right"|"both", set: number,
 *   rep: number|null, reps: number|null, say: string|null, brief: string, tip: string|null, cues: Cue[],
 *   posture_from: string, posture_to: string, works: string[], lengthens: string[], counted: boolean, pass_s: number|null, after_s: number|null, open: boolean}} Segment
 * @typedef {{index: number, number: number, exercise: string, name: string, label: string, start_s: number, end_s: number,
 *   regions: string[], muscles: string[], easier: string|null}} Step
 * @typedef {{routine: string, total_s: number, segments: Segment[], steps: Step[],
 *   tracks: Record<string, {segments: Segment[]}>}} Timeline
 * @typedef {{kind: string, t: number, factor?: number, regions?: string[], steps?: number[],
 *   track?: string, at_s?: number, by?: string}} Control
 * @typedef {{track: string, at_s: number, segment: number, running: boolean, finished: boolean,
 *   elapsed_in_segment_s: number, left_in_segment_s: number, left_s: number, pace: number}} Position
 * @typedef {{id: string, session: string, person: string, kind: string, at: string, t_s: number|null,
 *   window: string|null, data: Record<string, unknown>}} SessionEvent
 */
export {};
