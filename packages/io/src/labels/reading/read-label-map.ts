import type { BinaryMask, PixelVolume } from '@medicosam/core';
import { formatUnsupported } from '../../format-errors.js';
import { readNifti } from '../../nifti.js';
import { readNrrd } from '../../nrrd.js';
import type { LabelSource } from '../label-source.js';
import { masksOfLabels } from '../label-volume.js';
import type { LabelledObject } from '../labelled-object.js';
import { checkLabels } from './check-labels.js';
import type { LabelReader } from './label-reader.js';
import { type LabelGrid, matchGrid, ontoGrid } from './match-grid.js';
import { placedMasks } from './placed-masks.js';

/** NIfTI: each value above 0 is an object. */
export const readNiftiLabels: LabelReader = (bytes, source) => {
  const { volume, affine, volumeCount, warnings } = readNifti(bytes);
  if (volumeCount > 1) throw several('NIfTI', volumeCount);
  return { format: 'nifti', objects: objectsOf(masksOf('NIfTI', volume, affine, source)), warnings };
};

/** NRRD: each value above 0 is an object, and in a segmentation of 3D Slicer each segment. */
export const readNrrdLabels: LabelReader = (bytes, source) => {
  const first = readNrrd(bytes, { volume: 0 });
  const { affine, volumeCount, segments, warnings } = first;
  if (segments.length === 0) {
    if (volumeCount > 1) throw several('NRRD', volumeCount);
    return { format: 'nrrd', objects: objectsOf(masksOf('NRRD', first.volume, affine, source)), warnings };
  }
  const layers = Array.from({ length: volumeCount }, (_, layer) => {
    const { volume } = layer === 0 ? first : readNrrd(bytes, { volume: layer });
    return masksOf('NRRD', volume, affine, source);
  });
  const objects = segments.map(({ name, colour, labelValue, layer }) => ({
    name,
    colour,
    masks: placedMasks(layers[layer]?.get(labelValue)),
  }));
  return { format: 'seg-nrrd', objects, warnings };
};

const several = (format: string, count: number) =>
  formatUnsupported(format, `holds ${count} volumes, and labels are one`, 'Save one of them.');

type LabelMasks = ReadonlyMap<number, ReadonlyMap<number, BinaryMask>>;

const objectsOf = (labels: LabelMasks): LabelledObject[] =>
  [...labels].map(([label, slices]) => ({ name: `Label ${label}`, masks: placedMasks(slices) }));

function masksOf(
  format: string,
  volume: PixelVolume,
  affine: LabelGrid['affine'],
  source: LabelSource,
): LabelMasks {
  const { width, height, depth } = source;
  const labels = checkLabels(format, volume);
  const grid = { width: volume.width, height: volume.height, depth: volume.depth, affine };
  const data = ontoGrid(labels, grid, matchGrid(grid, source), source);
  return masksOfLabels({ data, width, height, depth });
}
