import type { BinaryMask, PixelVolume, SliceAxis, Warning } from '@medicosam/core';
import { writeNifti } from '@medicosam/io/nifti';
import { writeFileAtomic } from '@medicosam/io/node';
import { writeNrrd, writeSegNrrd } from '@medicosam/io/nrrd';
import { SLICE_INDICES, type SourceVolume } from '@medicosam/io/open';
import type { InputSlice } from '../input/read-slice.js';

/** Files that hold the labels of a whole volume. */
export const LABEL_MAP_ENDINGS = ['.nii', '.nii.gz', '.nrrd', '.seg.nrrd'] as const;

/** Whether a path names a label map. */
export const isLabelMap = (path: string): boolean =>
  LABEL_MAP_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending));

/** An object, its label its place in the list, from 1. */
export interface LabelledMask {
  readonly name?: string | undefined;
  readonly mask: BinaryMask;
}

/**
 * Writes objects as labels of the volume that their slice was cut from, with its geometry; all else is 0.
 *
 * @throws MedicoSamError `FILE_UNWRITABLE`.
 */
export async function writeLabelMap(
  path: string,
  objects: readonly LabelledMask[],
  slice: InputSlice,
): Promise<readonly Warning[]> {
  const { width, height, depth, geometry, affine } = slice.source;
  const { data, overlap } = labelData(objects, slice);
  const labels: PixelVolume = { data, width, height, depth, channels: 1, geometry };
  await writeFileAtomic(path, encode(path.toLowerCase(), labels, objects, affine));
  return [
    ...(overlap > 0
      ? [
          {
            code: 'OBJECTS_OVERLAP',
            message: `${overlap} pixels lie in several objects; in the label map they belong to the last of them.`,
          },
        ]
      : []),
    ...(affine
      ? []
      : [{ code: 'GEOMETRY_MISSING', message: 'The image states no place, and so the label map has none.' }]),
  ];
}

function encode(
  path: string,
  labels: PixelVolume,
  objects: readonly LabelledMask[],
  affine: InputSlice['source']['affine'],
): Uint8Array {
  if (path.endsWith('.seg.nrrd')) {
    const segments = objects.map(({ name }, index) => ({
      labelValue: index + 1,
      name: name ?? `Object ${index + 1}`,
    }));
    return writeSegNrrd(labels, segments, { affine });
  }
  if (path.endsWith('.nrrd')) return writeNrrd(labels, { affine });
  return writeNifti(labels, { labels: true, affine, gzip: path.endsWith('.gz') });
}

/** Where pixels of a slice lie in the data of its volume. */
function strides(
  axis: SliceAxis,
  { width, height }: SourceVolume,
): readonly [x: number, y: number, normal: number] {
  const ofIndex = [1, width, width * height] as const;
  const [x, y, normal] = SLICE_INDICES[axis];
  return [ofIndex[x], ofIndex[y], ofIndex[normal]];
}

function labelData(
  objects: readonly LabelledMask[],
  { source, image, axis, index }: InputSlice,
): { readonly data: Uint8Array | Uint16Array; readonly overlap: number } {
  const Labels = objects.length > 255 ? Uint16Array : Uint8Array;
  const data = new Labels(source.width * source.height * source.depth);
  const [dx, dy, dn] = strides(axis, source);
  let overlap = 0;
  for (const [object, { mask }] of objects.entries()) {
    for (let pixel = 0; pixel < mask.bits.length; pixel++) {
      if (!mask.bits[pixel]) continue;
      const at = index * dn + Math.floor(pixel / image.width) * dy + (pixel % image.width) * dx;
      if (data[at] !== 0) overlap++;
      data[at] = object + 1;
    }
  }
  return { data, overlap };
}
