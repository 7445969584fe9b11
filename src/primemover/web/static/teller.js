/** Making events: what happened, when, in which session and told by which page. */
import { uuid7 } from "./uuid7.js";

export class Teller {
  #about;
  #clock;
  #outbox;

  /**
   * @param {{session: string, person: string, window: string}} about
   * @param {import("./clock.js").SessionClock} clock
   * @param {import("./outbox.js").Outbox} outbox
   */
  constructor(about, clock, outbox) {
    this.#about = about;
    this.#clock = clock;
    this.#outbox = outbox;
  }

  /**
   * @param {string} kind
   * @param {Record<string, unknown>} [data]
   * @param {number} [t_s] seconds on the session's clock
   * @returns {import("./types.js").SessionEvent}
   */
  tell(kind, data = {}, t_s = this.#clock.t()) {
    const wall_ms = this.#clock.wall_ms();
    const event = {
      id: uuid7(wall_ms),
      session: this.#about.session,
      person: this.#about.person,
      kind,
      at: new Date(wall_ms).toISOString(),
      t_s,
      window: this.#about.window,
      data,
    };
    this.#outbox.put(event);
    return event;
  }
}
