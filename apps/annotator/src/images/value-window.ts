import type { VoiWindow } from '@medicosam/core';

/** Which values are shown: `center` ± half the width, from black to white. */
export interface ValueWindow {
  readonly center: number;
  readonly width: number;
  /** How values in it become grey; a straight line when absent. */
  readonly function?: VoiWindow['function'];
}

/** A window that the reader can choose. */
export interface NamedWindow {
  readonly name: string;
  readonly window: ValueWindow;
}

/** Whether two windows show the same. */
export const isSameWindow = (a: ValueWindow | undefined, b: ValueWindow | undefined): boolean =>
  a?.center === b?.center && a?.width === b?.width && (a?.function ?? '') === (b?.function ?? '');

/** The values of an image, and the window that it is shown in at first. */
export interface WindowRange {
  readonly low: number;
  readonly high: number;
  readonly first: ValueWindow;
}

/** The range of a volume, of which one slice after another is seen. */
export const joinRanges = (
  seen: WindowRange | undefined,
  next: WindowRange | undefined,
): WindowRange | undefined =>
  seen && next
    ? { low: Math.min(seen.low, next.low), high: Math.max(seen.high, next.high), first: seen.first }
    : (seen ?? next);

/** A window moved by shares of the range of values, kept within it. */
export function moveWindow(
  { center, width, ...kept }: ValueWindow,
  { low, high }: WindowRange,
  by: { readonly center: number; readonly width: number },
): ValueWindow {
  const span = high - low;
  return {
    ...kept,
    center: clamp(center + by.center * span, low, high),
    width: clamp(width + by.width * span, span / 1000, 2 * span),
  };
}

/** Whole numbers where the values are many, else as many digits as tell them apart. */
export function formatValue(value: number, { low, high }: Pick<WindowRange, 'low' | 'high'>): string {
  return value.toFixed(high - low > 20 ? 0 : 3);
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
