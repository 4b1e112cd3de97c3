import { readNrrd } from '../nrrd.js';
import type { OpenedImages } from './opened-images.js';
import { volumesOfFile } from './volumes-file.js';

/**
 * Opens a NRRD file.
 *
 * @param data - the data file of a detached header.
 * @throws MedicoSamError as `readNrrd`.
 */
export function openNrrd(bytes: Uint8Array, data: Uint8Array | undefined): OpenedImages {
  const first = readNrrd(bytes, { data, volume: 0 });
  const segments = first.segments.map(({ name, labelValue }) => ({ name, labelValue }));
  const readVolume = (volume: number) => readNrrd(bytes, { data, volume });
  return volumesOfFile('NRRD', first, readVolume, segments.length > 0 ? { segments } : {});
}
