import type { Warning } from '@medicosam/core';
import { LABELS_LEVEL } from '../../gzip/gzip-level.js';
import { writeNifti } from '../../nifti.js';
import { encodeNrrd } from '../../nrrd/encode-nrrd.js';
import { writeSegNrrd } from '../../nrrd.js';
import { sourceAffine } from '../../voxels/source-affine.js';
import { labelLayers } from '../label-layers.js';
import type { LabelSource } from '../label-source.js';
import { labelVolume } from '../label-volume.js';
import { type LabelWriter, nameOf } from './label-writer.js';

/** NIfTI, with the intent of labels. */
export const writeNiftiLabels: LabelWriter = (objects, source, { gzip }) => {
  const { volume, warnings } = labelVolume(objects, source);
  const bytes = writeNifti(volume, { labels: true, affine: source.affine, gzip });
  return { bytes, warnings: [...warnings, ...placeWarnings(source)] };
};

/** NRRD, which holds no names. */
export const writeNrrdLabels: LabelWriter = (objects, source) => {
  const { volume, warnings } = labelVolume(objects, source);
  const { data, width, height, depth, geometry } = volume;
  const bytes = encodeNrrd({
    data,
    sizes: [width, height, depth],
    affine: sourceAffine(geometry, source.affine),
    gzipLevel: LABELS_LEVEL,
    keyValues: [],
  });
  return { bytes, warnings: [...warnings, ...placeWarnings(source)] };
};

/** A segmentation of 3D Slicer, objects that overlap in layers of their own. */
export const writeSegNrrdLabels: LabelWriter = (objects, source) => {
  const { volumes, layerOf } = labelLayers(objects, source);
  const segments = objects.map((object, index) => ({
    labelValue: index + 1,
    layer: layerOf[index],
    name: nameOf(object, index),
    colour: object.colour,
  }));
  const bytes = writeSegNrrd(volumes, segments, { affine: source.affine });
  return { bytes, warnings: placeWarnings(source) };
};

const placeWarnings = ({ affine }: LabelSource): readonly Warning[] =>
  affine
    ? []
    : [{ code: 'GEOMETRY_MISSING', message: 'The image states no place, and so the label map has none.' }];
