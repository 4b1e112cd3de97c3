import { type SliceAxis, sliceVolume } from '@medicosam/core';
import type { DicomImage, DicomInput, DicomStack } from '../../dicom.js';
import type { CutSlice, ImageFrames, ImageItem } from '../opened-images.js';
import { describeDicom, titleOf } from './describe-dicom.js';

/**
 * A stack of slices as an item.
 *
 * @param files - those that the stack was found in.
 * @param open - opens one of them.
 */
export function stackItem(
  stack: DicomStack,
  files: readonly DicomInput[],
  open: (file: number) => Promise<DicomImage>,
  frames?: ImageFrames,
): ImageItem {
  const { facts, slices, affine, geometry, warnings } = stack;
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
    read: async () => ({
      width: facts.width,
      height: facts.height,
      depth,
      geometry,
      affine,
      positions: slices.map(({ position }) => position),
      warnings,
      dicom: { files, slices, affine, facts },
      read: () => stack.read(),
      cut: (axis, index) => cut(stack, open, axis, index),
    }),
  };
}

async function cut(
  stack: DicomStack,
  open: (file: number) => Promise<DicomImage>,
  axis: SliceAxis,
  index: number,
): Promise<CutSlice> {
  const slice = stack.slices[index];
  if (axis !== 'k' || slice === undefined) {
    const volume = await stack.read();
    return { image: sliceVolume(volume, axis, index), warnings: volume.warnings };
  }
  const image = await open(slice.file);
  const { voiLuts: _, ...frame } = await image.frame(slice.frame);
  return { image: frame, warnings: image.warnings };
}
