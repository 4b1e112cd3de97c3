import { type BinaryMask, MedicoSamError } from '@medicosam/core';
import type { SegSource } from './seg-source.js';

/** The voxels of a segment or region. */
export interface VoxelMask {
  /**
   * Its voxels: a label map in the volume's order (x fastest, then y, then slices), or masks by index of slice, where
   * slices without one are empty.
   */
  readonly mask: Uint8Array | Uint16Array | ReadonlyMap<number, BinaryMask>;
  /** Of a label map: the value of its voxels; all but 0 when absent. */
  readonly labelValue?: number | undefined;
}

/**
 * Checks that a mask has the size of the source.
 *
 * @param name - `segment "Liver"`
 * @throws MedicoSamError `INVALID_ARGUMENT`; `IMAGE_INVALID` for a mask of another size.
 */
export function checkMask(
  name: string,
  { mask, labelValue }: VoxelMask,
  { width, height, slices }: Pick<SegSource, 'width' | 'height' | 'slices'>,
): void {
  const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });
  const wrongSize = (found: string) =>
    new MedicoSamError('IMAGE_INVALID', {
      message: `The mask of ${name} has ${found}, and the source ${slices.length} slices of ${width} × ${height} pixels.`,
      hint: 'A segmentation has the grid of its source: draw on the volume as it was read.',
    });
  if (ArrayBuffer.isView(mask)) {
    if (mask.length !== width * height * slices.length) throw wrongSize(`${mask.length} voxels`);
    if (labelValue !== undefined && (!Number.isInteger(labelValue) || labelValue < 1)) {
      throw invalid(`A label value is a whole number above 0, got ${labelValue}.`);
    }
    return;
  }
  if (!(mask instanceof Map)) {
    throw invalid('A mask is a Uint8Array or Uint16Array of the volume, or a Map of masks by slice.');
  }
  if (labelValue !== undefined) {
    throw invalid('A label value is one of a label map; masks by slice have none.');
  }
  for (const [k, own] of mask) {
    if (!Number.isInteger(k) || k < 0 || k >= slices.length) throw wrongSize(`a slice ${k}`);
    if (own.width !== width || own.height !== height || own.bits.length !== width * height) {
      throw wrongSize(`slices of ${own.width} × ${own.height} pixels`);
    }
  }
}

/**
 * Writes a mask of slice `k` into `bits`, 1 inside and 0 outside.
 *
 * @returns whether any pixel is inside.
 */
export function sliceMask({ mask, labelValue }: VoxelMask, k: number, bits: Uint8Array): boolean {
  const { length } = bits;
  let isAny = 0;
  if (ArrayBuffer.isView(mask)) {
    for (let i = 0, from = k * length; i < length; i++, from++) {
      const value = mask[from] as number;
      const inside = (labelValue === undefined ? value !== 0 : value === labelValue) ? 1 : 0;
      bits[i] = inside;
      isAny |= inside;
    }
    return isAny === 1;
  }
  const own = mask.get(k)?.bits;
  if (own === undefined) return false;
  for (let i = 0; i < length; i++) {
    const inside = own[i] === 0 ? 0 : 1;
    bits[i] = inside;
    isAny |= inside;
  }
  return isAny === 1;
}

/** The slices in which a mask has a pixel. */
export function slicesOf(segment: VoxelMask, depth: number, size: number): number[] {
  const bits = new Uint8Array(size);
  const found: number[] = [];
  for (let k = 0; k < depth; k++) if (sliceMask(segment, k, bits)) found.push(k);
  return found;
}
