/**
 * Events on their way to the server. Each is kept on this device until the server has acknowledged
 * it: a dead server, a reload or a closed tab loses nothing, and what was acknowledged is not sent
 * again. One storage entry per event, so that two tabs never overwrite each other's.
 *
 * @typedef {import("./types.js").SessionEvent} SessionEvent
 * @typedef {{waiting: number, reachable: boolean, refused: string|null, kept: boolean}} OutboxState
 */

const WAITING = "primemover.event.";
const REFUSED = "primemover.refused.";
const BATCH = 100;
const SOON_MS = 150;
const PATIENCE_MS = 8000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];

export class Outbox {
  /** Events that could not be stored on the device (private mode, full): kept in memory. @type {Map<string, string>} */
  #memory = new Map();
  #failures = 0;
  #reachable = true;
  /** @type {string|null} */
  #refused = null;
  #timer = 0;
  /** When the next sending is due, on `performance.now()`. */
  #due_ms = Infinity;
  /** @type {Promise<void>|null} */
  #sending = null;
  #changed;
  #windowIs;

  /**
   * @param {{changed?: (state: OutboxState) => void, windowIs?: (id: string, session: string) => void}} [listeners]
   *   `changed`: something was put, sent or refused; `windowIs`: the page that leads a session
   */
  constructor({ changed = () => undefined, windowIs = () => undefined } = {}) {
    this.#changed = changed;
    this.#windowIs = windowIs;
    addEventListener("online", () => this.sendSoon(0));
  }

  /** Keep an event and send it soon; false where it lasts no longer than this page. @param {SessionEvent} event */
  put(event) {
    const text = JSON.stringify(event);
    let lasts = true;
    try {
      localStorage.setItem(WAITING + event.id, text);
    } catch {
      this.#memory.set(event.id, text);
      lasts = false;
    }
    this.#tell();
    this.sendSoon(this.#failures ? this.#pause_ms() : SOON_MS);
    return lasts;
  }

  /** Events that wait, in the order in which they were made. @returns {SessionEvent[]} */
  waiting() {
    /** @type {[string, string][]} */
    const found = [...this.#memory];
    for (const key of stored(WAITING)) {
      found.push([key.slice(WAITING.length), localStorage.getItem(key) ?? "null"]);
    }
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    return found.map(([, text]) => JSON.parse(text)).filter((event) => event !== null);
  }

  /** Send after `in_ms`, or earlier where that was asked for: what comes later never puts off what waits. @param {number} in_ms */
  sendSoon(in_ms) {
    const due_ms = performance.now() + in_ms;
    if (due_ms >= this.#due_ms) return;
    clearTimeout(this.#timer);
    this.#due_ms = due_ms;
    this.#timer = setTimeout(() => {
      this.#due_ms = Infinity;
      void this.flush();
    }, in_ms);
  }

  /** Send all that waits, now. One sending at a time. @returns {Promise<void>} */
  flush() {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #sendAll() {
    for (;;) {
      const batch = this.waiting().slice(0, BATCH);
      if (!batch.length || !(await this.#send(batch))) return;
    }
  }

  /** @param {SessionEvent[]} batch @returns {Promise<boolean>} whether to go on */
  async #send(batch) {
    const answer = await post(batch);
    this.#reachable = answer !== null && answer.status < 500;
    if (answer?.accepted) {
      this.#failures = 0;
      for (const id of answer.accepted) this.#drop(id);
      this.#tell();
      if (answer.window) this.#windowIs(answer.window, batch[batch.length - 1].session);
      return answer.accepted.length > 0;
    }
    if (this.#reachable && answer) return this.#refusal(batch, answer.detail ?? String(answer.status));
    this.#failures += 1;
    this.#tell();
    this.sendSoon(this.#pause_ms());
    return false;
  }

  /**
   * The server understood and said no. One bad event must not hold back the others: send singly, and
   * put aside the one that is refused by itself.
   * @param {SessionEvent[]} batch @param {string} why @returns {Promise<boolean>}
   */
  async #refusal(batch, why) {
    if (batch.length > 1) {
      for (const event of batch) if (!(await this.#send([event]))) return false;
      return true;
    }
    const event = batch[0];
    if (event) {
      this.#refused = why;
      try {
        localStorage.setItem(REFUSED + event.id, JSON.stringify(event));
      } catch {
        // No room to keep a copy; the server's log has the refusal.
      }
      this.#drop(event.id);
    }
    this.#tell();
    return true;
  }

  /** @param {string} id */
  #drop(id) {
    this.#memory.delete(id);
    try {
      localStorage.removeItem(WAITING + id);
    } catch {
      // Storage is shut in this browser: there was nothing to remove.
    }
  }

  #pause_ms() {
    return RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 1000;
  }

  #tell() {
    const waiting = stored(WAITING).length + this.#memory.size;
    this.#changed({
      waiting,
      reachable: this.#reachable,
      refused: this.#refused,
      kept: this.#memory.size === 0,
    });
  }
}

/** Keys of this device's storage that begin with `prefix`. @param {string} prefix @returns {string[]} */
function stored(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/**
 * @typedef {{status: number, accepted?: string[], window?: string|null, detail?: string}} Answer
 * @param {SessionEvent[]} events @returns {Promise<Answer|null>} null: nobody answered
 */
async function post(events) {
  try {
    const answer = await fetch("/api/events", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ events }),
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { ...(await answer.json()), status: answer.status };
  } catch {
    return null;
  }
}
