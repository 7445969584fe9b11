// Answers questions to the camera's pure scripts: [{ask, …}] on standard input, one answer each.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = pathToFileURL(`${process.argv[2]}/camera/`);
const { Company, framing, toChange, brightness } = await import(new URL("framing.js", folder).href);
const { Follow } = await import(new URL("follow.js", folder).href);
const { nearSide, sidewaysness, somebody, unmirrored } = await import(new URL("points.js", folder).href);
const { Sets } = await import(new URL("sets.js", folder).href);
const { packed } = await import(new URL("wire.js", folder).href);

const frameOf = (numbers) => Float32Array.from(numbers, (one) => one ?? Number.NaN);

/** Runs a hold through `Follow`, a tenth of a second at a time, as the player would. */
function followed({ length_s, facts, seconds, hold = true, phases = ["lift"], blind = false }) {
  const follow = new Follow();
  follow.watching(phases);
  if (blind) follow.blind();
  const controls = [];
  let [elapsed_s, running, began_t] = [0, true, 0];
  const [told, over] = [[...facts], []];
  for (let step = 0; step <= seconds * 10; step += 1) {
    const t = step / 10;
    while (told.length && told[0].heard_s <= t) {
      const { kind, at_s } = told.shift();
      follow[kind]("lift", at_s);
    }
    elapsed_s = running ? elapsed_s + (t - began_t) : elapsed_s;
    began_t = t;
    if (elapsed_s >= length_s) return { controls, over_s: t - (elapsed_s - length_s) };
    const last = controls.findLast(({ kind }) => kind === "pause" || kind === "resume") ?? null;
    const now = { t, key: "main:7", phase: "lift", hold, elapsed_s, running, last, floor_t: controls.at(-1)?.t ?? 0 };
    const action = follow.step(now);
    if (!action) continue;
    controls.push(action);
    if (action.kind === "pause") [running, elapsed_s] = [false, Math.max(0, elapsed_s - (t - action.t))];
    else [running, elapsed_s] = [true, elapsed_s + (t - action.t)];
  }
  return { controls, over_s: over[0] ?? null };
}

/** A set of three repetitions, told what happens: a segment's number, "counted" or "missed". What is told of it. */
function told({ happens }) {
  const one = (index, kind, rep) => ({ kind, rep, reps: 3, block: 1, side: "left", exercise: "lift", set: 1, phase: "up", start_s: index, end_s: index + 1 });
  const segments = [one(0, "ready", null), ...[1, 2, 3].map((rep) => one(rep, "hold", rep))];
  const [seen, asked] = [[], []];
  const sets = new Sets({ segments, tracks: {} }, (wish) => asked.push(wish.kind), (data) => seen.push(data));
  happens.forEach((event, t) => {
    if (event === "counted") sets.set.counted += 1;
    else if (event === "missed") sets.set.missed = true;
    else {
      sets.step({ track: "main", segment: event, elapsed_in_segment_s: 0 }, segments[event], t);
      sets.set.looked = true;
      sets.watching({ exercise: "lift", phases: ["up"], repeats: true, taught: true });
    }
  });
  sets.end();
  sets.closed();
  return seen.map(({ planned, counted }) => [planned, counted]);
}

const answers = JSON.parse(readFileSync(0, "utf8")).map((asked) => {
  if (asked.ask === "framing") {
    const findings = framing({ ...asked, frame: asked.frame && frameOf(asked.frame) });
    return { first: toChange(findings)?.say ?? null, findings };
  }
  if (asked.ask === "near") return nearSide(frameOf(asked.frame));
  if (asked.ask === "sideways") return sidewaysness(frameOf(asked.frame));
  if (asked.ask === "somebody") return somebody(frameOf(asked.frame));
  if (asked.ask === "unmirrored") return [...unmirrored(frameOf(asked.frame))];
  if (asked.ask === "brightness") return brightness(asked.rgba);
  if (asked.ask === "packed") return [...new Uint8Array(packed(frameOf(asked.frame), asked.time_s, asked.aspect))];
  if (asked.ask === "company") {
    const company = new Company();
    return asked.people.map((people, i) => company.take(people, i * asked.every_s));
  }
  if (asked.ask === "told") return told(asked);
  return followed(asked);
});
process.stdout.write(JSON.stringify(answers));
