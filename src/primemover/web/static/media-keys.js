/**
 * The keys of a headset, a keyboard or a locked phone: play, pause, back, on.
 *
 * Browsers hand these keys only to a page that plays media, so a loop of silence plays with it.
 *
 * @param {{play: () => void, pause: () => void, back: () => void, skip: () => void}} act
 * @param {{title: string, silence: string}} about what the keys' display shows; address of the silence, or empty: no keys
 * @returns {(running: boolean) => void} tell the keys whether the session runs
 */
export function mediaKeys(act, { title, silence }) {
  if (!silence || !("mediaSession" in navigator)) return () => undefined;
  const session = navigator.mediaSession;
  const audio = new Audio(silence);
  audio.loop = true;
  session.metadata = new MediaMetadata({ title });
  /** @type {[MediaSessionAction, () => void][]} */
  const keys = [
    ["play", act.play],
    ["pause", act.pause],
    ["previoustrack", act.back],
    ["nexttrack", act.skip],
  ];
  for (const [name, run] of keys) {
    try {
      session.setActionHandler(name, run);
    } catch {
      // A browser may not know every key.
    }
  }
  return (running) => {
    session.playbackState = running ? "playing" : "paused";
    void (running ? audio.play() : Promise.resolve(audio.pause())).catch(() => undefined);
  };
}
