/** Finding the parts of a page, and its words. */

/**
 * The element with this id; a template and its script that no longer fit together fail at once.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is not on this page`);
  return found;
}

/** The page's sentences by message id, as the server put them in. @returns {Record<string, string>} */
export function words() {
  return JSON.parse(document.getElementById("words")?.textContent ?? "{}");
}

/**
 * A sentence with its values put in.
 * @param {string} sentence @param {Record<string, string|number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Change text only when it differs: screen readers speak every write to a live region. @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Whole seconds as a person says them: 45, 1:05.
 * @param {number} seconds
 */
export function clockText(seconds) {
  if (seconds < 100) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
