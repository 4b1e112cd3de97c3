import { type BinaryMask, MedicoSamError, type Size } from '@medicosam/core';

/**
 * A mask whose bits fit its size, and its size that of an image.
 *
 * @throws MedicoSamError `IMAGE_INVALID`.
 */
export function checkMaskSize(mask: BinaryMask, size: Size, what: string): BinaryMask {
  const { bits, width, height } = mask;
  if (width !== size.width || height !== size.height) {
    throw new MedicoSamError('IMAGE_INVALID', {
      message: `The mask of ${what} has ${size.width} × ${size.height} pixels as its image, got ${width} × ${height}.`,
    });
  }
  if (bits.length !== width * height) {
    throw new MedicoSamError('IMAGE_INVALID', {
      message: `The mask of ${what} has ${width} × ${height} pixels, got ${bits.length} values.`,
    });
  }
  return mask;
}
