import { MedicoSamError } from '@medicosam/core';

/** The error of a file that is cut off, contradicts itself or is no checkpoint. */
export const unreadable = (message: string, hint?: string, cause?: unknown): MedicoSamError =>
  new MedicoSamError('CHECKPOINT_UNREADABLE', { message, hint, cause });

/** Text from a file for use in a message: printable, and of bounded length. */
export function quote(text: string): string {
  const printable = text.slice(0, 160).replace(/[^\x20-\x7e]/g, '?');
  return text.length > 160 ? `${printable}…` : printable;
}
