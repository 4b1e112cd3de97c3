import { type ErrorCode, isMedicoSamError, MedicoSamError } from '@medicosam/core';

/** What was attempted when TensorFlow.js failed. */
export interface Attempt {
  readonly doing: 'open' | 'run' | 'read a tensor of';
  readonly part: string;
  readonly device: string;
}

/** Errors of TensorFlow.js are plain ones: only the text tells them apart. True of 4.22. */
const PATTERNS: readonly (readonly [ErrorCode, RegExp, string])[] = [
  [
    'OUT_OF_MEMORY',
    /out of memory|\bOOM\b|allocation failed|invalid (typed )?array (buffer )?length|memory access out of bounds|failed to allocate|cannot enlarge memory|exceeds? .*buffer size/i,
    'Use a smaller model or fewer objects a call.',
  ],
  [
    'OUT_OF_MEMORY',
    /requested texture size .* greater than/i,
    'The GPU’s textures are too small for this model: use another device.',
  ],
  ['DEVICE_LOST', /context (was |is )?lost|CONTEXT_LOST|device (was |is )?lost/i, 'Load the page again.'],
];

/** An error of TensorFlow.js as one of ours; ours as they are. */
export function wrapError(cause: unknown, { doing, part, device }: Attempt): MedicoSamError {
  if (isMedicoSamError(cause)) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const [code, , hint] = PATTERNS.find(([, pattern]) => pattern.test(text)) ?? ['BACKEND_FAILED'];
  return new MedicoSamError(code, {
    message: `TensorFlow.js could not ${doing} the part ${part} on ${device}: ${firstLine(text)}`,
    hint,
    cause,
    details: { part, device },
  });
}

/** Its own words in one line. */
export const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 300);
