import { MedicoSamError } from '@medicosam/core';
import { fileClient } from '../files/file-client.js';
import { choose } from '../page/choose.js';
import { saveFile } from '../page/save-file.js';
import type { Segmentation } from '../segments/segmentation.js';

/**
 * Asks for a format, and saves the segments in it.
 *
 * @returns what the format could not hold, for people; undefined when none was chosen.
 * @throws MedicoSamError `INVALID_ARGUMENT` without a voxel to save, and as `writeLabels`.
 */
export async function exportLabels(
  segmentation: Segmentation,
  algorithmName: string | undefined,
): Promise<readonly string[] | undefined> {
  const slices = segmentation.voxels.slices();
  if (slices.length === 0) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'No segment has a voxel yet.',
      hint: 'Accept a mask first, or open labels.',
    });
  }
  const formats = await fileClient.run(
    'formats',
    slices.map(([index]) => index),
  );
  const chosen = await choose(
    'Save the segments as',
    formats.map(({ title, ending, problem }) => ({ label: title, detail: `*${ending}`, problem })),
  );
  const format = formats[chosen ?? -1];
  if (!format) return undefined;
  const segments = segmentation.segments.map(({ index, name }) => ({
    ...segmentation.factsOf(index),
    name,
    value: index,
  }));
  const { warnings, ...file } = await fileClient.run('write', {
    format: format.id,
    segments,
    slices,
    algorithmName,
  });
  saveFile(file);
  return warnings;
}
