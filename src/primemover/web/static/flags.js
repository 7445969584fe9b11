/**
 * Red flags that a person named in the middle of a session. They stop every later session too, so
 * they are kept on this device until the server has them.
 */
const KEY = "primemover.flags";

/** @param {string[]} flags row ids of the first checklist */
export function keepFlags(flags) {
  try {
    localStorage.setItem(KEY, JSON.stringify(flags));
  } catch {
    // Without storage they go straight to the server, or not at all if it is down.
  }
  void sendFlags(flags);
}

/** Send what is kept, if anything. @param {string[]} [flags] @returns {Promise<void>} */
export async function sendFlags(flags = kept()) {
  if (!flags.length) return;
  try {
    const answer = await fetch("/api/screen", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ stop: flags }),
      keepalive: true,
    });
    if (answer.ok) localStorage.removeItem(KEY);
  } catch {
    // The server is away; the next page tries again.
  }
}

/** @returns {string[]} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}
