import { checkImage, MedicoSamError, type PixelImage } from '@medicosam/core';
import jpeg from 'jpeg-js';

/** How a JPEG is written. */
export interface JpegOptions {
  /** 1 to 100; 92 when absent. */
  readonly quality?: number | undefined;
}

/**
 * Writes an 8-bit image as baseline JPEG with chroma at full size, for looking at: JPEG loses detail, so keep
 * images to be segmented, and masks, as PNG. Grey is written as grey RGB.
 *
 * @throws MedicoSamError `IMAGE_INVALID`; `INVALID_ARGUMENT` for a quality out of range; `FORMAT_UNSUPPORTED` for
 *   values of other than 8 bits.
 */
export function encodeJpeg(image: PixelImage, { quality = 92 }: JpegOptions = {}): Uint8Array<ArrayBuffer> {
  const { data, width, height, channels } = checkImage(image);
  if (!Number.isInteger(quality) || quality < 1 || quality > 100) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `quality is an integer from 1 to 100, got ${quality}.`,
    });
  }
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) {
    throw new MedicoSamError('FORMAT_UNSUPPORTED', {
      message: `JPEG holds 8 bits, got a ${data.constructor.name}.`,
      hint: 'Normalise the image to 8 bits first, or write PNG, which holds 16.',
    });
  }
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const at = i * channels;
    const red = data[at] ?? 0;
    rgba[4 * i] = red;
    rgba[4 * i + 1] = channels === 1 ? red : (data[at + 1] ?? 0);
    rgba[4 * i + 2] = channels === 1 ? red : (data[at + 2] ?? 0);
    rgba[4 * i + 3] = 255;
  }
  return new Uint8Array(withBuffer(() => jpeg.encode({ data: rgba, width, height }, quality).data));
}

/**
 * Lets jpeg-js end its work where there is no Node: it hands its bytes to a global `Buffer.from` and needs no
 * more of it. The stand-in is there only while this synchronous call runs.
 */
function withBuffer<T>(encode: () => T): T {
  const scope = globalThis as { Buffer?: { from(bytes: readonly number[]): Uint8Array } };
  if (scope.Buffer) return encode();
  scope.Buffer = { from: (bytes) => Uint8Array.from(bytes) };
  try {
    return encode();
  } finally {
    delete scope.Buffer;
  }
}
