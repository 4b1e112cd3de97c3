import type { PixelData } from '@medicosam/core';
import { formatInvalid } from '../../format-errors.js';
import { codecOf } from '../codecs/codec-of.js';
import { type DecodedFrame, frameInvalid } from '../codecs/frame-codec.js';
import { type FrameMemory, ownMemory } from '../codecs/frame-memory.js';
import type { PixelFragment } from '../data-set/elements.js';
import type { DataSet } from '../data-set/parse-data-set.js';
import type { Warnings } from '../warnings.js';
import { divideFragments, joinFragments } from './encapsulated-frames.js';
import type { ImagePixel } from './image-pixel.js';
import { interleave } from './interleave.js';
import { readNativeFrame } from './native-frame.js';
import { keepStoredBits, toSamples, unpackBits } from './samples.js';

/** Stored samples of a frame, pixel by pixel, and whether its codec made RGB of them. */
export interface StoredFrame {
  readonly data: PixelData;
  readonly isRgb: boolean;
}

/** Reads stored samples, frame by frame. */
export class FrameDecoder {
  #fragments: readonly (readonly PixelFragment[])[] | undefined;

  constructor(
    private readonly dataSet: DataSet,
    private readonly pixel: ImagePixel,
    private readonly warnings: Warnings,
    private readonly asCoded: boolean,
  ) {}

  /**
   * @param memory - where samples are put, where they fit; grey ones may then lie in the file's own bytes instead.
   * @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED`.
   */
  async decode(frame: number, memory?: FrameMemory): Promise<StoredFrame> {
    const decoded = await this.#decode(frame, memory ?? ownMemory);
    const { pixel, warnings } = this;
    const unpacked =
      pixel.bitsAllocated === 1 && decoded.bytes.length < pixel.width * pixel.height
        ? { ...decoded, bytes: unpackBits(decoded.bytes, 0, pixel.width * pixel.height) }
        : decoded;
    const samples = fit(unpacked, pixel, warnings, memory !== undefined && pixel.samples === 1);
    if (samples.length !== pixel.width * pixel.height * pixel.samples) {
      throw frameInvalid(`has ${samples.length} samples of ${pixel.width * pixel.height * pixel.samples}`);
    }
    return {
      data: unpacked.planar ? interleave(samples, pixel.samples) : samples,
      isRgb: unpacked.isRgb,
    };
  }

  async #decode(frame: number, memory: FrameMemory): Promise<DecodedFrame> {
    const { dataSet, pixel } = this;
    const { values, syntax } = dataSet;
    const isEncapsulated = values.elements[pixel.tag]?.fragments !== undefined;
    if (syntax.coding === 'native') {
      if (!isEncapsulated) return readNativeFrame(dataSet, pixel, frame, memory);
      return readEncapsulatedNative(this.#codestream(frame), pixel);
    }
    if (!isEncapsulated) throw formatInvalid('DICOM', `has pixels that are not those of ${syntax.name}`);
    const codec = await codecOf(syntax.coding);
    return codec(this.#codestream(frame), pixel, this.asCoded, memory);
  }

  #codestream(frame: number): Uint8Array {
    const { dataSet, pixel, warnings } = this;
    if (dataSet.values.elements[pixel.tag]?.length === 0xffffffff) {
      warnings.add('PIXELS_UNTERMINATED', 'The file ends before the end of its pixel data is marked.');
    }
    this.#fragments ??= divideFragments(dataSet.values, pixel);
    return joinFragments(dataSet.values.bytes, this.#fragments[frame] ?? []);
  }
}

function readEncapsulatedNative(bytes: Uint8Array, pixel: ImagePixel): DecodedFrame {
  const { width, height, samples, bitsAllocated, planar } = pixel;
  const length = Math.ceil((width * height * samples * bitsAllocated) / 8);
  if (bytes.byteLength < length) throw frameInvalid('ends before its last pixel');
  const bytesPerSample = (bitsAllocated === 1 ? 1 : bitsAllocated / 8) as DecodedFrame['bytesPerSample'];
  return { bytes: bytes.subarray(0, length), bytesPerSample, planar, isRgb: false };
}

/** Samples in the type that the data set states, whatever the codestream had. */
function fit(decoded: DecodedFrame, pixel: ImagePixel, warnings: Warnings, mayShare: boolean): PixelData {
  const { bytes, bytesPerSample, precision, signed } = decoded;
  if (bytes.byteLength % bytesPerSample > 0) throw frameInvalid('ends inside a sample');
  const allocated = pixel.bitsAllocated === 1 ? 1 : pixel.bitsAllocated / 8;
  const isOneType = allocated === bytesPerSample;
  if (precision === undefined) return keepStoredBits(toSamples(bytes, pixel, mayShare), pixel, warnings);
  if (signed !== undefined && signed !== pixel.signed) {
    warnings.add(
      'SIGN_MISMATCH',
      `The codestream holds ${signed ? 'signed' : 'unsigned'} values and the data set says otherwise; they were taken as ${pixel.signed ? 'signed' : 'unsigned'}.`,
    );
  }
  const bits = Math.min(precision, bytesPerSample * 8);
  // Two's complement of the codestream's own width is what a writer put into it.
  const width = pixel.signed && signed !== true ? Math.max(bits, pixel.bitsStored) : bits;
  const isSame = isOneType && (width === 8 * allocated || (signed !== true && !pixel.signed));
  if (isSame) {
    const samples = toSamples(bytes, pixel, mayShare);
    return pixel.signed ? samples : clampToStored(samples, pixel);
  }
  const source = toSamples(bytes, {
    ...pixel,
    bitsAllocated: (bytesPerSample * 8) as ImagePixel['bitsAllocated'],
    signed: signed ?? false,
  });
  const out = toSamples(new Uint8Array(source.length * allocated), pixel);
  const up = 32 - width;
  for (let i = 0; i < out.length; i++) {
    const value = source[i] as number;
    out[i] = pixel.signed ? (value << up) >> up : (value << up) >>> up;
  }
  return pixel.signed ? out : clampToStored(out, pixel);
}

/** Lossy codecs overshoot the bits that are stored: the nearest value that these can hold is meant. */
function clampToStored(data: PixelData, { bitsStored, bitsAllocated }: ImagePixel): PixelData {
  if (bitsStored >= bitsAllocated) return data;
  const most = 2 ** bitsStored - 1;
  for (let i = 0; i < data.length; i++) if ((data[i] as number) > most) data[i] = most;
  return data;
}
