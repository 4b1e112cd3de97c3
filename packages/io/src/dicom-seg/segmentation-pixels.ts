import { MedicoSamError } from '@medicosam/core';
import { packBits, packedBytes } from './bit-packing.js';
import type { SegFrame } from './functional-groups.js';
import type { SegSource } from './seg-source.js';
import type { SegmentToWrite } from './segments.js';
import { sliceMask, slicesOf } from './slice-masks.js';

/** The frames of a segmentation, and how their pixels are stored. */
export interface SegmentationPixels {
  readonly frames: readonly SegFrame[];
  readonly bits: 1 | 8 | 16;
  readonly bytes: Uint8Array;
}

/** `INVALID_ARGUMENT` where no mask has a pixel: a file has one frame at least. */
function checkFrames(frames: readonly SegFrame[]): void {
  if (frames.length > 0) return;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: 'All masks are empty: a segmentation has at least one pixel inside.',
  });
}

/** One frame for each segment and slice that has a pixel, of one bit a pixel. */
export function binaryPixels(segments: readonly SegmentToWrite[], source: SegSource): SegmentationPixels {
  const { width, height, slices } = source;
  const size = width * height;
  const frames = segments.flatMap((segment, index) =>
    slicesOf(segment, slices.length, size).map((slice) => ({ slice, segment: index + 1 })),
  );
  checkFrames(frames);
  const bytes = new Uint8Array(packedBytes(frames.length * size));
  const bits = new Uint8Array(size);
  for (const [index, { slice, segment }] of frames.entries()) {
    sliceMask(segments[segment - 1] as SegmentToWrite, slice, bits);
    packBits(bits, bytes, index * size);
  }
  return { frames, bits: 1, bytes };
}

/**
 * One frame for each slice that has a pixel, whose values are numbers of segments, 0 being none.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` where segments overlap.
 */
export function labelPixels(segments: readonly SegmentToWrite[], source: SegSource): SegmentationPixels {
  const { width, height, slices } = source;
  const size = width * height;
  const inside = segments.map((segment) => new Set(slicesOf(segment, slices.length, size)));
  const frames = slices.flatMap((_, slice) => (inside.some((own) => own.has(slice)) ? [{ slice }] : []));
  checkFrames(frames);
  const bits = segments.length > 255 ? 16 : 8;
  const bytes = new Uint8Array((frames.length * size * bits) / 8);
  const mask = new Uint8Array(size);
  for (const [index, { slice }] of frames.entries()) {
    for (const [at, segment] of segments.entries()) {
      if (!inside[at]?.has(slice)) continue;
      sliceMask(segment, slice, mask);
      const frame = bytes.subarray((index * size * bits) / 8, ((index + 1) * size * bits) / 8);
      addLabel(mask, frame, at + 1, bits, segment.label);
    }
  }
  return { frames, bits, bytes };
}

function addLabel(mask: Uint8Array, frame: Uint8Array, label: number, bits: 8 | 16, name: string): void {
  const step = bits / 8;
  for (let i = 0, to = 0; i < mask.length; i++, to += step) {
    if (mask[i] === 0) continue;
    if (frame[to] !== 0 || (step === 2 && frame[to + 1] !== 0)) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `Segment ${JSON.stringify(name)} overlaps another: a label map has one segment a voxel.`,
        hint: "Write kind 'BINARY', in which segments may overlap.",
      });
    }
    frame[to] = label & 0xff;
    if (step === 2) frame[to + 1] = label >> 8;
  }
}
