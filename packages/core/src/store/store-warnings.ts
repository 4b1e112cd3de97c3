import { isMedicoSamError, type Warning } from '../errors/medicosam-error.js';
import type { ImageEmbedding } from '../model/image-embedding.js';

/** What is said of an entry that could not be had. */
export const readFailed = (error: unknown): Warning => ({
  code: 'STORE_READ_FAILED',
  message: `A stored embedding could not be used, and the image was encoded again: ${problemText(error)}`,
});

/** What is said of an embedding that could not be kept. */
export const writeFailed = (error: unknown): Warning => ({
  code: 'STORE_WRITE_FAILED',
  message: `An embedding could not be stored, and its image will be encoded again: ${problemText(error)}`,
});

/** An embedding comes with what was said when it was made; from now on it says what is to be said of this call. */
export function withWarnings(embedding: ImageEmbedding, warnings: readonly Warning[]): ImageEmbedding {
  // One that somebody froze is as good without.
  Reflect.set(embedding, 'warnings', warnings);
  return embedding;
}

/** An error for people; of what is not ours its name alone, since its message may hold a path. */
function problemText(error: unknown): string {
  if (isMedicoSamError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `${error.name}.` : 'an unknown reason.';
}
