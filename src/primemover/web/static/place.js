/**
 * How far a session had come on this device, noted every second: a crashed browser goes on from there
 * rather than from the last event.
 */
const KEY = "primemover.place.";

/** @param {string} session @param {number} t seconds on the session's clock */
export function notePlace(session, t) {
  try {
    localStorage.setItem(KEY + session, String(t));
  } catch {
    // No storage: going on starts from the last event instead.
  }
}

/** @param {string} session @returns {number} */
export function notedPlace(session) {
  try {
    return Number(localStorage.getItem(KEY + session) ?? 0) || 0;
  } catch {
    return 0;
  }
}

/** @param {string} session */
export function forgetPlace(session) {
  try {
    localStorage.removeItem(KEY + session);
  } catch {
    // Nothing was stored.
  }
}
