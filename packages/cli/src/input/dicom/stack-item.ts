import type { DicomImage, DicomStack } from '@medicosam/io/dicom';
import type { InputFrames, InputItem } from '../opened-input.js';
import { describeDicom, titleOf } from './describe-dicom.js';

/**
 * A stack of slices as an item.
 *
 * @param open - opens the file of a slice, by its index in what was given.
 */
export function stackItem(
  stack: DicomStack,
  open: (file: number) => Promise<DicomImage>,
  frames?: InputFrames,
): InputItem {
  const { facts, slices, affine, warnings } = stack;
  const depth = slices.length;
  const middle = slices[depth >> 1] as DicomStack['slices'][number];
  return {
    seriesUid: facts.seriesInstanceUid,
    title: titleOf(facts, `${depth} ${depth === 1 ? 'slice' : 'slices'}`),
    describe: async () => {
      const sample = { image: await open(middle.file), frame: middle.frame };
      return describeDicom({ facts, depth, frames, affine, sample, warnings });
    },
    ...(frames && { frames }),
    read: async () => {
      const volume = await stack.read();
      return {
        volume,
        affine,
        positions: slices.map(({ position }) => position),
        warnings: volume.warnings,
      };
    },
  };
}
