import { MedicoSamError } from '../errors/medicosam-error.js';
import { decodeRle } from '../mask/decode-rle.js';
import type { SegmentedObject } from './segmented-object.js';
import { checkTarget, isSameTarget } from './target.js';

/** Label images are 16-bit. */
const MOST_COLORS = 0xffff;

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

/**
 * Checks an object against those it is put beside.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for an id that is taken, a colour index out of range, a target that is none,
 *   a mask of another size than those on the same image; `FORMAT_INVALID` for run lengths that are damaged.
 */
export function checkObject(object: SegmentedObject, others: readonly SegmentedObject[]): void {
  const { id, colorIndex, mask, target } = object;
  if (others.some((other) => other.id === id)) throw invalid(`The list has an object of id ${id} already.`);
  if (!Number.isInteger(colorIndex) || colorIndex < 1 || colorIndex > MOST_COLORS) {
    throw invalid(`A colour index is a whole number from 1 to ${MOST_COLORS}, got ${colorIndex}.`);
  }
  checkTarget(target);
  decodeRle(mask);
  const [height, width] = mask.size;
  const neighbour = others.find((other) => isSameTarget(other.target, target));
  if (neighbour && (neighbour.mask.size[0] !== height || neighbour.mask.size[1] !== width)) {
    throw invalid(
      `Masks on one image have one size: ${neighbour.mask.size[1]} × ${neighbour.mask.size[0]}, got ${width} × ${height}.`,
    );
  }
}
