/** A recording goes up with its progress shown; its analysis is waited for, then looked at. */
import { write } from "./page.js";

const LOOK_MS = 500;
bindGive();
bindWait();

function bindGive() {
  const form = document.getElementById("give");
  const file = document.getElementById("recording");
  const state = document.getElementById("give-state");
  const bar = document.getElementById("sent");
  if (!(form instanceof HTMLFormElement) || !(file instanceof HTMLInputElement) || !state) return;
  if (!(bar instanceof HTMLProgressElement)) return;
  form.onsubmit = (event) => {
    event.preventDefault();
    const recording = file.files?.[0];
    if (!recording) return;
    const wire = new XMLHttpRequest();
    wire.open("POST", `${form.action}?name=${encodeURIComponent(recording.name)}`);
    wire.responseType = "json";
    bar.hidden = false;
    write(state, form.dataset.sending ?? "");
    wire.upload.onprogress = ({ loaded, total }) => (bar.value = total ? loaded / total : 0);
    const fail = (/** @type {string | undefined} */ why) => {
      bar.hidden = true;
      write(state, why || form.dataset.failed || "");
    };
    wire.onerror = () => fail(undefined);
    wire.onload = () => {
      if (wire.status === 202) location.assign(wire.response.address);
      else fail([wire.response?.title, wire.response?.detail].filter(Boolean).join(" "));
    };
    wire.send(recording);
  };
}

function bindWait() {
  const place = document.getElementById("wait");
  const state = document.getElementById("wait-state");
  const bar = document.getElementById("worked");
  if (!place || !state || !(bar instanceof HTMLProgressElement)) return;
  const { address = "", heard = "" } = place.dataset;
  const look = async () => {
    try {
      const found = await (await fetch(`${address}/state`)).json();
      if (found.done || found.failed || found.status === 404) return location.reload();
      if (found.read_s > 0) write(state, heard.replace("…", String(Math.round(found.read_s))));
      if (found.of_s) bar.value = Math.min(1, found.read_s / found.of_s);
    } catch {
      // The server may be busy; it is asked again.
    }
    setTimeout(look, LOOK_MS);
  };
  setTimeout(look, LOOK_MS);
}
