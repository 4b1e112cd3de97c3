import { MedicoSamError } from '../errors/medicosam-error.js';

/** How much a store may hold. */
export interface StoreBound {
  /** Bytes of all that it holds; what is just being written comes on top. */
  readonly maxBytes: number;
}

/** The bound of a store. @throws MedicoSamError `INVALID_ARGUMENT` where it is not above 0. */
export function checkBound({ maxBytes }: StoreBound): number {
  if (maxBytes > 0) return maxBytes;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `The bound of a store, maxBytes, is above 0, got ${maxBytes}.`,
  });
}

/** Refuses an entry that would not fit if it were alone. @throws MedicoSamError `FILE_UNWRITABLE`. */
export function checkFits(sizeBytes: number, maxBytes: number): void {
  if (sizeBytes <= maxBytes) return;
  throw new MedicoSamError('FILE_UNWRITABLE', {
    message: `An entry of ${sizeBytes} bytes is more than the ${maxBytes} that the store may hold.`,
    hint: 'Raise maxBytes.',
  });
}
