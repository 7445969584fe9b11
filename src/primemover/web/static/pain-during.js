/**
 * Pain while a session runs: ask, record, act on the rule at once, and say what was done and why.
 *
 * @typedef {import("./types.js").Timeline} Timeline
 * @typedef {import("./types.js").Segment} Segment
 * @typedef {import("./pain.js").PainTable} PainTable
 * @typedef {import("./pain.js").Report} Report
 * @typedef {{act: (kind: string, data?: Record<string, unknown>) => void, readonly segment: Segment,
 *   readonly position: import("./types.js").Position}} Course
 */
import { askPain, ruleFor, tellAnswer } from "./pain.js";
import { fill } from "./page.js";
import { keepFlags } from "./flags.js";

/**
 * @param {Course} course
 * @param {{table: PainTable, timeline: Timeline, words: Record<string, string>,
 *   tell: (data: Record<string, unknown>) => void, say: (text: string) => void,
 *   answered: () => void}} given
 */
export async function painDuring(course, given) {
  const report = await askPain();
  if (report === null || report === "end") given.answered();
  if (report === null) return course.act("resume");
  if (report === "end") return course.act("end", { reason: "pain" });
  const { table, timeline, words } = given;
  const segment = course.segment;
  const rule = ruleFor(table, report);
  const response = softened(rule.response, timeline.steps[segment.step].easier, course.position.track);
  const { exercise, phase, side } = segment;
  given.tell({ ...report, exercise, phase, side, response });
  const what = apply(course, response, report, timeline, words);
  given.say(table.messages[rule.message]);
  const goesOn = response !== "end" && !course.position.finished;
  const answer = await tellAnswer(
    {
      title: table.messages[rule.message],
      what,
      on: goesOn ? words.pain_on : null,
      end: words.pain_end,
      none: words.none_of_these,
    },
    rule.ask_red_flags ? table.red_flags : [],
  );
  given.answered();
  if (answer.flags.length) keepFlags(answer.flags);
  else if (rule.ask_red_flags && answer.goOn) keepFlags(["none"]);
  if (answer.goOn) course.act("resume");
  else if (response !== "end") course.act("end", { reason: "pain" });
}

/**
 * An exercise without an easier form, or already eased, is left out instead.
 * @param {import("./pain.js").Rule["response"]} response @param {string|null} easier @param {string} track
 */
function softened(response, easier, track) {
  return response === "easier" && (easier === null || track !== "main") ? "leave-out" : response;
}

/**
 * Act on the response while the session stands still, and say in words what was done.
 * @param {Course} course @param {string} response @param {Report} report @param {Timeline} timeline
 * @param {Record<string, string>} words
 * @returns {string}
 */
function apply(course, response, report, timeline, words) {
  if (response === "end") course.act("end", { reason: "pain" });
  if (response === "end" || response === "go-on") return "";
  const step = timeline.steps[course.segment.step];
  const alarming = report.kind !== "muscular" || report.region === "groin";
  const touched = timeline.steps.filter(
    (one) => one.index === step.index || (one.index > step.index && one.regions.includes(report.region)),
  );
  const eased = alarming ? [] : touched.filter((one) => one.easier !== null && (one !== step || response === "easier"));
  const gone = touched.filter((one) => !eased.includes(one));
  if (eased.length) course.act("easier", { steps: eased.map((one) => one.index) });
  if (gone.length) course.act("leave_out", { regions: alarming ? [report.region] : [], steps: gone.map((one) => one.index) });
  /** @param {import("./types.js").Step[]} steps */
  const names = (steps) => steps.map((one) => one.name).join(", ");
  return [
    eased.length ? fill(words.pain_eased, { names: names(eased) }) : "",
    gone.length ? fill(words.pain_left_out, { names: names(gone) }) : "",
  ].join(" ").trim();
}
