import { MedicoSamError } from '@medicosam/core';

/** Most bytes that the masks of a file may take. */
const MAX_MASK_BYTES = 2 ** 31;

/**
 * Checks that so many masks of slices are to be had: a small file may hold thousands.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` beyond 2 GiB.
 */
export function checkMaskBytes(count: number, pixels: number): void {
  if (count * pixels <= MAX_MASK_BYTES) return;
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: `The masks of all objects on all slices take more than ${MAX_MASK_BYTES / 2 ** 30} GiB.`,
    hint: 'Read a file with fewer objects, or the label map as a volume (readNifti, readNrrd).',
  });
}
