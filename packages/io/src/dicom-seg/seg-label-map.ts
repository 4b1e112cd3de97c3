import { MedicoSamError } from '@medicosam/core';
import type { ReadSegment } from './read-segment-item.js';

/**
 * Segments as one label map in the volume's order, whose values are their numbers and 0 outside.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` where segments overlap, or a mask does not fit the size.
 */
export function segLabelMap(
  segments: readonly Pick<ReadSegment, 'number' | 'label' | 'mask'>[],
  { width, height, depth }: { readonly width: number; readonly height: number; readonly depth: number },
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const size = width * height;
  const isWide = segments.some(({ number }) => number > 255);
  const labels = isWide ? new Uint16Array(size * depth) : new Uint8Array(size * depth);
  for (const { number, label, mask } of segments) {
    for (const [slice, { bits }] of mask) {
      if (bits.length !== size || slice >= depth)
        throw invalid(`Segment ${JSON.stringify(label)} has another size.`);
      for (let i = 0, to = slice * size; i < size; i++, to++) {
        if (bits[i] === 0) continue;
        if (labels[to] !== 0) throw invalid(`Segment ${JSON.stringify(label)} overlaps another.`);
        labels[to] = number;
      }
    }
  }
  return labels;
}

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });
