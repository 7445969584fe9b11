/**
 * UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then a counter in the 12 bits of rand_a so
 * that ids of one millisecond keep their order, then 62 random bits.
 */
let last_ms = 0;
let count = 0;

/** @param {number} wall_ms Unix milliseconds @returns {string} */
export function uuid7(wall_ms) {
  tick(Math.floor(wall_ms));
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = 0x80 | ((random[0] ?? 0) & 0x3f);
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = last_ms.toString(16).padStart(12, "0");
  const counter = count.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Move on to the next (millisecond, count); 4096 in one millisecond borrow from the next. @param {number} ms */
function tick(ms) {
  if (ms > last_ms) {
    last_ms = ms;
    count = 0;
  } else if (++count > 0xfff) {
    last_ms += 1;
    count = 0;
  }
}
