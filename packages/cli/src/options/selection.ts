import type { SliceAxis } from '@medicosam/core';
import type { InputSelection } from '../input/input-selection.js';
import { UsageError } from '../usage-error.js';

/** The options of `medicosam segment` that choose among slices, frames and series, as they are written. */
export interface SelectionOptions {
  readonly slice?: string | undefined;
  readonly axis?: string | undefined;
  readonly frame?: string | undefined;
  readonly series?: string | undefined;
}

const AXES: readonly SliceAxis[] = ['i', 'j', 'k'];

/** @throws UsageError for an index that is none, or an unknown axis. */
export function parseSelection({ slice, axis, frame, series }: SelectionOptions): InputSelection {
  const known = AXES.find((candidate) => candidate === axis);
  if (axis !== undefined && known === undefined) {
    throw new UsageError(
      `--axis is i, j or k, got ${axis}.`,
      'k are the slices as stored; i and j cut across columns and rows.',
    );
  }
  return {
    ...(slice !== undefined && { slice: parseIndex('--slice', slice) }),
    ...(frame !== undefined && { frame: parseIndex('--frame', frame) }),
    ...(known !== undefined && { axis: known }),
    ...(series !== undefined && { series }),
  };
}

function parseIndex(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${name} is a whole number, counted from 0, got ${text}.`);
}
