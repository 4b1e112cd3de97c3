import { type BinaryMask, binaryMask, type Mask, type Rle, traceContours } from '@medicosam/core';

/** Traces a mask elsewhere than on the page's own thread: closed lines in pixels of the image, pixel centres at integers. */
export type MaskTracer = (mask: BinaryMask | Rle) => PromiseLike<Path2D>;

const paths = new WeakMap<object, Path2D | PromiseLike<unknown>>();

/**
 * The outline of a mask as a path in pixels of the image, made once for each mask; filled by `evenodd`.
 *
 * @param trace makes it; without it, and where it fails, it is traced here and now.
 * @param onTraced told when a path that was not there yet has come.
 * @returns undefined while it is traced elsewhere.
 */
export function maskPath(
  mask: Mask | Rle,
  trace: MaskTracer | undefined,
  onTraced: () => void,
): Path2D | undefined {
  const known = paths.get(mask);
  if (known instanceof Path2D) return known;
  const pixels = 'counts' in mask ? mask : (mask.mask ?? mask.toRLE());
  const here = () => {
    const path = traceHere(pixels);
    paths.set(mask, path);
    return path;
  };
  if (!trace) return here();
  const tracing = known ?? trace(pixels).then((path) => paths.set(mask, path), here);
  paths.set(mask, tracing);
  tracing.then(onTraced);
  return undefined;
}

function traceHere(mask: BinaryMask | Rle): Path2D {
  const path = new Path2D();
  for (const { outer, holes } of traceContours(binaryMask(mask))) {
    for (const ring of [outer, ...holes]) {
      for (const [index, { x, y }] of ring.entries()) index === 0 ? path.moveTo(x, y) : path.lineTo(x, y);
      path.closePath();
    }
  }
  return path;
}
