import { type Affine, checkVolume, MedicoSamError, type PixelVolume } from '@medicosam/core';
import { VALUES_LEVEL } from '../gzip/gzip-level.js';
import { sourceAffine } from '../voxels/source-affine.js';
import { encodeNrrd } from './encode-nrrd.js';

/** How a NRRD file is written. */
export interface WriteNrrdOptions {
  /** Compressed, which is the default, or raw. */
  readonly gzip?: boolean | undefined;
  /** Index → LPS mm, row-major 4 × 4, instead of the volume's geometry: of a source that shears, its `affine`. */
  readonly affine?: Affine | undefined;
  /** Keys and values of one's own (`key:=value`), in this order. */
  readonly keyValues?: Iterable<readonly [key: string, value: string]> | undefined;
}

/**
 * Writes a volume as one NRRD file: stored values in their order, the place in LPS mm with all its digits.
 *
 * @throws MedicoSamError `IMAGE_INVALID`; `FORMAT_UNSUPPORTED` for a volume with a `rescale`, which NRRD cannot hold;
 *   `INVALID_ARGUMENT` for an `affine` that is none, and keys that NRRD cannot hold.
 */
export function writeNrrd(volume: PixelVolume, options: WriteNrrdOptions = {}): Uint8Array<ArrayBuffer> {
  const { data, width, height, depth, channels, rescale, geometry } = checkVolume(volume);
  if (rescale && !(rescale.slope === 1 && rescale.intercept === 0)) {
    throw new MedicoSamError('FORMAT_UNSUPPORTED', {
      message: 'NRRD holds no slope and intercept.',
      hint: 'Apply the rescale to the values and leave it out, or write NIfTI.',
    });
  }
  return encodeNrrd({
    data,
    sizes: [width, height, depth],
    first: channels > 1 ? { kind: channels === 3 ? 'RGB-color' : 'RGBA-color', size: channels } : undefined,
    affine: sourceAffine(geometry, options.affine),
    gzipLevel: options.gzip === false ? undefined : VALUES_LEVEL,
    keyValues: options.keyValues ?? [],
  });
}
