import { MedicoSamError, type PixelData, type PixelImage } from '@medicosam/core';
import { checkSize } from '../format-errors.js';
import type { DecodeLimits } from '../limits.js';
import type { FrameMemory } from './codecs/frame-memory.js';
import type { DataSet } from './data-set/parse-data-set.js';
import type { FrameAttributes } from './meaning/functional-groups.js';
import { planeGeometry, readPlane } from './meaning/plane.js';
import { type ModalityLut, readModalityLut, readRescale } from './meaning/rescale.js';
import { readVoiLuts, readWindows, type VoiLut } from './meaning/windows.js';
import { FrameDecoder } from './pixels/decode-frames.js';
import type { ImagePixel } from './pixels/image-pixel.js';
import { lookUp, type Palette, readPalette } from './pixels/palette.js';
import { toRgbOrGrey } from './pixels/to-image.js';
import type { Warnings } from './warnings.js';

/** How a DICOM file is read. */
export interface DicomOptions extends DecodeLimits {
  /**
   * Frames keep the samples as they are coded: no palette, no YBR to RGB, no modality LUT. JPEG 2000 alone gives RGB
   * for what it calls YBR: the transform is part of its coding.
   */
  readonly asStored?: boolean | undefined;
}

/** A frame: an image of core's, with what else the file says of it. */
export interface DicomFrame extends PixelImage {
  readonly channels: 1 | 3;
  /** VOI LUTs of the file, for `applyVoiLut`. */
  readonly voiLuts: readonly VoiLut[];
}

/** Reads the frames of one file. */
export class ImageReader {
  readonly #decoder: FrameDecoder;
  #lut: ModalityLut | undefined;
  #palette: Palette | undefined;
  #isReady = false;

  constructor(
    private readonly dataSet: DataSet,
    private readonly pixel: ImagePixel,
    private readonly attributes: (frame: number) => FrameAttributes,
    private readonly options: DicomOptions,
    private readonly warnings: Warnings,
  ) {
    this.#decoder = new FrameDecoder(dataSet, pixel, warnings, options.asStored === true);
  }

  /** @param memory - where samples are put, where they fit; they may then lie in the file's own bytes instead. */
  async read(index: number, memory?: FrameMemory): Promise<DicomFrame> {
    const { pixel, warnings, options } = this;
    const { width, height, frameCount, photometric } = pixel;
    if (!Number.isInteger(index) || index < 0 || index >= frameCount) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `A frame is a whole number from 0 to ${frameCount - 1}, got ${index}.`,
      });
    }
    // Samples as coded, as stored and as RGB.
    checkSize('DICOM', pixel, 3 * pixel.samples * Math.max(1, pixel.bitsAllocated / 8), options);
    this.#prepare();
    const stored = await this.#decoder.decode(index, memory);
    const frame = this.attributes(index);
    const lut = this.#lut;
    const plane = readPlane(frame, warnings);
    const windows = readWindows(frame, warnings);
    const rescale = lut ? lutRescale(lut) : readRescale(frame, warnings);
    const values = options.asStored ? stored.data : toRgbOrGrey(stored, pixel, this.#palette);
    const isColour = values.length !== width * height;
    const isRgb = !options.asStored || stored.isRgb || photometric === 'RGB';
    const isGrey = !isColour && photometric.startsWith('MONO');
    return {
      data: lut ? applyModalityLut(values, lut) : values,
      width,
      height,
      channels: isColour ? 3 : 1,
      ...(isGrey ? { photometric: photometric as 'MONOCHROME1' | 'MONOCHROME2' } : {}),
      ...(isColour && isRgb ? { photometric: 'RGB' as const } : {}),
      ...(isGrey && rescale ? { rescale } : {}),
      ...(isGrey && windows.length > 0 ? { windows } : {}),
      ...(plane ? { geometry: planeGeometry(plane) } : {}),
      voiLuts: isGrey ? readVoiLuts(frame, (rescale?.intercept ?? 0) < 0 || pixel.signed) : [],
    };
  }

  /** What is the same of all frames, read before the first. */
  #prepare(): void {
    if (this.#isReady || this.options.asStored) return;
    const { dataSet, pixel, warnings } = this;
    if (pixel.photometric === 'PALETTE COLOR') this.#palette = readPalette(dataSet.values, pixel.signed);
    if (pixel.photometric.startsWith('MONO')) this.#lut = readModalityLut(dataSet.values, pixel.signed);
    if (this.#lut) {
      warnings.add(
        'MODALITY_LUT_APPLIED',
        'The file has a modality LUT: values are those behind it, not the stored ones.',
      );
    }
    this.#isReady = true;
  }
}

const lutRescale = ({ unit }: ModalityLut) => ({
  slope: 1,
  intercept: 0,
  ...(unit === undefined ? {} : { unit }),
});

const applyModalityLut = (data: PixelData, { table }: ModalityLut): Uint16Array =>
  Uint16Array.from(data, (value) => lookUp(table, value));
