import {
  checkVolume,
  type Geometry,
  MedicoSamError,
  type PixelData,
  type PixelVolume,
} from '@medicosam/core';
import { storedTypeOf } from '../voxels/voxel-bytes.js';
import { segmentExtents } from './segment-extents.js';

/** Label maps as one list of volumes. */
export interface SegmentLayers {
  /** Of several, the values of a voxel in all layers follow each other. */
  readonly data: PixelData;
  readonly sizes: readonly [number, number, number];
  readonly count: number;
  readonly geometry: Geometry | undefined;
  /** Of each layer, where each of its values is. */
  readonly extents: readonly ReadonlyMap<number, readonly number[]>[];
}

/** @throws MedicoSamError as `writeSegNrrd`. */
export function listOfLayers(volumes: readonly PixelVolume[]): SegmentLayers {
  const [first, ...others] = volumes.map(checkLayer);
  if (first === undefined) throw invalid('A segmentation has at least one layer.');
  const { data, width, height, depth, geometry } = first;
  for (const other of others) {
    const isAlike =
      other.width === width &&
      other.height === height &&
      other.depth === depth &&
      storedTypeOf(other.data) === storedTypeOf(data);
    if (!isAlike) throw invalid('The layers of a segmentation have one size and type.');
  }
  const layers = [first, ...others];
  return {
    data: others.length === 0 ? data : interleave(layers.map((layer) => layer.data)),
    sizes: [width, height, depth],
    count: layers.length,
    geometry,
    extents: layers.map((layer) => segmentExtents(layer.data, width, height, depth)),
  };
}

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

function checkLayer(labels: PixelVolume) {
  const layer = checkVolume(labels);
  if (layer.channels === 1 && ['uint8', 'uint16'].includes(storedTypeOf(layer.data))) return layer;
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: 'A label map has one channel of 8 or 16 bits, unsigned.',
    hint: 'Give its values as a Uint8Array or Uint16Array.',
  });
}

function interleave(layers: readonly PixelData[]): PixelData {
  const [first] = layers as readonly [PixelData];
  const size = first.length * layers.length;
  const all = storedTypeOf(first) === 'uint8' ? new Uint8Array(size) : new Uint16Array(size);
  for (const [layer, data] of layers.entries()) {
    for (let from = 0, to = layer; from < data.length; from++, to += layers.length) {
      all[to] = data[from] as number;
    }
  }
  return all;
}
