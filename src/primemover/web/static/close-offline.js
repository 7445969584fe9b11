/** The answers after a session, as an event that waits on this device until it can be sent. */
import { Outbox } from "./outbox.js";
import { part } from "./page.js";
import { uuid7 } from "./uuid7.js";

const form = part("close", HTMLFormElement);
const session = location.pathname.split("/")[2] ?? "";

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void keep();
});

async function keep() {
  const loaded = await (await fetch(`/api/sessions/${session}`)).json();
  const given = new FormData(form);
  const outbox = new Outbox();
  // After everything that waits: the order of events is the order of what happened.
  const latest = Math.max(0, ...outbox.waiting().map(({ at }) => Date.parse(at)));
  const wall_ms = Math.max(Date.now(), latest);
  outbox.put({
    id: uuid7(wall_ms),
    session,
    person: loaded.person,
    kind: "closing",
    at: new Date(wall_ms).toISOString(),
    t_s: null,
    window: null,
    data: {
      effort: whole(given.get("effort")),
      felt: { left: given.getAll("left").map(String), right: given.getAll("right").map(String) },
      pain: whole(given.get("pain")),
      even: given.get("even"),
      note: given.get("note") || null,
    },
  });
  await outbox.flush();
  location.assign(outbox.waiting().length ? "/offline" : `/session/${session}/done`);
}

/** @param {FormDataEntryValue|null} value */
function whole(value) {
  return value === null ? null : Number(value);
}
