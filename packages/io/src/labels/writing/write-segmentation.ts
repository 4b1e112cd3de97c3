import { type SegmentToWrite, type VoxelMask, writeDicomSeg } from '../../dicom-seg.js';
import { labelVolume, masksOfLabels } from '../label-volume.js';
import type { LabelledObject } from '../labelled-object.js';
import { slicesOfObject } from '../place-masks.js';
import { derivedFrom } from './derived-from.js';
import { algorithmOf, type LabelWriter, nameOf, type WriteLabelsOptions } from './label-writer.js';

/** DICOM SEG, each object a segment of its own. */
export const writeBinarySeg: LabelWriter = async (objects, source, options) => {
  const segments = objects.map((object, index) =>
    segmentOf(object, index, slicesOfObject(object, source), options),
  );
  const bytes = writeDicomSeg({ ...(await derivedFrom(source, options)), kind: 'BINARY', segments });
  return { bytes, warnings: [] };
};

/** DICOM SEG as a label map, in which segments cannot overlap. */
export const writeLabelMapSeg: LabelWriter = async (objects, source, options) => {
  const { volume, warnings } = labelVolume(objects, source);
  const masks = masksOfLabels(volume);
  const segments = objects.map((object, index) =>
    segmentOf(object, index, masks.get(index + 1) ?? new Map(), options),
  );
  const bytes = writeDicomSeg({ ...(await derivedFrom(source, options)), kind: 'LABELMAP', segments });
  return { bytes, warnings };
};

const segmentOf = (
  object: LabelledObject,
  index: number,
  mask: VoxelMask['mask'],
  options: WriteLabelsOptions,
): SegmentToWrite => ({
  label: nameOf(object, index),
  mask,
  algorithmName: algorithmOf(options),
  colour: object.colour,
  category: object.category,
  type: object.type,
});
