import { isMedicoSamError } from '@medicosam/core';

/** What the page has to say: in words, with what to do about it. */
export interface Notice {
  readonly kind: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly text: string;
  readonly hint?: string | undefined;
  /** The code of an error, for those who look it up. */
  readonly code?: string | undefined;
  /** Whether trying again may help. */
  readonly canRetry?: boolean | undefined;
}

/** An error as a notice. */
export function errorNotice(title: string, error: unknown, canRetry = false): Notice {
  const { message } = error as Error;
  const facts = isMedicoSamError(error) ? { hint: error.hint, code: error.code } : {};
  return { kind: 'error', title, text: message || String(error), canRetry, ...facts };
}

/** Whether something ended because the reader wanted it. */
export const isAbort = (error: unknown) =>
  typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'AbortError';

/** Of a session that was opened before its image. */
export const waitingNotice = (objects: number): Notice => ({
  kind: 'info',
  title: `Session with ${objects} ${objects === 1 ? 'object' : 'objects'}`,
  text: 'Now open the image that it was made on: sessions hold prompts and masks, but no pixels.',
});
