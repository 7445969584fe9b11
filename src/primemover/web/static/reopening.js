/**
 * A WebSocket to this server that opens itself again. What is said while it is down is not kept: who uses it
 * says again what still holds once it is open.
 *
 * @typedef {{took: (message: any) => void, opened?: () => void, lost?: () => void}} Listener
 */
const AGAIN_MS = 1500;

export class Reopening {
  #address;
  #listener;
  /** @type {WebSocket|null} */
  #socket = null;
  #timer = 0;
  #ended = false;

  /** @param {string} path on this server @param {Listener} listener */
  constructor(path, listener) {
    this.#address = location.origin.replace("http", "ws") + path;
    this.#listener = listener;
    this.#open();
  }

  /** @param {unknown} message @returns {boolean} whether it went out */
  tell(message) {
    return this.send(JSON.stringify(message));
  }

  /** @param {string|ArrayBuffer} data @param {number} most_waiting bytes that may still be on their way @returns {boolean} whether it went out */
  send(data, most_waiting = Infinity) {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN || socket.bufferedAmount >= most_waiting) return false;
    socket.send(data);
    return true;
  }

  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #open() {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.onopen = () => this.#listener.opened?.();
    socket.onmessage = ({ data }) => this.#listener.took(JSON.parse(data));
    socket.onclose = () => {
      if (this.#ended) return;
      this.#listener.lost?.();
      this.#timer = setTimeout(() => this.#open(), AGAIN_MS);
    };
  }
}
