import type { Affine, Geometry, PixelData, PixelVolume, Rescale, Vector3 } from '@medicosam/core';
import { checkSize, formatInvalid } from '../../format-errors.js';
import { type FrameMemory, memoryAt, ownMemory } from '../codecs/frame-memory.js';
import type { DicomFrame, DicomOptions } from '../image-reader.js';
import type { DicomFacts } from '../meaning/facts.js';
import { type DicomWarning, Warnings } from '../warnings.js';
import type { Slice } from './slice.js';
import { stackGeometry } from './stack-geometry.js';

/** Where a slice of a stack came from. */
export interface DicomSlice {
  /** Index of its file in what was given. */
  readonly file: number;
  /** Index of the frame in its file. */
  readonly frame: number;
  readonly sopInstanceUid?: string | undefined;
  /** Centre of its first pixel, LPS mm, as the file states it. */
  readonly position: Vector3;
}

/** Parallel slices that make a volume, in the order of the normal of their planes. Nothing is decoded yet. */
export interface DicomStack {
  /** Those of its first slice. */
  readonly facts: DicomFacts;
  readonly slices: readonly DicomSlice[];
  /** Index (i, j, k) to LPS mm, with the mean step of the slices, sheared where they are. */
  readonly affine: Affine;
  /** Absent where slices are sheared or so uneven that a regular grid would put voxels into a wrong place. */
  readonly geometry?: Geometry | undefined;
  readonly warnings: readonly DicomWarning[];
  /**
   * Decodes its slices.
   *
   * @throws MedicoSamError as `readDicom`.
   */
  read(): Promise<DicomVolume>;
}

/** A volume of stored values, and where each slice came from. */
export interface DicomVolume extends PixelVolume, Omit<DicomStack, 'read' | 'geometry'> {
  readonly channels: 1 | 3;
}

/** A stack of sorted slices. */
export function stackOf(slices: readonly Slice[], warnings: Warnings, options: DicomOptions): DicomStack {
  const { affine, geometry } = stackGeometry(slices, warnings);
  const { facts } = (slices[0] as Slice).image;
  if (facts.imageType.includes('LOCALIZER')) {
    warnings.add('LOCALISER', 'The images are localisers: scouts for planning, not the examination.');
  }
  const stack = {
    facts,
    slices: slices.map(({ file, frame, image, plane }) => ({
      file,
      frame,
      sopInstanceUid: image.facts.sopInstanceUid,
      position: plane.position,
    })),
    affine,
    ...(geometry ? { geometry } : {}),
  };
  return {
    ...stack,
    warnings: warnings.list,
    read: async () => {
      const found = new Warnings();
      for (const { code, message } of warnings.list) found.add(code, message);
      const pixels = await readPixels(slices, options, found);
      return { ...stack, ...pixels, warnings: found.list };
    },
  };
}

type Pixels = Omit<DicomVolume, keyof DicomStack>;

const isSame = (a: Rescale | undefined, b: Rescale | undefined) =>
  a?.slope === b?.slope && a?.intercept === b?.intercept && a?.unit === b?.unit;

async function readPixels(
  slices: readonly Slice[],
  options: DicomOptions,
  warnings: Warnings,
): Promise<Pixels> {
  const first = await readSlice(slices[0] as Slice, ownMemory, warnings);
  const { width, height, channels } = first;
  const length = first.data.length;
  const rescales = slices.map(({ image, frame }) => image.rescale(frame));
  const isMixed = rescales.some((rescale) => !isSame(rescale, rescales[0]));
  const bytes = channels * (isMixed ? 4 : first.data.BYTES_PER_ELEMENT);
  checkSize('DICOM', { width, height: height * slices.length }, bytes, {
    ...options,
    maxPixels: Number.POSITIVE_INFINITY,
  });
  const Samples = (isMixed ? Float32Array : first.data.constructor) as new (length: number) => PixelData;
  const data = new Samples(length * slices.length);
  const placeOf = (k: number): FrameMemory => {
    if (isMixed) return ownMemory;
    const bytes = length * data.BYTES_PER_ELEMENT;
    return memoryAt(new Uint8Array(data.buffer as ArrayBuffer, k * bytes, bytes));
  };
  let middle = first;
  for (const [k, slice] of slices.entries()) {
    const frame = k === 0 ? first : await readSlice(slice, placeOf(k), warnings);
    if (frame.data.constructor !== first.data.constructor || frame.data.length !== length) {
      throw formatInvalid('DICOM', 'series has slices of different kinds of pixels');
    }
    if (k === slices.length >> 1) middle = frame;
    if (isMixed) data.set(realValues(frame), k * length);
    else if (frame.data.buffer !== data.buffer) data.set(frame.data, k * length);
  }
  if (isMixed) {
    warnings.add('RESCALE_MIXED', 'The slices have different rescales: values are real ones, as float32.');
  }
  const unit = first.rescale?.unit;
  const real: Rescale = { slope: 1, intercept: 0, ...(unit === undefined ? {} : { unit }) };
  const rescale = isMixed ? real : first.rescale;
  return {
    data,
    width,
    height,
    depth: slices.length,
    channels,
    ...(first.photometric ? { photometric: first.photometric } : {}),
    ...(rescale ? { rescale } : {}),
    ...(middle.windows ? { windows: middle.windows } : {}),
  };
}

async function readSlice(
  { image, frame }: Slice,
  memory: FrameMemory,
  warnings: Warnings,
): Promise<DicomFrame> {
  const read = await image.borrowFrame(frame, memory);
  for (const { code, message } of image.warnings) warnings.add(code, message);
  return read;
}

function realValues({ data, rescale }: DicomFrame): Float32Array {
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  return Float32Array.from(data, (value) => slope * value + intercept);
}
