import { MedicoSamError } from '@medicosam/core';
import { encodePng } from './encode-png.js';

/** One value a pixel, row-major: 0 where there is nothing, else a label. Core's `LabelImage` is one. */
export interface LabelPixels {
  readonly data: Uint8Array | Uint16Array | Uint32Array | Int32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * A label map as a grey PNG whose values are the labels: 8 bits up to label 255, 16 bits beyond. Every reader gets the
 * same values; a viewer shows low ones as black.
 *
 * @throws MedicoSamError `IMAGE_INVALID` when the values do not fit the size; `FORMAT_UNSUPPORTED` for a label beyond
 *   65,535 or below 0.
 */
export function labelsToPng({ data, width, height }: LabelPixels): Uint8Array<ArrayBuffer> {
  let [lowest, highest] = [0, 0];
  for (const label of data) {
    if (label > highest) highest = label;
    if (label < lowest) lowest = label;
  }
  if (lowest < 0 || highest > 0xffff) {
    throw new MedicoSamError('FORMAT_UNSUPPORTED', {
      message: `PNG holds labels from 0 to 65,535, got ${lowest < 0 ? lowest : highest}.`,
      hint: 'Number the labels from 1, or write NIfTI or NRRD.',
    });
  }
  const values = highest > 0xff ? Uint16Array.from(data) : Uint8Array.from(data);
  return encodePng({ data: values, width, height, channels: 1 });
}
