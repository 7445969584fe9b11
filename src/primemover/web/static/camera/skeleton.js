/**
 * The skeleton over the very picture that it was found in: the working side strong, the other one thin, what does
 * not show left out.
 */
import { BONES, HIPS, POINTS, SHOULDERS, at, shows, somebody } from "./points.js";

const STRONG = 4;
const THIN = 2;
const JOINTS = Array.from({ length: POINTS - 11 }, (_, i) => i + 11).filter((point) => point < 17 || point > 22);

/**
 * @param {HTMLCanvasElement} canvas of the picture's shape
 * @param {{frame: import("./points.js").Frame, picture: ImageBitmap|null}|null} seen null: nothing at all
 * @param {{side: "left"|"right"|"both", met: boolean|null}} how `met`: whether the posture asked for is reached
 */
export function drawSeen(canvas, seen, { side, met }) {
  const paper = canvas.getContext("2d");
  if (!paper) return;
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  paper.setTransform(ratio, 0, 0, ratio, 0, 0);
  paper.clearRect(0, 0, width, height);
  if (seen?.picture) paper.drawImage(seen.picture, 0, 0, width, height);
  if (!seen || !somebody(seen.frame)) return;
  const { frame } = seen;
  const look = getComputedStyle(canvas);
  const colour = look.getPropertyValue(met ? "--seen-met" : "--seen");
  const halo = look.getPropertyValue("--seen-halo");
  const grows = Math.max(0.45, width / 480);
  paper.lineCap = "round";
  for (const [edge, ink] of [[3, halo], [0, colour]]) {
    paper.strokeStyle = paper.fillStyle = String(ink);
    for (const [a, b] of BONES) {
      if (!shows(frame, a) || !shows(frame, b)) continue;
      const [from, to] = [at(frame, a), at(frame, b)];
      paper.lineWidth = (strong(a, b, side) ? STRONG : THIN) * grows + Number(edge) * Math.min(1, grows * 1.4);
      paper.beginPath();
      paper.moveTo(from.x * width, from.y * height);
      paper.lineTo(to.x * width, to.y * height);
      paper.stroke();
    }
    for (const point of JOINTS.filter((one) => shows(frame, one))) {
      const { x, y } = at(frame, point);
      paper.beginPath();
      paper.arc(x * width, y * height, 3 * grows + (Number(edge) / 2) * Math.min(1, grows * 1.4), 0, 2 * Math.PI);
      paper.fill();
    }
  }
}

/** @param {number} a @param {number} b @param {"left"|"right"|"both"} side */
function strong(a, b, side) {
  if (side === "both" || [...SHOULDERS, ...HIPS].includes(a) && a % 2 !== b % 2) return true;
  return b % 2 === (side === "left" ? 1 : 0);
}
