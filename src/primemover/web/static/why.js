/**
 * The slider of the figure of psoas and gluteus maximus: moves the body's hip, a line in the chart, and the words.
 * Every length and every word was made by the server; here only drawings of neighbouring angles are mixed.
 *
 * @typedef {{from: number, every: number, shapes: {name: string, class: string, points: number}[],
 *   frames: number[][], where: string[], psoas: string[], "gluteus-maximus": string[]}} Hips
 */
import { pathOf } from "./figure.js";
import { part } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN_MM = 60;

/** @type {Hips} */
const hips = JSON.parse(part("hips", HTMLScriptElement).textContent ?? "");
const slider = part("hip", HTMLInputElement);
const here = part("here", SVGPathElement);
const moving = part("moving", HTMLElement);
const paths = drawnInto(/** @type {SVGSVGElement} */ (moving.querySelector("svg")));

moving.hidden = false;
part("by-slider", HTMLElement).hidden = false;
part("three", HTMLElement).hidden = true;
here.removeAttribute("hidden");
slider.addEventListener("input", show);
show();

function show() {
  const hip = Number(slider.value);
  const at = hip - hips.from;
  drawAt(at / hips.every);
  const [from, to] = [Number(here.dataset.from), Number(here.dataset.to)];
  const x = from + (at / (hips.where.length - 1)) * (to - from);
  here.setAttribute("transform", `translate(${Math.round(x * 10) / 10} 0)`);
  slider.setAttribute("aria-valuetext", `${hips.where[at]}; ${hips.psoas[at]}; ${hips["gluteus-maximus"][at]}`);
  part("hip-where", HTMLElement).textContent = hips.where[at];
  part("hip-psoas", HTMLElement).textContent = hips.psoas[at];
  part("hip-gluteus-maximus", HTMLElement).textContent = hips["gluteus-maximus"][at];
  mark("psoas", hip < 0);
  mark("gluteus-maximus", hip > 0);
}

/** @param {number} place in frames, with a fraction */
function drawAt(place) {
  const index = Math.min(Math.floor(place), hips.frames.length - 2);
  const [one, other] = [hips.frames[index], hips.frames[index + 1]];
  const frame = one.map((value, i) => value + (other[i] - value) * (place - index));
  let first = 0;
  hips.shapes.forEach((shape, i) => {
    paths[i].setAttribute("d", pathOf(frame.slice(first, (first += shape.points * 2))));
  });
}

/** What is longer than in standing is marked. @param {string} muscle @param {boolean} longer */
function mark(muscle, longer) {
  const index = hips.shapes.findIndex(({ name }) => name === `${muscle} near`);
  paths[index].setAttribute("class", longer ? "muscle lengthens" : "muscle");
}

/** One path for each shape, under a view box that holds all frames. @param {SVGSVGElement} svg */
function drawnInto(svg) {
  const xs = hips.frames.flatMap((frame) => frame.filter((_, i) => i % 2 === 0));
  const ys = hips.frames.flatMap((frame) => frame.filter((_, i) => i % 2 === 1));
  const [left, right, top] = [Math.min(...xs) - MARGIN_MM, Math.max(...xs) + MARGIN_MM, Math.min(...ys) - MARGIN_MM];
  svg.setAttribute("viewBox", `${left} ${top} ${right - left} ${80 - top}`);
  svg.append(path("mat", `M${left + 70} -62H${right - 70}L${right - 20} 44H${left + 20}Z`));
  return hips.shapes.map((shape) => {
    const one = path(shape.class, "");
    svg.append(one);
    return one;
  });
}

/** @param {string} kind @param {string} drawn */
function path(kind, drawn) {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("class", kind);
  made.setAttribute("d", drawn);
  return made;
}
