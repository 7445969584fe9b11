/** What a person set on this device: voice, less talk, music beside it, the camera and whether it mirrors, the left hand. */

const KEY = "primemover.preferences";

/** @typedef {{voice: boolean, lessTalk: boolean, music: boolean, camera: boolean, mirrored: boolean, leftHand: boolean}} Preferences */

/** @returns {Preferences} */
export function preferences() {
  const usual = { voice: true, lessTalk: false, music: false, camera: false, mirrored: false, leftHand: false };
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return usual;
  }
}

/** @param {Partial<Preferences>} change */
export function prefer(change) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...preferences(), ...change }));
  } catch {
    // Without storage a choice lasts as long as the page.
  }
}
