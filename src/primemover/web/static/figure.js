/**
 * The figure: draws the frames of a figure set (docs/architecture.md, "Figure sets") into an SVG.
 *
 * Everything about the body was solved before; here neighbouring frames are mixed evenly and each shape
 * becomes one closed curve. With `prefers-reduced-motion` nothing moves in between: the figure jumps from
 * posture to posture.
 *
 * @typedef {{name: string, class: string, points: number}} Shape
 * @typedef {{exercise: string, view: number[], shapes: Shape[], postures: Record<string, number[]>,
 *   moves: Record<string, number[][]>, marks: Record<string, Record<string, string>>,
 *   describe: Record<string, string>}} FigureSet
 * @typedef {{flip?: boolean, marks?: string|null}} DrawOptions `flip`: the left side works; `marks`: the phase
 *   whose muscles are lit (else those of the two postures' phases)
 */

const SVG = "http://www.w3.org/2000/svg";
const SHADED_MM = 50;
const MAT_MM = { back: -62, front: 44, under: 57, beyond: 25 };

let figures = 0;

/**
 * SVG path of a closed Catmull–Rom curve; the same as `path_of` in `body/curve.py`.
 *
 * @param {ArrayLike<number>} points flat [x0, y0, x1, y1, …]
 */
export function pathOf(points) {
  const size = points.length;
  if (size === 0) return "";
  let path = `M${short(points[0])} ${short(points[1])}`;
  for (let b = 0; b < size; b += 2) {
    const a = (b - 2 + size) % size;
    const c = (b + 2) % size;
    const d = (b + 4) % size;
    const numbers = [
      points[b] + (points[c] - points[a]) / 6,
      points[b + 1] + (points[c + 1] - points[a + 1]) / 6,
      points[c] - (points[d] - points[b]) / 6,
      points[c + 1] - (points[d + 1] - points[b + 1]) / 6,
      points[c],
      points[c + 1],
    ];
    path += `C${numbers.map(short).join(" ")}`;
  }
  return `${path}Z`;
}

/** A number to a tenth, without a trailing zero. @param {number} number */
function short(number) {
  const tenths = Math.floor(number * 10 + 0.5);
  const rest = Math.abs(tenths) % 10;
  const whole = (Math.abs(tenths) - rest) / 10;
  return `${tenths < 0 ? "-" : ""}${whole}${rest ? `.${rest}` : ""}`;
}

/**
 * The coordinates `share` (0 to 1) of the way between two postures.
 *
 * @param {FigureSet} set
 * @param {string} from
 * @param {string} to
 * @param {number} share of the move's time; the frames themselves start and stop softly
 * @returns {number[]}
 */
export function frameAt(set, from, to, share) {
  const frames = framesOf(set, from, to);
  const place = Math.min(Math.max(share, 0), 1) * (frames.length - 1);
  const index = Math.min(Math.floor(place), frames.length - 2);
  const part = place - index;
  const [one, other] = [frames[index], frames[index + 1]];
  if (part === 0) return one;
  if (part === 1) return other;
  return one.map((value, at) => value + (other[at] - value) * part);
}

/** @param {FigureSet} set @param {string} from @param {string} to @returns {number[][]} */
function framesOf(set, from, to) {
  const there = set.moves[`${from}>${to}`];
  if (there) return there;
  const back = set.moves[`${to}>${from}`];
  if (back) return [...back].reverse();
  const end = set.postures[to] ?? set.postures.start;
  return [set.postures[from] ?? end, end];
}

/**
 * Puts a figure set into an SVG element.
 *
 * @param {SVGSVGElement} svg emptied first; takes the set's view box
 * @param {FigureSet} set
 */
export function mount(svg, set) {
  return new Figure(svg, set);
}

class Figure {
  #set;
  #group;
  #shadow;
  /** @type {SVGPathElement[]} */
  #paths = [];
  #middle;
  #still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

