import { MedicoSamError } from '@medicosam/core';

/** An int64 that must be exact as a number: sizes, versions, offsets. */
export function toNumber(value: bigint, what: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new MedicoSamError('GRAPH_INVALID', { message: `${what} is ${value}, beyond all measure.` });
  }
  return number;
}

/** An int64 that must be a size: exact as a number, and not negative. */
export function toSize(value: bigint, what: string): number {
  const number = toNumber(value, what);
  if (number < 0) {
    throw new MedicoSamError('GRAPH_INVALID', { message: `${what} is ${value}; it must not be negative.` });
  }
  return number;
}
