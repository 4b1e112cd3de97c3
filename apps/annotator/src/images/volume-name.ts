import type { SourceVolume } from '@medicosam/io/open';
import type { PickedFile } from './picked-file.js';
import type { ItemChoice } from './volume-facts.js';

/**
 * What records call a volume: SHA-256 of the identifier of its DICOM series and the places of its slices, or of the bytes of its
 * files and what was chosen of them. Opened again it has the same name, and the name tells nothing of it.
 */
export async function volumeName(
  files: readonly PickedFile[],
  { dicom }: Pick<SourceVolume, 'dicom'>,
  choice: ItemChoice,
): Promise<string> {
  // A page that was not served over HTTPS has none.
  const digest = globalThis.crypto?.subtle?.digest.bind(crypto.subtle);
  if (!digest) return `volume-${++unnamed}`;
  const hash = async (bytes: BufferSource) =>
    Array.from(new Uint8Array(await digest('SHA-256', bytes)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
  const facts = dicom
    ? [dicom.facts.seriesInstanceUid, dicom.slices.map(({ position, frame }) => [position, frame])]
    : [await Promise.all(files.map(async ({ file }) => hash(await file.arrayBuffer()))), choice];
  return hash(new TextEncoder().encode(JSON.stringify(facts)));
}

let unnamed = 0;
