import { readNrrd } from '@medicosam/io/nrrd';
import type { OpenedInput } from './opened-input.js';
import { volumesInput } from './volumes-input.js';

/**
 * Opens a NRRD file.
 *
 * @param data - the data file of a detached header.
 * @throws MedicoSamError as `readNrrd`.
 */
export function openNrrd(bytes: Uint8Array, data: Uint8Array | undefined): OpenedInput {
  const first = readNrrd(bytes, { data, volume: 0 });
  const segments = first.segments.map(({ name, labelValue }) => ({ name, labelValue }));
  const readVolume = (volume: number) => readNrrd(bytes, { data, volume });
  return volumesInput('NRRD', first, readVolume, segments.length > 0 ? { segments } : {});
}
