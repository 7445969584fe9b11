/** The page without a connection: begin one of the sessions that came along. */
import { Outbox } from "./outbox.js";
import { fill, part, write } from "./page.js";
import { beginHere, firstSide, taken } from "./take-along.js";

const form = part("start", HTMLFormElement);
const waiting = part("waiting", HTMLElement);
const outbox = new Outbox({ changed: ({ waiting: count }) => showWaiting(count) });
showWaiting(outbox.waiting().length);
outbox.sendSoon(0);
void offer();

async function offer() {
  const along = await taken();
  const over = along !== null && Date.parse(along.until) < Date.now();
  part("over", HTMLElement).hidden = !over;
  part("none", HTMLElement).hidden = along !== null && along.sessions.length > 0;
  if (!along || over || along.sessions.length === 0) return;
  const side = firstSide(along);
  const offered = along.sessions.filter(({ first_side }) => first_side === side);
  write(part("name", HTMLElement), along.name);
  write(part("side", HTMLElement), fill(form.dataset.side ?? "", { side: form.dataset[side] ?? "" }));
  part("lengths", HTMLElement).replaceChildren(...offered.map(({ minutes }, i) => length(minutes, i === 0)));
  form.hidden = false;
  form.onchange = () => {
    part("sore-note", HTMLElement).hidden = new FormData(form).get("sore") !== "yes";
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const chosen = offered.find(({ minutes }) => String(minutes) === given.get("minutes"));
    if (!chosen || given.get("sore") !== "no") return;
    beginHere(along, chosen).then(
      (address) => location.assign(address),
      () => {
        part("trouble", HTMLElement).hidden = false;
      },
    );
  };
}

/** @param {number} minutes @param {boolean} checked */
function length(minutes, checked) {
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "minutes", value: String(minutes), checked });
  const words = Object.assign(document.createElement("span"), { textContent: fill(form.dataset.minutes ?? "", { count: minutes }) });
  const label = document.createElement("label");
  label.className = "chip";
  label.append(input, words);
  return label;
}

/** @param {number} count */
function showWaiting(count) {
  waiting.hidden = count === 0;
  write(waiting, fill(waiting.dataset.text ?? "", { count }));
}
