import { MedicoSamError } from '@medicosam/core';

const MAX = 2n ** 63n - 1n;

/**
 * A whole number as protobuf's int64. Numbers beyond its range are clamped: 2^63 − 1, the "to the end" of many
 * exports, is 2^63 as a double.
 */
export function toInt64(value: number, what: string): bigint {
  if (!Number.isInteger(value)) {
    throw new MedicoSamError('GRAPH_INVALID', { message: `${what} must be a whole number, it is ${value}.` });
  }
  const big = BigInt(value);
  return big > MAX ? MAX : big < -MAX - 1n ? -MAX - 1n : big;
}
