const MAX_LENGTH = 16;

/** A number as a decimal string (DS): the nearest that has 16 characters at most. */
export function decimalString(value: number): string {
  const exact = `${value}`;
  if (exact.length <= MAX_LENGTH) return exact;
  for (let digits = MAX_LENGTH; digits > 1; digits--) {
    const text = `${Number(value.toPrecision(digits))}`;
    if (text.length <= MAX_LENGTH) return text;
  }
  return value.toExponential(0);
}
