import type { MedicoSamError, Rescale } from '@medicosam/core';
import { formatUnsupported } from '../format-errors.js';
import type { FrameMemory } from './codecs/frame-memory.js';
import { type DataSet, parseDataSet } from './data-set/parse-data-set.js';
import { bytesOf, type DicomInput } from './dicom-input.js';
import { type DicomFrame, type DicomOptions, ImageReader } from './image-reader.js';
import { type DicomFacts, readFacts } from './meaning/facts.js';
import { type FrameAttributes, frameAttributes } from './meaning/functional-groups.js';
import { type Plane, readPlane } from './meaning/plane.js';
import { readRescale } from './meaning/rescale.js';
import { readImagePixel } from './pixels/image-pixel.js';
import { type DicomWarning, Warnings } from './warnings.js';

/** A DICOM file whose pixels are read frame by frame, when they are asked for. */
export interface DicomImage {
  readonly facts: DicomFacts;
  /** What is wrong with the file, and was read all the same. Grows while frames are read. */
  readonly warnings: readonly DicomWarning[];
  /** 0 where the file holds no image. */
  readonly frameCount: number;
  /**
   * @param index - from 0.
   * @throws MedicoSamError `FORMAT_INVALID` when its pixels are damaged or cut off; `FORMAT_UNSUPPORTED` for kinds
   *   that are not read; `INVALID_ARGUMENT` when there is no such frame.
   */
  frame(index: number): Promise<DicomFrame>;
}

/** What the reader of series needs beside. */
export interface OpenedDicom extends DicomImage {
  readonly dataSet: DataSet;
  plane(index: number): Plane | undefined;
  attributes(index: number): FrameAttributes;
  rescale(index: number): Rescale | undefined;
  /** A frame whose samples may lie in `memory`, or in the file's own bytes: not to be changed there. */
  borrowFrame(index: number, memory: FrameMemory): Promise<DicomFrame>;
}

/**
 * Opens a DICOM file: its facts at once, its frames when asked for. Reads PS3.10 files and bare data sets; the
 * bytes are kept, and not copied when they are an array already.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when it is no DICOM file or contradicts itself; `FORMAT_UNSUPPORTED` for
 *   kinds that are not read, and beyond the limits; `FILE_UNREADABLE` as the source does.
 */
export async function openDicom(input: DicomInput, options: DicomOptions = {}): Promise<DicomImage> {
  return openDataSet(await bytesOf(input), options);
}

/** {@link openDicom} of bytes, for the reader of series. */
export function openDataSet(bytes: Uint8Array, options: DicomOptions): OpenedDicom {
  const warnings = new Warnings();
  const dataSet = parseDataSet(bytes, options, warnings);
  const pixel = readImagePixel(dataSet.values);
  const attributes = frameAttributes(dataSet.values);
  const reader = pixel && new ImageReader(dataSet, pixel, attributes, options, warnings);
  return {
    dataSet,
    facts: readFacts(dataSet.values, dataSet.syntax, pixel),
    warnings: warnings.list,
    frameCount: pixel?.frameCount ?? 0,
    attributes,
    rescale: (index) => readRescale(attributes(index), warnings),
    plane: (index) => readPlane(attributes(index), warnings),
    frame: async (index) => readFrame(index),
    borrowFrame: async (index, memory) => readFrame(index, memory),
  };

  function readFrame(index: number, memory?: FrameMemory): Promise<DicomFrame> {
    if (reader === undefined) throw noPixels(dataSet);
    return reader.read(index, memory);
  }
}

/** `FORMAT_UNSUPPORTED`: a plan, structure set or report. */
export function noPixels({ values }: DataSet): MedicoSamError {
  const modality = values.text('x00080060');
  return formatUnsupported(
    'DICOM',
    `holds no image${modality && /^[A-Z]{2,16}$/.test(modality) ? ` (${modality})` : ''}`,
    'Open the images that it belongs to.',
  );
}
