/** Which values are shown: `center` ± half the width, from black to white. */
export interface ValueWindow {
  readonly center: number;
  readonly width: number;
}

/** The values of an image, and the window that it is shown in at first. */
export interface WindowRange {
  readonly low: number;
  readonly high: number;
  readonly first: ValueWindow;
}

/** A window moved by shares of the range of values, kept within it. */
export function moveWindow(
  { center, width }: ValueWindow,
  { low, high }: WindowRange,
  by: { readonly center: number; readonly width: number },
): ValueWindow {
  const span = high - low;
  return {
    center: clamp(center + by.center * span, low, high),
    width: clamp(width + by.width * span, span / 1000, 2 * span),
  };
}

/** Whole numbers where the values are many, else as many digits as tell them apart. */
export function formatValue(value: number, { low, high }: Pick<WindowRange, 'low' | 'high'>): string {
  return value.toFixed(high - low > 20 ? 0 : 3);
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
