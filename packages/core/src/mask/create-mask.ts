import { MedicoSamError } from '../errors/medicosam-error.js';
import { compressRle } from './compress-rle.js';
import { traceContours } from './contours.js';
import { decodeRle } from './decode-rle.js';
import { encodeRle } from './encode-rle.js';
import type { Mask } from './mask.js';
import type { Rle } from './rle.js';

/** The plain data of a {@link Mask}: what crosses from a realm. */
export type MaskParts = Omit<Mask, 'toRLE' | 'toCompressedRLE' | 'toContours'>;

/** A {@link Mask} of its parts. Run lengths and contours are made when first asked for, and kept. */
export function createMask(parts: MaskParts): Mask {
  let runs = parts.rle;
  const toRle = (): Rle => {
    if (runs === undefined) {
      if (parts.mask === undefined) {
        throw new MedicoSamError('INVALID_ARGUMENT', {
          message:
            'Run lengths and contours of a mask need its pixels, and neither mask nor rle was among the outputs.',
          hint: "Predict with outputs: ['mask'] or ['rle'].",
        });
      }
      runs = encodeRle(parts.mask);
    }
    return runs;
  };
  return {
    ...parts,
    toRLE: toRle,
    toCompressedRLE: () => compressRle(toRle()),
    toContours: () => traceContours(parts.mask ?? decodeRle(toRle())),
  };
}
