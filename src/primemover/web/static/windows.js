/**
 * One session, one page that leads it. A page that takes a session over tells the server (the `window`
 * event) and, at once, every other page of this browser.
 */
export class Windows {
  /** @type {BroadcastChannel|null} */
  #channel = null;
  #id;
  #session;

  /**
   * @param {string} session
   * @param {string} id of this page
   * @param {() => void} lost another page leads now
   */
  constructor(session, id, lost) {
    this.#id = id;
    this.#session = session;
    if (!("BroadcastChannel" in window)) return;
    this.#channel = new BroadcastChannel("primemover.windows");
    this.#channel.onmessage = ({ data }) => {
      if (data?.session === session && data.window !== id) lost();
    };
  }

  /** Tell the other pages of this browser that this one leads. */
  claim() {
    this.#channel?.postMessage({ session: this.#session, window: this.#id });
  }
}
