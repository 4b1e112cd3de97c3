import { MedicoSamError, type Warning } from '@medicosam/core';
import { checkFormat } from '../format-problem.js';
import { type LabelFormatId, labelFormat } from '../label-formats.js';
import type { LabelSource } from '../label-source.js';
import type { LabelledObject } from '../labelled-object.js';
import { checkObjects } from '../place-masks.js';
import type { LabelWriter, WriteLabelsOptions, WrittenLabels } from './label-writer.js';
import { writeCocoLabels, writeGeoJsonLabels } from './write-annotations.js';
import { writeLabelImage } from './write-label-image.js';
import { writeNiftiLabels, writeNrrdLabels, writeSegNrrdLabels } from './write-label-map.js';
import { writeBinarySeg, writeLabelMapSeg } from './write-segmentation.js';
import { writeStructureSet } from './write-structure-set.js';

const WRITERS: Readonly<Record<LabelFormatId, LabelWriter>> = {
  'dicom-seg': writeBinarySeg,
  'dicom-seg-labelmap': writeLabelMapSeg,
  rtstruct: writeStructureSet,
  nifti: writeNiftiLabels,
  nrrd: writeNrrdLabels,
  'seg-nrrd': writeSegNrrdLabels,
  coco: writeCocoLabels,
  geojson: writeGeoJsonLabels,
  'label-png': writeLabelImage,
};

/**
 * Writes objects as labels of the image or volume that they are of, in its place and with its geometry.
 *
 * Objects that overlap stay whole in DICOM SEG (`dicom-seg`), RTSTRUCT, `.seg.nrrd`, COCO and GeoJSON. A label map gives a voxel of
 * several to the last of them, with the warning `OBJECTS_OVERLAP`; with `GEOMETRY_MISSING` it has no place, as the image
 * has none. Objects without a pixel are told by `OBJECTS_EMPTY`; where none has one, a label map of zeros or a file without
 * an annotation is written, but no DICOM file.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` where the format cannot hold labels of the source (see `formatProblem`),
 *   `INVALID_ARGUMENT` without an object, for slices that there are not, and names that the format cannot hold,
 *   `IMAGE_INVALID` for masks of another size than their slice: all before the work starts.
 * @example
 * ```ts
 * const { items } = await openImages([...input.files]);
 * const source = await items[0].read();
 * const liver = { name: 'Liver', masks: [{ index: 40, mask }] };
 * const { bytes } = await writeLabels([liver], source, 'dicom-seg', { algorithmName: 'medicosam-vit-b' });
 * ```
 */
export async function writeLabels(
  objects: readonly LabelledObject[],
  source: LabelSource,
  format: LabelFormatId,
  options: WriteLabelsOptions = {},
): Promise<WrittenLabels> {
  if (!Object.hasOwn(WRITERS, format)) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `A format is one of ${Object.keys(WRITERS).join(', ')}, got ${format}.`,
    });
  }
  checkObjects(objects, source);
  checkFormat(labelFormat(format), source, objects);
  const empty = objects.filter(isEmpty);
  if (empty.length === objects.length && labelFormat(format).needs === 'dicom') {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'All masks are empty, and DICOM labels have at least one pixel inside.',
    });
  }
  const { bytes, warnings } = await WRITERS[format](objects.map(withoutEmptyName), source, options);
  return { bytes, warnings: [...emptyWarnings(empty.length), ...warnings] };
}

/** A name of nothing but spaces is none. */
const withoutEmptyName = (object: LabelledObject): LabelledObject =>
  object.name?.trim() === '' ? { ...object, name: undefined } : object;

const isEmpty = ({ masks }: LabelledObject): boolean =>
  masks.every(({ mask }) => mask.bits.every((bit) => bit === 0));

const emptyWarnings = (count: number): readonly Warning[] =>
  count === 0
    ? []
    : [
        {
          code: 'OBJECTS_EMPTY',
          message: `${count} of the objects ${count === 1 ? 'has' : 'have'} no pixel inside.`,
        },
      ];
