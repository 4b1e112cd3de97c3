import type { Call } from './call.js';
import { equalSizes, formatSize, type Size } from './size.js';

/** The common shape of tensors under ONNX's (NumPy's) broadcasting; `undefined` when a rank is unknown. */
export function broadcast(
  call: Call,
  shapes: readonly (readonly Size[] | undefined)[],
): readonly Size[] | undefined {
  return shapes.reduce((a, b) => {
    if (!a || !b) return undefined;
    const rank = Math.max(a.length, b.length);
    return Array.from({ length: rank }, (_, i) =>
      broadcastSize(call, sizeFromBack(a, rank - i), sizeFromBack(b, rank - i)),
    );
  });
}

const sizeFromBack = (dims: readonly Size[], back: number): Size =>
  back > dims.length ? 1 : dims[dims.length - back];

function broadcastSize(call: Call, a: Size, b: Size): Size {
  if (a === 1) return b;
  if (b === 1 || equalSizes(a, b)) return a;
  if (typeof a === 'number' && typeof b === 'number') {
    return call.fail(`sizes ${a} and ${b} do not broadcast`);
  }
  // In a valid graph the other one is this number or 1.
  if (typeof a === 'number' && a !== 0) return a;
  if (typeof b === 'number' && b !== 0) return b;
  return undefined;
}

/** The one size that two names must have: the more definite of the two. */
export function sameSize(call: Call, a: Size, b: Size, what: string): Size {
  if (typeof a === 'number' && typeof b === 'number' && a !== b) {
    return call.fail(`${what} must be equal, they are ${formatSize(a)} and ${formatSize(b)}`);
  }
  return typeof b === 'number' || a === undefined ? b : a;
}
