import type { VoiWindow } from '@medicosam/core';
import type { ElementValues } from '../data-set/elements.js';
import { type LookupTable, readLookupTable } from '../pixels/palette.js';
import type { Warnings } from '../warnings.js';
import type { FrameAttributes } from './functional-groups.js';

const FUNCTIONS = { LINEAR: 'linear', LINEAR_EXACT: 'linear-exact', SIGMOID: 'sigmoid' } as const;

/**
 * The windows of a frame (PS3.3, C.11.2), the preferred one first. One that no function can use, such as a width of
 * 0, is left out with a warning.
 */
export function readWindows({ group }: FrameAttributes, warnings: Warnings): VoiWindow[] {
  const values = group('x00289132');
  const centers = values.decimals('x00281050');
  const widths = values.decimals('x00281051');
  const explanations = values.texts('x00281055');
  const name = values.text('x00281056');
  const voiFunction = FUNCTIONS[(name ?? 'LINEAR') as keyof typeof FUNCTIONS] ?? 'linear';
  return centers.slice(0, widths.length).flatMap((center, i) => {
    const width = widths[i] as number;
    const isUsable =
      Number.isFinite(center) &&
      Number.isFinite(width) &&
      width > 0 &&
      (voiFunction !== 'linear' || width >= 1);
    if (!isUsable) {
      warnings.add('WINDOW_UNUSABLE', `The window of center ${center} and width ${width} cannot be used.`);
      return [];
    }
    const explanation = explanations[i] || undefined;
    return [{ center, width, function: voiFunction, ...(explanation ? { explanation } : {}) }];
  });
}

/** A VOI LUT of the file: values behind the modality step go through its table. */
export interface VoiLut extends LookupTable {
  readonly explanation?: string | undefined;
}

/**
 * The VOI LUTs of a frame (PS3.3, C.11.2). Where there is one and no window, it is how the file wants to be shown.
 *
 * @param signed - whether values behind the modality step may be below 0.
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function readVoiLuts({ group, dataSet }: FrameAttributes, signed: boolean): VoiLut[] {
  const inGroup = group('x00289132').items('x00283010');
  const items: readonly ElementValues[] = inGroup.length > 0 ? inGroup : dataSet.items('x00283010');
  return items.flatMap((item) => {
    const table = readLookupTable(item, 'x00283002', 'x00283006', signed);
    return table ? [{ ...table, explanation: item.text('x00283003') }] : [];
  });
}
