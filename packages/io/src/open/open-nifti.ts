import { readNifti } from '../nifti.js';
import type { OpenedImages } from './opened-images.js';
import { volumesOfFile } from './volumes-file.js';

/**
 * Opens a NIfTI file.
 *
 * @param image - the `.img` of a pair.
 * @throws MedicoSamError as `readNifti`.
 */
export function openNifti(bytes: Uint8Array, image: Uint8Array | undefined): OpenedImages {
  const first = readNifti(bytes, { image, volume: 0 });
  const { placement, header } = first;
  const readVolume = (volume: number) => readNifti(bytes, { image, volume });
  return volumesOfFile(`NIfTI-${header.version}`, first, readVolume, { placement });
}
