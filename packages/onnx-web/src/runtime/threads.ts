import { isNode, platform } from '../platform.js';

/** A cautious limit: more than two threads were not measured, and the page wants processors too. */
const MOST_THREADS = 4;

/** Whether wasm code may have several threads here, or why not. */
export function threadsObstacle(): string | undefined {
  if (isNode()) return 'ONNX Runtime’s wasm code has one thread in Node; onnx-node is many times as fast.';
  if (platform.SharedArrayBuffer !== undefined && platform.crossOriginIsolated !== false) return undefined;
  return 'wasm threads need SharedArrayBuffer, which a page has when it is cross-origin isolated; this one is not.';
}

/** What makes threads possible, for a person. */
export const ISOLATION_HINT =
  'Serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.';

/** How many threads a run uses unless told otherwise: all processors, up to 4, where there may be several. */
export function availableThreads(): number {
  if (threadsObstacle() !== undefined) return 1;
  return Math.min(MOST_THREADS, platform.navigator?.hardwareConcurrency ?? 1);
}
