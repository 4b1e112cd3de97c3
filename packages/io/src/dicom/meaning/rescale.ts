import type { Rescale } from '@medicosam/core';
import type { ElementValues } from '../data-set/elements.js';
import { type LookupTable, readLookupTable } from '../pixels/palette.js';
import type { Warnings } from '../warnings.js';
import type { FrameAttributes } from './functional-groups.js';

/** RescaleType and Units values that state nothing. */
const UNSTATED = new Set(['US', 'NORMALIZED', '']);

const UNITS: Readonly<Record<string, string>> = { HU: 'HU', GY: 'Gy', BQML: 'Bq/ml', GML: 'g/ml' };

/**
 * The unit of real values: what RescaleType says; of CT without one HU, which is what it then means (PS3.3,
 * C.8.2.1.1.2 and C.7.6.16.2.9); of PET its Units.
 */
function unitOf(type: string | undefined, dataSet: ElementValues): string | undefined {
  const modality = dataSet.text('x00080060');
  const stated = type ?? (modality === 'PT' ? dataSet.text('x00541001') : undefined);
  if (stated === undefined) return modality === 'CT' ? 'HU' : undefined;
  return UNSTATED.has(stated) ? undefined : (UNITS[stated] ?? stated);
}

/** Stored to real values of a frame; undefined where the file has no such rule. */
export function readRescale({ group, dataSet }: FrameAttributes, warnings: Warnings): Rescale | undefined {
  const values = group('x00289145');
  const dose = dataSet.decimal('x3004000e');
  if (dose !== undefined) {
    const unit = dataSet.text('x30040002');
    return { slope: dose, intercept: 0, unit: unit === undefined ? undefined : (UNITS[unit] ?? unit) };
  }
  const slope = values.decimal('x00281053');
  const intercept = values.decimal('x00281052');
  if (slope === undefined && intercept === undefined) return undefined;
  if (slope === 0) {
    warnings.add('RESCALE_UNUSABLE', 'The rescale slope is 0; values are kept as stored.');
    return undefined;
  }
  const unit = unitOf(values.text('x00281054'), dataSet);
  return { slope: slope ?? 1, intercept: intercept ?? 0, ...(unit === undefined ? {} : { unit }) };
}

/** A modality LUT, and the unit that its values have. */
export interface ModalityLut {
  readonly table: LookupTable;
  readonly unit: string | undefined;
}

/**
 * Reads the Modality LUT Sequence (PS3.3, C.11.1), where there is one.
 *
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function readModalityLut(dataSet: ElementValues, signed: boolean): ModalityLut | undefined {
  const item = dataSet.item('x00283000');
  const table = item && readLookupTable(item, 'x00283002', 'x00283006', signed);
  return table && { table, unit: unitOf(item.text('x00283004'), dataSet) };
}
