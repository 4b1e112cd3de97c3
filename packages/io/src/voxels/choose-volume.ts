import { MedicoSamError } from '@medicosam/core';

/**
 * The volume that was asked for of a file of several, from 0; the first when absent.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT`.
 */
export function chooseVolume(index: number | undefined, count: number): number {
  const chosen = index ?? 0;
  if (Number.isInteger(chosen) && chosen >= 0 && chosen < count) return chosen;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `The volume of this file is a whole number from 0 to ${count - 1}, got ${chosen}.`,
  });
}
