/**
 * Finds landmarks in pictures, away from the page, so that the session's clock is never held.
 *
 * A picture comes in, and goes back to the page with 33 landmarks, so that the page draws what belongs together.
 * This worker asks the server for the library and the network, and for nothing else.
 *
 * In: `{open: {parts, model}}`, `{people}`, or `{picture, time_s}`. Out: `{opened}`, `{frame, picture, time_s,
 * people, took_ms}`, or `{failed}`.
 */

const POINTS = 33;
const IN_IMAGE = 4;
const IN_WORLD = 3;

/** @typedef {{x: number, y: number, z: number, visibility?: number}} Point */

/** @type {any} */
let landmarker = null;

/** @param {{parts: string, model: string}} what */
async function open({ parts, model }) {
  const baseOptions = { modelAssetPath: `${parts}/pose_${model}.task`, delegate: "CPU" };
  if (landmarker) {
    // The library's loader runs once in a worker; another network goes into the one that is there.
    await landmarker.setOptions({ baseOptions });
  } else {
    const { PoseLandmarker } = await import(`${parts}/vision_bundle.mjs`);
    landmarker = await PoseLandmarker.createFromOptions(
      {
        wasmLoaderPath: `${parts}/vision_wasm_module_internal.js`,
        wasmBinaryPath: `${parts}/vision_wasm_module_internal.wasm`,
      },
      { baseOptions, runningMode: "VIDEO", numPoses: 1 },
    );
  }
  postMessage({ opened: model });
}

/** @param {ImageBitmap} picture @param {number} time_s */
function look(picture, time_s) {
  const began = performance.now();
  const found = landmarker.detectForVideo(picture, time_s * 1000);
  const frame = numbers(found.landmarks[0] ?? null, found.worldLandmarks[0] ?? null);
  const took_ms = performance.now() - began;
  postMessage({ frame, picture, time_s, people: found.landmarks.length, took_ms }, { transfer: [frame.buffer, picture] });
}

/**
 * 33 × (x, y, z, visibility), then 33 × (x, y, z) in metres; NaN throughout where nobody was found.
 * @param {Point[]|null} image @param {Point[]|null} world
 */
function numbers(image, world) {
  const frame = new Float32Array(POINTS * (IN_IMAGE + IN_WORLD)).fill(Number.NaN);
  image?.forEach((point, i) => frame.set([point.x, point.y, point.z, point.visibility ?? 1], i * IN_IMAGE));
  world?.forEach((point, i) => frame.set([point.x, point.y, point.z], POINTS * IN_IMAGE + i * IN_WORLD));
  return frame;
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.open) await open(data.open);
    else if (data.people) await landmarker?.setOptions({ numPoses: data.people });
    else if (data.picture) look(data.picture, data.time_s);
  } catch (problem) {
    data.picture?.close();
    postMessage({ failed: String(problem instanceof Error ? problem.message : problem), opening: Boolean(data.open) });
  }
});
