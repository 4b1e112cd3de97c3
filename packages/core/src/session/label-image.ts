import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Size } from '../geometry/coordinates.js';
import type { Rle } from '../mask/rle.js';
import type { SegmentedObject } from './segmented-object.js';

/** One value a pixel: 0 where there is no object, else an object's colour index. Row-major. */
export interface LabelImage {
  readonly data: Uint16Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/**
 * Objects of one image, painted in order: later ones over earlier ones, except over locked ones.
 *
 * @param size of the image; that of the masks when absent.
 * @throws MedicoSamError `INVALID_ARGUMENT` without objects and size, or when they differ in size.
 */
export function paintLabelImage(objects: readonly SegmentedObject[], size?: Size): LabelImage {
  const { width, height } = commonSize(objects, size);
  const data = new Uint16Array(width * height);
  const isLocked = new Uint8Array(width * height);
  for (const { mask, colorIndex, locked } of objects) {
    for (const pixel of insidePixels(mask)) {
      if (isLocked[pixel] === 1) continue;
      data[pixel] = colorIndex;
      if (locked) isLocked[pixel] = 1;
    }
  }
  return { data, width, height };
}

function commonSize(objects: readonly SegmentedObject[], size: Size | undefined): Size {
  const sizes = objects.map(
    ({
      mask: {
        size: [height, width],
      },
    }): Size => ({ width, height }),
  );
  const common = size ?? sizes[0];
  if (common === undefined) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'There is no object on the target, so a label image of it needs a size.',
    });
  }
  const other = sizes.find(({ width, height }) => width !== common.width || height !== common.height);
  if (other === undefined) return common;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `A label image of ${common.width} × ${common.height} pixels takes masks of that size, got ${other.width} × ${other.height}.`,
  });
}

/** Row-major indices of the pixels inside a mask. */
function* insidePixels({ size: [height, width], counts }: Rle): Generator<number, void, undefined> {
  let at = 0;
  for (const [index, count] of counts.entries()) {
    const end = at + count;
    if (index % 2 === 0) at = end;
    for (; at < end; at++) yield (at % height) * width + Math.floor(at / height);
  }
}
