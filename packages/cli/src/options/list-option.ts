import { UsageError } from '../usage-error.js';

/** Collects a repeatable option, each value parsed. */
export const collect =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[] | undefined): readonly T[] => [...(before ?? []), parse(text)];

/** Comma-separated words of a closed set. */
export function parseWords<T extends string>(name: string, text: string, allowed: readonly T[]): T[] {
  const words = text.split(',').map((word) => word.trim());
  return words.map((word) => {
    const known = allowed.find((candidate) => candidate === word);
    if (known !== undefined) return known;
    throw new UsageError(`${name} takes ${allowed.join(', ')}, separated by commas; got ${text}.`);
  });
}

/** A whole number above zero. */
export function parseCount(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new UsageError(`${name} is a whole number above 0, got ${text}.`);
}

/** Three numbers separated by commas. */
export function parseTriple(name: string, text: string): [number, number, number] {
  const [a, b, c, ...rest] = text.split(',').map(Number);
  if (rest.length === 0 && isNumber(a) && isNumber(b) && isNumber(c)) return [a, b, c];
  throw new UsageError(`${name} is three numbers separated by commas, got ${text}.`);
}

const isNumber = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value);
