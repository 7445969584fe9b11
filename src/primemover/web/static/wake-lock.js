/** Keep the screen on while a session runs. Browsers drop the lock with every hidden tab: ask again. */

export class WakeLock {
  #wanted = false;
  /** @type {WakeLockSentinel|null} */
  #lock = null;

  constructor() {
    document.addEventListener("visibilitychange", () => {
      if (this.#wanted && document.visibilityState === "visible") void this.#ask();
    });
  }

  hold() {
    this.#wanted = true;
    void this.#ask();
  }

  release() {
    this.#wanted = false;
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }

  async #ask() {
    if (!("wakeLock" in navigator)) return;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
    } catch {
      // Refused (low battery, no permission): the session runs all the same.
      this.#lock = null;
    }
  }
}