  /** @param {SVGSVGElement} svg @param {FigureSet} set */
  constructor(svg, set) {
    this.#set = set;
    const [left, , width] = set.view;
    this.#middle = left + width / 2;
    svg.setAttribute("viewBox", set.view.join(" "));
    svg.replaceChildren();
    const glow = `glow-${(figures += 1)}`;
    svg.append(glowing(glow));
    this.#group = element("g", {});
    this.#group.append(...mat(left, left + width));
    this.#shadow = element("ellipse", { class: "shadow", cy: 8, ry: 19 });
    this.#group.append(this.#shadow);
    for (const shape of set.shapes) {
      const path = /** @type {SVGPathElement} */ (element("path", { class: shape.class }));
      if (shape.class === "muscle") {
        path.setAttribute("filter", `url(#${glow})`);
        path.style.opacity = "0";
      }
      this.#paths.push(path);
    }
    this.#group.append(...this.#paths);
    svg.append(this.#group);
  }

  /**
   * Draws `share` (0 to 1) of the way from one posture to another, and fades the marks along.
   *
   * @param {string} from
   * @param {string} to
   * @param {number} share
   * @param {DrawOptions} [options]
   */
  draw(from, to, share, { flip = false, marks = undefined } = {}) {
    const along = this.#still && from !== to ? (share < 0.5 ? 0 : 1) : share;
    const frame = frameAt(this.#set, from, to, along);
    this.#cast(frame);
    const lit = marks === undefined ? [from, to] : [marks, marks];
    this.#light(lit[0], lit[1], Math.min(Math.max(along, 0), 1));
    let first = 0;
    this.#set.shapes.forEach((shape, index) => {
      const end = first + shape.points * 2;
      const path = this.#paths[index];
      // A muscle that is not lit has no shape to draw.
      if (path.style.display !== "none") path.setAttribute("d", pathOf(frame.slice(first, end)));
      first = end;
    });
    if (flip) this.#group.setAttribute("transform", `translate(${2 * this.#middle} 0) scale(-1 1)`);
    else this.#group.removeAttribute("transform");
    return this;
  }

  /** The shadow lies under everything that is close to the floor. @param {number[]} frame */
  #cast(frame) {
    let [left, right] = [Infinity, -Infinity];
    for (let i = 0; i < frame.length; i += 2) {
      if (frame[i + 1] < -SHADED_MM) continue;
      left = Math.min(left, frame[i]);
      right = Math.max(right, frame[i]);
    }
    if (left > right) return;
    this.#shadow.setAttribute("cx", String((left + right) / 2));
    this.#shadow.setAttribute("rx", String((right - left) / 2 + 30));
  }

  /** @param {string|null} from @param {string|null} to @param {number} share */
  #light(from, to, share) {
    const [before, after] = [this.#marksOf(from), this.#marksOf(to)];
    this.#set.shapes.forEach((shape, index) => {
      if (shape.class !== "muscle") return;
      const name = shape.name.split(" ").reverse().join(" ");
      const meaning = share < 0.5 ? before[name] ?? after[name] : after[name] ?? before[name];
      const strength = (before[name] ? 1 - share : 0) + (after[name] ? share : 0);
      const path = this.#paths[index];
      path.style.opacity = String(Math.round(strength * 100) / 100);
      path.style.display = strength === 0 ? "none" : "";
      path.setAttribute("class", meaning ? `muscle ${meaning}` : "muscle");
    });
  }

  /** @param {string|null} posture @returns {Record<string, string>} */
  #marksOf(posture) {
    return this.#set.marks[(posture ?? "").replace(/[+~]$/, "")] ?? {};
  }
}

/** The mat, seen from slightly above. @param {number} left @param {number} right */
function mat(left, right) {
  const { back, front, under, beyond } = MAT_MM;
  const [from, to] = [left + beyond, right - beyond];
  return [
    element("path", { class: "mat", d: `M${from + 50} ${back}H${to - 50}L${to} ${front}H${from}Z` }),
    element("path", { class: "matedge", d: `M${from} ${front}H${to}V${under}H${from}Z` }),
  ];
}

/** @param {string} id */
function glowing(id) {
  const filter = element("filter", { id, x: "-60%", y: "-60%", width: "220%", height: "220%" });
  const merge = element("feMerge", {});
  for (const [result, deviation] of [["wide", 22], ["soft", 4]]) {
    filter.append(element("feGaussianBlur", { in: "SourceGraphic", stdDeviation: deviation, result }));
    merge.append(element("feMergeNode", { in: result }));
  }
  filter.append(merge);
  const defs = element("defs", {});
  defs.append(filter);
  return defs;
}

/** @param {string} name @param {Record<string, string|number>} attributes */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
