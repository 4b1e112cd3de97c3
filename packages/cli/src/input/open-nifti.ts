import { readNifti } from '@medicosam/io/nifti';
import type { OpenedInput } from './opened-input.js';
import { volumesInput } from './volumes-input.js';

/**
 * Opens a NIfTI file.
 *
 * @param image - the `.img` of a pair.
 * @throws MedicoSamError as `readNifti`.
 */
export function openNifti(bytes: Uint8Array, image: Uint8Array | undefined): OpenedInput {
  const first = readNifti(bytes, { image, volume: 0 });
  const { placement, header } = first;
  const readVolume = (volume: number) => readNifti(bytes, { image, volume });
  return volumesInput(`NIfTI-${header.version}`, first, readVolume, { placement });
}
