/** Reminders: the zone of this browser's clock, and messages to it. */
import { part, write } from "./page.js";

const zone = document.querySelector("#reminder input[name=zone]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const shown = zone?.previousElementSibling;
if (zone instanceof HTMLInputElement && shown && own) {
  write(shown, (shown.textContent ?? "").replace(zone.value, own));
  zone.value = own;
}
if (document.getElementById("push-on") && navigator.serviceWorker && "PushManager" in window) void offer();

async function offer() {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  part("push-none", HTMLElement).hidden = true;
  show(await pushManager.getSubscription());
  part("push-on", HTMLElement).onclick = () => void turnOn(pushManager);
  part("push-off", HTMLElement).onclick = () => void turnOff(pushManager);
}

/** @param {PushManager} manager */
async function turnOn(manager) {
  const { trouble, told } = troubled();
  try {
    if ((await Notification.requestPermission()) !== "granted") return told(trouble.refused);
    const { key } = await (await fetch("/api/push-key")).json();
    const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = subscription.toJSON();
    const answer = await post("/api/push", { endpoint, ...keys });
    if (!answer.ok) throw new Error();
    show(subscription);
  } catch {
    told(trouble.unreached);
  }
}

/** @param {PushManager} manager */
async function turnOff(manager) {
  const subscription = await manager.getSubscription();
  await post("/api/push/remove", { endpoint: subscription?.endpoint });
  await subscription?.unsubscribe();
  show(null);
}

/** @param {string} address @param {unknown} content */
function post(address, content) {
  return fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) });
}

/** @param {PushSubscription|null} subscription */
function show(subscription) {
  part("push-on", HTMLElement).hidden = subscription !== null;
  part("push-off", HTMLElement).hidden = subscription === null;
  const form = part("push-try", HTMLFormElement);
  form.hidden = subscription === null;
  const endpoint = form.elements.namedItem("endpoint");
  if (endpoint instanceof HTMLInputElement) endpoint.value = subscription?.endpoint ?? "";
  part("push-trouble", HTMLElement).hidden = true;
}

function troubled() {
  const line = part("push-trouble", HTMLElement);
  return {
    trouble: part("push", HTMLElement).dataset,
    told: (/** @type {string|undefined} */ words) => {
      write(line, words ?? "");
      line.hidden = false;
    },
  };
}
