import { lpsAffine } from '@medicosam/core';
import { type DicomImage, openDicomSeries } from '../../dicom.js';
import type { ImageFrames, ImageItem, SourceVolume } from '../opened-images.js';
import { volumeSource } from '../volume-source.js';
import { describeDicom, titleOf } from './describe-dicom.js';
import { stackItem } from './stack-item.js';

/** The frames of a DICOM file, each with its own place. */
const dicomFrames = (image: DicomImage): ImageFrames => ({
  count: image.frameCount,
  name: 'frames',
  read: async (index): Promise<SourceVolume> => {
    const { voiLuts: _, ...frame } = await image.frame(index);
    const affine = frame.geometry && lpsAffine(frame.geometry);
    return volumeSource({ ...frame, depth: 1 }, affine, image.warnings);
  },
});

/** Images that are part of no volume: of a file that states no place, or holds none. */
export function imageItem(image: DicomImage): ImageItem {
  const { facts, frameCount, warnings } = image;
  const frames = dicomFrames(image);
  return {
    seriesUid: facts.seriesInstanceUid,
    title: titleOf(facts, frameCount > 1 ? `${frameCount} frames` : 'one image'),
    describe: async () => {
      const sample = { image, frame: frameCount >> 1 };
      return describeDicom({ facts, depth: Math.min(1, frameCount), frames, sample, warnings });
    },
    frames,
    ...(frameCount <= 1 && { read: () => frames.read(0) }),
  };
}

/** The items of one DICOM file: the volumes that its frames make, or else its frames. */
export async function fileItems(image: DicomImage, bytes: Uint8Array): Promise<ImageItem[]> {
  if (image.frameCount === 0) return [imageItem(image)];
  const { stacks } = await openDicomSeries([bytes]);
  if (stacks.length === 0) return [imageItem(image)];
  const frames = dicomFrames(image);
  return stacks.map((stack) => stackItem(stack, [bytes], async () => image, frames));
}
