import { formatInvalid } from '../../format-errors.js';
import type { ElementValues, PixelFragment } from '../data-set/elements.js';
import type { ImagePixel } from './image-pixel.js';

const SOI = [0xff, 0xd8, 0xff];
const SOC = [0xff, 0x4f, 0xff, 0x51];

/**
 * Which fragments belong to each frame (PS3.5, A.4): by the extended or the basic offset table; one each, where
 * there are as many; else by where codestreams begin.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when they cannot be divided among the frames.
 */
export function divideFragments(
  values: ElementValues,
  { tag, frameCount }: ImagePixel,
): readonly (readonly PixelFragment[])[] {
  const { fragments = [], basicOffsetTable = [] } = values.elements[tag] ?? {};
  if (fragments.length < frameCount) {
    throw formatInvalid(
      'DICOM',
      `states ${frameCount} frames and holds ${fragments.length} of their fragments`,
    );
  }
  if (frameCount === 1) return [fragments];
  if (fragments.length === frameCount) return fragments.map((fragment) => [fragment]);
  const divided =
    divideAt(fragments, extendedOffsets(values, frameCount), frameCount) ??
    divideAt(fragments, basicOffsetTable, frameCount) ??
    divideAt(fragments, codestreamStarts(values, fragments), frameCount);
  if (divided === undefined) {
    throw formatInvalid(
      'DICOM',
      `holds ${fragments.length} fragments that cannot be told apart as ${frameCount} frames`,
    );
  }
  return divided;
}

function divideAt(
  fragments: readonly PixelFragment[],
  offsets: readonly number[],
  frameCount: number,
): PixelFragment[][] | undefined {
  if (offsets.length !== frameCount) return undefined;
  const starts = new Set(offsets);
  const frames: PixelFragment[][] = [];
  for (const fragment of fragments) {
    if (starts.has(fragment.offset)) frames.push([fragment]);
    else if (frames.length === 0) return undefined;
    else frames.at(-1)?.push(fragment);
  }
  return frames.length === frameCount ? frames : undefined;
}

function extendedOffsets(values: ElementValues, frameCount: number): number[] {
  const length = values.elements['x7fe00001']?.length ?? 0;
  if (length !== 8 * frameCount) return [];
  // Offsets beyond 4 GB do not occur in a file that fits in memory.
  return Array.from({ length: frameCount }, (_, i) => values.uint32('x7fe00001', 2 * i) ?? -1);
}

function codestreamStarts({ bytes }: ElementValues, fragments: readonly PixelFragment[]): number[] {
  const begins = (position: number, marker: readonly number[]) =>
    marker.every((byte, i) => bytes[position + i] === byte);
  return fragments
    .filter(({ position }) => begins(position, SOI) || begins(position, SOC))
    .map(({ offset }) => offset);
}

/**
 * The codestream of a frame.
 *
 * @throws MedicoSamError `FORMAT_INVALID` where the file ends inside it.
 */
export function joinFragments(bytes: Uint8Array, fragments: readonly PixelFragment[]): Uint8Array {
  const parts = fragments.map(({ position, length }) => {
    if (position + length > bytes.byteLength) throw formatInvalid('DICOM', 'ends inside its pixels');
    return bytes.subarray(position, position + length);
  });
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const joined = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}
