/**
 * Whether the camera stands right, said as the first thing to change. Pure: landmarks and light in, words' names out.
 *
 * @typedef {import("./points.js").Frame} Frame
 * @typedef {"light"|"somebody"|"alone"|"whole"|"distance"|"side"} Check
 * @typedef {{check: Check, right: boolean|null, say: string}} Finding `right`: null where it cannot be told yet;
 *   `say`: the name of the words for what to change
 */
import { ANKLES, HIPS, KNEES, NOSE, SHOULDERS, extent, shows, sidewaysness, somebody } from "./points.js";

/** Mean brightness of the picture, 0 to 255. */
const BLACK = 6;
const DARK = 45;
/** Share of the picture's longer side that the body takes up. */
const SMALL = 0.3;
const LARGE = 0.95;
/** Within 45° of the side, as the server's own limit for the plain picture. */
const SIDEWAYS = 0.7;

/** So often within so many seconds makes somebody who is there. */
const SEEN_TIMES = 3;
const SEEN_WITHIN_S = 2;

/** @type {Check[]} */
export const CHECKS = ["light", "somebody", "alone", "whole", "distance", "side"];

/**
 * @param {{frame: Frame|null, aspect: number, light: number, people: number}} seen `aspect`: width over height
 * @returns {Finding[]} one for each check, in the order in which to mend them
 */
export function framing({ frame, aspect, light, people }) {
  const here = frame !== null && somebody(frame);
  /** @type {Record<Check, [boolean|null, string]>} */
  const found = {
    light: [darkness(light) === null, darkness(light) ?? ""],
    somebody: [here, "camera_nobody"],
    alone: [here ? people < 2 : null, "camera_two"],
    whole: [here ? whole(frame) : null, aspect < 1 ? "camera_portrait" : "camera_cut_off"],
    distance: distance(here ? frame : null, aspect),
    side: [here ? sidewaysness(frame) >= SIDEWAYS : null, "camera_not_sideways"],
  };
  return CHECKS.map((check) => ({ check, right: found[check][0], say: found[check][1] }));
}

/** Somebody else in the picture: the network finds a second person in some pictures and not in others. */
export class Company {
  /** When two were found. @type {number[]} */
  #found = [];

  /** How many there are, from how many were found at `t`. @param {number} people @param {number} t */
  take(people, t) {
    if (people > 1) this.#found.push(t);
    this.#found = this.#found.filter((one) => t - one < SEEN_WITHIN_S);
    return this.#found.length < SEEN_TIMES ? Math.min(people, 1) : 2;
  }
}

/** What is wrong with the light of a picture: the name of the words for it, or null. @param {number} light */
export function darkness(light) {
  if (light < BLACK) return "camera_black";
  return light < DARK ? "camera_dark" : null;
}

/** The first thing to change, or null where the camera stands right. @param {Finding[]} findings */
export function toChange(findings) {
  return findings.find(({ right }) => right !== true) ?? null;
}

/** Head, hips, a knee and an ankle, each of at least the nearer side. @param {Frame} frame */
function whole(frame) {
  const pairs = [SHOULDERS, HIPS, KNEES, ANKLES];
  return shows(frame, NOSE) && pairs.every((pair) => pair.some((point) => shows(frame, point)));
}

/** @param {Frame|null} frame @param {number} aspect @returns {[boolean|null, string]} */
function distance(frame, aspect) {
  if (frame === null) return [null, "camera_far"];
  const { left, right, top, bottom } = extent(frame);
  const share = Math.hypot((right - left) * aspect, bottom - top) / Math.max(aspect, 1);
  if (share < SMALL) return [false, "camera_far"];
  return [share <= LARGE, "camera_near"];
}

/**
 * The light of a picture: mean brightness, 0 to 255 (Rec. 601).
 * @param {Uint8ClampedArray|number[]} rgba
 */
export function brightness(rgba) {
  let sum = 0;
  for (let i = 0; i < rgba.length; i += 4) sum += 0.299 * rgba[i] + 0.587 * rgba[i + 1] + 0.114 * rgba[i + 2];
  return rgba.length ? sum / (rgba.length / 4) : 0;
}
