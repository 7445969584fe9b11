/**
 * A frame of landmarks and the few questions that the page itself asks of one.
 *
 * 33 × (x, y, z, visibility): x in picture widths from the left, y in heights from the top; then 33 × (x, y,
 * z) in metres; NaN throughout where nobody was found. The order of the points is MediaPipe's.
 *
 * @typedef {Float32Array|number[]} Frame
 */

export const POINTS = 33;
const IN_IMAGE = 4;
const WORLD = POINTS * IN_IMAGE;
export const NUMBERS = WORLD + POINTS * 3;
/** A point less visible than this is not used; the server has the same limit. */
const VISIBLE = 0.3;

export const NOSE = 0;
export const SHOULDERS = [11, 12];
export const HIPS = [23, 24];
export const KNEES = [25, 26];
export const ANKLES = [27, 28];

/** Lines of the skeleton, by their ends; left ones are odd, right ones even. */
export const BONES = [
  [11, 12], [23, 24], [11, 23], [12, 24], [11, 13], [13, 15], [12, 14], [14, 16],
  [23, 25], [25, 27], [27, 31], [24, 26], [26, 28], [28, 32], [0, 11], [0, 12],
];

/** @param {Frame} frame @param {number} point */
export function at(frame, point) {
  const [x, y, z, visibility] = frame.slice(point * IN_IMAGE, point * IN_IMAGE + IN_IMAGE);
  return { x, y, z, visibility };
}

/** Points of the body come in pairs, left before right, but for the nose and some of the face. */
const PAIRS = [[1, 4], [2, 5], [3, 6], ...Array.from({ length: 13 }, (_, i) => [7 + 2 * i, 8 + 2 * i])];

/**
 * The frame of a camera that mirrors its picture, as the body is: the sides change their places. A picture alone does not
 * tell that it is mirrored; the person does. @param {Frame} frame @returns {Float32Array}
 */
export function unmirrored(frame) {
  const turned = Float32Array.from(frame);
  for (let point = 0; point < POINTS; point += 1) {
    turned[point * IN_IMAGE] = 1 - turned[point * IN_IMAGE];
    turned[WORLD + point * 3] *= -1;
  }
  const found = turned.slice();
  for (const [a, b] of PAIRS.flatMap(([left, right]) => [[left, right], [right, left]])) {
    found.set(turned.subarray(a * IN_IMAGE, (a + 1) * IN_IMAGE), b * IN_IMAGE);
    found.set(turned.subarray(WORLD + a * 3, WORLD + (a + 1) * 3), WORLD + b * 3);
  }
  return found;
}

/** @param {Frame} frame */
export function somebody(frame) {
  return [...SHOULDERS, ...HIPS].every((point) => Number.isFinite(at(frame, point).x));
}

/** Visible, and inside the picture: visibility alone is claimed for points that are outside. @param {Frame} frame @param {number} point */
export function shows(frame, point) {
  const { x, y, visibility } = at(frame, point);
  return visibility >= VISIBLE && x >= 0 && x <= 1 && y >= 0 && y <= 1;
}

/**
 * How far the line through the hips and the one through the shoulders point at the camera: 1 seen from the side,
 * 0 from the front or from behind. @param {Frame} frame
 */
export function sidewaysness(frame) {
  const [left, right] = [HIPS, SHOULDERS].map(([a, b]) => [world(frame, a), world(frame, b)]).reduce(
    ([a, b], [c, d]) => [a.map((value, i) => value + c[i]), b.map((value, i) => value + d[i])],
  );
  const [x, y, z] = right.map((value, i) => value - left[i]);
  const length = Math.hypot(x, y, z);
  return length > 0 ? Math.abs(z) / length : Number.NaN;
}

/**
 * Which side of the body is nearer to the camera, or null where that is not clear.
 * @param {Frame} frame @returns {"left"|"right"|null}
 */
export function nearSide(frame) {
  let votes = 0;
  for (const [left, right] of [SHOULDERS, HIPS]) votes += Math.sign(at(frame, left).z - at(frame, right).z);
  for (const [left, right] of [KNEES, ANKLES]) {
    const more = at(frame, right).visibility - at(frame, left).visibility;
    votes += Math.max(-0.5, Math.min(0.5, more));
  }
  if (Number.isNaN(votes) || Math.abs(votes) < 1) return null;
  return votes > 0 ? "right" : "left";
}

/** The box around what shows, in picture widths and heights. @param {Frame} frame */
export function extent(frame) {
  const shown = Array.from({ length: POINTS }, (_, i) => i).filter((point) => Number.isFinite(at(frame, point).x));
  const xs = shown.map((point) => at(frame, point).x);
  const ys = shown.map((point) => at(frame, point).y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** @param {Frame} frame @param {number} point @returns {number[]} */
function world(frame, point) {
  return [...frame.slice(WORLD + point * 3, WORLD + point * 3 + 3)];
}
